package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// hubFindings states what the hub's answer and the file list show.
func (f *finder) hubFindings() {
	main := []term.Scope{f.main()}
	if f.snap.Gated != "" {
		f.gate(main)
	}
	if asked := f.snap.Ref.ID(); f.snap.AnsweredID != "" && f.snap.AnsweredID != asked && f.snap.Ref.Hub != ref.Local {
		f.add(finding.Finding{
			Kind: term.Renamed, Scopes: main, Source: term.Declared, Evidence: []doc.Evidence{f.answer.value("id")},
			Remarks: []finding.Remark{finding.Say("answers-for", "answered", f.snap.AnsweredID, "asked", asked)},
		})
	}
	if f.kind == ref.Model && f.snap.Complete && !slices.ContainsFunc(f.snap.Files, func(x hub.File) bool { return hub.IsWeights(x.Path) }) {
		f.add(finding.Finding{
			Kind: term.NoWeights, Scopes: main, Source: term.Declared, Evidence: []doc.Evidence{f.answer.value("siblings")},
			Remarks: []finding.Remark{finding.Say("no-weights-listed")},
		})
	}
}

// gate states that the files stand behind a gate, and what it asks.
func (f *finder) gate(main []term.Scope) {
	f.add(finding.Finding{
		Kind: term.Gated, Scopes: main, Source: term.Declared, Evidence: []doc.Evidence{f.answer.value("gated")},
		Remarks: []finding.Remark{finding.Say("behind-gate", "approval", f.snap.Gated)},
	})
	if len(f.licenses) > 0 && !slices.ContainsFunc(f.licenses, func(l finding.License) bool { return !l.Permissive() }) {
		code := "permissive-behind-gate"
		if slices.ContainsFunc(f.licenses, func(l finding.License) bool { return l.Standing() != finding.ExactText }) {
			code = "permissive-named-behind-gate"
		}
		f.add(finding.Finding{
			Kind: term.GatedPermissive, Scopes: main, Source: term.Declared, Evidence: []doc.Evidence{f.answer.value("gated")},
			Remarks: []finding.Remark{finding.Say(code)},
		})
	}
	if len(f.declared.gateFields) > 0 {
		f.add(finding.Finding{
			Kind: term.GatePersonalData, Scopes: main, Source: term.Declared,
			Remarks:  []finding.Remark{finding.Say("gate-asks-personal-data", "fields", f.declared.gateFields)},
			Evidence: []doc.Evidence{f.card.Doc.Evidence(f.snap.Commit, f.declared.gateSpans)},
		})
	}
}
