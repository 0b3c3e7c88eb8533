package policy

import (
	"fmt"
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
func (a Accept) license(l finding.License) (Decision, string) {
	if d, name := a.byName(l); d != Undecidable {
		return d, fmt.Sprintf("the profile says %s to the licence %s", d, name)
	}
	if l.Known() {
		if d := a.Categories[l.Entry.Category]; d != Undecidable {
			return d, fmt.Sprintf("the profile says %s to %s licences, and %s is one", d, l.Entry.Category, l.ID)
		}
	}
	return a.Otherwise, fmt.Sprintf("the profile says %s to licences that it does not list, and %s is none of them", a.Otherwise, l.ID)
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
		return []Reason{{Text: "the profile judges by the openness of a model, which was not assessed", outcome: Review}}
	}
	worst := Reason{outcome: Pass}
	for _, t := range openness.Tiers()[low : high+1] {
		outcome := tiers[t].outcome()
		if low < high && outcome == Fail {
			outcome = Review
		}
		if worst.outcome.Join(outcome) != worst.outcome {
			worst = Reason{Text: fmt.Sprintf("the profile says %s to models that are %s, and this one is %s", tiers[t], t.Title(), j.Tier.Title()), outcome: outcome}
		}
	}
	return []Reason{worst}
}
