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
	a := &assessor{evidence: gather(f), terms: f.readTerms()}
	tier := a.tier()
	a.openwashing(tier)
	return Result{Tier: tier, Views: a.views()}, a.made
}

// assessor holds the evidence against what the definitions ask for.
type assessor struct {
	*evidence
	terms terms
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
