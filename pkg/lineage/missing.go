package lineage

import (
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// notice states that the texts which an ancestor wants passed on are missing.
// A permissive licence is a duty of whoever publishes, not worth a word here.
func (r *reader) notice() []finding.Finding {
	if !r.Root().Bare {
		return nil
	}
	for _, a := range r.ancestors {
		if !a.made() || a.permissive() {
			continue
		}
		if _, ok := a.inferred(); ok {
			continue
		}
		for f := range r.travelling(a) {
			if f.Kind == term.NoticeRetention {
				out := r.inherited(a, f)
				out.Remarks = []finding.Remark{finding.Say("notice-not-passed-on", "upstream", a.ID)}
				return []finding.Finding{finding.New(out)}
			}
		}
	}
	return nil
}

// undeclared states that the parent of the root is nowhere named.
func (r *reader) undeclared() []finding.Finding {
	root := r.Root()
	var shown []Edge
	for _, e := range r.Edges {
		if e.From == 0 && !e.data() {
			if e.Source != term.Inferred {
				return nil
			}
			shown = append(shown, e)
		}
	}
	f := finding.Finding{Kind: term.ParentUndeclared, Scopes: []term.Scope{root.main()}, Source: term.Inferred}
	switch {
	case len(shown) > 0:
		f.Remarks = []finding.Remark{finding.Say("no-base-declared"), shown[0].Reason}
		for _, e := range shown {
			f.Evidence = append(f.Evidence, e.Evidence...)
		}
	case root.Incomplete != nil:
		f.Remarks = []finding.Remark{finding.Say("no-base-named"), *root.Incomplete}
		f.Evidence = []doc.Evidence{}
	default:
		return nil
	}
	return []finding.Finding{finding.New(f)}
}
