package openness

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// terms is what the terms that bind the weights come to, held against the
// Open Weight Definition.
type terms struct {
	limits []*finding.Finding // clauses that disqualify
	maybe  []*finding.Finding // clauses that would, if they bind
	catch  []*finding.Finding // clauses that break a criterion and limit nobody
	asks   []finding.Remark   // what is not known of the terms
	none   bool               // there is no licence: nobody has any rights
}

// openWeight is the key of the definition that decides the tier.
const openWeight = "owd"

// known reports whether the terms are known to the end.
func (t terms) known() bool { return len(t.asks) == 0 && len(t.maybe) == 0 }

// clause is a clause with what its kind means.
type clause struct {
	*finding.Finding
	breaks map[string][]string // as in kind.Info
	limits kind.Limits
	known  bool // somebody knows the kind
}

// readTerms weighs the licences and clauses over the weights, bound: the
// target's own and those inherited.
func (facts *Facts) readTerms(bound []clause) terms {
	var t terms
	for _, c := range bound {
		switch {
		case c.known && len(c.breaks[openWeight]) == 0:
		case c.known && c.limits == kind.LimitsNone:
			t.catch = append(t.catch, c.Finding)
		case c.Certain():
			t.limits = append(t.limits, c.Finding)
		default:
			t.maybe = append(t.maybe, c.Finding)
		}
	}
	unread := facts.unreadAsks()
	t.none = !facts.governed() && len(unread) == 0 &&
		slices.ContainsFunc(facts.Findings, func(f finding.Finding) bool { return f.Kind == term.LicenceUndeclared })
	t.asks = slices.Concat(facts.licenceAsks(), unread)
	return t
}

// governed reports whether a licence over the weights was found.
func (facts *Facts) governed() bool {
	return slices.ContainsFunc(facts.Licenses, func(l finding.License) bool { return l.Covers(term.Weights) })
}

// binding returns the clauses over the weights.
func (facts *Facts) binding() []clause {
	var out []clause
	for i := range facts.Findings {
		if f := &facts.Findings[i]; f.Kind.IsClause() && f.Covers(term.Weights) {
			info, known := facts.Kinds(f.Kind)
			out = append(out, clause{f, info.Breaks, info.Limits, known})
		}
	}
	return out
}

// licenceAsks asks what is not known of the licences themselves.
func (facts *Facts) licenceAsks() []finding.Remark {
	var asks []finding.Remark
	for _, l := range facts.Licenses {
		if code := licenceAsk(l); code != "" && l.Covers(term.Weights) {
			asks = append(asks, finding.Say(code, "licence", l.ID))
		}
	}
	if !facts.governed() && !facts.Closed {
		asks = append(asks, finding.Say("ask-licence"))
	}
	for _, f := range facts.Findings {
		if f.Kind == term.LicenceContradiction && f.Covers(term.Weights) {
			asks = append(asks, finding.Say("ask-contradiction"))
			break
		}
	}
	return asks
}

// licenceAsk asks what is not known of a licence, "" when its terms are known:
// its text was read as it is, or the catalogue has its terms.
func licenceAsk(l finding.License) string {
	switch s := l.Standing(); {
	case s.Strange():
		return "ask-licence-strange"
	case s.Changed():
		return "ask-licence-changed"
	case s == finding.NamedInProse:
		return "ask-licence-in-prose"
	case !s.Settled() && (l.Entry == nil || len(l.Entry.Terms) == 0):
		return "ask-licence-unread"
	default:
		return ""
	}
}

// unreadAsks asks what terms may stand in what was not read.
func (facts *Facts) unreadAsks() []finding.Remark {
	var asks []finding.Remark
	for _, d := range facts.Unread {
		if d.Role == doc.RoleLicence || d.Role == doc.RolePrompt || (d.Role == doc.RoleLinked || d.Role == doc.RolePolicy) && !facts.textRead() {
			asks = append(asks, finding.Say("ask-document", "path", d.Path))
		}
	}
	if len(facts.Upstream) > 0 {
		asks = append(asks, finding.Say("ask-upstream", "upstream", facts.Upstream))
	}
	if facts.Snapshot != nil && !facts.Snapshot.Complete && !facts.textRead() {
		asks = append(asks, finding.Say("ask-file-list"))
	}
	return asks
}

// textRead reports whether a licence text over the weights was read.
func (facts *Facts) textRead() bool {
	return slices.ContainsFunc(facts.Licenses, func(l finding.License) bool { return l.Source == term.Detected && l.Covers(term.Weights) })
}
