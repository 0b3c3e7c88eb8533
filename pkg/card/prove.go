package card

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Prove runs the proofs of rules through all of r: what a rule finds is found by
// it, what it explains is explained by it, and what must stay open does,
// whatever rule matches. Every proof that fails is in the error.
func (r *Rules) Prove(rules []Rule) error {
	var faults []error
	check := func(rule Rule, what string, texts []string, holds func(proof) bool) {
		for _, text := range texts {
			if p := r.read(text, rule); !holds(p) {
				faults = append(faults, fmt.Errorf("statements: %s: %s %q: %+v", rule.ID, what, text, p))
			}
		}
	}
	for _, rule := range rules {
		check(rule, "does not find", rule.Found, func(p proof) bool { return p.settled || p.named && p.parent })
		check(rule, "does not explain", rule.Explained, func(p proof) bool { return p.settled || p.named && !p.parent })
		check(rule, "must leave open", rule.Open, func(p proof) bool { return p.open || p.parent })
	}
	return errors.Join(faults...)
}

// proof is what the rules make of an example of one of them.
type proof struct {
	settled, open bool // statements: the rule has part in one; one is open
	named, parent bool // models of a hub: the rule has part in one; one is a parent
}

// read reads a card with that body, for the proof of a rule. All names of the
// account acme are those of models there, and tern-2b is the card's own.
func (r *Rules) read(body string, rule Rule) proof {
	c := Parse(doc.New("README.md", doc.RoleCard, "", []byte(strings.TrimSpace(body)+"\n")))
	var p proof
	for _, s := range c.Statements(r, c.Cut()) {
		p.settled = p.settled || slices.Contains(s.Rules, rule.ID)
		p.open = p.open || len(s.Open) > 0
	}
	for _, m := range c.NamedModels(r, ModelNames{
		Own:     func(name string) bool { return strings.HasSuffix(name, "tern-2b") },
		At:      func(string) string { return "" },
		Written: func(id string, _ bool) bool { return strings.HasPrefix(id, "acme/") },
	}) {
		p.named = p.named || slices.Contains(m.Rules, rule.ID)
		p.parent = p.parent || m.Parent
	}
	return p
}
