package audit

import (
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// reconcile weighs what card, metadata and texts say of the licence.
func (o *observation) reconcile() {
	var claims []license.Claim
	for _, t := range o.texts {
		if t.bound && t.Role != doc.RolePolicy {
			claims = append(claims, o.textClaim(t))
		}
	}
	claims = append(claims, o.declared.claims...)
	r := o.cfg.Licenses.Reconcile(o.kind, claims)
	for _, g := range r.Licenses {
		o.licenses = append(o.licenses, finding.NewLicense(finding.License{
			ID: g.ID, SPDX: optional(g.SPDX), Match: g.Degree, Scopes: g.Scopes, Source: g.Source, Evidence: list(g.Evidence),
			Instead: g.Instead, Entry: g.Entry, Ambiguous: g.Source == term.Declared && len(g.Possible) > 1,
		}))
	}
	for _, c := range r.Conflicts {
		o.add(finding.Finding{
			Kind: term.LicenceContradiction, Scopes: c.Scopes, Source: term.Declared,
			Remarks:  []finding.Remark{finding.Say("card-says", "name", c.A.Name), contrary(c.B)},
			Evidence: []doc.Evidence{c.A.Evidence, c.B.Evidence},
		})
	}
}

// contrary says what a claim says that stands against the card's.
func contrary(c license.Claim) finding.Remark {
	switch {
	case c.Text != nil:
		if ids := names(c.Text); len(ids) > 0 {
			return finding.Say("but-text-is", "path", c.Path, "licences", ids)
		}
		return finding.Say("but-text-is-another", "path", c.Path)
	case c.From == license.FromGGUF:
		return finding.Say("but-files-say", "name", c.Name)
	default:
		return finding.Say("but-its-text-says", "name", c.Name)
	}
}

func names(id *license.Identification) []string {
	var out []string
	for _, m := range id.Licenses {
		if m.Degree != license.Reference {
			out = append(out, m.ID)
		}
	}
	return out
}

// textClaim is the claim that a text makes by standing in the repository. Its
// evidence is where the licence stands in it, or all of it when nobody knows
// it.
func (o *observation) textClaim(t text) license.Claim {
	spans := []doc.Span{t.Span(0, min(len(t.Text), titleBytes))}
	for _, m := range t.identity.Licenses {
		if m.Degree != license.Reference && len(m.Spans) > 0 {
			s := m.Spans[0]
			spans = []doc.Span{t.Span(s.Start, min(s.End, s.Start+titleBytes))}
			break
		}
	}
	from := license.FromFile
	switch t.Role {
	case doc.RolePrompt:
		from = license.FromPrompt
	case doc.RoleLinked:
		from = license.FromLinked
	}
	return license.Claim{From: from, Text: &t.identity, Path: t.Path, Evidence: t.Evidence(o.snap.Commit, spans)}
}

// titleBytes bounds the quote that shows which text a licence is: its
// beginning, not all of it.
const titleBytes = 120

// bindPolicies decides for every use policy whether a licence in force names
// it. One that no licence names is reported, and its clauses do not count.
func (o *observation) bindPolicies() {
	for i, t := range o.texts {
		if t.Role != doc.RolePolicy {
			continue
		}
		if o.namesPolicy() {
			o.texts[i].bound = true
			continue
		}
		whole := []doc.Span{t.Span(0, min(len(t.Text), titleBytes))}
		o.add(finding.Finding{
			Kind: term.PolicyUnbound, Scopes: t.scopes, Source: term.Detected,
			Remarks:  []finding.Remark{finding.Say("policy-unbound", "path", t.Path)},
			Evidence: []doc.Evidence{t.Evidence(o.snap.Commit, whole)},
		})
		o.problems = append(o.problems, doc.ProblemAt("policy-unbound", "no licence in force names this policy, so its clauses were not counted", t.Path))
	}
}

// noticeLimits reports the notices that hold limits on use or users: a notice
// gives credit, and whether such words bind needs a person.
func (o *observation) noticeLimits() {
	for _, d := range o.docs {
		if !d.Read() || d.Role != doc.RoleNotice {
			continue
		}
		for _, m := range o.Auditor.texts.read(d).clauses {
			if info, _ := o.cfg.Clauses.Kind(m.Kind); !info.Restrictive() {
				continue
			}
			scopes, _ := license.Scopes(o.kind, d.Path)
			o.add(finding.Finding{
				Kind: term.PolicyUnbound, Scopes: scopes, Source: term.Detected,
				Remarks:  []finding.Remark{finding.Say("notice-limits", "path", d.Path)},
				Evidence: []doc.Evidence{d.Evidence(o.snap.Commit, m.Spans)},
			})
			break
		}
	}
}

// namesPolicy reports whether a licence in force makes a use policy part of
// itself: by a clause in its text, or by what the catalogue knows of it.
func (o *observation) namesPolicy() bool {
	for _, t := range o.texts {
		if !t.bound || t.Role == doc.RolePolicy {
			continue
		}
		for _, m := range t.clauses {
			if m.Kind == term.FieldOfUse && m.Params["by"] == "linked-policy" {
				return true
			}
		}
	}
	return slices.ContainsFunc(o.licenses, func(l finding.License) bool {
		return l.Known() && slices.ContainsFunc(l.Entry.Terms, func(t license.Term) bool {
			return t.Policy || t.Kind == term.FieldOfUse && t.Params["by"] == "linked-policy"
		})
	})
}

// cardUnread reports whether there is a card of which nothing could be read:
// what it declares is unknown then, and not nothing.
func (o *observation) cardUnread() bool { return o.card == nil && o.snap.Card() != nil }

// stranger says of a licence that it is not known. A text without a name of
// its own has none to tell.
func stranger(l finding.License) finding.Remark {
	if l.ID == "unknown" {
		return finding.Say("unknown-text")
	}
	return finding.Say("unknown-licence", "licence", l.ID)
}

// licenceFindings states what is notable about the licences themselves.
func (o *observation) licenceFindings() {
	main := license.Main(o.kind)
	if !o.declared.metadata() && !o.cardUnread() {
		o.add(finding.Finding{
			Kind: term.LicenceUndeclared, Scopes: []term.Scope{main}, Source: term.Declared,
			Remarks: []finding.Remark{finding.Say("no-licence-declared")}, Evidence: []doc.Evidence{o.declared.place},
		})
	}
	for _, l := range o.licenses {
		switch s := l.Standing(); {
		case !l.Known():
			o.licenceFinding(term.LicenceUnknown, l, stranger(l))
		case s.Changed():
			o.modified(l)
		case l.Source != term.Detected && o.snap.Complete && !o.hasText():
			o.licenceFinding(term.LicenceTextMissing, l, finding.Say("no-licence-file", "licence", l.ID))
		}
	}
}

// modified states that a licence text was changed, and quotes the words that
// the known text does not have.
func (o *observation) modified(l finding.License) {
	form := finding.Say("changed-form", "form", changed(l.Match), "licence", l.ID)
	for _, t := range o.texts {
		if !t.bound || len(t.identity.Unmatched) == 0 || !slices.ContainsFunc(t.identity.Licenses, func(m license.Match) bool { return m.ID == l.ID && m.Degree == l.Match }) {
			continue
		}
		added := t.Evidence(o.snap.Commit, t.identity.Unmatched[:min(len(t.identity.Unmatched), maxAdded)])
		o.add(finding.Finding{
			Kind: term.LicenceModified, Scopes: l.Scopes, Source: l.Source, Remarks: []finding.Remark{form, finding.Say("words-added")},
			Evidence: []doc.Evidence{added},
		})
		return
	}
	o.licenceFinding(term.LicenceModified, l, form, finding.Say("words-left-out"))
}

// maxAdded bounds the stretches of added words that a finding quotes; the text
// command lists all of them.
const maxAdded = 20

func changed(d license.Degree) string {
	if d == license.Partial {
		return "partial"
	}
	return "changed"
}

func (o *observation) licenceFinding(k term.Kind, l finding.License, says ...finding.Remark) {
	o.add(finding.Finding{Kind: k, Scopes: l.Scopes, Source: l.Source, Remarks: says, Evidence: l.Evidence})
}

// hasText reports whether the repository has a licence file, read or not.
func (o *observation) hasText() bool {
	return slices.ContainsFunc(o.docs, func(d *doc.Document) bool {
		return d.Role == doc.RoleLicence && d.Status != doc.StatusAbsent
	})
}

// provider reports a closed model, of which there is nothing to download.
func (a *Auditor) provider(t Request) TargetReport {
	o := &observation{Auditor: a, kind: ref.Model}
	r := emptyReport(t)
	entries := a.cfg.Licenses.Lookup("provider:" + t.Ref.ID())
	if len(entries) == 0 {
		entries = a.cfg.Licenses.Lookup("provider:" + t.Ref.Owner)
	}
	for _, e := range entries {
		l := finding.NewLicense(finding.License{
			ID: e.ID, SPDX: optional(e.SPDX), Match: license.Reference, Scopes: []term.Scope{term.Weights}, Source: term.Catalogue,
			Entry: e, Evidence: []doc.Evidence{{Path: "catalogue:" + e.ID, Spans: []doc.Span{}}},
		})
		o.licenses = append(o.licenses, l)
		for _, k := range e.Terms {
			o.known(l, k)
		}
		o.add(finding.Finding{
			Kind: term.NoWeights, Scopes: l.Scopes, Source: term.Catalogue, Rule: e.ID, Evidence: l.Evidence,
			Remarks: []finding.Remark{finding.Say("service-only", "id", t.Ref.ID())},
		})
	}
	if len(entries) == 0 {
		r.Problems = append(r.Problems, doc.NewProblem("provider-unknown", fmt.Sprintf("the catalogue knows no provider %q", t.Ref.Owner)))
	}
	r.Licenses, r.Findings = list(o.licenses), list(o.findings)
	if len(entries) > 0 && a.cfg.Openness != nil {
		r.Openness, _ = openness.Assess(openness.Facts{Definitions: a.cfg.Openness, Kinds: a.cfg.Clauses.Kind, Closed: true, Licenses: o.licenses, Findings: o.findings})
	}
	r.Verdict, r.Findings = a.cfg.Policy.Judge(policy.Facts{
		Tier: r.Openness.Tier, Target: "provider:" + t.Ref.ID(), Kind: ref.Model, Fetched: len(entries) > 0, Complete: true, Licenses: o.licenses, Findings: r.Findings, Kinds: a.cfg.Clauses.Kind,
	})
	return r
}
