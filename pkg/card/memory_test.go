package card_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// blocksOfCards are pieces that cards are made of: the same words under other
// marks, led in and not, with figures and names at their edges.
var blocksOfCards = []string{
	"# Kite", "## License", "## Uses", "Uses", "**License**", "License: MIT", "The weights are under the MIT licence.",
	"You may not:", "You may not use it for:", "- sell the model", "* sell the model",
	"1. sell the model", "sell the model",
	"   - more than 10", "- 000 users need a plan", "Only schools may use it. It costs 5 EUR. Ask \"Tern Labs",
	"\" for a licence (", "a) trade",
	"b) war",
	"(a) trade; or", "Do not share it.", "Please: do not share it.", "do not share it - do not share it", "> do not share it",
	"You agree (a) not to sell it, (b) to keep the notice and (c) to tell us.", "Made from Tern-7B.",
	"| Licence | MIT |", "| Uses | Research only |",
	"<li>Research use only</li>", "Not for children: keep it away from them", "For hospitals only.", "本模型仅供研究使用。", "```\nlicense: mit\n```",
}

// TestMemory holds that what is kept of cards changes nothing that is found in
// others, in whatever order they come.
func TestMemory(t *testing.T) {
	index, err := os.ReadFile("../../rules/statements.idx")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := card.LoadRules(index)
	if err != nil {
		t.Fatal(err)
	}
	var cards []*card.Card
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(blocksOfCards[random.IntN(len(blocksOfCards))] + strings.Repeat("\n", 1+random.IntN(2)))
		}
		cards = append(cards, card.Parse(doc.New(fmt.Sprint(n), doc.RoleCard, "", []byte(b.String()))))
	}
	if root := os.Getenv("FINEPRINT_CORPUS"); root != "" {
		files, _ := filepath.Glob(filepath.Join(root, "card-terms", "cards", "*.md")) // the pattern is a good one
		for _, f := range files {
			cards = append(cards, readCard(t, f))
		}
	}
	alone := make([][]card.Statement, len(cards))
	for i, c := range cards {
		alone[i] = c.Statements(rules, c.Cut())
	}
	for range 3 {
		for _, i := range random.Perm(len(cards)) {
			text, done := rules.Cut(cards[i])
			if got := cards[i].Statements(rules, text); !reflect.DeepEqual(got, alone[i]) {
				t.Fatalf("%s\nbehind others %+v\nalone %+v", cards[i].Doc.Text, got, alone[i])
			}
			done()
		}
	}
}
