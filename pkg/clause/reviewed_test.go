package clause_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

var update = flag.Bool("update", false, "write rules/reviewed.sum from the labelled corpus")

// TestReviewedSentences holds that no sentence with a label, in any text of the
// corpus, counts as reviewed. With -update it takes up every sentence of the
// corpus in which people found no clause and that may be taken up.
func TestReviewedSentences(t *testing.T) {
	read, labels := corpusReadings(t), readLabels(t)
	free, bound := map[uint64]bool{}, map[uint64]bool{}
	for _, id := range slices.Sorted(maps.Keys(labels)) {
		for _, s := range read[id].Sentences {
			if s.Digest == 0 {
				continue
			}
			if labels[id].touches(s.Span) {
				bound[s.Digest] = true
			} else {
				free[s.Digest] = true
			}
		}
	}
	maps.DeleteFunc(free, func(d uint64, _ bool) bool { return bound[d] })
	file := filepath.Join(rulesDir, "reviewed.sum")
	if *update {
		var out strings.Builder
		for _, d := range slices.Sorted(maps.Keys(free)) {
			fmt.Fprintf(&out, "%016x\n", d)
		}
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	have := strings.Fields(string(data))
	used := 0
	for _, line := range have {
		var d uint64
		if _, err := fmt.Sscanf(line, "%x", &d); err != nil {
			t.Fatal(err)
		}
		if bound[d] {
			t.Errorf("%s: a clause was found in a sentence with this digest", line)
		}
		used += count(free[d])
	}
	t.Logf("%d reviewed sentences, %d of them may be taken up as the corpus is read today", len(have), used)
}

// TestHardWordsHaveNoDigest holds that a sentence that is worded as limits are
// cannot count as reviewed, whoever found no clause in it.
func TestHardWordsHaveNoDigest(t *testing.T) {
	set := load(t)
	for text, want := range map[string]bool{
		"The lamp of the harbour was lit by the town in the year of the great flood.":                         true,
		"Section 4 of the Lamp Terms goes on to hold when the harbour of the town is closed.":                 true,
		"The keeper of the harbour lamp must light it on every evening of the year.":                          false,
		"The lamp of the harbour may not be lit by the children of the town.":                                 false,
		"Only the keeper of the harbour and the keeper's children light the lamp there.":                      false,
		"The lamp of the harbour is lit by the town if the keeper of it is asleep.":                           false,
		"The lamp of the harbour is there for the research of the town and of its schools.":                   false,
		"The town takes a fee of one barrel of oil from each ship that the lamp has led home.":                false,
		"THE LAMP IS PROVIDED AS IS, WITHOUT WARRANTY OF ANY KIND; THE TOWN SHALL NOT BE LIABLE FOR DAMAGES.": true,
	} {
		sentences := set.Read(clause.Input{Doc: doc.New("LICENSE", doc.RoleLicence, "", []byte(text))}).Sentences
		if len(sentences) != 1 {
			t.Fatalf("%q is %d sentences", text, len(sentences))
		}
		if got := sentences[0].Digest != 0; got != want {
			t.Errorf("%q may be taken up: %v, want %v", text, got, want)
		}
	}
}

// touches reports whether people found a clause in s, disputed ones included.
func (l label) touches(s doc.Span) bool {
	return slices.ContainsFunc(l.Clauses, func(c clauseLabel) bool {
		return overlaps([]doc.Span{s}, append([][2]int{{c.Start, c.End}}, c.Alt...))
	})
}
