package openness

import (
	"iter"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// evidence is what the facts show of a release: its components, the findings
// that say so, and what a person must be asked.
type evidence struct {
	Facts
	passages []passage
	held     map[string][]held // by id of the component
	made     []finding.Finding
	asks     Grounds // what a person must be asked
}

// gather looks for the components in the files, the card and the code that it
// links to.
func gather(f Facts) *evidence {
	a := &evidence{Facts: f, passages: passages(f.Card), held: map[string][]held{}}
	a.files()
	a.documents()
	if !f.Closed {
		a.code()
		a.data()
	}
	return a
}

// add completes a finding and keeps it, once.
func (a *evidence) add(f finding.Finding) {
	f = finding.New(f)
	if !slices.ContainsFunc(a.made, func(have finding.Finding) bool { return have.ID == f.ID }) {
		a.made = append(a.made, f)
	}
}

// ask notes a question for a person, once.
func (a *evidence) ask(code string, pairs ...any) { a.asks.ask(finding.Say(code, pairs...)) }

// ids returns the ids of the findings of some kinds, the target's and those
// made here.
func (a *evidence) ids(kinds ...term.Kind) []string {
	var out []string
	for f := range a.all() {
		if slices.Contains(kinds, f.Kind) && !slices.Contains(out, f.ID) {
			out = append(out, f.ID)
		}
	}
	return out
}

// all returns the target's findings and those made here.
func (a *evidence) all() iter.Seq[*finding.Finding] {
	return func(yield func(*finding.Finding) bool) {
		for _, list := range [][]finding.Finding{a.Findings, a.made} {
			for i := range list {
				if !yield(&list[i]) {
					return
				}
			}
		}
	}
}
