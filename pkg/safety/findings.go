package safety

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// findings states what is unsafe to load: files that the hub's scanners object
// to, files in a form that runs code, code of the repository's own.
func (a Facts) findings() []finding.Finding {
	return slices.Concat(a.flagged(), a.executable(), a.ownCode())
}

// flagged states which files the hub's scanners object to, one finding for
// each of their levels.
func (a Facts) flagged() []finding.Finding {
	var out []finding.Finding
	for _, level := range []string{"unsafe", "suspicious", "caution"} {
		names := a.named(func(f hub.File) bool { return f.Scan == level })
		if len(names) == 0 {
			continue
		}
		out = append(out, finding.Finding{
			Kind: term.UnsafeFile, Scopes: []term.Scope{a.Main}, Source: term.Declared,
			Params:   term.Params{"scan": level, "files": int64(len(names))},
			Evidence: a.Scanned(names),
			Remarks:  []finding.Remark{few("scanners-say", names, "level", level), a.twins(names)},
		})
	}
	return out
}

// executable states which files are in a form that runs code on loading. That
// says how to load them, not that they do harm.
func (a Facts) executable() []finding.Finding {
	var out []finding.Finding
	for _, kind := range []struct {
		executes hub.Execution
		code     string
	}{{hub.ExecutesYes, "runs-code"}, {hub.ExecutesMaybe, "may-run-code"}} {
		names := a.named(func(f hub.File) bool {
			format, ok := hub.FormatOf(f.Path)
			return ok && format.Executes == kind.executes
		})
		if len(names) == 0 {
			continue
		}
		out = append(out, finding.Finding{
			Kind: term.UnsafeFile, Scopes: []term.Scope{a.Main}, Source: term.Inferred,
			Params:   term.Params{"executes": string(kind.executes), "files": int64(len(names))},
			Evidence: a.Listed(names),
			Remarks:  []finding.Remark{few(kind.code, names), a.twins(names)},
		})
	}
	return out
}

// ownCode states that the repository brings code of its own.
func (a Facts) ownCode() []finding.Finding {
	f := finding.Finding{Kind: term.CustomCode, Scopes: []term.Scope{term.Code}, Source: term.Declared}
	scripts := a.scripts()
	switch {
	case slices.Contains(a.Snapshot.Info.Tags, "custom_code"):
		f.Evidence = []doc.Evidence{a.Cite("tags")}
	case a.Snapshot.Info.AutoMap:
		f.Evidence = []doc.Evidence{a.Cite("config", "auto_map")}
	case len(scripts) > 0:
		f.Source, f.Evidence = term.Inferred, a.Listed(scripts)
		f.Remarks = []finding.Remark{few("python-files", scripts)}
		return []finding.Finding{f}
	default:
		return nil
	}
	f.Remarks = []finding.Remark{few("own-code", scripts)}
	return []finding.Finding{f}
}

// named lists the files that are of a sort, by name.
func (a Facts) named(is func(hub.File) bool) []string {
	var names []string
	for _, f := range a.Snapshot.Files {
		if is(f) {
			names = append(names, f.Path)
		}
	}
	return names
}

// twins says whether the same weights stand beside files in a safe form.
func (a Facts) twins(names []string) finding.Remark {
	safe := a.named(func(f hub.File) bool { return strings.HasSuffix(f.Path, ".safetensors") })
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
