package lock

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// DiffSchema names the version of the form of a comparison.
const DiffSchema = "fineprint.diff/1"

// Diff is what changed between two readings.
type Diff struct {
	Schema string  `json:"schema"`
	Models []Model `json:"models"` // those that differ, in the order of the newer reading
	Same   int     `json:"same"`   // how many do not
}

// Model is what changed of one model, or of one text.
type Model struct {
	Asked     string     `json:"asked"`
	Old       *State     `json:"old"` // nil: it was not in the older reading
	New       *State     `json:"new"` // nil: it is not in the newer one
	Clauses   []Change   `json:"clauses"`
	Documents []Document `json:"documents"` // texts of terms that are new, gone or others
	// Gone tells that the hub no longer has the older commit.
	Gone bool `json:"gone"`
}

// State is what a reading said of a model.
type State struct {
	Commit   string    `json:"commit"`
	Verdict  string    `json:"verdict"`
	Licences []Licence `json:"licences"`
}

// Licence names a licence in force, and how its text was known.
type Licence struct {
	ID    string `json:"id" yaml:"id"`
	Match string `json:"match" yaml:"match"`
}

// NoMatch is the match of a text that is like none that is known.
const NoMatch = "unknown"

// Document is a text of terms that is another one now. A digest is empty where
// there is no such text.
type Document struct {
	Path string `json:"path"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// Unchanged reports whether nothing of the terms changed.
func (d Diff) Unchanged() bool { return len(d.Models) == 0 }

// Reports compares two reports, model by model.
func Reports(old, now *audit.Report) Diff {
	var a, b []entry
	for _, t := range old.Reports {
		a = append(a, entryOf(t))
	}
	for _, t := range now.Reports {
		b = append(b, entryOf(t))
	}
	return compare(a, b)
}

// Texts compares the clauses of two texts.
func Texts(name string, old, now []Clause) Diff {
	return compare([]entry{{asked: name, clauses: old, state: &State{Licences: []Licence{}}}},
		[]entry{{asked: name, clauses: now, state: &State{Licences: []Licence{}}}})
}

// Worse returns those targets of the newer report that differ from the older
// one in more than what is gone: the targets that a baseline does not excuse.
func (d Diff) Worse(now *audit.Report) *audit.Report {
	out := *now
	out.Reports = slices.DeleteFunc(slices.Clone(now.Reports), func(t audit.TargetReport) bool {
		i := slices.IndexFunc(d.Models, func(m Model) bool { return m.Asked == name(t.Target) })
		return i < 0 || !d.Models[i].worse()
	})
	return &out
}

// worse reports whether a model is new or under another licence, or something
// was added to its terms or changed in them. Texts that changed without that were read to the same end.
func (m Model) worse() bool {
	if m.Old == nil {
		return true
	}
	return m.Old.Verdict != m.New.Verdict || m.relicensed() ||
		slices.ContainsFunc(m.Clauses, func(c Change) bool { return c.How != Gone })
}

// relicensed reports whether other licences are in force, or they are known
// otherwise than they were.
func (m Model) relicensed() bool {
	return !slices.EqualFunc(m.Old.Licences, m.New.Licences, func(a, b Licence) bool {
		return strings.EqualFold(a.ID, b.ID) && a.Match == b.Match
	})
}

// Of returns what changed of a target; nil where nothing did.
func (d Diff) Of(t audit.Target) *Model {
	i := slices.IndexFunc(d.Models, func(m Model) bool { return m.Asked == name(t) })
	if i < 0 {
		return nil
	}
	return &d.Models[i]
}

// entry is one model of a reading, wherever that comes from.
type entry struct {
	asked     string
	state     *State
	clauses   []Clause
	documents map[string]string
}

func entryOf(t audit.TargetReport) entry {
	state := &State{Commit: t.Target.Commit, Verdict: string(t.Verdict.Outcome), Licences: []Licence{}}
	for _, l := range t.Licenses {
		match := string(l.Match)
		if l.Source == term.Detected && l.Name == "" {
			match = NoMatch
		}
		state.Licences = append(state.Licences, Licence{l.ID, match})
	}
	return entry{asked: name(t.Target), state: state, clauses: Clauses(t), documents: documents(t)}
}

// name is what a model is known by from one reading to the next: its
// repository, without the revision that was asked for.
func name(t audit.Target) string {
	s := cmp.Or(t.ID, t.Asked)
	if t.Kind != "" && t.Kind != "model" {
		s = t.Kind + "s/" + s
	}
	if t.Component != "" {
		s += "#" + t.Component
	}
	return s
}

func compare(old, now []entry) Diff {
	out := Diff{Schema: DiffSchema, Models: []Model{}}
	find := func(list []entry, asked string) *entry {
		i := slices.IndexFunc(list, func(e entry) bool { return e.asked == asked })
		if i < 0 {
			return nil
		}
		return &list[i]
	}
	for _, b := range now {
		a := find(old, b.asked)
		if a == nil {
			a = &entry{}
		}
		if m := model(b.asked, *a, b); m.differs() {
			out.Models = append(out.Models, m)
		} else {
			out.Same++
		}
	}
	for _, a := range old {
		if find(now, a.asked) == nil {
			out.Models = append(out.Models, model(a.asked, a, entry{}))
		}
	}
	return out
}

func model(asked string, a, b entry) Model {
	m := Model{Asked: asked, Old: a.state, New: b.state, Clauses: []Change{}, Documents: []Document{}}
	if a.state == nil || b.state == nil {
		return m
	}
	m.Clauses = Compare(a.clauses, b.clauses)
	paths := slices.Sorted(maps.Keys(a.documents))
	paths = append(paths, slices.Sorted(maps.Keys(b.documents))...)
	slices.Sort(paths)
	for _, p := range slices.Compact(paths) {
		if a.documents[p] != b.documents[p] {
			m.Documents = append(m.Documents, Document{p, a.documents[p], b.documents[p]})
		}
	}
	return m
}

// differs reports whether the terms of a model changed. Another commit alone,
// with the same terms, is no change: weights and examples come and go.
func (m Model) differs() bool {
	if m.Old == nil || m.New == nil {
		return true
	}
	return len(m.Clauses) > 0 || len(m.Documents) > 0 || m.Old.Verdict != m.New.Verdict || m.relicensed()
}
