package policy

import (
	"encoding"
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Profile says who asks, what they do with models, and what they accept.
// Whatever it does not say is not known, and a clause that rests on it needs a
// person. Load reads one; the zero Profile says nothing.
type Profile struct {
	Name    string  `yaml:"profile"`
	About   string  `yaml:"about"` // for people: what the profile is for
	Company Company `yaml:"company"`
	// Use answers which acts are done with models. An act that is missing is
	// not known.
	Use map[term.Act]bool `yaml:"use"`
	// Fields are the fields of use that the company is in: none when empty,
	// not known when nil.
	Fields     []string    `yaml:"fields"`
	Accept     Accept      `yaml:"accept"`
	Conditions []Condition `yaml:"conditions"`
	Exceptions []Grant     `yaml:"exceptions"`

	// SHA256 is the digest of the file, in hexadecimal.
	SHA256 string `yaml:"-"`
}

// Company says who asks. All figures are those of the whole group: the
// company, those who own it and those it owns, because licences count
// affiliates.
type Company struct {
	Names     []string `yaml:"names"`
	Kind      Body     `yaml:"kind"`
	Sector    string   `yaml:"sector"`    // for people
	Countries []string `yaml:"countries"` // ISO codes of where the group is based and does business

	MonthlyUsers       Figure  `yaml:"monthly_users"`
	DailyUsers         Figure  `yaml:"daily_users"`
	MonthlyUniqueUsers Figure  `yaml:"monthly_unique_users"`
	MonthlyVisits      Figure  `yaml:"monthly_visits"`
	Devices            Figure  `yaml:"devices"`
	Employees          Figure  `yaml:"employees"`
	Revenue            Revenue `yaml:"revenue"`
}

// Figure counts users, devices or employees of the group. What is nil is not
// known.
type Figure struct {
	Now  *int64          `yaml:"now"`  // as of the last full month
	Peak *int64          `yaml:"peak"` // the most there ever were in a month
	At   map[Month]int64 `yaml:"at"`   // in given months
}

// Revenue is the group's gross revenue in whole units of Currency.
type Revenue struct {
	Currency  string `yaml:"currency"`   // ISO 4217
	Year      *int64 `yaml:"year"`       // the most in any twelve months in a row
	BestMonth *int64 `yaml:"best_month"` // the most in any calendar month
}

// Accept says what is accepted without looking, looked at, or refused. Of a
// licence, its id decides before its category, and that before Otherwise.
type Accept struct {
	Licences   map[string]Decision        `yaml:"licences"`   // by id or alias; * stands for any letters
	Categories map[term.Category]Decision `yaml:"categories"` // public-domain, permissive, copyleft, …
	Otherwise  Decision                   `yaml:"otherwise"`  // licences in no list
	Tiers      map[openness.Tier]Decision `yaml:"tiers"`      // tiers of openness
	Kinds      map[term.Kind]Decision     `yaml:"kinds"`      // kinds of clauses and findings
	// RequireText decides on a licence that is declared while its text does
	// not stand in the repository.
	RequireText Decision `yaml:"require_text"`
}

// Decision is what a profile says of a licence, tier or kind.
type Decision string

// The decisions. Allow accepts whatever the sums say; Review asks for a
// person unless it is worse already; Deny refuses.
const (
	Undecidable Decision = "" // nothing is said
	Allow       Decision = "allow"
	NeedReview  Decision = "review"
	Deny        Decision = "deny"
)

// Decisions lists what may be said.
func Decisions() []Decision { return []Decision{Allow, NeedReview, Deny} }

// UnmarshalText reads a decision.
func (d *Decision) UnmarshalText(text []byte) error { return oneOf(d, text, Decisions()) }

// outcome returns the worst outcome that d asks for by itself.
func (d Decision) outcome() Outcome {
	switch d {
	case NeedReview:
		return Review
	case Deny:
		return Fail
	default:
		return Pass
	}
}

// Body is a kind of licensee.
type Body string

// The kinds of licensees.
const (
	CompanyBody  Body = "company"
	Government   Body = "government"
	NonProfit    Body = "non-profit"
	ResearchBody Body = "research"
	Individual   Body = "individual"
)

// Bodies lists the kinds of licensees.
func Bodies() []Body { return []Body{CompanyBody, Government, NonProfit, ResearchBody, Individual} }

// UnmarshalText reads a kind of licensee.
func (b *Body) UnmarshalText(text []byte) error { return oneOf(b, text, Bodies()) }

var (
	_ encoding.TextUnmarshaler = (*Decision)(nil)
	_ encoding.TextUnmarshaler = (*Body)(nil)
)

// oneOf sets out to text if it is one of some values.
func oneOf[T ~string](out *T, text []byte, values []T) error {
	if !slices.Contains(values, T(text)) {
		return fmt.Errorf("%q is none of %v", text, values)
	}
	*out = T(text)
	return nil
}
