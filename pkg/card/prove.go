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
	fault := func(rule Rule, format string, args ...any) {
		faults = append(faults, fmt.Errorf("statements: %s: "+format, append([]any{rule.ID}, args...)...))
	}
	for _, rule := range rules {
		if rule.Works == OfHub {
			r.proveNames(rule, fault)
			continue
		}
		for _, text := range rule.Found {
			if !settledBy(r.read(text), rule.ID) {
				fault(rule, "does not find %q", text)
			}
		}
		for _, text := range rule.Explained {
			if found := r.read(text); !settledBy(found, rule.ID) {
				fault(rule, "does not explain %q: %v", text, found)
			}
		}
		for _, text := range rule.Open {
			found := r.read(text)
			if !slices.ContainsFunc(found, func(s Statement) bool { return len(s.Open) > 0 }) {
				fault(rule, "%q must stay open: %v", text, found)
			}
		}
	}
	return errors.Join(faults...)
}

// proveNames runs the proofs of a rule about the names of models of a hub. In
// them all names of the account acme are those of models, and tern-2b is the
// card's own.
func (r *Rules) proveNames(rule Rule, fault func(rule Rule, format string, args ...any)) {
	names := ModelNames{
		Own:     func(name string) bool { return strings.HasSuffix(name, "tern-2b") },
		At:      func(string) string { return "" },
		Written: func(id string, _ bool) bool { return strings.HasPrefix(id, "acme/") },
	}
	read := func(body string) (parent, byRule bool) {
		for _, m := range parseBody(body).NamedModels(r, names) {
			parent, byRule = parent || m.Parent, byRule || slices.Contains(m.Rules, rule.ID)
		}
		return parent, byRule
	}
	for _, text := range rule.Found {
		if parent, byRule := read(text); !parent || !byRule {
			fault(rule, "does not find %q", text)
		}
	}
	for _, text := range rule.Explained {
		if parent, byRule := read(text); parent || !byRule {
			fault(rule, "does not explain %q", text)
		}
	}
	for _, text := range rule.Open {
		if parent, _ := read(text); !parent {
			fault(rule, "%q must stay the name of a parent", text)
		}
	}
}

// read returns the statements of a card with that body.
func (r *Rules) read(body string) []Statement {
	c := parseBody(body)
	return c.Statements(r, c.Cut())
}

func parseBody(body string) *Card {
	return Parse(doc.New("README.md", doc.RoleCard, "", []byte(strings.TrimSpace(body)+"\n")))
}

// settledBy reports whether the rule of that id has part in one of statements.
func settledBy(statements []Statement, id string) bool {
	return slices.ContainsFunc(statements, func(s Statement) bool { return slices.Contains(s.Rules, id) })
}
