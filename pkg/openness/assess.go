package openness

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Assess says how open a model is, and returns the findings behind that which
// are its own to make: components that were found, parts that are missing, and
// claims that the evidence does not bear out. It is pure.
func Assess(f Facts) (Result, []finding.Finding) {
	bound := f.binding()
	a := &assessor{evidence: gather(f), bound: bound, terms: f.readTerms(bound)}
	tier := a.tier()
	a.openwashing(tier)
	return Result{Tier: tier, Views: a.views()}, a.made
}

// assessor holds the evidence against what the definitions ask for.
type assessor struct {
	*evidence
	bound []clause // over the weights
	terms terms
}

// tier goes through the questions in their order: can the weights be had, do
// the terms that bind them limit anybody, are training code and data there?
func (a *assessor) tier() Range {
	r := Range{Low: OpenWeight, High: OpenSource, Grounds: grounds()}
	r.ask(a.terms.asks...)
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
	r.ask(a.asks.Questions...)
	a.place(&r)
	return r
}

func (a *assessor) place(r *Range) {
	switch {
	case a.Closed:
		r.Low, r.High, r.Questions = Closed, Closed, []finding.Remark{}
		return
	case len(a.terms.limits) > 0:
		r.Low, r.High, r.Questions = Restricted, Restricted, []finding.Remark{}
	case a.terms.none:
		r.Low, r.High = Restricted, Restricted
	case len(a.ids(term.TrainingCodeMissing, term.TrainingDataUndisclosed)) > 0:
		r.High = OpenWeight
	default:
		r.ask(finding.Say("ask-complete"))
		for _, id := range a.Bases {
			r.ask(finding.Say("ask-base", "base", id))
		}
	}
	if !a.terms.known() {
		r.Low = Restricted
	}
	if !a.has("final-parameters") {
		r.Low = Closed
		r.ask(finding.Say("ask-weights"))
	}
}
