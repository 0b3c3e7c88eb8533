package clause_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
)

// The most that sentences to read may take of the bytes of the corpus, as it is
// read, and with what only one family bears out left out; and the most labelled
// clauses that are neither found nor in a sentence to read.
const (
	mostOpen         = 0.24
	mostOpenOthers   = 0.27
	mostSilentMisses = 5
)

// TestEvalAccounts prints how much of the corpus a person has to read, and how
// many labelled clauses stand in no sentence that is shown. "Other families"
// counts a sentence as explained only by rules that fire in another family of
// licences, too, and by no digest: the corpus taught the digests.
func TestEvalAccounts(t *testing.T) {
	read, texts, labels, rows := corpusReadings(t), corpusTexts(t), readLabels(t), readManifest(t)
	fires := map[string]map[string]bool{}
	for id := range texts {
		for _, s := range read[id].Sentences {
			for _, rule := range s.Plain {
				if fires[rule] == nil {
					fires[rule] = map[string]bool{}
				}
				fires[rule][rows[id].Family] = true
			}
		}
	}
	elsewhere := func(rule, family string) bool { return len(fires[rule]) > 1 || !fires[rule][family] }
	open, others, all, silent := 0, 0, 0, 0
	for _, id := range slices.Sorted(maps.Keys(labels)) {
		all += len(texts[id].Text)
		for _, s := range read[id].Sentences {
			size := s.Span.End - s.Span.Start
			byOthers := slices.ContainsFunc(s.Plain, func(rule string) bool { return elsewhere(rule, rows[id].Family) })
			if s.State == clause.StateOpen {
				open += size
			}
			if s.State == clause.StateOpen || s.State == clause.StatePlain && !byOthers {
				others += size
			}
		}
		silent += silentMisses(read[id], labels[id])
	}
	t.Logf("open: %.3f of the bytes, %.3f by other families; silent misses: %d", share(open, all), share(others, all), silent)
	if share(open, all) > mostOpen || share(others, all) > mostOpenOthers || silent > mostSilentMisses {
		t.Error("more than the account may cost or miss")
	}
}

// silentMisses counts the undisputed labels whose clause is neither found nor
// touched by a sentence to read.
func silentMisses(r clause.Reading, l label) int {
	missed := 0
	for _, c := range l.Clauses {
		places := append([][2]int{{c.Start, c.End}}, c.Alt...)
		found := slices.ContainsFunc(r.Matches, func(m clause.Match) bool { return m.Kind == c.Kind && overlaps(m.Spans, places) })
		shown := slices.ContainsFunc(r.Account().Open, func(o clause.Open) bool { return overlaps(o.Spans, places) })
		missed += count(!found && !shown && !slices.Contains(l.Disputed, c.Kind))
	}
	return missed
}
