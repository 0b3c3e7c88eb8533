package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// The classes of the lexicon that summaries rest on. A text that grants
// nothing settles nothing; one that words a limit which no rule understood is
// not called free.
const (
	grantClass   = "grant"
	cautionClass = "caution"
)

// Summarise draws the summary of a document from its clauses, its words and what
// of it was not understood.
func (s *Set) Summarise(in Input, read Reading) Summary {
	matches, open := read.Matches, read.open()
	out := Summary{CommercialUse: term.CommercialUnknown}
	kinds := map[term.Kind]bool{}
	restricted := false
	for i, m := range matches {
		kinds[m.Kind] = true
		info, known := s.Kind(m.Kind)
		limits := !known || info.Restrictive() || reachesServices(m)
		restricted = restricted || limits
		if limits || m.Kind == term.AttributionThreshold {
			out.Deciding = append(out.Deciding, i)
		}
	}
	granted, caution := s.wording(in)
	free := !restricted
	switch {
	case kinds[term.CommercialRegistration] && registers(matches) && !kinds[term.RevenueCap]:
		out.CommercialUse = term.CommercialByApplication
	case kinds[term.NonCommercial] && !kinds[term.RevenueCap]:
		out.CommercialUse = term.CommercialNo
	case restricted || kinds[term.AttributionThreshold]:
		out.CommercialUse = term.CommercialConditions
	case granted && !caution && !open:
		out.CommercialUse = term.CommercialYes
	}
	if restricted || granted && !caution && !open {
		out.RestrictionFree = &free
	}
	return out
}

// registers reports whether commercial use is open to whoever registers.
func registers(matches []Match) bool {
	return slices.ContainsFunc(matches, func(m Match) bool {
		return m.Kind == term.CommercialRegistration && m.Params["path"] == "registration"
	})
}

// reachesServices reports whether a copyleft clause reaches everything that a
// service is made of, which is a limit on offering it.
func reachesServices(m Match) bool {
	return m.Kind == term.NetworkCopyleft && m.Params["form"] == "service-source"
}

// wording reports whether the text grants anything, and whether it words a
// limit on use or users.
func (s *Set) wording(in Input) (granted, caution bool) {
	text := in.cut()
	m := newMatcher(s, text)
	var buffer segment
	for i := range text.Segments {
		m.begin(buffer.take(&text.Segments[i]).tokens, func(symbol) {})
		granted = granted || s.grant.node != nil && m.occurs(&s.grant)
		caution = caution || s.caution.node != nil && m.occurs(&s.caution)
	}
	return granted, caution
}
