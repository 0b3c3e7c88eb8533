package prose

import (
	"slices"
	"strings"
	"unicode"
)

// sections follows the numbers of a text's sections and items, so that a
// sentence can be cited: "3(b)". It goes by the marks alone; which words lead
// in which item is for the outline.
type sections struct {
	open  []mark // outermost first
	at    string // what they say
	title string // the heading that the block at hand stands under
}

// maxOpen bounds the marks of a section's number.
const maxOpen = 6

// enter takes up a block, whose words are tokens.
func (s *sections) enter(text []byte, b block, tokens []Token, heading bool) {
	m := b.mark
	if named := namedSection(text, b, tokens); named.kind != noMarker {
		s.open, m = s.open[:0], named
	}
	m.indent, m.title = b.indent, heading
	switch {
	case m.kind != noMarker && m.kind != bullet:
		if b.heading || m.kind == section || m.kind == article || m.heads(s.open) {
			s.leaveSections()
		}
		s.step(m)
	case b.heading:
		s.leaveSections()
	case m.kind == noMarker:
		s.leaveItems(b.indent)
	}
	s.at = cite(s.open)
	if heading {
		s.title = strings.TrimSpace(string(text[b.start:b.end]))
	} else if m.kind != noMarker && len(s.open) == 1 {
		s.title = ""
	}
}

// leaveSections ends all but the annex that the block at hand stands in.
func (s *sections) leaveSections() {
	if len(s.open) > 0 && s.open[0].kind == annexed {
		s.open = s.open[:1]
		return
	}
	s.open = s.open[:0]
}

// heads reports whether m is the number of the section behind the one that is
// open: "4." behind "3.2".
func (m mark) heads(open []mark) bool {
	if m.kind != numeral || len(open) == 0 || open[len(open)-1].kind == numeral {
		return false
	}
	i := slices.IndexFunc(open, func(o mark) bool { return o.kind == section })
	if i < 0 {
		return false
	}
	top, _, _ := strings.Cut(open[i].label, ".")
	return m.ordinal > 1 && digits(top)+1 == m.ordinal
}

// step goes on to the item of mark m.
func (s *sections) step(m mark) {
	if s.stepTitle(m) {
		return
	}
	for i := len(s.open) - 1; i >= 0; i-- {
		if m.continues(s.open[i].kind, s.open[i].ordinal) {
			if m.kind != s.open[i].kind { // the i behind h is a letter
				m.kind, m.ordinal = s.open[i].kind, m.asLetter
			}
			s.open = append(s.open[:i], m)
			return
		}
	}
	for i := len(s.open) - 1; i >= 0 && m.ordinal > 1; i-- {
		if m.kind == s.open[i].kind {
			s.open = append(s.open[:i], m)
			return
		}
	}
	if len(s.open) < maxOpen {
		s.open = append(s.open, m)
	}
}

// stepTitle goes on to a title that counts on from the outermost one which it
// may: the items of a list in the section before count for nothing.
func (s *sections) stepTitle(m mark) bool {
	if !m.title {
		return false
	}
	for i, o := range s.open {
		twin := o.kind == article && m.kind == numeral && m.ordinal == o.ordinal // one title in two languages
		if o.title && (m.continues(o.kind, o.ordinal) || twin) {
			s.open = append(s.open[:i], m)
			return true
		}
	}
	return false
}

// leaveItems ends the lists in a section: a paragraph follows, at indent columns.
func (s *sections) leaveItems(indent int) {
	for n := len(s.open); n > 1; n-- {
		last := s.open[n-1]
		if last.kind == section || last.kind == article || last.kind == numeral && (last.title || indent >= last.indent) {
			break
		}
		s.open = s.open[:n-1]
	}
}

// cite writes a section's number as lawyers do.
func cite(marks []mark) string {
	var b strings.Builder
	for i, m := range marks {
		switch {
		case i == 0:
			b.WriteString(m.label)
		case m.kind == numeral && marks[i-1].kind == numeral:
			b.WriteString("." + m.label)
		default:
			b.WriteString("(" + m.label + ")")
		}
	}
	return b.String()
}

// namedSection reads "Section 3.", "Article IV" or "Annex B" at the start of a
// block, as the mark of a section.
func namedSection(text []byte, b block, tokens []Token) mark {
	if len(tokens) < 2 || !unicode.IsUpper(rune(text[tokens[0].Start])) {
		return mark{}
	}
	annex := grammarWords().Annexes[tokens[0].Word.Text]
	if !annex && !grammarWords().Parts[tokens[0].Word.Text] {
		return mark{}
	}
	m := enumerator(tokens[1].Word.Text)
	behind := strings.TrimLeft(string(text[tokens[1].End:min(b.end, tokens[1].End+4)]), " *")
	if m.kind == noMarker || !b.title && behind != "" && strings.IndexAny(behind, ".:-–—") != 0 {
		return mark{}
	}
	m.label = string(text[tokens[1].Start:tokens[1].End])
	if annex {
		m.kind, m.label = annexed, string(text[tokens[0].Start:tokens[0].End])+" "+m.label
	}
	return m
}
