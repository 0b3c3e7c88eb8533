package license_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/rules"
)

func TestExpressions(t *testing.T) {
	c := beach(t)
	tests := []struct {
		field string
		want  []string // ids, with "or …" for what may be chosen instead
	}{
		{"pebble", []string{"pebble"}},
		{"pebble AND shell", []string{"pebble", "shell"}},
		{"pebble and shell", []string{"pebble", "shell"}},
		{"pebble, shell", []string{"pebble", "shell"}},
		{"pebble / shell", []string{"pebble", "shell"}},
		{"pebble OR shell", []string{"pebble or shell"}},
		{"(shell OR pebble) AND grain-only", []string{"shell or pebble and grain-only", "grain-only or pebble and grain-only"}},
		{"pebble WITH Driftwood-exception", []string{"pebble"}},
		{"(shell WITH driftwood-exception) AND pebble", []string{"shell", "pebble"}},
		{"pebble WITH Guild-exception", []string{"pebble", "guild-exception"}},               // it holds a term of its own
		{"pebble WITH Flotsam-exception-2.0", []string{"pebble WITH Flotsam-exception-2.0"}}, // nobody knows what it says
		{"pebble WITH Driftwood-condition", []string{"pebble WITH Driftwood-condition"}},
		{"pebble OR LicenseRef-Mine", []string{"pebble or LicenseRef-Mine"}},
		{"pebble AND LicenseRef-Mine", []string{"pebble", "LicenseRef-Mine"}},
		{"pebble AND something else", []string{"pebble AND something else"}},
		{"pebble (non-commercial)", []string{"pebble (non-commercial)"}},
		{"pebble AND", []string{"pebble AND"}},
		{"(pebble AND shell", []string{"(pebble AND shell"}},
		{strings.Repeat("(pebble OR shell) AND ", 40) + "pebble", []string{strings.Repeat("(pebble OR shell) AND ", 40) + "pebble"}},
	}
	for _, tt := range tests {
		var got []string
		for _, g := range c.Reconcile(ref.Model, []license.Claim{says(license.FromCard, tt.field)}).Licenses {
			got = append(got, strings.Join(append([]string{g.ID}, g.Instead...), " or "))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.field, got, tt.want)
		}
	}
}

// The reader may choose, so the freest choice counts.
func TestFreestChoice(t *testing.T) {
	all, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{
		"CC-BY-NC-4.0 OR MIT": "MIT", "GPL-3.0-only OR Apache-2.0": "Apache-2.0", "AGPL-3.0-only OR cc-by-nc-4.0": "AGPL-3.0-only",
		"mit or wren-commercial": "mit or wren-commercial",
	} {
		r := all.Licenses.Reconcile(ref.Model, []license.Claim{says(license.FromCard, field)})
		if len(r.Licenses) != 1 || r.Licenses[0].ID != want {
			t.Errorf("%s: got %+v, want %s", field, r.Licenses, want)
		}
	}
}

// A text decides between the choices.
func TestExpressionBesideText(t *testing.T) {
	c := beach(t)
	r := c.Reconcile(ref.Model, []license.Claim{holds(c, "LICENSE", tideText), says(license.FromCard, "pebble OR shell")})
	if len(r.Conflicts) != 0 || len(r.Licenses) != 1 || r.Licenses[0].ID != "shell" {
		t.Errorf("got %+v, %d conflicts", r.Licenses, len(r.Conflicts))
	}
}
