package policy

import (
	"maps"
	"slices"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// revenueCap judges a clause with a sum of money.
func (c Company) revenueCap(p term.Params) finding.Judged {
	amount, ok := p["amount"].(int64)
	if !ok {
		return ask("sum-blank")
	}
	currency, _ := p["currency"].(string)
	period, _ := p["period"].(string)
	metric, _ := p["metric"].(string)
	t := threshold{n: amount, currency: currency, boundary: p["boundary"]}
	if slices.Contains([]string{"year", "month", "total"}, period) {
		t.period = period
	}
	r := c.Revenue
	switch {
	case !revenueMetric(metric) && p["threshold"] == nil:
		return t.ask("money-not-held", "metric", metric)
	case r.Year == nil && r.BestMonth == nil:
		return t.ask("revenue-not-given", "field", "company.revenue")
	case currency != r.Currency:
		return t.ask("other-currency", "own", r.Currency)
	}
	switch period {
	case "year":
		return r.yearly(t)
	case "month":
		return r.monthly(t)
	default:
		return t.ask("period-not-held", "over", period)
	}
}

// revenueMetric reports whether a metric is what a profile calls revenue.
func revenueMetric(metric string) bool {
	return slices.Contains([]string{"", "revenue", "gross-revenue", "annual-revenue"}, metric)
}

func (r Revenue) yearly(t threshold) finding.Judged {
	if r.Year == nil {
		return t.ask("year-not-given", "field", "company.revenue.year")
	}
	return t.against(*r.Year, yearFigure, "")
}

// monthly uses that no month earns more than the best twelve months together:
// a year below a month's threshold settles the clause.
func (r Revenue) monthly(t threshold) finding.Judged {
	switch {
	case r.BestMonth != nil:
		return t.against(*r.BestMonth, bestFigure, "")
	case *r.Year < t.n:
		return judged(finding.NotTriggered, t.say("year-below-month", "figure", *r.Year))
	default:
		return t.ask("month-of-year-not-given", "field", "company.revenue.best_month")
	}
}

// both says whether a clause bites of which both figures must be above their
// thresholds.
func both(states map[finding.State]bool) finding.State {
	switch {
	case states[finding.NotTriggered]:
		return finding.NotTriggered
	case states[finding.NeedsPerson]:
		return finding.NeedsPerson
	default:
		return finding.Triggered
	}
}

// either judges a clause with a number of users and a sum of money, of which
// one above its threshold is enough, unless the clause asks for both.
func (c Company) either(p term.Params) finding.Judged {
	if p["threshold"] != nil && p["amount"] != nil { // of two figures one word does not say where each begins
		p = maps.Clone(p)
		delete(p, "boundary")
	}
	var rulings []finding.Judged
	if p["threshold"] != nil {
		users := term.Params{"threshold": p["threshold"], "metric": p["metric"], "measured": "rolling", "boundary": p["boundary"]}
		rulings = append(rulings, c.userCap(users, time.Time{}))
	}
	if p["amount"] != nil {
		rulings = append(rulings, c.revenueCap(p))
	}
	if len(rulings) == 0 {
		return ask("figures-blank")
	}
	var because []finding.Remark
	states := map[finding.State]bool{}
	for _, r := range rulings {
		because = append(append(because, r.Because...), r.Ruled())
		states[*r.State] = true
	}
	switch {
	case p["join"] == "and" && len(rulings) == 2:
		return judged(both(states), because...)
	case states[finding.Triggered]:
		return judged(finding.Triggered, because...)
	case states[finding.NeedsPerson]:
		return judged(finding.NeedsPerson, because...)
	default:
		return judged(finding.NotTriggered, because...)
	}
}
