package prose

import (
	"slices"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// outline follows the lists of a text, so that each item knows what leads it
// in. Lists nest by the kind of their marks and by indentation.
type outline struct {
	lists []list // innermost last
	// depth is the number of lists whose lead-ins apply to the block at hand.
	depth int
	// outside tells that the block at hand is part of no list.
	outside bool
	// counted is the ordinal of the last block with a numeral.
	counted int
}

// list is a list that is open, or one that a lead-in announces.
type list struct {
	lead    []Token // the words that lead it in
	number  int32   // of the segment that ends with them
	heading bool    // they are a heading
	owner   int     // indentation of the block that they stand in
	begun   bool    // it has items
	kind    marker  // of its items; noMarker: paragraphs
	depth   int     // of its items, when they are sections
	ordinal int     // of its last item
	indent  int     // of its items
	ended   bool    // the last item closed with a full stop
	whole   bool    // an item is a sentence of its own
	marked  bool    // its items have marks: words announce it, and no sign
	titles  bool    // its last item is a title
	root    bool    // the lead-ins of the lists around it do not apply
}

// place finds the list that a block belongs to, and reports whether the block,
// whose words are tokens, is a heading.
func (o *outline) place(b block, tokens []Token) (heading bool) {
	o.depth = 0
	behind, counted := o.outside, o.counted
	o.outside = false
	if b.mark.kind == numeral || b.mark.kind == numeralParen {
		o.counted = b.mark.ordinal
	}
	switch {
	case b.heading && b.mark.kind != bullet:
		o.lists = o.lists[:0]
		return true
	case b.mark.kind != noMarker:
		if o.counted != 2 || counted == 1 || !o.adopt(b) {
			o.item(b, behind)
		}
	default:
		o.paragraph(b, b.title || hasModal(tokens))
	}
	return b.title && !o.led()
}

// led reports whether words other than a heading lead in the block at hand.
func (o *outline) led() bool {
	return slices.ContainsFunc(o.lists[:o.depth], func(l list) bool { return len(l.lead) > 0 && !l.heading })
}

// adopt takes a block with the number 2, of which nothing had the number 1, as
// an item of the outermost list whose items have no marks: what is copied from
// a page may have lost the first number.
func (o *outline) adopt(b block) bool {
	if b.mark.kind != numeral && b.mark.kind != numeralParen {
		return false
	}
	for i := range o.lists {
		if l := &o.lists[i]; l.begun && l.kind == noMarker && !l.heading && !l.ended {
			l.kind, l.indent = b.mark.kind, b.indent
			l.add(b)
			o.cut(i + 1)
			return true
		}
	}
	return false
}

// item places a block with a list mark; behind tells that it follows a block
// outside of lists.
func (o *outline) item(b block, behind bool) {
	for i := len(o.lists) - 1; i >= 0; i-- {
		if l := &o.lists[i]; l.begun && (l.takes(b) || i == len(o.lists)-1 && l.misnumbers(b)) && !o.goesOn(i, b) {
			l.add(b)
			o.cut(i + 1)
			return
		}
	}
	if n := len(o.lists); n > 0 && !o.lists[n-1].begun {
		o.lists[n-1].begin(b)
		o.depth = n
		return
	}
	if b.mark.ordinal > 1 {
		o.lists = o.lists[:0]
	}
	for n := len(o.lists); n > 0 && o.lists[n-1].endsBefore(b); n-- {
		o.lists = o.lists[:n-1]
	}
	o.push(list{owner: b.indent, root: behind})
	o.lists[len(o.lists)-1].begin(b)
	o.depth = len(o.lists)
}

// goesOn reports whether a title is the next of those that a list around the i-th,
// of items, stands under: "2. Keys" behind the only item, "1. a lamp.".
func (o *outline) goesOn(i int, b block) bool {
	if !b.title || o.lists[i].titles {
		return false
	}
	return slices.ContainsFunc(o.lists[:i], func(l list) bool {
		return l.begun && l.titles && b.mark.kind == l.kind && b.mark.ordinal == l.ordinal+1
	})
}

// maxDepth bounds the lists that are open at once; the outermost gives way.
const maxDepth = 8

func (o *outline) push(l list) {
	if len(o.lists) == maxDepth {
		o.lists = o.lists[:copy(o.lists, o.lists[1:])]
	}
	o.lists = append(o.lists, l)
}

// cut makes the n-th list the innermost one.
func (o *outline) cut(n int) { o.lists, o.depth = o.lists[:n], n }

// paragraph places a block without a list mark: an item of a list without
// marks, a further paragraph of an item, or one outside of lists. A list that
// closes each item with a full stop goes on with items only that are not whole:
// no sentences of their own, nor titles.
func (o *outline) paragraph(b block, whole bool) {
	for n := len(o.lists); n > 0; n-- {
		l := &o.lists[n-1]
		switch {
		case !l.begun && !l.heading && !l.marked:
			l.begin(b)
			l.whole = whole
			o.cut(n)
			return
		case l.begun && l.kind == noMarker && (b.indent > l.owner+1 || b.indent >= l.indent-1 && (!l.ended || !l.whole && !whole)):
			l.add(b)
			o.cut(n)
			return
		case l.begun && l.kind != noMarker && (b.indent > l.indent+1 || l.kind != bullet):
			o.outside = b.indent <= l.indent+1
			return // the list may go on below
		}
		o.lists = o.lists[:n-1]
	}
	o.outside = true
}

func (l *list) begin(b block) {
	l.begun, l.kind, l.depth, l.indent = true, b.mark.kind, b.mark.depth, b.indent
	l.add(b)
}

func (l *list) add(b block) { l.ordinal, l.titles = max(l.ordinal+1, b.mark.ordinal), b.title }

// takes reports whether b is the next item of l.
func (l *list) takes(b block) bool {
	if b.mark.kind == bullet {
		return l.kind == bullet && l.indent-1 <= b.indent && b.indent <= l.indent+1
	}
	if l.kind == section && b.mark.kind == section {
		return l.depth == b.mark.depth
	}
	return b.mark.continues(l.kind, l.ordinal) || b.mark.kind == l.kind && b.mark.ordinal > l.ordinal && b.indent == l.indent
}

// misnumbers reports whether b goes on with l, whose last item did not end the
// list, under a mark that does not count on: "(k) …; (a) …; (l) …".
func (l *list) misnumbers(b block) bool {
	return l.kind == b.mark.kind && l.kind != section && l.kind != article && b.indent == l.indent && !l.ended &&
		l.ordinal > 2 && b.mark.ordinal <= l.ordinal
}

// endsBefore reports whether l is over when b starts a list of its own.
func (l *list) endsBefore(b block) bool {
	if l.kind == section && b.mark.kind == section && b.mark.depth > l.depth {
		return false
	}
	return l.begun && (l.kind == b.mark.kind && b.indent <= l.indent+1 || b.indent < l.indent || b.indent <= l.indent+1 && l.ended)
}

// lead returns the words that lead in the block at hand, whose own words are
// tokens, and where each of its parts starts. A heading leads in items only
// that are no sentences of their own.
func (o *outline) lead(tokens []Token, m *memory) LeadIn {
	var out LeadIn
	for _, l := range o.lists[:o.depth] {
		if l.root {
			out = LeadIn{}
		}
		if len(l.lead) > 0 && (!l.heading || !hasModal(tokens)) {
			number := l.number
			if len(out.Tokens) > 0 {
				number = m.behind(out.number, number)
			}
			out = out.with(l.lead, number)
		}
	}
	return out
}

// hasModal reports whether words read as a sentence that asks, allows or bars.
func hasModal(tokens []Token) bool {
	return slices.ContainsFunc(tokens[:min(len(tokens), 20)], func(t Token) bool { return t.Word.is(modal) })
}

// tells reports whether a heading states something by itself: "You must not sell
// it", "No commercial use", "Research use only", and not "What you may do".
func tells(tokens []Token) bool {
	if len(tokens) < 2 {
		return false
	}
	g := grammarWords()
	first := tokens[0].Word.Text
	if g.Barring[first] || g.Asking[first] {
		return g.Barring[first]
	}
	for i, t := range tokens {
		if g.Telling[t.Word.Text] || t.Word.Text == "得" && i > 0 && tokens[i-1].Word.Text == "不" {
			return true
		}
	}
	return false
}

// maxHeadingLead bounds the headings that can lead in a list, in tokens.
const maxHeadingLead = 12

// close takes note of how a block ended: last is its last sentence, and sign
// the one behind it. A colon announces a list, and so do words that cannot end
// a sentence. Where a sentence says that a list follows and has its full stop, or ends
// in a comma, only items with marks are one.
func (o *outline) close(b block, last []Token, sign rune, heading bool, number int32) {
	if o.depth > 0 {
		o.lists[o.depth-1].ended = sign == '.' || sign == '。'
	}
	word := last[len(last)-1].Word.Text
	colon := sign == ':' || sign == '：' || unicode.IsLetter(sign) && grammarWords().Unfinished[word]
	foretold := !colon && (foretells(last) || sign == ',' && len(last) <= MaxLead)
	if colon || foretold || heading && len(last) <= maxHeadingLead {
		o.push(list{lead: slices.Clone(last[max(0, len(last)-MaxLead):]), number: number, heading: !colon && !foretold, marked: foretold,
			owner: b.indent, root: o.outside})
	}
}

// foretells reports whether a sentence says that a list follows it.
func foretells(tokens []Token) bool {
	for i := range tokens {
		starts := func(row pattern.Row) bool { return begins(tokens[i:], row) }
		if tokens[i].Word.is(foretelling) && slices.ContainsFunc(grammarWords().Foretelling, starts) {
			return true
		}
	}
	return false
}
