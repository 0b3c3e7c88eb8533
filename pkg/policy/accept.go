package policy

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// over returns the outcome of something whose sum came out as o: allow accepts
// it as it is, review and deny never make it better.
func (d Decision) over(o Outcome) Outcome {
	if d == Allow {
		return Pass
	}
	return o.Join(d.outcome())
}

// kind returns the decision on a kind of clauses or findings.
func (a Accept) kind(k term.Kind) Decision {
	if k == term.LicenceTextMissing && a.RequireText != Undecidable {
		return a.RequireText
	}
	return a.Kinds[k]
}

// license returns the decision on a licence and what a person is told. An
// identifier that stands for several texts is refused when one of them is.
func (a Accept) license(l finding.License) (Decision, finding.Remark) {
	if d, name := a.byName(l); d != Undecidable {
		return d, finding.Say("profile-on-licence", "decision", d, "licence", name)
	}
	if l.Known() {
		if d := a.Categories[l.Entry.Category]; d != Undecidable {
			return d, finding.Say("profile-on-category", "decision", d, "category", l.Entry.Category, "licence", l.ID)
		}
	}
	return a.Otherwise, finding.Say("profile-on-others", "decision", a.Otherwise, "licence", l.ID)
}

// byName returns the worst decision on any name of l, its own names first.
func (a Accept) byName(l finding.License) (Decision, string) {
	names := []string{l.ID}
	if l.SPDX != nil {
		names = append(names, *l.SPDX)
	}
	if l.Known() {
		names = slices.Concat(names, l.Entry.Aliases)
	}
	if d, name := a.worst(names); d != Undecidable || !l.Known() {
		return d, name
	}
	return a.worst(l.Entry.Members)
}

func (a Accept) worst(names []string) (found Decision, as string) {
	for _, pattern := range sortedKeys(a.Licences) {
		d := a.Licences[pattern]
		for _, name := range names {
			ok, _ := path.Match(strings.ToLower(pattern), strings.ToLower(name))
			if ok && slices.Index(Decisions(), d) > slices.Index(Decisions(), found) {
				found, as = d, name
			}
		}
	}
	return found, as
}

// tier says what the profile makes of the target's openness. Every tier of a
// range counts; one that is only possible is never denied outright.
func (j *judge) tier() []Reason {
	tiers := j.Profile.Accept.Tiers
	if len(tiers) == 0 {
		return nil
	}
	low, high := slices.Index(openness.Tiers(), j.Tier.Low), slices.Index(openness.Tiers(), j.Tier.High)
	if low < 0 || high < low {
		return []Reason{reason(Review, finding.Say("tier-not-assessed"))}
	}
	worst := Reason{Outcome: Pass}
	for _, t := range openness.Tiers()[low : high+1] {
		outcome := tiers[t].outcome()
		if low < high && outcome == Fail {
			outcome = Review
		}
		if worst.Outcome.Join(outcome) != worst.Outcome {
			why := finding.Say("profile-on-tier", "decision", tiers[t], "tier", t)
			if low < high {
				why = finding.Say("profile-on-tier-of-range", "decision", tiers[t], "tier", t, "low", j.Tier.Low, "high", j.Tier.High)
			}
			worst = reason(outcome, why)
		}
	}
	return []Reason{worst}
}
