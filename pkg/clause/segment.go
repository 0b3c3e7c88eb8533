package clause

import "github.com/fineprint-audit/fineprint/pkg/prose"

// segment is a segment of a text as patterns see it: the lead-in and the words
// of its own in one row.
type segment struct {
	tokens  []prose.Token // the lead-in, then the body
	lead    int           // number of tokens of the lead-in
	parts   []int         // where the parts of the lead-in start, in tokens
	heading bool
	items   int    // as prose.Segment has it
	section string // as prose.Segment has it
}

// own returns the token from which on words may veto a match of a pattern: those
// of the lead-in say nothing of what stands in the item's own words alone.
func (s *segment) own(h hit) int {
	if h.start < s.lead {
		return 0
	}
	return s.lead
}

// take returns x as a segment, which holds until the next take.
func (s *segment) take(x *prose.Segment) segment {
	s.tokens = append(append(s.tokens[:0], x.Lead.Tokens...), x.Tokens...)
	s.lead, s.parts = len(x.Lead.Tokens), x.Lead.Parts
	s.heading, s.items, s.section = x.Heading, x.Items, x.Section
	return *s
}
