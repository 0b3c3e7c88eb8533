package policy

import (
	"fmt"
	"slices"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// threshold is the number that a clause names.
type threshold struct {
	n        int64
	currency string // of a sum of money
	period   string // of a sum of money: year, month or total
	at       string // the day on which it counts, when it counts once
	boundary any    // "over" or "from", nil where the clause does not say
}

func (t threshold) say(code string, pairs ...any) finding.Remark {
	return finding.Say(code, append([]any{"limit", t.n, "currency", t.currency, "period", t.period, "at", t.at}, pairs...)...)
}

func (t threshold) ask(code string, pairs ...any) finding.Judged {
	return judged(finding.NeedsPerson, t.say(code, pairs...))
}

// The figures of a company, as sums name them.
const (
	nowFigure   = "now"
	peakFigure  = "peak"
	monthFigure = "month" // of a given month
	yearFigure  = "year"
	bestFigure  = "best-month"
)

// against compares a figure of the company with the threshold. of names the
// figure, month is its month where it is that of one.
func (t threshold) against(n int64, of string, month Month) finding.Judged {
	figure := []any{"figure", n, "of", of, "month", month}
	switch {
	case n < t.n:
		return judged(finding.NotTriggered, t.say("below", append(figure, "margin", margin(t.n, n))...))
	case n > t.n:
		return judged(finding.Triggered, t.say("above", figure...))
	case t.boundary == "from":
		return judged(finding.Triggered, t.say("reached", figure...))
	case t.boundary == "over":
		return judged(finding.NotTriggered, t.say("not-passed", figure...))
	default:
		return judged(finding.NeedsPerson, t.say("equal", figure...))
	}
}

// passed reports whether a figure is surely beyond the threshold, within whether
// it surely is not: of the threshold itself the clause has to say it.
func (t threshold) passed(n int64) bool { return n > t.n || n == t.n && t.boundary == "from" }

func (t threshold) within(n int64) bool { return n < t.n || n == t.n && t.boundary == "over" }

// margin says how many times a figure goes into a threshold: a whole number
// from 10 on, else with one decimal; nil where there is no figure.
func margin(limit, n int64) any {
	switch {
	case n <= 0:
		return nil
	case limit/n >= 10:
		return limit / n
	default:
		return fmt.Sprintf("%d.%d", limit/n, limit%n*10/n)
	}
}

// userCap judges a clause with a number of users. released is the day of
// release, zero when not known.
func (c Company) userCap(p term.Params, released time.Time) finding.Judged {
	n, ok := p["threshold"].(int64)
	if !ok {
		return ask("number-blank")
	}
	t := threshold{n: n, boundary: p["boundary"]}
	metric, _ := p["metric"].(string)
	figure, field := c.figure(metric)
	if field == "" {
		return t.ask("metric-not-held", "metric", metric)
	}
	if metric == "daily-active-users" && figure.empty() {
		return c.dayByMonth(t)
	}
	if figure.empty() {
		return t.ask("figure-not-given", "field", field)
	}
	switch p["measured"] {
	case "release-date":
		return figure.onRelease(t, released, field)
	case "rolling":
		return figure.rolling(t)
	default:
		return figure.byPeak(t, finding.Say("counting-unknown"))
	}
}

// figure returns the figure that a metric counts, and its name in a profile;
// no name for a metric that no profile holds.
func (c Company) figure(metric string) (Figure, string) {
	switch metric {
	case "monthly-active-users":
		return c.MonthlyUsers, "company.monthly_users"
	case "daily-active-users":
		return c.DailyUsers, "company.daily_users"
	case "monthly-unique-users":
		return c.MonthlyUniqueUsers, "company.monthly_unique_users"
	case "monthly-visits":
		return c.MonthlyVisits, "company.monthly_visits"
	case "devices":
		return c.Devices, "company.devices"
	case "employees":
		return c.Employees, "company.employees"
	default:
		return Figure{}, ""
	}
}

// dayByMonth uses that the users of a day are among those of its month: a
// month's peak below the threshold settles a clause about days.
func (c Company) dayByMonth(t threshold) finding.Judged {
	if peak := c.MonthlyUsers.Peak; peak != nil && *peak < t.n {
		return judged(finding.NotTriggered, t.say("day-within-month", "figure", *peak))
	}
	return t.ask("day-not-given", "field", "company.daily_users")
}

func (f Figure) empty() bool { return f.Now == nil && f.Peak == nil && len(f.At) == 0 }

// onRelease judges a clause that counts once, at the release of the version:
// by the figure of that month or the one before, since such clauses mean the
// calendar month before the release or that of it. Without one, only a peak
// below the threshold settles it.
func (f Figure) onRelease(t threshold, released time.Time, field string) finding.Judged {
	if released.IsZero() {
		return f.byPeak(t, finding.Say("release-unknown"))
	}
	t.at = released.Format(time.DateOnly)
	var rulings []finding.Judged
	for _, m := range []Month{monthsBefore(released, 0), monthsBefore(released, 1)} {
		if n, ok := f.At[m]; ok {
			rulings = append(rulings, t.against(n, monthFigure, m))
		}
	}
	switch {
	case len(rulings) == 0:
		return f.byPeak(t, finding.Say("month-not-given", "month", monthsBefore(released, 0), "field", field+".at"))
	case len(rulings) == 2 && *rulings[0].State != *rulings[1].State:
		return judged(finding.NeedsPerson, slices.Concat(rulings[0].Because, rulings[1].Because, []finding.Remark{finding.Say("which-month")})...)
	default:
		return rulings[0]
	}
}

// rolling judges a clause that counts at any time.
func (f Figure) rolling(t threshold) finding.Judged {
	switch {
	case f.Now != nil && t.passed(*f.Now):
		return t.against(*f.Now, nowFigure, "")
	case f.Peak != nil && t.within(*f.Peak):
		return t.against(*f.Peak, peakFigure, "")
	case f.Peak != nil:
		return judged(finding.NeedsPerson, t.say("not-above", "figure", *f.Peak, "of", peakFigure), finding.Say("rights-ended"))
	case f.Now != nil:
		return t.against(*f.Now, nowFigure, "")
	default:
		return t.ask("today-not-given")
	}
}

// byPeak judges a clause of which it is not known when it counts: a peak below
// the threshold settles it, because no month was above the peak.
func (f Figure) byPeak(t threshold, why finding.Remark) finding.Judged {
	switch {
	case f.Peak != nil && t.within(*f.Peak):
		return t.against(*f.Peak, peakFigure, "")
	case f.Peak != nil:
		return judged(finding.NeedsPerson, t.say("not-above", "figure", *f.Peak, "of", peakFigure), why)
	case f.Now != nil:
		return judged(finding.NeedsPerson, t.say("against", "figure", *f.Now, "of", nowFigure), why, finding.Say("no-peak"))
	default:
		return judged(finding.NeedsPerson, t.say("against-nothing"), why, finding.Say("no-peak"))
	}
}
