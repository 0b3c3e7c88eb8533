package rules_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/rules"
)

// TestProofsOfStatements runs every proof of the rules for statements through
// all of them: what a rule finds is found by it, what it explains is explained
// by it, and what must stay open does, whatever rule matches.
func TestProofsOfStatements(t *testing.T) {
	all, err := card.ReadRules(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		for _, text := range r.Found {
			if found, _ := statements(set, text); !slices.ContainsFunc(found, func(s card.Statement) bool { return slices.Contains(s.Rules, r.ID) }) {
				t.Errorf("%s does not find %q", r.ID, text)
			}
		}
		for _, text := range r.Explained {
			found, _ := statements(set, text)
			if !slices.ContainsFunc(found, func(s card.Statement) bool { return slices.Contains(s.Rules, r.ID) }) {
				t.Errorf("%s does not explain %q: %v", r.ID, text, found)
			}
		}
		for _, text := range r.Open {
			if found, open := statements(set, text); len(open) == 0 {
				t.Errorf("%s: %q must stay open: %v", r.ID, text, found)
			}
		}
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
