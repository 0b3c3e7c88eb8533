package openness

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// openwashing holds the card's claims to be open source against the evidence,
// quote against quote. Where the evidence may yet be complete there is nothing
// to hold against them.
func (a *assessor) openwashing(tier Range) {
	if a.Card == nil || tier.High == OpenSource {
		return
	}
	var spans []doc.Span
	for _, c := range a.Card.Claims {
		if c.Kind == card.OpenSourceClaim {
			spans = append(spans, c.Spans...)
		}
	}
	if len(spans) == 0 {
		return
	}
	evidence := []doc.Evidence{a.Card.Doc.Evidence(a.commit(), spans)}
	var against, kinds []string // ids of findings; kinds that are among them
	for _, f := range a.terms.limits {
		if !slices.Contains(kinds, string(f.Kind)) {
			against, kinds = append(against, f.ID), append(kinds, string(f.Kind))
			evidence = append(evidence, f.Evidence[:min(1, len(f.Evidence))]...)
		}
	}
	for _, f := range a.made {
		if f.Kind == term.TrainingCodeMissing || f.Kind == term.TrainingDataUndisclosed {
			against = append(against, f.ID)
		}
	}
	a.add(finding.Finding{
		Kind: term.Openwashing, Scopes: []term.Scope{term.Weights}, Source: term.Declared, Evidence: evidence,
		Remarks: []finding.Remark{finding.Say("called-open-source", "against", against)},
	})
}
