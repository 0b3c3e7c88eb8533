package audit

import (
	"cmp"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

// proseClaims returns the licences that the prose of a card names: "the code is
// released under MIT, the weights under …". It is for cards whose metadata names
// none.
func (a *Auditor) proseClaims(c *card.Card, commit string) []license.Claim {
	rules := cmp.Or(a.cfg.Cards, new(card.Rules))
	var claims []license.Claim
	for _, block := range c.LicenceStatements() {
		text := c.Doc.Text[block.Start:block.End]
		named := references(a.cfg.Licenses.Identify(doc.New(c.Doc.Path, doc.RoleCard, "", text)))
		bounds := make([][2]int, len(named))
		for i, m := range named {
			bounds[i] = [2]int{m.Spans[0].Start, m.Spans[0].End}
		}
		at := c.Doc.Evidence(commit, []doc.Span{c.Doc.Span(block.Start, block.End)})
		for i, subject := range rules.Subjects(string(text), bounds) {
			claims = append(claims, license.Claim{From: license.FromProse, Name: named[i].ID, Path: c.Doc.Path,
				Scopes: rules.About(subject), Of: rules.Sizes(subject), Evidence: at})
		}
	}
	return claims
}

// references returns the licences that a text only names, in the order of the
// text.
func references(id license.Identification) []license.Match {
	named := slices.DeleteFunc(slices.Clone(id.Licenses), func(m license.Match) bool {
		return m.Degree != license.Reference || len(m.Spans) == 0
	})
	slices.SortStableFunc(named, func(x, y license.Match) int { return cmp.Compare(x.Spans[0].Start, y.Spans[0].Start) })
	return named
}
