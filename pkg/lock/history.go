package lock

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
)

// HistorySchema names the version of the form of a history.
const HistorySchema = "fineprint.history/1"

// History is when the terms of a repository changed, and how.
type History struct {
	Schema  string       `json:"schema"`
	Tool    audit.Tool   `json:"tool"`
	Target  audit.Target `json:"target"`  // at the newest commit that was asked for
	Commits int          `json:"commits"` // that the hub lists
	// Complete tells that no change is older than the last of Changes.
	Complete bool     `json:"complete"`
	Changes  []Moment `json:"changes"` // the newest first
}

// Moment is a commit that changed files which may hold terms.
type Moment struct {
	Commit string `json:"commit"`
	Title  string `json:"title"` // of the commit
	// Date is the day and time that the author gave it, RFC 3339; empty when the
	// hub told none.
	Date     string    `json:"date"`
	Paths    []string  `json:"paths"`   // of files that changed, came or went
	Renamed  []Rename  `json:"renamed"` // those of them that only have another name
	Licences []Licence `json:"licences"`
	MadeFrom []string  `json:"made_from"` // the models and datasets that it names as its origin
	Clauses  []Clause  `json:"clauses"`   // the terms in force then
	Unread   []string  `json:"unread"`    // documents that were not read
	// Change is what of the terms changed with it; nil for the oldest and where
	// the words that changed are no terms.
	Change *Model `json:"change"`
}

// Rename is a text under another name.
type Rename struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Trace fills in what was in force at each moment, the newest first, from the
// reports on them, and what changed from one to the next.
func (h *History) Trace(moments []Moment, then *audit.Report) {
	h.Changes = []Moment{}
	for i, m := range moments {
		t := then.Reports[i]
		now := entryOf(t)
		now.state.Verdict = "" // nothing upstream was read
		m.Licences, m.Clauses, m.MadeFrom = now.state.Licences, append([]Clause{}, now.clauses...), origins(t)
		m.Renamed, m.Unread = []Rename{}, []string{}
		for _, d := range t.Documents {
			if !d.Read() {
				m.Unread = append(m.Unread, d.Path)
			}
		}
		if i+1 < len(moments) {
			before := entryOf(then.Reports[i+1])
			before.state.Verdict = ""
			change := model(now.asked, before, now)
			m.Renamed = renamed(change.Documents)
			change.Documents = slices.DeleteFunc(change.Documents, func(d Document) bool { return isRenamed(m.Renamed, d) })
			if change.differs() || len(m.Renamed) > 0 || !slices.Equal(m.MadeFrom, origins(then.Reports[i+1])) {
				m.Change = &change
			}
		}
		h.Changes = append(h.Changes, m)
	}
}

// origins names what a repository says that it is made from.
func origins(t audit.TargetReport) []string {
	out := []string{}
	for _, e := range t.Lineage.Edges {
		if id, _, _ := strings.Cut(e.To, "@"); !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// renamed pairs the texts that are gone with the same texts under new names.
func renamed(docs []Document) []Rename {
	out := []Rename{}
	for _, came := range docs {
		i := slices.IndexFunc(docs, func(went Document) bool { return went.New == "" && went.Old == came.New })
		if came.Old == "" && i >= 0 {
			out = append(out, Rename{docs[i].Path, came.Path})
		}
	}
	return out
}

func isRenamed(list []Rename, d Document) bool {
	return slices.ContainsFunc(list, func(r Rename) bool { return d.New == "" && d.Path == r.From || d.Old == "" && d.Path == r.To })
}
