package policy

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Judge returns the verdict on f, and the findings with the judge's remark on
// each. It passes a scope only on a licence whose text or identifier settles
// the terms, and only when no clause stands against it: the default judge lets
// no limit on use or users pass, a profile those that do not bite or that it
// accepts.
func (p Policy) Judge(f Facts) (Verdict, []finding.Finding) {
	if !f.Fetched {
		return unfetched(f), slices.Clone(f.Findings)
	}
	v := Verdict{Outcome: Pass, Reasons: []Reason{}, Exceptions: []Exception{}}
	j := newJudge(p, f)
	for _, scope := range j.scopes() {
		outcome, reasons := j.scope(scope)
		*v.Scopes.of(scope) = &outcome
		v.Outcome = v.Outcome.Join(outcome)
		v.add(reasons)
	}
	v.sort()
	v.Exceptions = append(v.Exceptions, j.grants.list()...)
	return v, j.findings
}

// unfetched is the verdict on a target that was not read: what was found says
// why, or the problems do.
func unfetched(f Facts) Verdict {
	v := Verdict{Outcome: Undecided, Reasons: []Reason{}, Exceptions: []Exception{}}
	for _, x := range f.Findings {
		v.Reasons = append(v.Reasons, Reason{Finding: x.ID, Outcome: Undecided, Because: []finding.Remark{}})
	}
	if len(v.Reasons) == 0 {
		v.Reasons = append(v.Reasons, reason(Undecided, finding.Say("nothing-read")))
	}
	return v
}

// judge weighs everything once and then draws the outcome of each scope.
type judge struct {
	Policy
	Facts
	findings []finding.Finding
	grants   grants
	weights  []Reason   // of findings, by index; the outcome Pass where nothing stands against one
	licences [][]Reason // of licences, by index
	whole    []Reason   // about the target as a whole
}

func newJudge(p Policy, f Facts) *judge {
	j := &judge{Policy: p, Facts: f, findings: slices.Clone(f.Findings)}
	j.grants = newGrants(p, f.Target)
	for i := range j.findings {
		j.weights = append(j.weights, j.finding(&j.findings[i]))
	}
	for _, l := range f.Licenses {
		j.licences = append(j.licences, j.license(l))
	}
	if p.Profile != nil {
		j.whole = append(j.tier(), j.conditions()...)
	}
	return j
}

// scopes lists what is judged: the scope that the target is made of, and every
// other one that a licence or a finding is about.
func (j *judge) scopes() []term.Scope {
	main := license.Main(j.Kind)
	var out []term.Scope
	for _, s := range term.Scopes() {
		governed := slices.ContainsFunc(j.Licenses, func(l finding.License) bool { return l.Covers(s) })
		found := slices.ContainsFunc(j.findings, func(f finding.Finding) bool { return f.Kind.IsClause() && f.Covers(s) })
		if s == main || governed || found {
			out = append(out, s)
		}
	}
	return out
}

// upstreamOnly reports whether nothing of a scope stands in the target itself:
// only terms that came from what it was made from are about it.
func (j *judge) upstreamOnly(scope term.Scope) bool {
	return scope != license.Main(j.Kind) && !slices.ContainsFunc(j.findings, func(f finding.Finding) bool {
		return f.Kind.IsClause() && f.Covers(scope) && len(f.Via) == 0
	})
}

func (j *judge) scope(scope term.Scope) (Outcome, []Reason) {
	var reasons []Reason
	// outputs have no licence of their own, and what stands upstream has its own there
	governed := scope == term.Outputs || j.upstreamOnly(scope)
	for i, l := range j.Licenses {
		if l.Covers(scope) {
			governed = true
			reasons = append(reasons, j.licences[i]...)
		}
	}
	if !governed {
		reasons = append(reasons, reason(Undecided, finding.Say("no-licence", "scope", scope)))
	}
	for i := range j.findings {
		if j.weights[i].Outcome != Pass && j.findings[i].Covers(scope) {
			reasons = append(reasons, j.weights[i])
		}
	}
	if scope != term.Outputs {
		reasons = append(reasons, j.unread()...)
	}
	if scope == license.Main(j.Kind) {
		reasons = append(reasons, j.whole...)
	}
	reasons = slices.DeleteFunc(reasons, func(r Reason) bool { return r.Outcome == Pass })
	outcome := Pass
	for _, r := range reasons {
		outcome = outcome.Join(r.Outcome)
	}
	return outcome, reasons
}

// identity says what stands against a pass in the identity of a licence, and
// which kind of finding states the same.
func (j *judge) identity(l finding.License) (Reason, term.Kind) {
	review := func(kind term.Kind, code string) (Reason, term.Kind) {
		return reason(Review, finding.Say(code, "licence", l.ID)), kind
	}
	switch l.Standing() {
	case finding.Service:
		return review(term.NoWeights, "terms-of-service")
	case finding.OneOfSeveral:
		return review("", "one-of-several")
	case finding.StrangeText:
		return review(term.LicenceUnknown, "strange-text")
	case finding.ChangedText:
		return review(term.LicenceModified, "changed-text")
	case finding.PartialText:
		return review(term.LicenceModified, "partial-text")
	case finding.StrangeName:
		return reason(Undecided, finding.Say("strange-name", "licence", l.ID)), ""
	case finding.NamedInProse:
		return review("", "named-in-prose")
	case finding.KnownByName:
		return review("", "text-not-read")
	}
	return Reason{Outcome: Pass}, ""
}

// unread says what it means that something was not looked at or is not there.
func (j *judge) unread() []Reason {
	var reasons []Reason
	if j.Disabled {
		reasons = append(reasons, reason(Undecided, finding.Say("repository-disabled")))
	}
	for _, folder := range j.Ungoverned {
		reasons = append(reasons, reason(Undecided, finding.Say("no-licence-for-folder", "folder", folder)))
	}
	for _, id := range j.Upstream {
		reasons = append(reasons, reason(Review, finding.Say("upstream-not-known", "upstream", id)))
	}
	if !j.Complete {
		reasons = append(reasons, reason(Undecided, finding.Say("list-not-complete")))
	}
	return reasons
}

func (j *judge) identified() bool {
	return slices.ContainsFunc(j.Licenses, finding.License.Known)
}

func (j *judge) textRead() bool {
	return slices.ContainsFunc(j.Licenses, func(l finding.License) bool { return l.Source == term.Detected })
}

func (v *Verdict) add(reasons []Reason) {
	for _, r := range reasons {
		if !slices.ContainsFunc(v.Reasons, func(have Reason) bool { return have.Finding == r.Finding && reflect.DeepEqual(have, r) }) {
			v.Reasons = append(v.Reasons, r)
		}
	}
}

// sort puts the worst reasons first; equals keep the order of the scopes.
func (v *Verdict) sort() {
	order := Outcomes()
	slices.SortStableFunc(v.Reasons, func(a, b Reason) int {
		return cmp.Compare(slices.Index(order, b.Outcome), slices.Index(order, a.Outcome))
	})
}
