package policy

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Facts is what the default judge looks at.
type Facts struct {
	Kind ref.Kind // what the target holds
	// Fetched tells that the hub answered. When it did not, nothing else is
	// known.
	Fetched bool
	// Complete tells that the file list is complete: a file that is not in it
	// does not exist.
	Complete bool
	// Disabled tells that the hub has withdrawn the repository.
	Disabled bool
	// Upstream are the models that the target was made from, directly or
	// through others, and whose terms are not known.
	Upstream []string
	// Unread are the documents that exist, or that a licence or link points
	// to, and that were not read.
	Unread   []*doc.Document
	Licenses []finding.License
	Findings []finding.Finding
	// Kinds gives the meaning of a clause kind. A kind that it does not know
	// counts as restrictive.
	Kinds func(term.Kind) (clause.KindInfo, bool)
}

// Judge is the default judge: it passes a scope only on a licence whose text
// or identifier settles the terms and that limits neither use nor users. It
// returns the verdict and the findings with the judge's remark on each.
func Judge(f Facts) (Verdict, []finding.Finding) {
	j := judge{Facts: f, findings: slices.Clone(f.Findings)}
	v := Verdict{Outcome: Pass, Reasons: []Reason{}, Exceptions: []Exception{}}
	if !f.Fetched {
		v.Outcome = Undecided
		v.Reasons = append(v.Reasons, Reason{Text: "nothing was read: the problems say why", outcome: Undecided})
		return v, j.findings
	}
	for _, scope := range j.scopes() {
		outcome, reasons := j.scope(scope)
		*v.Scopes.of(scope) = &outcome
		v.Outcome = v.Outcome.Join(outcome)
		v.add(reasons)
	}
	v.sort()
	return v, j.findings
}

type judge struct {
	Facts
	findings []finding.Finding
}

// scopes lists what is judged: the scope that the target is made of, and every
// other one that a licence or a finding is about.
func (j *judge) scopes() []term.Scope {
	main := Main(j.Kind)
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

// Main returns the scope that a repository of the given kind is made of.
func Main(kind ref.Kind) term.Scope {
	switch kind {
	case ref.Dataset:
		return term.Data
	case ref.Space:
		return term.Code
	default:
		return term.Weights
	}
}

func (j *judge) scope(scope term.Scope) (Outcome, []Reason) {
	var reasons []Reason
	governed := scope == term.Outputs // outputs have no licence of their own
	for _, l := range j.Licenses {
		if !l.Covers(scope) {
			continue
		}
		governed = true
		if r, bad := j.license(l); bad {
			reasons = append(reasons, r)
		}
	}
	if !governed {
		reasons = append(reasons, Reason{Text: fmt.Sprintf("no licence was found for the %s", scope), outcome: Undecided})
	}
	for i := range j.findings {
		if r, bad := j.finding(&j.findings[i], scope); bad {
			reasons = append(reasons, r)
		}
	}
	if scope != term.Outputs {
		reasons = append(reasons, j.unread()...)
	}
	outcome := Pass
	for _, r := range reasons {
		outcome = outcome.Join(r.outcome)
	}
	return outcome, reasons
}

// license says what stands against a pass in the identity of a licence.
func (j *judge) license(l finding.License) (Reason, bool) {
	review := func(format string, args ...any) (Reason, bool) {
		return Reason{Text: fmt.Sprintf(format, args...), outcome: Review}, true
	}
	switch {
	case l.Known() && l.Entry.Closed:
		return review("%s: these are the terms of a service; there is nothing to download", l.ID)
	case l.Ambiguous:
		return review("%s stands for several texts, and which one governs is not known", l.ID)
	case !l.Known() && l.Source == term.Detected:
		return review("the licence text is not one that fineprint knows: somebody has to read it")
	case l.Match == license.Modified:
		return review("the text is a changed form of %s: somebody has to read what was changed", l.ID)
	case l.Match == license.Partial:
		return review("only a part of %s stands in the text", l.ID)
	case !l.Known():
		return Reason{Text: fmt.Sprintf("the licence %q is not known and its text was not found", l.ID), outcome: Undecided}, true
	case l.Match == license.Exact:
		return Reason{}, false
	case l.Source == term.Inferred:
		return review("%s is named in prose only: somebody has to read what the sentence means", l.ID)
	case !l.Entry.FixedText || !permissive(l.Entry.Category):
		return review("%s is declared, but its text was not read: the terms are those the catalogue knows", l.ID)
	}
	return Reason{}, false
}

func permissive(c term.Category) bool { return c == term.Permissive || c == term.PublicDomain }

// finding says what a finding means for a scope, and notes on the finding
// itself that a restriction was judged.
func (j *judge) finding(f *finding.Finding, scope term.Scope) (Reason, bool) {
	if !f.Covers(scope) {
		return Reason{}, false
	}
	outcome := j.outcome(f.Kind)
	if outcome == Pass {
		return Reason{}, false
	}
	if f.Kind.IsClause() {
		state := finding.NeedsPerson
		f.Judged = finding.Judged{State: &state, Sum: "no profile was given, so who you are and what you do is not known"}
	}
	return Reason{Finding: f.ID, Text: f.Message, outcome: outcome}, true
}

func (j *judge) outcome(k term.Kind) Outcome {
	if k.IsClause() {
		info, known := j.Kinds(k)
		if !known || info.Restrictive() || info.Outcome != string(Pass) {
			return Review
		}
		return Pass
	}
	switch k {
	case term.LicenceContradiction, term.LicenceModified, term.LicenceUnknown, term.LicenceDrift, term.PolicyUnbound, term.NoWeights, term.UnsafeFile:
		return Review
	default:
		return Pass
	}
}

// unread says what the documents that were not read and an incomplete file
// list mean. An identity known by declaration lets a gated text be reviewed;
// anything else that could not be read leaves the answer open.
func (j *judge) unread() []Reason {
	var reasons []Reason
	for _, d := range j.Unread {
		outcome := Undecided
		if d.Status == doc.StatusDenied && j.identified() || !governs(d.Role) || j.textRead() && d.Role != doc.RoleLicence {
			outcome = Review
		}
		reasons = append(reasons, Reason{Text: fmt.Sprintf("%s was not read (%s)", d.Path, d.Status), outcome: outcome})
	}
	if j.Disabled {
		reasons = append(reasons, Reason{Text: "the hub has disabled the repository: nothing can be got there, and why is not known", outcome: Undecided})
	}
	for _, id := range j.Upstream {
		reasons = append(reasons, Reason{Text: fmt.Sprintf("it is made from %s, whose terms are not known and may bind it", id), outcome: Review})
	}
	if !j.Complete {
		reasons = append(reasons, Reason{Text: "the file list is not complete, so a licence file may have been missed", outcome: Undecided})
	}
	return reasons
}

// governs reports whether terms may stand in a document of role r.
func governs(r doc.Role) bool { return r != doc.RoleNotice && r != doc.RoleConfig && r != doc.RoleCard }

func (j *judge) identified() bool {
	return slices.ContainsFunc(j.Licenses, finding.License.Known)
}

func (j *judge) textRead() bool {
	return slices.ContainsFunc(j.Licenses, func(l finding.License) bool { return l.Source == term.Detected })
}

func (v *Verdict) add(reasons []Reason) {
	for _, r := range reasons {
		if !slices.Contains(v.Reasons, r) {
			v.Reasons = append(v.Reasons, r)
		}
	}
}

// sort puts the worst reasons first; equals keep the order of the scopes.
func (v *Verdict) sort() {
	order := Outcomes()
	slices.SortStableFunc(v.Reasons, func(a, b Reason) int {
		return cmp.Compare(slices.Index(order, b.outcome), slices.Index(order, a.outcome))
	})
}
