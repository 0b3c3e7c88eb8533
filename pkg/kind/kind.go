package kind

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Limits says whom a clause kind limits.
type Limits string

// Whom a kind may limit. Restrictive kinds limit use or users.
const (
	LimitsUse       Limits = "use"
	LimitsUsers     Limits = "users"
	LimitsPassingOn Limits = "passing-on"
	LimitsNone      Limits = "none"
)

// Info is what rules/kinds.yaml says of one clause kind.
type Info struct {
	Kind       term.Kind           `json:"kind"`
	Title      string              `json:"title"`      // plain words, for a heading
	Meaning    string              `json:"meaning"`    // what it means for a user, one or two sentences
	Limits     Limits              `json:"limits"`     // whom it limits
	Limited    []term.Right        `json:"limited"`    // rights that such a clause narrows, whatever a grant says
	Barred     []term.Right        `json:"barred"`     // rights that it takes away
	Sharper    *Sharper            `json:"sharper"`    // what a form of the clause limits beyond that; nil: no form does
	Narrower   []Narrower          `json:"narrower"`   // what forms of the clause limit instead, and bar nothing
	Breaks     map[string][]string `json:"breaks"`     // definition (osd, owd, eu) → criteria; see openness
	Outcome    string              `json:"outcome"`    // default outcome: pass, review or fail
	Outputs    bool                `json:"outputs"`    // the clause is about outputs, beside the material itself
	Decide     Decide              `json:"decide"`     // how a profile decides whether the clause bites
	Obligation []Duty              `json:"obligation"` // what the user must do, the first form that fits; empty when nothing
	Riders     []Rider             `json:"riders"`     // what is added to the obligation where a clause states it
	Travels    []Way               `json:"travels"`    // how the clause reaches those who hold something made from the licensed work
}

// Sharper says whom and what a clause limits, and what it takes away, when it
// states some parameters.
type Sharper struct {
	If      []string     `json:"if"` // as in Duty
	Limits  Limits       `json:"limits"`
	Limited []term.Right `json:"limited"`
	Barred  []term.Right `json:"barred"`
	Outcome string       `json:"outcome"`
}

// Narrower says what a clause limits, and all that it does, when it states some
// parameters: a bar on commercial copies leaves commercial use.
type Narrower struct {
	If      []string     `json:"if"` // as in Duty
	Limited []term.Right `json:"limited"`
}

// Stating returns what the kind means for a clause with the given parameters.
func (i Info) Stating(p term.Params) Info {
	for _, n := range i.Narrower {
		if hold(n.If, p) {
			i.Limited, i.Barred = n.Limited, nil
			break
		}
	}
	if s := i.Sharper; s != nil && hold(s.If, p) {
		i.Limits, i.Outcome = s.Limits, s.Outcome
		i.Limited, i.Barred = slices.Concat(i.Limited, s.Limited), slices.Concat(i.Barred, s.Barred)
	}
	return i
}

// Way is how a clause travels from a work to what is made from it.
type Way string

// The ways.
const (
	ToDerivatives Way = "derivatives" // models made from a model: fine-tunes, adapters, merges, other formats
	ToTrained     Way = "training"    // models trained on a dataset
)

// TravelsTo reports whether the clause travels in the given way.
func (i Info) TravelsTo(w Way) bool { return slices.Contains(i.Travels, w) }

// Binding reports whether the kind limits anything: use, users or passing on.
func (i Info) Binding() bool { return i.Restrictive() || i.Limits == LimitsPassingOn }

// Restrictive reports whether the kind limits use or users.
func (i Info) Restrictive() bool { return i.Limits == LimitsUse || i.Limits == LimitsUsers }

// Effect says what a clause of the kind makes of a right: Limited, Barred, or
// Granted where it leaves the right as it is.
func (i Info) Effect(r term.Right) term.Answer {
	switch {
	case slices.Contains(i.Barred, r):
		return term.Barred
	case slices.Contains(i.Limited, r):
		return term.Limited
	default:
		return term.Granted
	}
}

// Table says what is known of every clause kind, in the order of the taxonomy.
type Table []Info

// Of returns what is known of a clause kind.
func (t Table) Of(k term.Kind) (Info, bool) {
	for i := range t { // an Info is too large to be handed round for a look
		if t[i].Kind == k {
			return t[i], true
		}
	}
	return Info{}, false
}
