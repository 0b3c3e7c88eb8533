package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// summary joins what the licences of the main scope, the texts in force and
// the terms inherited from upstream say: the strictest answer holds, and what
// is not known leaves it open.
func (o *observation) summary(inherited []finding.Finding) Summary {
	joined := Summary{CommercialUse: term.CommercialUnknown}
	first := true
	join := func(s Summary) {
		if first {
			joined, first = s, false
			return
		}
		joined = joined.join(s)
	}
	for _, t := range o.texts {
		if t.bound && slices.Contains(t.scopes, license.Main(o.kind)) {
			join(Summary{CommercialUse: t.summary.CommercialUse, RestrictionFree: t.summary.RestrictionFree})
		}
	}
	for _, l := range o.licenses {
		if l.Source != term.Detected && l.Covers(license.Main(o.kind)) {
			join(o.catalogueSummary(l))
		}
	}
	for _, f := range inherited {
		if f.Covers(license.Main(o.kind)) {
			joined = joined.join(o.inheritedSummary(f, joined))
		}
	}
	if len(o.unread()) > 0 {
		join(Summary{CommercialUse: term.CommercialUnknown})
	}
	return joined
}

// inheritedSummary says what a term from upstream allows. One that was only
// inferred leaves the answer open.
func (o *observation) inheritedSummary(f finding.Finding, otherwise Summary) Summary {
	info, known := o.cfg.Clauses.Kind(f.Kind)
	no := false
	switch {
	case !known || !info.Restrictive():
		return otherwise
	case f.Source == term.Inferred:
		return Summary{CommercialUse: term.CommercialUnknown}
	case f.Kind == term.NonCommercial:
		return Summary{CommercialUse: term.CommercialNo, RestrictionFree: &no}
	default:
		return Summary{CommercialUse: term.CommercialConditions, RestrictionFree: &no}
	}
}

// catalogueSummary says what a licence that is only declared allows, as far as
// the catalogue knows.
func (o *observation) catalogueSummary(l finding.License) Summary {
	if !l.Known() || l.Ambiguous {
		return Summary{CommercialUse: term.CommercialUnknown}
	}
	free, use := true, term.CommercialYes
	for _, t := range l.Entry.Terms {
		info, known := o.cfg.Clauses.Kind(t.Kind)
		if known && !info.Restrictive() {
			continue
		}
		free = false
		use = stricter(use, term.CommercialConditions)
		if t.Kind == term.NonCommercial {
			use = term.CommercialNo
		}
	}
	if free && !settled(l.Entry) {
		return Summary{CommercialUse: term.CommercialUnknown}
	}
	return Summary{CommercialUse: use, RestrictionFree: &free}
}

// settled reports whether the terms of e are known to be complete.
func settled(e *license.Entry) bool { return e.FixedText }

// join returns the stricter answers of s and t.
func (s Summary) join(t Summary) Summary {
	out := Summary{CommercialUse: stricter(s.CommercialUse, t.CommercialUse)}
	no := false
	switch {
	case isFalse(s.RestrictionFree) || isFalse(t.RestrictionFree):
		out.RestrictionFree = &no
	case s.RestrictionFree != nil && t.RestrictionFree != nil:
		out.RestrictionFree = s.RestrictionFree
	}
	return out
}

func isFalse(b *bool) bool { return b != nil && !*b }

func stricter(a, b term.CommercialUse) term.CommercialUse {
	order := []term.CommercialUse{term.CommercialYes, term.CommercialConditions, term.CommercialUnknown, term.CommercialByApplication, term.CommercialNo}
	return order[max(slices.Index(order, a), slices.Index(order, b))]
}
