package clause_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// label is what people found in one text of the corpus.
type label struct {
	CommercialUse    term.CommercialUse `json:"commercial_use"`
	RestrictionFree  bool               `json:"osd_conformant_restrictions_free"`
	Clauses          []clauseLabel
	Absent, Disputed []term.Kind
}

type clauseLabel struct {
	Kind   term.Kind
	Params term.Params
	Start  int      `json:"quote_start"`
	End    int      `json:"quote_end"`
	Alt    [][2]int `json:"alt_spans"`
}

// tally counts the documents in which a kind was found or missed, and the
// labels of the kind that were located.
type tally struct{ hit, extra, missed, located, labels int }

func (c tally) f1() float64 {
	if c.hit+c.extra+c.missed == 0 {
		return 1
	}
	return 2 * float64(c.hit) / float64(2*c.hit+c.extra+c.missed)
}

// floors say what the rules reach today on a round of the corpus; raise them
// with the rules.
type floors struct {
	presence, located, precision, commercial float64
	absent                                   int
	free                                     int // restricted texts called free
}

// rulesFloors are the floors by round: the rules were written beside the texts of round 1.
var rulesFloors = map[int]floors{
	1: {presence: 0.985, located: 0.975, precision: 0.955, commercial: 0.98},
	2: {presence: 0.95, located: 0.91, precision: 0.87, commercial: 0.92, absent: 1, free: 0},
}

// TestEvalRules runs all rules over the corpus, prints how well each kind is
// found, and holds the floors of each round. Run it with -v for the tables.
func TestEvalRules(t *testing.T) {
	set, read, labels, rows := load(t), corpusReadings(t), readLabels(t), readManifest(t)
	for _, round := range slices.Sorted(maps.Keys(rulesFloors)) {
		t.Run(fmt.Sprintf("round %d", round), func(t *testing.T) {
			var ids []string
			for _, id := range slices.Sorted(maps.Keys(labels)) {
				if rows[id].Round == round {
					ids = append(ids, id)
				}
			}
			evalRound(t, set, ids, read, labels, rulesFloors[round])
		})
	}
}

// unlabelled are kinds that nobody looked for when the corpus was labelled.
var unlabelled = []term.Kind{term.ChangeDate, term.Fee, term.PublicationDuty, term.NoMisrepresentation, term.InputUse}

func evalRound(t *testing.T, set *clause.Set, ids []string, all map[string]clause.Reading, labels map[string]label, floor floors) {
	kinds := map[term.Kind]*tally{}
	at := func(k term.Kind) *tally {
		if kinds[k] == nil {
			kinds[k] = &tally{}
		}
		return kinds[k]
	}
	var reported, correct, commercial, answered, absent, free int
	for _, id := range ids {
		l := labels[id]
		read, ok := all[id]
		if !ok {
			t.Fatalf("the corpus lacks %s", id)
		}
		found := slices.DeleteFunc(slices.Clone(read.Matches), func(m clause.Match) bool { return slices.Contains(unlabelled, m.Kind) })
		score(at, l, found)
		for _, m := range found {
			if !slices.Contains(l.Disputed, m.Kind) {
				reported++
				correct += count(l.overlaps(m))
			}
		}
		for _, k := range l.Absent {
			if has(found, k) {
				absent++
				t.Logf("%s: %s is reported, and is not there", id, k)
			}
		}
		summary := summarise(set, read)
		if summary.CommercialUse != term.CommercialUnknown || len(read.Account().Open) == 0 { // else it says that a person has to read
			answered++
			commercial += count(summary.CommercialUse == l.CommercialUse)
			if summary.CommercialUse != l.CommercialUse {
				t.Logf("%s: commercial use %s, want %s", id, summary.CommercialUse, l.CommercialUse)
			}
		}
		if summary.RestrictionFree != nil && *summary.RestrictionFree && !l.RestrictionFree {
			free++
			t.Logf("%s is called free of restrictions, and is not", id)
		}
	}
	sum := table(t, kinds)
	precision, use := share(correct, reported), share(commercial, answered)
	t.Logf("presence F1 %.3f, labels located %.3f, clauses that overlap a label %.3f, commercial use right %.3f, absent kinds reported %d, "+
		"called free %d",
		sum.f1(), share(sum.located, sum.labels), precision, use, absent, free)
	if sum.f1() < floor.presence || share(sum.located, sum.labels) < floor.located || precision < floor.precision || use < floor.commercial ||
		absent > floor.absent || free > floor.free {
		t.Errorf("below the floor %+v", floor)
	}
}

func readLabels(t *testing.T) map[string]label {
	t.Helper()
	data, err := os.ReadFile("../../fixtures/corpus/labels.json")
	if err != nil {
		t.Fatal(err)
	}
	var labels map[string]label
	if err := json.Unmarshal(data, &labels); err != nil {
		t.Fatal(err)
	}
	return labels
}

func score(at func(term.Kind) *tally, l label, found []clause.Match) {
	want := map[term.Kind]bool{}
	for _, c := range l.Clauses {
		want[c.Kind] = true
		located := slices.ContainsFunc(found, func(m clause.Match) bool {
			return m.Kind == c.Kind && overlaps(m.Spans, append([][2]int{{c.Start, c.End}}, c.Alt...))
		})
		at(c.Kind).labels++
		at(c.Kind).located += count(located)
	}
	for _, k := range term.ClauseKinds() {
		if slices.Contains(l.Disputed, k) || slices.Contains(unlabelled, k) {
			continue
		}
		got := has(found, k)
		at(k).hit += count(got && want[k])
		at(k).extra += count(got && !want[k])
		at(k).missed += count(!got && want[k])
	}
}

// overlaps reports whether m stands where a label of its kind does.
func (l label) overlaps(m clause.Match) bool {
	for _, c := range l.Clauses {
		if c.Kind == m.Kind && overlaps(m.Spans, append([][2]int{{c.Start, c.End}}, c.Alt...)) {
			return true
		}
	}
	return false
}

func overlaps(spans []doc.Span, places [][2]int) bool {
	for _, s := range spans {
		for _, p := range places {
			if s.Start < p[1] && p[0] < s.End {
				return true
			}
		}
	}
	return false
}

func has(found []clause.Match, k term.Kind) bool {
	return slices.ContainsFunc(found, func(m clause.Match) bool { return m.Kind == k })
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// table logs a line per kind, the commonest first, and returns the sum.
func table(t *testing.T, kinds map[term.Kind]*tally) tally {
	t.Helper()
	var sum tally
	names := slices.SortedFunc(maps.Keys(kinds), func(a, b term.Kind) int {
		return cmp.Or(cmp.Compare(kinds[b].labels, kinds[a].labels), strings.Compare(string(a), string(b)))
	})
	for _, k := range names {
		c := kinds[k]
		sum = tally{sum.hit + c.hit, sum.extra + c.extra, sum.missed + c.missed, sum.located + c.located, sum.labels + c.labels}
		if c.hit+c.extra+c.missed > 0 {
			t.Logf("%-32s found %3d, extra %3d, missed %3d, F1 %.3f, located %d of %d", k, c.hit, c.extra, c.missed, c.f1(), c.located, c.labels)
		}
	}
	return sum
}

// row is what the manifest of the corpus says of a text.
type row struct {
	ID, Family string
	Language   string // of round 2; round 1 is in English but for a few texts
	Round      int
}

func readManifest(t *testing.T) map[string]row {
	t.Helper()
	data, err := os.ReadFile("../../fixtures/corpus/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	out := map[string]row{}
	for _, r := range rows {
		out[r.ID] = r
	}
	return out
}

// summarise draws the summary of a text whose licence is not known.
func summarise(set *clause.Set, read clause.Reading) finding.Summary {
	terms := finding.Terms{Licence: true}
	for _, o := range read.Account().Open {
		terms.Open = append(terms.Open, o.Reach)
	}
	for _, m := range read.Matches {
		terms.Clauses = append(terms.Clauses, finding.Clause{Kind: m.Kind, Params: m.Params})
	}
	for _, g := range read.Grants() {
		terms.Grants = append(terms.Grants, finding.Grant{Rights: g.Rights, Spans: g.Spans})
	}
	return finding.Summarise(set.Kinds(), terms)
}
