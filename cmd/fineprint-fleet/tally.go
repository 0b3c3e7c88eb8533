package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// The rows of the tables. Each counts models, and names the most downloaded of
// them with the words that are behind it.
type (
	driftRow struct {
		Family    string  `parquet:"family"`
		Models    int64   `parquet:"models"`
		Hidden    int64   `parquet:"permissive_label_over_terms"`
		NoLabel   int64   `parquet:"no_label"`
		Same      int64   `parquet:"same_licence"`
		Other     int64   `parquet:"another_licence"`
		Downloads int64   `parquet:"downloads"`
		Example   example `parquet:"example"`
	}
	textRow struct {
		Label   string  `parquet:"label"`
		Models  int64   `parquet:"models"`
		There   int64   `parquet:"text_there"`
		Missing int64   `parquet:"text_missing"`
		Other   int64   `parquet:"another_text"`
		None    int64   `parquet:"no_text_asked"` // such as a licence whose text its name fixes
		Example example `parquet:"example"`       // of a missing text
	}
	washedRow struct {
		Target    string  `parquet:"target"`
		Commit    string  `parquet:"commit"`
		Label     string  `parquet:"label"`
		From      string  `parquet:"from"` // text, upstream or both
		Upstream  string  `parquet:"upstream"`
		Kinds     string  `parquet:"kinds"` // restrictive ones, with a blank between them
		Downloads int64   `parquet:"downloads"`
		Example   example `parquet:"example"`
	}
	unknownRow struct {
		Name      string  `parquet:"name"`
		Models    int64   `parquet:"models"`
		Downloads int64   `parquet:"downloads"`
		Example   example `parquet:"example"`
	}
	commercialRow struct {
		Label       string  `parquet:"label"`
		Models      int64   `parquet:"models"`
		Yes         int64   `parquet:"yes"`
		Conditions  int64   `parquet:"yes_with_conditions"`
		Application int64   `parquet:"by_application"`
		No          int64   `parquet:"no"`
		Unknown     int64   `parquet:"unknown"`
		Example     example `parquet:"example"` // of what is not free
	}
	// example is where one row is to be looked up.
	example struct {
		Target    string `parquet:"target"`
		Commit    string `parquet:"commit"`
		Document  string `parquet:"document"`
		Line      int64  `parquet:"line"`
		Quote     string `parquet:"quote"`
		Via       string `parquet:"via"`
		Downloads int64  `parquet:"downloads"`
	}
)

// tally counts models into the tables.
type tally struct {
	sorter     sorter
	models     int64
	drift      map[string]*driftRow
	texts      map[string]*textRow
	washed     []*washedRow
	unknown    map[string]*unknownRow
	commercial map[string]*commercialRow
}

func newTally(s sorter) *tally {
	return &tally{sorter: s, drift: map[string]*driftRow{}, texts: map[string]*textRow{}, unknown: map[string]*unknownRow{},
		commercial: map[string]*commercialRow{}}
}

// row returns the row of a key, which is made where there is none.
func row[R any](rows map[string]*R, key string) *R {
	if rows[key] == nil {
		rows[key] = new(R)
	}
	return rows[key]
}

const (
	// noLabel stands in a table for models without a label, noName for texts
	// without a name.
	noLabel, noName = "(none)", "(a text without a name)"
	// nameless is the id of a text that is like none that is known.
	nameless = "unknown"
)

func (t *tally) take(m *modelRow) {
	t.models++
	restricted := m.because(func(c cited) bool { return t.sorter.restrictive[c.Kind] })
	for _, family := range strings.Fields(m.Family) {
		t.takeDrift(row(t.drift, family), family, m)
	}
	label := cmp.Or(m.Label, noLabel)
	t.takeText(row(t.texts, label), label, m)
	t.takeCommercial(row(t.commercial, label), label, m, restricted)
	for _, name := range strings.Fields(m.Unknown) {
		if name == nameless {
			name = noName
		}
		u := row(t.unknown, name)
		u.Name, u.Models, u.Downloads = name, u.Models+1, u.Downloads+m.Downloads
		u.Example.offer(m, m.because(func(c cited) bool { return c.Kind == string(term.LicenceUnknown) }))
	}
	if m.Washed != "" {
		w := &washedRow{Target: m.Target, Commit: m.Commit, Label: m.Label, From: m.Washed, Upstream: m.Upstream, Downloads: m.Downloads}
		var kinds []string
		for _, c := range m.cited {
			if t.sorter.restrictive[c.Kind] {
				kinds = append(kinds, c.Kind)
			}
		}
		w.Kinds = joined(kinds)
		w.Example.offer(m, restricted)
		t.washed = append(t.washed, w)
	}
}

func (t *tally) takeDrift(d *driftRow, family string, m *modelRow) {
	d.Family, d.Models, d.Downloads = family, d.Models+1, d.Downloads+m.Downloads
	inherited := m.because(func(c cited) bool {
		return t.sorter.restrictive[c.Kind] && c.Source == string(term.Inherited) && strings.Contains(c.Via, ":"+family+"@")
	})
	switch m.drift(inherited.Kind != "") {
	case driftHidden:
		d.Hidden++
		d.Example.offer(m, inherited)
	case driftNone:
		d.NoLabel++
	case driftSame:
		d.Same++
	default:
		d.Other++
	}
}

func (t *tally) takeText(x *textRow, label string, m *modelRow) {
	x.Label, x.Models = label, x.Models+1
	switch m.TextStanding {
	case standingMissing:
		x.Missing++
		x.Example.offer(m, m.because(func(c cited) bool { return c.Kind == string(term.LicenceTextMissing) }))
	case standingOther:
		x.Other++
	case standingThere:
		x.There++
	default:
		x.None++
	}
}

func (t *tally) takeCommercial(x *commercialRow, label string, m *modelRow, restricted cited) {
	x.Label, x.Models = label, x.Models+1
	switch term.CommercialUse(m.CommercialUse) {
	case term.CommercialYes:
		x.Yes++
		return
	case term.CommercialConditions:
		x.Conditions++
	case term.CommercialByApplication:
		x.Application++
	case term.CommercialNo:
		x.No++
	default:
		x.Unknown++
	}
	x.Example.offer(m, restricted)
}

// offer makes a model the example, where it is more downloaded than the one
// before.
func (e *example) offer(m *modelRow, c cited) {
	if e.Target != "" && e.Downloads >= m.Downloads {
		return
	}
	*e = example{Target: m.Target, Commit: m.Commit, Document: c.Document, Line: int64(c.Line), Quote: c.Quote, Via: c.Via,
		Downloads: m.Downloads}
}

// ordered lists rows, those that count most first.
func ordered[R any](rows map[string]*R, size func(*R) int64) []*R {
	keys := make([]string, 0, len(rows))
	for k := range rows {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(size(rows[b]), size(rows[a])), cmp.Compare(a, b)) })
	out := make([]*R, len(keys))
	for i, k := range keys {
		out[i] = rows[k]
	}
	return out
}
