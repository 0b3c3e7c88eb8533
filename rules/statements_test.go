package rules_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/strict"
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

// TestWorks holds that the catalogue knows the licence of every work that cards
// name, and that each name stands once.
func TestWorks(t *testing.T) {
	data, err := fs.ReadFile(rules.ClauseSources(), "statements/works.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var works []struct {
		Licence string   `yaml:"licence"`
		Names   []string `yaml:"names"`
	}
	if err := strict.Read("works.yaml", data, &works).Err(); err != nil {
		t.Fatal(err)
	}
	loaded, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, w := range works {
		if _, ok := loaded.Licenses.Entry(w.Licence); !ok && w.Licence != "" {
			t.Errorf("no licence %q is known, that of %v", w.Licence, w.Names)
		}
		for _, name := range w.Names {
			if got := strings.Join(license.MarkWords(name), " "); got != name || seen[name] {
				t.Errorf("%q is listed before, or is read as %q", name, got)
			}
			seen[name] = true
		}
	}
}
