// Package clause reads rules and finds the clauses they describe in a text.
package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Match is one clause found in a document: an observation without severity.
type Match struct {
	Kind   term.Kind
	Params term.Params // all core parameters of Kind, and more
	Rule   string      // id of the rule that found it
	Spans  []doc.Span  // the operative words, sorted, in bounds
}

// Input says what to read in a document.
type Input struct {
	Doc *doc.Document
	// Regions are the parts to read, sorted; nil reads the whole text.
	Regions []doc.Span
	// Text is the document cut into segments already; nil: Match cuts Regions.
	Text *prose.Text
	// Card tells that the text is a model card, where talk about other models,
	// citations and benchmarks is common and must not count.
	Card bool
}

// cut returns the text cut into segments.
func (in Input) cut() *prose.Text {
	if in.Text != nil {
		return in.Text
	}
	return prose.Cut(in.Doc.Text, in.Regions...)
}

// Match finds the clauses of a text, ordered by position, then kind.
func (s *Set) Match(in Input) []Match { return s.matchOnly(in, "") }

// matchOnly finds what one rule finds on its own; without an id, what all find.
func (s *Set) matchOnly(in Input, id string) []Match {
	text := in.cut()
	r := newReader(s, in, text)
	r.only = id
	var buffer segment
	for i := range text.Segments {
		r.segment(buffer.take(&text.Segments[i]))
	}
	return r.merge()
}

// Summary says what the text of one document allows as a whole.
type Summary struct {
	CommercialUse   term.CommercialUse
	RestrictionFree *bool // nil: the text does not settle it
	Deciding        []int // indexes of the matches that decide
}

// Limits says whom a clause kind limits.
type Limits string

// Whom a kind may limit. Restrictive kinds limit use or users.
const (
	LimitsUse       Limits = "use"
	LimitsUsers     Limits = "users"
	LimitsPassingOn Limits = "passing-on"
	LimitsNone      Limits = "none"
)

// KindInfo is what rules/kinds.yaml says of one clause kind.
type KindInfo struct {
	Kind       term.Kind           `json:"kind"`
	Title      string              `json:"title"`      // plain words, for a heading
	Meaning    string              `json:"meaning"`    // what it means for a user, one or two sentences
	Limits     Limits              `json:"limits"`     // whom it limits
	Breaks     map[string][]string `json:"breaks"`     // definition (osd, owd, eu) → criteria; see openness
	Outcome    string              `json:"outcome"`    // default outcome: pass, review or fail
	Outputs    bool                `json:"outputs"`    // the clause is about outputs, beside the material itself
	Decide     Decide              `json:"decide"`     // how a profile decides whether the clause bites
	Obligation []Duty              `json:"obligation"` // what the user must do, the first form that fits; empty when nothing
	Travels    []Way               `json:"travels"`    // how the clause reaches those who hold something made from the licensed work
}

// Way is how a clause travels from a work to what is made from it.
type Way string

// The ways.
const (
	ToDerivatives Way = "derivatives" // models made from a model: fine-tunes, adapters, merges, other formats
	ToTrained     Way = "training"    // models trained on a dataset
)

// TravelsTo reports whether the clause travels in the given way.
func (k KindInfo) TravelsTo(w Way) bool { return slices.Contains(k.Travels, w) }

// Binding reports whether the kind limits anything: use, users or passing on.
func (k KindInfo) Binding() bool { return k.Restrictive() || k.Limits == LimitsPassingOn }

// Restrictive reports whether the kind limits use or users.
func (k KindInfo) Restrictive() bool { return k.Limits == LimitsUse || k.Limits == LimitsUsers }
