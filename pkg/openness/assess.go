package openness

import (
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Assess says how open a model is, and returns the findings behind that which
// are its own to make: components that were found, parts that are missing, and
// claims that the evidence does not bear out. It is pure.
func Assess(f Facts) (Result, []finding.Finding) {
	a := &assessor{Facts: f, passages: passages(f.Card), held: map[string][]held{}}
	a.files()
	a.documents()
	if !f.Closed {
		a.code()
		a.data()
	}
	a.terms = a.readTerms()
	tier := a.tier()
	a.openwashing(tier)
	return Result{Tier: tier, Views: a.views()}, a.made
}

type assessor struct {
	Facts
	passages []passage
	held     map[string][]held // by id of the component
	made     []finding.Finding
	asks     []string
	terms    terms
}

// add completes a finding and keeps it, once.
func (a *assessor) add(f finding.Finding) {
	f = finding.New(f)
	if !slices.ContainsFunc(a.made, func(have finding.Finding) bool { return have.ID == f.ID }) {
		a.made = append(a.made, f)
	}
}

// ask notes a question for a person, once.
func (a *assessor) ask(question string) {
	if !slices.Contains(a.asks, question) {
		a.asks = append(a.asks, question)
	}
}

// tier goes through the questions in their order: can the weights be had, do
// the terms that bind them limit anybody, are training code and data there?
func (a *assessor) tier() Range {
	r := Range{Low: OpenWeight, High: OpenSource, Grounds: grounds()}
	r.Ask = append(r.Ask, a.terms.asks...)
	for _, f := range slices.Concat(a.terms.limits, a.terms.maybe, a.terms.catch) {
		r.Against = append(r.Against, f.ID)
	}
	for _, id := range []string{"final-parameters", trainingCode, datasets} {
		for _, h := range a.held[id] {
			r.For = append(r.For, h.id)
		}
	}
	missing := a.ids(term.NoWeights, term.TrainingCodeMissing, term.TrainingDataUndisclosed)
	r.Against = append(r.Against, missing...)
	r.Ask = append(r.Ask, a.asks...)
	a.place(&r)
	return r
}

func (a *assessor) place(r *Range) {
	switch {
	case a.Closed:
		r.Low, r.High, r.Ask = Closed, Closed, []string{}
		return
	case len(a.terms.limits) > 0:
		r.Low, r.High, r.Ask = Restricted, Restricted, []string{}
	case a.terms.none:
		r.Low, r.High = Restricted, Restricted
	case len(a.ids(term.TrainingCodeMissing, term.TrainingDataUndisclosed)) > 0:
		r.High = OpenWeight
	default:
		r.Ask = append(r.Ask, "Is the training code complete, and the training data described well enough to build an equivalent system?")
		for _, id := range a.Bases {
			r.Ask = append(r.Ask, fmt.Sprintf("Is what %s was trained on, and with, disclosed as well? This model is made from it.", id))
		}
	}
	if !a.terms.known() {
		r.Low = Restricted
	}
	if !a.has("final-parameters") {
		r.Low = Closed
		r.Ask = append(r.Ask, "Where can the weights be had? No file of weights was seen.")
	}
}

// ids returns the ids of the findings of some kinds, the target's and those
// made here.
func (a *assessor) ids(kinds ...term.Kind) []string {
	var out []string
	for _, f := range slices.Concat(a.Findings, a.made) {
		if slices.Contains(kinds, f.Kind) && !slices.Contains(out, f.ID) {
			out = append(out, f.ID)
		}
	}
	return out
}
