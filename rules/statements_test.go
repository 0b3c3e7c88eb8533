package rules_test

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/rules"
)

// TestProofs runs every proof of fineprint's own rules.
func TestProofs(t *testing.T) {
	n, err := rules.Prove()
	if err != nil {
		t.Error(err)
	}
	if n.Rules < 100 || n.Proofs < 1000 || n.WordLists == 0 {
		t.Errorf("proved %+v", n)
	}
}

// statements returns what the rules find in a card with that body, and what of
// it is open.
func statements(set *rules.Rules, body string) (found, open []card.Statement) {
	c := card.Parse(doc.New("README.md", doc.RoleCard, "", []byte(strings.TrimSpace(body)+"\n")))
	found = c.Statements(set.Cards, c.Cut())
	for _, s := range found {
		if len(s.Open) > 0 {
			open = append(open, s)
		}
	}
	return found, open
}
