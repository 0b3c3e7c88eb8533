package policy

import (
	"fmt"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// threshold is the number that a clause names, as a sum shows it.
type threshold struct {
	n    int64
	text string // "700,000,000 at 2024-07-23"
}

// against compares a figure of the company with the threshold. figure has one
// %s, for the number.
func (t threshold) against(n int64, figure string) finding.Judged {
	shown := fmt.Sprintf(figure, finding.Number(n))
	switch {
	case n < t.n:
		return miss("%s > %s: not triggered%s", t.text, shown, margin(t.n, n))
	case n > t.n:
		return hit("%s < %s: triggered", t.text, shown)
	default:
		return ask("%s = %s: whether the clause means \"more than\" or \"at least\" needs a person", t.text, shown)
	}
}

// margin says how many times a figure goes into a threshold.
func margin(limit, n int64) string {
	switch {
	case n <= 0:
		return ""
	case limit/n >= 10:
		return fmt.Sprintf(", margin %s×", finding.Number(limit/n))
	default:
		return fmt.Sprintf(", margin %d.%d×", limit/n, limit%n*10/n)
	}
}

// userCap judges a clause with a number of users. released is the day of
// release, zero when not known.
func (c Company) userCap(p term.Params, released time.Time) finding.Judged {
	n, ok := p["threshold"].(int64)
	if !ok {
		return ask("the clause leaves the number blank: needs a person")
	}
	t := threshold{n, finding.Number(n)}
	metric, _ := p["metric"].(string)
	figure, field := c.figure(metric)
	if field == "" {
		return ask("%s of what is not a figure that a profile holds (%s): needs a person", t.text, orBlank(metric))
	}
	if metric == "daily-active-users" && figure.empty() {
		return c.dayByMonth(t)
	}
	if figure.empty() {
		return ask("%s against your figure: company.%s is not given: needs a person", t.text, field)
	}
	switch p["measured"] {
	case "release-date":
		return figure.onRelease(t, released, field)
	case "rolling":
		return figure.rolling(t)
	default:
		return figure.byPeak(t, "whether the clause counts once or always is not known")
	}
}

// figure returns the figure that a metric counts, and its name in a profile;
// no name for a metric that no profile holds.
func (c Company) figure(metric string) (Figure, string) {
	switch metric {
	case "monthly-active-users":
		return c.MonthlyUsers, "monthly_users"
	case "daily-active-users":
		return c.DailyUsers, "daily_users"
	case "monthly-unique-users":
		return c.MonthlyUniqueUsers, "monthly_unique_users"
	case "monthly-visits":
		return c.MonthlyVisits, "monthly_visits"
	case "devices":
		return c.Devices, "devices"
	case "employees":
		return c.Employees, "employees"
	default:
		return Figure{}, ""
	}
}

// dayByMonth uses that the users of a day are among those of its month: a
// month's peak below the threshold settles a clause about days.
func (c Company) dayByMonth(t threshold) finding.Judged {
	if peak := c.MonthlyUsers.Peak; peak != nil && *peak < t.n {
		return miss("%s users a day > your peak of %s users a month, and those of a day are among them: not triggered", t.text, finding.Number(*peak))
	}
	return ask("%s users a day against your figure: company.daily_users is not given: needs a person", t.text)
}

func (f Figure) empty() bool { return f.Now == nil && f.Peak == nil && len(f.At) == 0 }

// onRelease judges a clause that counts once, at the release of the version:
// by the figure of that month or the one before, since such clauses mean the
// calendar month before the release or that of it. Without one, only a peak
// below the threshold settles it.
func (f Figure) onRelease(t threshold, released time.Time, field string) finding.Judged {
	if released.IsZero() {
		return f.byPeak(t, "the day of release that counts is not known")
	}
	t.text += " at " + released.Format(time.DateOnly)
	var rulings []finding.Judged
	for _, m := range []Month{monthsBefore(released, 0), monthsBefore(released, 1)} {
		if n, ok := f.At[m]; ok {
			rulings = append(rulings, t.against(n, "your %s of "+string(m)))
		}
	}
	switch {
	case len(rulings) == 0:
		return f.byPeak(t, fmt.Sprintf("what counts is %s, which company.%s.at does not give", monthsBefore(released, 0), field))
	case len(rulings) == 2 && *rulings[0].State != *rulings[1].State:
		return ask("%s; %s; which of the two months counts needs a person", rulings[0].Sum, rulings[1].Sum)
	default:
		return rulings[0]
	}
}

// rolling judges a clause that counts at any time.
func (f Figure) rolling(t threshold) finding.Judged {
	switch {
	case f.Now != nil && *f.Now > t.n:
		return t.against(*f.Now, "your %s now")
	case f.Peak != nil && *f.Peak < t.n:
		return t.against(*f.Peak, "your peak %s")
	case f.Peak != nil:
		return ask("%s ≤ your peak %s: whether your rights ended then needs a person", t.text, finding.Number(*f.Peak))
	case f.Now != nil:
		return t.against(*f.Now, "your %s now")
	default:
		return ask("%s against your figure of today, which is not given: needs a person", t.text)
	}
}

// byPeak judges a clause of which it is not known when it counts: a peak below
// the threshold settles it, because no month was above the peak.
func (f Figure) byPeak(t threshold, why string) finding.Judged {
	switch {
	case f.Peak != nil && *f.Peak < t.n:
		return t.against(*f.Peak, "your peak %s")
	case f.Peak != nil:
		return ask("%s ≤ your peak %s; %s: needs a person", t.text, finding.Number(*f.Peak), why)
	case f.Now != nil:
		return ask("%s against your %s now; %s, nor is your peak: needs a person", t.text, finding.Number(*f.Now), why)
	default:
		return ask("%s against your figure; %s, nor is your peak: needs a person", t.text, why)
	}
}

// revenueCap judges a clause with a sum of money.
func (c Company) revenueCap(p term.Params) finding.Judged {
	amount, ok := p["amount"].(int64)
	if !ok {
		return ask("the clause leaves the sum blank: needs a person")
	}
	currency, _ := p["currency"].(string)
	period, _ := p["period"].(string)
	t := threshold{amount, strings.TrimSpace(currency+" "+finding.Number(amount)) + perPeriod(period)}
	r := c.Revenue
	switch metric, _ := p["metric"].(string); {
	case metric != "" && metric != "revenue" && metric != "gross-revenue" && metric != "annual-revenue" && p["threshold"] == nil:
		return ask("%s of %s, which a profile does not hold: needs a person", t.text, strings.ReplaceAll(metric, "-", " "))
	case r.Year == nil && r.BestMonth == nil:
		return ask("%s against your revenue: company.revenue is not given: needs a person", t.text)
	case currency != r.Currency:
		return ask("%s against a revenue in %s: no currency is converted, because the day and rate that count are for a person to say", t.text, orBlank(r.Currency))
	}
	switch period {
	case "year":
		return r.yearly(t)
	case "month":
		return r.monthly(t)
	default:
		return ask("%s over a time that a profile does not hold (%s): needs a person", t.text, orBlank(period))
	}
}

func perPeriod(period string) string {
	switch period {
	case "year", "month":
		return " a " + period
	case "total":
		return " in total"
	default:
		return ""
	}
}

func orBlank(s string) string {
	if s == "" {
		return "not stated"
	}
	return s
}

func (r Revenue) yearly(t threshold) finding.Judged {
	if r.Year == nil {
		return ask("%s: company.revenue.year is not given, and a month is not a year: needs a person", t.text)
	}
	return t.against(*r.Year, "your %s a year")
}

// monthly uses that no month earns more than the best twelve months together:
// a year below a month's threshold settles the clause.
func (r Revenue) monthly(t threshold) finding.Judged {
	switch {
	case r.BestMonth != nil:
		return t.against(*r.BestMonth, "your best month %s")
	case *r.Year < t.n:
		return miss("%s > your %s a year, and no month earns more than its year: not triggered", t.text, finding.Number(*r.Year))
	default:
		return ask("%s: company.revenue.best_month is not given, and a year is not a month: needs a person", t.text)
	}
}

// either judges a clause with a number of users and a sum of money, of which
// one above its threshold is enough.
func (c Company) either(p term.Params) finding.Judged {
	var rulings []finding.Judged
	if p["threshold"] != nil {
		users := term.Params{"threshold": p["threshold"], "metric": p["metric"], "measured": "rolling"}
		rulings = append(rulings, c.userCap(users, time.Time{}))
	}
	if p["amount"] != nil {
		rulings = append(rulings, c.revenueCap(p))
	}
	if len(rulings) == 0 {
		return ask("the clause leaves its figures blank: needs a person")
	}
	sums := make([]string, len(rulings))
	for i, r := range rulings {
		sums[i] = r.Sum
	}
	all := strings.Join(sums, "; ")
	for _, s := range []finding.State{finding.Triggered, finding.NeedsPerson} {
		for _, r := range rulings {
			if *r.State == s {
				return finding.Judged{State: r.State, Sum: all}
			}
		}
	}
	return finding.Judged{State: rulings[0].State, Sum: all}
}
