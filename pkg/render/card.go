package render

import (
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/card"
)

// Cards is what some cards declare.
type Cards struct {
	Schema string       `json:"schema"`
	Tool   audit.Tool   `json:"tool"`
	Cards  []*card.Card `json:"cards"`
}

// Text writes the cards for people.
func (r Cards) Text(p Page) error {
	l := p.layout()
	for _, c := range r.Cards {
		l.card(c)
		l.blank()
	}
	return l.err
}

func (l *layout) card(c *card.Card) {
	l.line(l.paint(Inert(c.Doc.Path), bold))
	l.text("  front matter    ", string(c.FrontMatter))
	for _, row := range []struct {
		label  string
		values []string
	}{
		{"  license         ", c.License.Texts()},
		{"  license name    ", one(c.LicenseName)},
		{"  license link    ", one(c.LicenseLink)},
		{"  base model      ", c.BaseModels.Texts()},
		{"  relation        ", one(c.BaseModelRelation)},
		{"  datasets        ", c.Datasets.Texts()},
		{"  language        ", c.Language.Texts()},
		{"  new version     ", one(c.NewVersion)},
	} {
		if len(row.values) > 0 {
			l.text(row.label, strings.Join(row.values, ", "))
		}
	}
	for _, claim := range c.Claims {
		l.text("  claims          ", claim.Kind+": “"+shorten(claim.Quote)+"”")
	}
	l.problems(c.Problems)
}

func one(v card.Value) []string {
	if !v.Declared() {
		return nil
	}
	return []string{v.Text}
}
