package license_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

// inTurn reports whether the k-th change is tried on the i-th text. With -v, as
// make eval runs it, every change is tried on every text; else each on a fifth.
func inTurn(i, k int) bool { return k == 0 || testing.Verbose() || (i+k)%5 == 0 }

// TestEvaluation measures identification on real texts, as they are, disguised
// and altered, and holds the floors. Run it with -v for the table.
func TestEvaluation(t *testing.T) {
	texts, c := corpus(t), ownCatalogue(t)
	for k, d := range disguises() {
		right, tried := 0, 0
		for i, x := range texts {
			if !inTurn(i, k) {
				continue
			}
			tried++
			if fault := disguised(c, x, d.apply(string(x.Text))); fault != "" {
				t.Logf("%s, %s: %s", d.name, x.ID, fault)
				continue
			}
			right++
		}
		t.Logf("%-40s exact %d of %d", d.name, right, tried)
		if wrong := tried - right; wrong > allowed(tried) || k == 0 && wrong > 0 {
			t.Errorf("%s: %d of %d are exact, want 99 %% (all, as they are)", d.name, right, tried)
		}
	}
	for k, a := range alterations() {
		named, tried := 0, 0
		for i, x := range texts {
			for seed := range a.tries {
				if !inTurn(i, k+seed+1) {
					continue
				}
				altered := a.apply(string(x.Text), rand.New(rand.NewPCG(uint64(seed), uint64(len(x.Text)))))
				if same(altered, string(x.Text)) {
					continue
				}
				tried++
				id := c.Identify(document([]byte(altered)))
				switch {
				case anyExact(id):
					t.Errorf("%s, %s, try %d: still exact: %s", a.name, x.ID, seed, describe(id))
				case len(id.Licenses) > 0 && x.is(biggest(id)):
					named++
				default:
					t.Logf("%s, %s, try %d: %s", a.name, x.ID, seed, describe(id))
				}
			}
		}
		t.Logf("%-40s modified or partial %d of %d", a.name, named, tried)
		if tried-named > allowed(tried) {
			t.Errorf("%s: %d of %d are named, want 99 %%", a.name, named, tried)
		}
	}
}

// allowed is how many of the tried may be wrong: one in a hundred, and one of
// fewer.
func allowed(tried int) int { return max(1, tried/100) }

// disguised says what is wrong with the answer for a text that must be exact.
func disguised(c *license.Catalogue, x corpusText, text string) string {
	id := c.Identify(document([]byte(text)))
	if len(id.Licenses) != 1 || id.Licenses[0].Degree != license.Exact || !x.is(id.Licenses[0]) || len(id.Unmatched) > 0 {
		return describe(id)
	}
	return ""
}

func anyExact(id license.Identification) bool {
	for _, m := range id.Licenses {
		if m.Degree == license.Exact {
			return true
		}
	}
	return false
}

func biggest(id license.Identification) license.Match {
	best := id.Licenses[0]
	for _, m := range id.Licenses {
		if m.Covers > best.Covers {
			best = m
		}
	}
	return best
}

func describe(id license.Identification) string {
	if len(id.Licenses) == 0 {
		return "unknown"
	}
	var b strings.Builder
	for _, m := range id.Licenses {
		fmt.Fprintf(&b, "%s %s (covers %.3f, complete %.3f) ", m.Degree, m.ID, m.Covers, m.Complete)
	}
	fmt.Fprintf(&b, "unmatched %v", id.Unmatched)
	return b.String()
}
