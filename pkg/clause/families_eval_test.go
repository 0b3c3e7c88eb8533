package clause_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// The least share of labelled clauses that patterns and frames find which fire
// in another family of licences, too, among the labelled texts alone, and with
// the texts beside them that nobody labelled.
const (
	leastByOthers = 0.900
	leastByAny    = 0.930
)

// TestEvalOtherFamilies prints, for each family of licences, how many of its
// labelled clauses are found by a pattern or frame that fires in some other
// family, too: what fires in one family only was written for its sentence, and
// tells nothing about the next text. It prints as well by how many families the
// patterns are borne out.
func TestEvalOtherFamilies(t *testing.T) {
	texts, labels, rows := corpusTexts(t), readLabels(t), readManifest(t)
	set, err := load(t).ByPattern()
	if err != nil {
		t.Fatal(err)
	}
	fires := map[string]map[string]bool{}
	note := func(found []clause.Match, family string) {
		for _, m := range found {
			if fires[m.Rule] == nil {
				fires[m.Rule] = map[string]bool{}
			}
			fires[m.Rule][family] = true
		}
	}
	found := map[string][]clause.Match{}
	for id, text := range texts {
		found[id] = set.Unmerged(clause.Input{Doc: text})
		note(found[id], rows[id].Family)
	}
	located := func(among func(rule string) bool, id string, c clauseLabel) bool {
		places := append([][2]int{{c.Start, c.End}}, c.Alt...)
		return slices.ContainsFunc(found[id], func(m clause.Match) bool {
			return m.Kind == c.Kind && among(m.Rule) && overlaps(m.Spans, places)
		})
	}
	borne := func(rule string) bool { return len(fires[rule]) > 1 }
	hits, of, lost := map[string]int{}, map[string]int{}, map[term.Kind]int{}
	all, total, byOthers := 0, 0, 0
	for id, l := range labels {
		if rows[id].Language != "en" && rows[id].Round > 1 {
			continue
		}
		for _, c := range l.Clauses {
			of[rows[id].Family]++
			if located(borne, id, c) {
				hits[rows[id].Family]++
			} else {
				lost[c.Kind]++
				t.Logf("lost %s %s at %d to %d", id, c.Kind, c.Start, c.End)
			}
			all += count(located(func(string) bool { return true }, id, c))
		}
	}
	for _, f := range slices.Sorted(maps.Keys(of)) {
		t.Logf("%-24s %d of %d", f, hits[f], of[f])
		total += of[f]
		byOthers += hits[f]
	}
	for _, kind := range slices.Sorted(maps.Keys(lost)) {
		t.Logf("lost of %-32s %d", kind, lost[kind])
	}
	support(t, set, fires)
	for family, text := range unlabelledTexts(t) {
		note(set.Unmerged(clause.Input{Doc: text}), family)
	}
	byAny := 0
	for id, l := range labels {
		if rows[id].Language != "en" && rows[id].Round > 1 {
			continue
		}
		for _, c := range l.Clauses {
			byAny += count(located(borne, id, c))
		}
	}
	t.Logf("located %.3f; by what fires in another labelled family %.3f, in any other text %.3f", share(all, total), share(byOthers, total),
		share(byAny, total))
	if share(byOthers, total) < leastByOthers || share(byAny, total) < leastByAny {
		t.Error("too many clauses are found by patterns of their own family only")
	}
}

// support prints how many patterns and frames fire in none, one, two to four
// and more families.
func support(t *testing.T, set *clause.Set, fires map[string]map[string]bool) {
	t.Helper()
	var by [4]int
	for _, r := range set.Rules() {
		switch n := len(fires[r.ID]); {
		case n < 2:
			by[n]++
		case n < 5:
			by[2]++
		default:
			by[3]++
		}
	}
	t.Logf("patterns and frames by the families that they fire in: none %d, one %d, two to four %d, more %d", by[0], by[1], by[2], by[3])
}

// unlabelledTexts returns the texts of the corpus that nobody labelled, each a
// family of its own.
func unlabelledTexts(t *testing.T) map[string]*doc.Document {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(os.Getenv("FINEPRINT_CORPUS"), "unlabelled", "texts", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*doc.Document{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(file)] = doc.New(filepath.Base(file), doc.RoleLicence, "", data)
	}
	return out
}
