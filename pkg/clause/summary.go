package clause

import "github.com/fineprint-audit/fineprint/pkg/term"

// Summarise draws the summary of a document from its clauses.
func (s *Set) Summarise(in Input, matches []Match) Summary {
	out := Summary{CommercialUse: term.CommercialUnknown}
	free := true
	for i, m := range matches {
		info, ok := s.Kind(m.Kind)
		if !ok || info.Restrictive() {
			free = false
			out.Deciding = append(out.Deciding, i)
		}
	}
	if len(matches) > 0 {
		out.RestrictionFree = &free
	}
	_ = in
	return out
}
