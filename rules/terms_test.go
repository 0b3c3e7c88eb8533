package rules_test

import (
	"encoding/json"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

type labelled struct {
	Clauses  []struct{ Kind term.Kind }
	Disputed []term.Kind
}

func readLabels(t *testing.T) map[string]labelled {
	t.Helper()
	data, err := os.ReadFile("../fixtures/corpus/labels.json")
	if err != nil {
		t.Fatal(err)
	}
	var labels map[string]labelled
	if err := json.Unmarshal(data, &labels); err != nil {
		t.Fatal(err)
	}
	return labels
}

// kinds returns the undisputed kinds that people found in a text.
func (l labelled) kinds() map[term.Kind]bool {
	out := map[term.Kind]bool{}
	for _, c := range l.Clauses {
		if !slices.Contains(l.Disputed, c.Kind) {
			out[c.Kind] = true
		}
	}
	return out
}

// TestEvalCatalogueTerms holds that what the catalogue knows of each text of
// the corpus is what people found in it, and counts where the clause engine
// sees it otherwise. The count may only fall.
func TestEvalCatalogueTerms(t *testing.T) {
	set, labels := loadRules(t), readLabels(t)
	differ, all := 0, 0
	for id, d := range labelledTexts(t, labels) {
		e := exact(t, set, d)
		want := labels[id].kinds()
		known := map[term.Kind]bool{}
		for _, term := range e.Terms {
			if !term.Policy && !slices.Contains(labels[id].Disputed, term.Kind) {
				known[term.Kind] = true
			}
		}
		if !maps.Equal(known, want) {
			t.Errorf("%s: the catalogue has %v, people found %v", e.ID, kindList(known), kindList(want))
		}
		found := map[term.Kind]bool{}
		for _, m := range set.Clauses.Match(clause.Input{Doc: d}) {
			found[m.Kind] = true
		}
		for _, k := range term.ClauseKinds() {
			if slices.Contains(labels[id].Disputed, k) {
				continue
			}
			all += count(known[k] || found[k])
			if known[k] != found[k] {
				differ++
				t.Logf("%s: %s: catalogue %v, engine %v", e.ID, k, known[k], found[k])
			}
		}
	}
	t.Logf("engine and catalogue differ in %d of %d", differ, all)
	if differ > 120 {
		t.Error("more than before")
	}
}

// labelledTexts yields the texts of the corpus that bear labels, by their ids.
func labelledTexts(t *testing.T, labels map[string]labelled) iter.Seq2[string, *doc.Document] {
	t.Helper()
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		t.Skip("FINEPRINT_CORPUS is not set: real texts are not read")
	}
	return func(yield func(string, *doc.Document) bool) {
		for _, id := range slices.Sorted(maps.Keys(labels)) {
			data, err := os.ReadFile(filepath.Join(dir, "licenses", id+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			if !yield(id, doc.New(id, doc.RoleLicence, "", data)) {
				return
			}
		}
	}
}

func exact(t *testing.T, set *rules.Rules, d *doc.Document) *license.Entry {
	t.Helper()
	for _, m := range set.Licenses.Identify(d).Licenses {
		if e, ok := set.Licenses.Entry(m.ID); ok && m.Degree == license.Exact {
			return e
		}
	}
	t.Fatalf("%s is not identified", d.Path)
	return nil
}

func kindList(m map[term.Kind]bool) []term.Kind { return slices.Sorted(maps.Keys(m)) }

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestEvalCatalogueParams holds the parameters that the clause engine reads in
// the texts of the corpus against those of the catalogue, as far as their values
// come from a list or are figures. The count may only fall.
func TestEvalCatalogueParams(t *testing.T) {
	set, labels := loadRules(t), readLabels(t)
	differ, all := 0, 0
	for id, d := range labelledTexts(t, labels) {
		matches := set.Clauses.Match(clause.Input{Doc: d})
		for _, known := range exact(t, set, d).Terms {
			if known.Policy || slices.Contains(labels[id].Disputed, known.Kind) {
				continue
			}
			for _, p := range term.ParamsOf(known.Kind) {
				want := known.Params[p.Name]
				if want == nil || p.Type == term.String && len(p.Values) == 0 || p.Type == term.Strings {
					continue
				}
				read := func(m clause.Match) bool { return m.Kind == known.Kind && m.Params[p.Name] == want }
				if !slices.ContainsFunc(matches, func(m clause.Match) bool { return m.Kind == known.Kind }) {
					continue // that the clause is missed is counted above
				}
				all++
				if !slices.ContainsFunc(matches, read) {
					differ++
					t.Logf("%s: %s.%s is %v in the catalogue, and the engine reads something else", id, known.Kind, p.Name, want)
				}
			}
		}
	}
	t.Logf("parameters differ in %d of %d", differ, all)
	if 100*differ > mostOtherParams*all {
		t.Errorf("more than %d in a hundred", mostOtherParams)
	}
}

// mostOtherParams is how many parameters in a hundred the engine may read
// otherwise than people did.
const mostOtherParams = 6
