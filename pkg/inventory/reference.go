package inventory

import (
	"cmp"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Closed is the kind of a model that is served behind an API and that nobody
// can download.
const Closed ref.Kind = "closed"

// Status says what is known of a reference.
type Status string

// The statuses.
const (
	Resolved   Status = "resolved"   // ID says which repository it is
	Unresolved Status = "unresolved" // the file does not fix which one it is
	LocalPath  Status = "local"      // a file or folder on the machine
)

// Reference is a place where a file names something that is loaded, served,
// trained on or called.
type Reference struct {
	File     string   `json:"file"` // relative to what was searched, with slashes
	Line     int      `json:"line"` // of the name, from 1
	Text     string   `json:"text"` // as it is written
	ID       string   `json:"id"`   // without scheme; empty unless resolved
	Hub      string   `json:"hub"`
	Kind     ref.Kind `json:"kind"`
	Revision string   `json:"revision"` // empty when none is written
	How      string   `json:"how"`      // what makes it a reference, for people
	Status   Status   `json:"status"`
	// Words quotes the line, for one that is unresolved.
	Words doc.Evidence `json:"-"`

	rank rank
	bare bool // the word of a family and nothing else: only on a hub of such names it is one
}

// rank orders the evidence for one and the same name: the lower one is kept.
type rank int

const (
	byCall    rank = iota // an argument of a call or a command that loads
	byAddress             // an address of a hub
	byName                // a key, variable or option that is named like one
	byLooks               // a text that looks like the id of a model
)

// settle sorts references by place and keeps the best of those that name the
// same thing on the same line.
func settle(refs []Reference) []Reference {
	slices.SortStableFunc(refs, func(a, b Reference) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.ID, b.ID),
			cmp.Compare(a.Status, b.Status), cmp.Compare(a.rank, b.rank), cmp.Compare(a.Text, b.Text))
	})
	out := refs[:0]
	for _, r := range refs {
		if n := len(out); n > 0 && out[n-1].names(r) {
			if out[n-1].Revision == "" {
				out[n-1].Revision = r.Revision
			}
			continue
		}
		out = append(out, r)
	}
	return out
}

// names tells whether two references in order of settle are of the same thing.
func (r Reference) names(s Reference) bool {
	return r.File == s.File && r.Line == s.Line && r.ID == s.ID && r.Status == s.Status && (r.Status == Resolved || r.Text == s.Text)
}
