package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// ReadCard returns what the words of a card say about terms, held against the
// licences that its metadata declares, each with the id of the finding that an
// audit of a model with nothing but this card makes of it.
func (a *Auditor) ReadCard(c *card.Card) []Statement {
	if !c.Doc.Read() || a.cfg.Cards == nil {
		return nil
	}
	snap := &hub.Snapshot{Ref: ref.Ref{Hub: ref.Local, Kind: ref.Model}, Documents: []*doc.Document{c.Doc}}
	f := a.find(a.name(contents{snap: snap, kind: ref.Model, answer: newAnswer(snap), card: c, docs: snap.Documents}))
	for i, st := range f.statements {
		f.statements[i].Finding = f.stating(st)
	}
	return f.statements
}

// stating returns the id of the finding that states what a statement of the card
// says, empty for one that none does.
func (f *found) stating(st Statement) string {
	kinds := map[Standing]func(term.Kind) bool{
		IsClause:      term.Kind.IsClause,
		NotUnderstood: func(k term.Kind) bool { return k == term.StatementNotUnderstood },
		Contradicts:   namesLicences,
		Narrows:       namesLicences,
	}[st.Standing]
	if kinds == nil {
		return ""
	}
	at := slices.IndexFunc(f.findings, func(one finding.Finding) bool {
		return kinds(one.Kind) && slices.ContainsFunc(one.Evidence, func(e doc.Evidence) bool {
			return e.SHA256 == f.card.Doc.SHA256 && slices.ContainsFunc(e.Spans, st.Span.Overlaps)
		})
	})
	if at < 0 {
		return ""
	}
	return f.findings[at].ID
}

// namesLicences reports whether a finding of a kind is about which licence
// governs.
func namesLicences(k term.Kind) bool {
	return slices.Contains([]term.Kind{term.LicenceContradiction, term.LicenceUnknown, term.LicenceTextMissing}, k)
}
