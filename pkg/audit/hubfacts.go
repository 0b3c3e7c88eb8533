package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// hubFindings states what the hub's answer and the file list show.
func (o *observation) hubFindings() {
	main := []term.Scope{license.Main(o.kind)}
	if o.snap.Gated != "" {
		o.gate(main)
	}
	if asked := o.snap.Ref.ID(); o.snap.AnsweredID != "" && o.snap.AnsweredID != asked && o.snap.Ref.Hub != ref.Local {
		o.add(finding.Finding{
			Kind: term.Renamed, Scopes: main, Source: term.Declared, Evidence: []doc.Evidence{o.infoEvidence("id")},
			Remarks: []finding.Remark{finding.Say("answers-for", "answered", o.snap.AnsweredID, "asked", asked)},
		})
	}
	if o.kind == ref.Model && o.snap.Complete && !slices.ContainsFunc(o.snap.Files, func(f hub.File) bool { return hub.IsWeights(f.Path) }) {
		o.add(finding.Finding{
			Kind: term.NoWeights, Scopes: main, Source: term.Declared, Evidence: []doc.Evidence{o.infoEvidence("siblings")},
			Remarks: []finding.Remark{finding.Say("no-weights-listed")},
		})
	}
	o.safetyFindings(main)
}

// gate states that the files stand behind a gate, and what it asks.
func (o *observation) gate(main []term.Scope) {
	o.add(finding.Finding{
		Kind: term.Gated, Scopes: main, Source: term.Declared, Evidence: []doc.Evidence{o.infoEvidence("gated")},
		Remarks: []finding.Remark{finding.Say("behind-gate", "approval", o.snap.Gated)},
	})
	if len(o.licenses) > 0 && !slices.ContainsFunc(o.licenses, func(l finding.License) bool { return !l.Permissive() }) {
		o.add(finding.Finding{
			Kind: term.GatedPermissive, Scopes: main, Source: term.Declared, Evidence: []doc.Evidence{o.infoEvidence("gated")},
			Remarks: []finding.Remark{finding.Say("permissive-behind-gate")},
		})
	}
	o.gateData(main)
}
