package kind

import (
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Decide says how a profile decides whether a clause of a kind bites.
type Decide struct {
	By Decider `json:"by"`
	// Acts are the acts that set the clause off; Ask are those after which a
	// person has to look. For ByActs only.
	Acts []term.Act `json:"acts,omitempty"`
	Ask  []term.Act `json:"ask,omitempty"`
	// Bars tells that the clause, once it bites, leaves no right to go on: the
	// outcome is then fail. Otherwise it is the kind's own outcome.
	Bars bool `json:"bars,omitempty"`
}

// Decider names the part of a profile that decides.
type Decider string

// The deciders.
const (
	ByUsers    Decider = "users"    // figures of users against a threshold
	ByRevenue  Decider = "revenue"  // revenue against an amount
	ByEither   Decider = "either"   // users or revenue, whichever is above
	ByPlaces   Decider = "places"   // the countries
	ByEntity   Decider = "entity"   // what kind of body the licensee is
	ByCommerce Decider = "commerce" // whether the use is commercial
	ByFields   Decider = "fields"   // the fields of use
	ByActs     Decider = "acts"     // what is done with the model
	ByAnyUse   Decider = "any-use"  // it binds whoever uses the model
	ByAPerson  Decider = "person"   // nothing in a profile decides it
)

// Deciders lists the deciders that a kind may name.
func Deciders() []Decider {
	return []Decider{ByUsers, ByRevenue, ByEither, ByPlaces, ByEntity, ByCommerce, ByFields, ByActs, ByAnyUse, ByAPerson}
}

// check reports what is wrong with d.
func (d Decide) check() error {
	if !slices.Contains(Deciders(), d.By) {
		return fmt.Errorf("by: %q is none of %v", d.By, Deciders())
	}
	if (d.By == ByActs) == (len(d.Acts)+len(d.Ask) == 0) {
		return fmt.Errorf("acts and ask go with by: acts, and with nothing else")
	}
	for _, a := range slices.Concat(d.Acts, d.Ask) {
		if !slices.Contains(term.Acts(), a) {
			return fmt.Errorf("%q is none of the acts %v", a, term.Acts())
		}
	}
	return nil
}
