package clause_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
)

// TestReachHoldsLabelledClauses is the gate of what open sentences may take from:
// had no rule found any clause that people labelled, the rights that it takes
// would all be in doubt. That outputs are limited, too, a text may say elsewhere.
func TestReachHoldsLabelledClauses(t *testing.T) {
	set, err := load(t).WithoutRules()
	if err != nil {
		t.Fatal(err)
	}
	texts := corpusTexts(t)
	for id, l := range readLabels(t) {
		open := set.Read(clause.Input{Doc: texts[id]}).Account().Open
		for _, c := range l.Clauses {
			info, known := set.Kinds().Of(c.Kind)
			if !known || slices.Contains(l.Disputed, c.Kind) {
				continue
			}
			in := slices.DeleteFunc(slices.Clone(open), func(o clause.Open) bool {
				return !overlaps(o.Spans, append([][2]int{{c.Start, c.End}}, c.Alt...))
			})
			info = info.Stating(c.Params)
			for _, r := range slices.Concat(info.Limited, info.Barred) {
				among := in
				if r == "train-others" {
					among = open
				}
				if len(in) > 0 && !slices.ContainsFunc(among, func(o clause.Open) bool { return o.Reach == nil || slices.Contains(o.Reach, r) }) {
					t.Errorf("%s: %s at byte %d leaves %s without a doubt (%v)", id, c.Kind, c.Start, r, in[0].About)
				}
			}
		}
	}
}
