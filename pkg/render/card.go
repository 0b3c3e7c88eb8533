package render

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/card"
)

// Cards is what some cards declare.
type Cards struct {
	Schema string      `json:"schema"`
	Tool   audit.Tool  `json:"tool"`
	Cards  []CardTerms `json:"cards"`
}

// NewCards returns a document of cards in which the sentences are made.
func NewCards(tool audit.Tool, cards []CardTerms) Cards {
	for i, c := range cards {
		told := *c.Card
		told.Problems = toldProblems(c.Problems)
		cards[i].Card = &told
	}
	return Cards{Schema: "fineprint.card/1", Tool: tool, Cards: cards}
}

// CardTerms is a card with what its words say about terms.
type CardTerms struct {
	*card.Card
	Statements []audit.Statement
}

// MarshalJSON writes the card as one element of "cards".
func (c CardTerms) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		card.Wire
		Statements []audit.Statement `json:"statements"`
	}{c.Wire(), append([]audit.Statement{}, c.Statements...)})
}

// Text writes the cards for people.
func (r Cards) Text(p Page) error {
	l := p.layout()
	for _, c := range r.Cards {
		l.card(c.Card)
		for _, s := range c.Statements {
			l.text("  "+string(s.Standing)+strings.Repeat(" ", max(1, 16-len(s.Standing))),
				fmt.Sprintf("line %d: “%s”", s.Span.Line, shorten(c.Doc.Quote(s.Spans))))
		}
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
