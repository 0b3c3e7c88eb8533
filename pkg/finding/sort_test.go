package finding_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TestSort: whatever order findings come in, they stand in the same.
func TestSort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	kinds := append(term.ClauseKinds(), term.FindingKinds()...)
	for n := range 40 {
		var want []string
		list := make([]finding.Finding, n)
		for i := range list {
			list[i] = finding.Finding{ID: strconv.Itoa(i), Kind: kinds[r.IntN(len(kinds))]}
			if i%3 > 0 {
				list[i].Evidence = []doc.Evidence{{Path: strconv.Itoa(r.IntN(3)), Spans: []doc.Span{{Start: r.IntN(3)}}}}
			}
		}
		for range 5 {
			r.Shuffle(n, func(i, j int) { list[i], list[j] = list[j], list[i] })
			finding.Sort(list)
			var got []string
			for i, f := range list {
				if i > 0 && slices.Index(kinds, list[i-1].Kind) > slices.Index(kinds, f.Kind) {
					t.Fatalf("%s stands before %s", list[i-1].Kind, f.Kind)
				}
				got = append(got, f.ID)
			}
			if want == nil {
				want = got
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%v, not %v", got, want)
			}
		}
	}
}
