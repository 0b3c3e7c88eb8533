package audit

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// safetyFindings states what is unsafe to load: files that the hub's scanners
// object to, files in a form that runs code, code of the repository's own.
func (o *observation) safetyFindings(main []term.Scope) {
	o.flagged(main)
	o.executable(main)
	o.ownCode()
}

// flagged states which files the hub's scanners object to, one finding for
// each of their levels.
func (o *observation) flagged(main []term.Scope) {
	for _, level := range []string{"unsafe", "suspicious", "caution"} {
		names := o.named(func(f hub.File) bool { return f.Scan == level })
		if len(names) == 0 {
			continue
		}
		o.add(finding.Finding{
			Kind: term.UnsafeFile, Scopes: main, Source: term.Declared, Params: term.Params{"scan": level, "files": int64(len(names))},
			Evidence: o.scanned(names),
			Remarks:  []finding.Remark{few("scanners-say", names, "level", level), o.twins(names)},
		})
	}
}

// executable states which files are in a form that runs code on loading. That
// says how to load them, not that they do harm.
func (o *observation) executable(main []term.Scope) {
	for _, kind := range []struct {
		executes hub.Execution
		code     string
	}{{hub.ExecutesYes, "runs-code"}, {hub.ExecutesMaybe, "may-run-code"}} {
		names := o.named(func(f hub.File) bool {
			format, ok := hub.FormatOf(f.Path)
			return ok && format.Executes == kind.executes
		})
		if len(names) == 0 {
			continue
		}
		o.add(finding.Finding{
			Kind: term.UnsafeFile, Scopes: main, Source: term.Inferred, Params: term.Params{"executes": string(kind.executes), "files": int64(len(names))},
			Evidence: o.listed(names),
			Remarks:  []finding.Remark{few(kind.code, names), o.twins(names)},
		})
	}
}

// ownCode states that the repository brings code of its own.
func (o *observation) ownCode() {
	f := finding.Finding{Kind: term.CustomCode, Scopes: []term.Scope{term.Code}, Source: term.Declared}
	scripts := o.scripts()
	switch {
	case slices.Contains(o.snap.Info.Tags, "custom_code"):
		f.Evidence = []doc.Evidence{o.infoEvidence("tags")}
	case o.snap.Info.AutoMap:
		f.Evidence = []doc.Evidence{o.infoEvidence("config", "auto_map")}
	case len(scripts) > 0:
		f.Source, f.Evidence = term.Inferred, o.listed(scripts)
		f.Remarks = []finding.Remark{few("python-files", scripts)}
		o.add(f)
		return
	default:
		return
	}
	f.Remarks = []finding.Remark{few("own-code", scripts)}
	o.add(f)
}

// named lists the files that are of a sort, by name.
func (o *observation) named(is func(hub.File) bool) []string {
	var names []string
	for _, f := range o.snap.Files {
		if is(f) {
			names = append(names, f.Path)
		}
	}
	return names
}

// twins says whether the same weights stand beside files in a safe form.
func (o *observation) twins(names []string) finding.Remark {
	safe := o.named(func(f hub.File) bool { return strings.HasSuffix(f.Path, ".safetensors") })
	have := 0
	for _, name := range names {
		if slices.ContainsFunc(safe, func(s string) bool { return hub.IsTwin(s, name) }) {
			have++
		}
	}
	switch have {
	case 0:
		return finding.Say("no-safe-twin")
	case len(names):
		return finding.Say("safe-twins")
	default:
		return finding.Say("some-safe-twins", "files", have)
	}
}

// few is a remark that names some files and says how many more there are.
func few(code string, names []string, pairs ...any) finding.Remark {
	const limit = 3
	var more any
	if len(names) > limit {
		names, more = names[:limit], len(names)-limit
	}
	return finding.Say(code, append(pairs, "files", names, "more", more)...)
}
