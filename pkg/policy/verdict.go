package policy

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Outcome is the result of judging a target or one scope of it.
type Outcome string

// The outcomes. Pass, Review and Fail are ordered; Undecided stands beside
// them: something that the answer rests on could not be read.
const (
	Pass      Outcome = "pass"
	Review    Outcome = "review"
	Fail      Outcome = "fail"
	Undecided Outcome = "undecided"
)

// Outcomes lists the outcomes from the best to the one that prevails over all
// others when several are joined.
func Outcomes() []Outcome { return []Outcome{Pass, Review, Undecided, Fail} }

// Join returns the outcome of two judgements taken together. A fail stays a
// fail whatever else is unknown, and what is unknown prevails over a review.
func (o Outcome) Join(p Outcome) Outcome {
	order := Outcomes()
	return order[max(slices.Index(order, o), slices.Index(order, p))]
}

// Verdict is what a policy says about a target.
type Verdict struct {
	Outcome    Outcome     `json:"outcome"`
	Scopes     Scoped      `json:"scopes"`
	Reasons    []Reason    `json:"reasons"`    // why the outcome is not a pass, worst first
	Exceptions []Exception `json:"exceptions"` // granted, and lapsed ones by name
}

// Scoped holds the outcome of each scope; nil where the target has nothing of
// that scope.
type Scoped struct {
	Weights *Outcome `json:"weights"`
	Code    *Outcome `json:"code"`
	Data    *Outcome `json:"data"`
	Outputs *Outcome `json:"outputs"`
}

// Reason says why an outcome is not a pass. Finding is the id of the finding
// behind it, empty when the reason is that something is not known.
type Reason struct {
	Finding string           `json:"finding"`
	Outcome Outcome          `json:"outcome"` // what the reason alone would come to
	Because []finding.Remark `json:"because"` // where no finding says it
	Text    string           `json:"text"`    // the sentence that whoever writes the report makes of it
	// Grant is what a profile would have to state under exceptions for the
	// reason to be excused, beside an owner, a reason and a day: one exception
	// for each text that it rests on. Empty where no exception can hold.
	Grant []Exception `json:"grant"`
}

func reason(o Outcome, because ...finding.Remark) Reason {
	return Reason{Outcome: o, Because: because, Grant: []Exception{}}
}

// Exception is a deviation from the policy that somebody granted.
type Exception struct {
	Owner   string `json:"owner"`
	Reason  string `json:"reason"`
	Expires string `json:"expires"` // YYYY-MM-DD
	Target  string `json:"target"`
	Finding string `json:"finding"`        // the kind or id of a finding, or the id of a licence
	SHA256  string `json:"licence_sha256"` // of the text that it was granted for
	// Because is why it no longer holds, empty while it does, and Lapsed the
	// sentence that whoever writes the report makes of it.
	Because []finding.Remark `json:"because"`
	Lapsed  string           `json:"lapsed"`
}

// Holds reports whether an exception holds.
func (e Exception) Holds() bool { return len(e.Because) == 0 && e.Lapsed == "" }

// of returns the place of a scope's outcome in s.
func (s *Scoped) of(scope term.Scope) **Outcome {
	switch scope {
	case term.Weights:
		return &s.Weights
	case term.Code:
		return &s.Code
	case term.Data:
		return &s.Data
	default:
		return &s.Outputs
	}
}
