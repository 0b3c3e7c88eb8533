package clause_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TestSetPhrasesVetoNothing holds that a clause is found whatever phrase opens or
// bounds its sentence, and that what a rule leaves out stays out.
func TestSetPhrasesVetoNothing(t *testing.T) {
	set := load(t)
	for _, c := range []struct {
		text  string
		kind  term.Kind
		found bool
	}{
		{"Subject to the terms and conditions of this Agreement, you may use the Kit solely for the purpose of adding maps to your app.",
			term.PurposeLimit, true},
		{"Notwithstanding any other provision of this License, you must tell recipients what you have changed.", term.StateChanges, true},
		{"Except as otherwise required by applicable law, do not pass the recordings to colleagues outside your house.", term.NoRedistribution,
			true},
		{"Unless otherwise agreed in writing, the photographs may not be cropped or recoloured.", term.NoDerivatives, true},
		{"Except for the previews, do not pass the recordings to colleagues outside your house.", term.NoRedistribution, false},
		{"Copies built on it are subject to the terms of this licence too.", term.UpstreamLicence, false},
	} {
		found := slices.ContainsFunc(set.Match(text(c.text)), func(m clause.Match) bool { return m.Kind == c.kind })
		if found != c.found {
			t.Errorf("%q: %s found is %t", c.text, c.kind, found)
		}
	}
}
