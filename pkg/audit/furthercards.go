package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// furtherCards reads what the cards beside the main one say about terms: the
// same model described in another language or for other readers.
func (f *finder) furtherCards(a *Auditor) {
	if a.cfg.Cards == nil {
		return
	}
	main := []term.Scope{license.Main(f.kind)}
	for _, d := range f.docs {
		if d.Role != doc.RoleCard || !d.Read() || f.card == nil || d == f.card.Doc || d.DerivedFrom != nil {
			continue
		}
		s := statements{
			rules: a.cfg.Cards, catalogue: a.cfg.Licenses, clauses: a.cfg.Clauses, card: card.Parse(d),
			force: f.inForce(a.cfg.Licenses), own: f.holdsLicence,
		}
		said, clauses := s.settle()
		for _, m := range clauses {
			f.clause(d, m, main)
		}
		for _, st := range said {
			if st.Standing == Contradicts || st.Standing == NotUnderstood && slices.Contains(st.Open, card.Limit) {
				f.add(finding.Finding{
					Kind: term.StatementNotUnderstood, Scopes: main, Source: term.Detected, Evidence: []doc.Evidence{d.Evidence(f.snap.Commit, st.Spans)},
					Remarks: []finding.Remark{finding.Say("statement-not-understood")},
				})
			}
		}
	}
}
