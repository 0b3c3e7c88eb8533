package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Component is a part of a target with terms of its own.
type Component struct {
	Path     string               `json:"path"` // of its folder, "." for what lies outside of the others, "" for a part that words name
	Name     string               `json:"name"`
	Licenses []int                `json:"licenses"` // that govern it, as indexes of the report's
	Scopes   []term.Scope         `json:"scopes"`
	Rights   map[term.Right]Right `json:"rights"`
	Summary  finding.Summary      `json:"summary"`
	Outcome  policy.Outcome       `json:"outcome"` // what the verdict on it alone would be
}

// components lists the parts of a target, with what holds for each alone.
func (f *found) components(a *Auditor, facts policy.Facts) []Component {
	out := []Component{}
	names := []string{rest}
	for _, p := range f.parts {
		names = append(names, p.folder)
	}
	names = append(names, f.words...)
	if len(names) == 1 {
		return out
	}
	for i, name := range names {
		own := ofComponent(facts, name)
		verdict, _ := a.cfg.Policy.Judge(own)
		c := Component{Path: name, Name: name, Licenses: []int{}, Outcome: verdict.Outcome, Scopes: []term.Scope{}}
		switch {
		case name == rest:
			c.Name = "everything else"
		case i > len(f.parts):
			c.Path = ""
		}
		c.Summary, c.Rights = f.summary(a.cfg.Clauses.Kinds(), own, name)
		for i, l := range facts.Licenses {
			if slices.ContainsFunc(own.Licenses, func(x finding.License) bool {
				return x.ID == l.ID && x.Component == l.Component && slices.Equal(x.Scopes, l.Scopes)
			}) {
				c.Licenses = append(c.Licenses, i)
			}
		}
		for _, s := range term.Scopes() {
			if covers(own.Licenses, s) {
				c.Scopes = append(c.Scopes, s)
			}
		}
		out = append(out, c)
	}
	return out
}

// ofComponent returns the facts about one part of a target alone. What the
// whole says of its licence does not hold for a part that has one of its own.
func ofComponent(facts policy.Facts, path string) policy.Facts {
	own := facts
	own.Ungoverned = nil
	main := license.Main(facts.Kind)
	has := slices.ContainsFunc(facts.Licenses, func(l finding.License) bool { return l.Component == path && l.Covers(main) })
	own.Licenses = slices.DeleteFunc(slices.Clone(facts.Licenses), func(l finding.License) bool {
		return l.Component != path && (l.Component != rest || has)
	})
	own.Findings = slices.DeleteFunc(slices.Clone(facts.Findings), func(x finding.Finding) bool {
		if len(x.Components) == 0 || slices.Contains(x.Components, path) {
			return false
		}
		return has && saysTerms(x.Kind) || !slices.Contains(x.Components, rest)
	})
	return own
}

// saysTerms reports whether a finding of a kind is about the terms of the part
// where it stands, and not about the target.
func saysTerms(k term.Kind) bool {
	return k.IsClause() || slices.Contains([]term.Kind{
		term.LicenceUndeclared, term.LicenceTextMissing, term.LicenceContradiction, term.LanguageVersionsDiffer, term.LicenceModified,
		term.LicenceUnknown, term.PolicyUnbound,
		term.LimitNotUnderstood, term.StatementNotUnderstood, term.DocumentUnread,
	}, k)
}

// narrow makes the report's verdict the one on a single component.
func (r *TargetReport) narrow(name string, p policy.Policy, facts policy.Facts) {
	i := slices.IndexFunc(r.Components, func(c Component) bool { return c.Path == name || strings.EqualFold(c.Name, name) })
	r.Target.Component = name
	if i < 0 {
		r.Problems = append(r.Problems, doc.NewProblem("no-such-component", "target", r.Target.ID, "component", name,
			"has", offered(r.Components)))
		r.Verdict, r.Findings = p.Judge(policy.Facts{Kind: facts.Kind, Findings: r.Findings})
		r.Verdict.Reasons = []policy.Reason{{Outcome: policy.Undecided, Because: []finding.Remark{finding.Say("no-such-part", "part", name)}}}
		r.Summary, r.Rights = finding.Unknown(), nil
		return
	}
	c := r.Components[i]
	r.Summary, r.Rights = c.Summary, c.Rights
	r.Verdict, r.Findings = p.Judge(ofComponent(facts, cmp.Or(c.Path, c.Name)))
}

// offered names the components that there are, for whoever asked for another.
func offered(components []Component) []string {
	var names []string
	for _, c := range components {
		names = append(names, cmp.Or(c.Path, c.Name))
	}
	return names
}
