package license_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

// TestEvalLeaveOneFamilyOut takes each family out of the catalogue and holds
// that its texts are not called another licence's exact text. Without -v it takes
// out a fifth of them, as inTurn says.
func TestEvalLeaveOneFamilyOut(t *testing.T) {
	texts, own := corpus(t), ownCatalogue(t)
	byFamily := map[string][]corpusText{}
	for _, x := range texts {
		id := own.Identify(document(x.Text))
		if len(id.Licenses) > 0 {
			byFamily[id.Licenses[0].Family] = append(byFamily[id.Licenses[0].Family], x)
		}
	}
	unknown, sibling := 0, 0
	for i, family := range slices.Sorted(maps.Keys(byFamily)) {
		if !inTurn(i, 1) {
			continue
		}
		without, err := own.WithoutFamily(family)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range byFamily[family] {
			id := without.Identify(document(x.Text))
			switch {
			case anyExactOther(id, x):
				t.Errorf("%s without its family: %s", x.ID, describe(id))
			case len(id.Licenses) == 0:
				unknown++
			default:
				sibling++
			}
		}
	}
	t.Logf("unknown %d, a changed form or a part of another %d, exact as another 0", unknown, sibling)
}

// anyExactOther reports whether a text is called exact as a licence that is
// not its own; licensecheck may know it by its own name.
func anyExactOther(id license.Identification, x corpusText) bool {
	return slices.ContainsFunc(id.Licenses, func(m license.Match) bool { return m.Degree == license.Exact && !x.is(m) })
}
