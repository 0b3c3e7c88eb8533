package clause

import (
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// segment is a segment of a text as patterns see it: the lead-in and the words
// of its own in one row.
type segment struct {
	tokens  []prose.Token // the lead-in, then the body
	lead    int           // number of tokens of the lead-in
	parts   []int         // where the parts of the lead-in start, in tokens
	heading bool
	items   int    // as prose.Segment has it
	section string // as prose.Segment has it
	titled  bool   // it is the title of a numbered section whose text stands below it
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
	s.heading, s.items, s.section, s.titled = x.Heading, x.Items, x.Section, false
	return *s
}

// maxTitled is the number of words up to which words may be the title of a section.
const maxTitled = 6

// titles reports whether segment i of a text is no more than the title of a
// numbered section: what holds there stands in the text below it, or behind it in
// the same paragraph.
func titles(text *prose.Text, i int) bool {
	if i+1 == len(text.Segments) {
		return false
	}
	x, next := &text.Segments[i], &text.Segments[i+1]
	if x.Section == "" || x.Title == "" || len(x.Tokens) > maxTitled || len(x.Lead.Tokens) > 0 || next.Heading {
		return false
	}
	if next.Block == x.Block {
		return x.Title == string(text.Bytes[x.Tokens[0].Start:x.Tokens[len(x.Tokens)-1].End])
	}
	return x.Heading && (next.Section == x.Section || inside(next.Section, x.Section))
}

// inside reports whether a section is a part of another one: 2.1 and 2(a) of 2.
func inside(section, of string) bool {
	below, begins := strings.CutPrefix(section, of)
	return begins && below != "" && (below[0] == '.' || below[0] == '(')
}
