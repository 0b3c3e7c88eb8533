package audit

import (
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// proseClaims returns the licences that the prose of a card names: "the code is
// released under MIT, the weights under …". It is for cards whose metadata names
// none.
func (a *Auditor) proseClaims(c *card.Card, commit string) []license.Claim {
	var claims []license.Claim
	for _, block := range c.LicenceStatements() {
		text := c.Doc.Text[block.Start:block.End]
		id := a.cfg.Licenses.Identify(doc.New(c.Doc.Path, doc.RoleCard, "", text))
		from := 0
		for _, m := range id.Licenses {
			if m.Degree != license.Reference || len(m.Spans) == 0 {
				continue
			}
			at := m.Spans[0]
			claims = append(claims, license.Claim{
				From: license.FromProse, Name: m.ID, Path: c.Doc.Path, Scopes: scopesOf(string(text[min(from, at.Start):at.Start])),
				Evidence: c.Doc.Evidence(commit, []doc.Span{c.Doc.Span(block.Start, block.End)}),
			})
			from = at.End
		}
	}
	return claims
}

// scopesOf returns what the words before a licence's name speak of, nil when
// they do not say.
func scopesOf(words string) []term.Scope {
	var out []term.Scope
	lower := strings.ToLower(words)
	for _, s := range []struct {
		scope term.Scope
		words []string
	}{
		{term.Weights, []string{"weight", "model", "checkpoint"}},
		{term.Code, []string{"code", "software", "script", "program"}},
		{term.Data, []string{"data"}},
	} {
		for _, w := range s.words {
			if strings.Contains(lower, w) {
				out = append(out, s.scope)
				break
			}
		}
	}
	return out
}
