package prose

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Segment is one sentence or list item, with the words that lead it in: "You
// agree not to use the Model:" belongs to each item of the list it opens.
type Segment struct {
	Lead    LeadIn
	Tokens  []Token // its own words; there is one at least
	Heading bool
	Item    bool   // of a list, with a mark or led in, or of an enumeration
	Section string // the number that it is cited by: "3(b)"; empty for none
	Title   string // the heading that it stands under, as it is written
	Block   int    // the number of its paragraph, item or heading, from 0
	// Number is that of all segments of the texts of one glossary which read alike,
	// as headings or not: the words of the lead-in, its own, and the signs between
	// each of both. 0 where none other is known.
	Number int32
	// Items is the number of segments before this one that are its parts: the
	// items enumerated inside a sentence are read one by one, and then the
	// sentence as a whole, for what only the whole of it says.
	Items int
}

// Bounds that keep the work linear, in tokens. A lead-in is repeated for every
// item; a sentence that is longer is cut.
const (
	MaxLead     = 60
	MaxSentence = 400
)

// LeadIn is what stands before an item: the lead-ins of the lists around it,
// outermost first. Items of one list share it.
type LeadIn struct {
	Tokens []Token
	Parts  []int // where its parts start, in Tokens
	number int32 // as that of a segment of the same words
}

// with returns l and a further part, cut in front to its bound. number is that of
// both.
func (l LeadIn) with(part []Token, number int32) LeadIn {
	out := LeadIn{Tokens: slices.Concat(l.Tokens, part), Parts: append(slices.Clone(l.Parts), len(l.Tokens)), number: number}
	if cut := len(out.Tokens) - MaxLead; cut > 0 {
		out.Tokens = out.Tokens[cut:]
		for i := range out.Parts {
			out.Parts[i] = max(0, out.Parts[i]-cut)
		}
	}
	return out
}

// segmenter cuts a text into segments.
type segmenter struct {
	lexer
	memory  *memory // nil: nothing is kept
	odd     bool    // line breaks; see oddBreaks
	outline outline
	section sections
	at      Segment // what the segments of the block at hand share
	blocks  int
	kept    recollection // the block at hand; none: it is not kept
	nth     int          // the segment of the block at hand that comes next
	lead    LeadIn       // of the last block, which items of one list share
	found   []Segment
	marked  []placedMark // of the sentence at hand
}

// read cuts the bytes [start, end) into segments.
func (s *segmenter) read(start, end int) {
	for _, b := range blocks(s.text, start, end, s.odd) {
		s.block(b)
	}
}

func (s *segmenter) block(b block) {
	tokens := s.words(b)
	if len(tokens) == 0 {
		return
	}
	heading := s.outline.place(b, tokens)
	prefix := s.shared(s.outline.lead(tokens, s.memory))
	s.section.enter(s.text, b, tokens, heading)
	s.at = Segment{
		Heading: heading && !tells(tokens), Item: !heading && (b.mark.kind != noMarker || len(prefix.Tokens) > 0),
		Section: s.section.at, Title: s.section.title, Block: s.blocks,
	}
	s.blocks++
	rest := tokens
	for first := true; len(rest) > 0; first = false {
		n := s.sentenceEnd(rest)
		if !first {
			prefix = LeadIn{}
		}
		if first && n < len(rest) {
			s.runIn(b, rest[:n])
		}
		s.sentence(rest[:n], prefix)
		if n == len(rest) {
			s.outline.close(b, rest, lastRune(s.text[rest[n-1].Start:b.end]), heading, s.found[len(s.found)-1].Number)
		}
		rest = rest[n:]
	}
}

// words reads the words of a block, or recalls them.
func (s *segmenter) words(b block) []Token {
	from := len(s.out)
	kept, hash, other := s.memory.recall(s.text, b)
	s.kept, s.nth = kept, 0
	if kept.id > 0 {
		s.out = s.memory.append(s.out, kept, b.start, s.all)
		return s.out[from:]
	}
	for s.pos = b.start; s.pos < b.end; {
		s.next(b.end)
	}
	tokens := dropFillers(s.out[from:])
	s.out = s.out[:from+len(tokens)]
	if hash != 0 {
		s.kept = s.memory.keep(hash, other, tokens, b.start)
	}
	return tokens
}

// runIn takes the first sentence of a numbered block as its title, when it reads
// as one, such as "7. Warranty. The Model comes as it is.".
func (s *segmenter) runIn(b block, sent []Token) {
	if b.mark.kind == noMarker || b.mark.kind == bullet || s.at.Heading {
		return
	}
	if title := s.text[sent[0].Start:sent[len(sent)-1].End]; headingLike(title) {
		s.section.title = string(title)
		s.at.Title = s.section.title
	}
}

// shared returns the lead-in of the block before when it is the same, so that
// a long list holds it once.
func (s *segmenter) shared(l LeadIn) LeadIn {
	if !slices.Equal(l.Tokens, s.lead.Tokens) || !slices.Equal(l.Parts, s.lead.Parts) {
		s.lead = l
	}
	return s.lead
}

// sentenceEnd returns the number of tokens up to the end of the first
// sentence.
func (s *segmenter) sentenceEnd(tokens []Token) int {
	n := min(len(tokens), MaxSentence)
	for i := range n - 1 {
		if s.ends(tokens, i) {
			return i + 1
		}
	}
	return n
}

// ends reports whether a sentence ends behind token i, which is not the last.
func (s *segmenter) ends(tokens []Token, i int) bool {
	a, b := &tokens[i], &tokens[i+1]
	if b.Start-a.End < 2 {
		return false
	}
	stop, spaced := rune(0), false
	for gap := s.text[a.End:b.Start]; len(gap) > 0; {
		r, size := utf8.DecodeRune(gap)
		gap = gap[size:]
		switch {
		case r == '。' || r == '！' || r == '？':
			return true
		case r == '.' || r == '!' || r == '?':
			stop, spaced = r, false
		case r == '<' || r == '&' || unicode.IsSpace(r):
			spaced = true
		}
	}
	if stop == 0 || !spaced {
		return false
	}
	next := s.text[b.Start]
	return (next < 'a' || next > 'z') && (stop != '.' || s.text[a.End] != '.' || !abbreviated(tokens, i))
}

// abbreviated reports whether a point behind token i belongs to the word.
func abbreviated(tokens []Token, i int) bool {
	word := tokens[i].Word.Text
	return Abbreviation(word) && (i == 0 || len(word) > 1 || !numbersParts(tokens[i-1].Word.Text))
}

// sentence emits a sentence: the items that it enumerates, then the whole.
func (s *segmenter) sentence(sent []Token, prefix LeadIn) {
	cuts, marks := s.enumerated(sent)
	if len(cuts) == 0 {
		s.hand(prefix, sent, "", 0)
		return
	}
	items := 0
	if own := sent[:cuts[0]-marks]; len(own) > 0 {
		s.hand(prefix, own, "", 0)
		prefix = prefix.with(own, s.found[len(s.found)-1].Number)
		items++
	}
	for i, from := range cuts {
		to := len(sent)
		if i+1 < len(cuts) {
			to = cuts[i+1] - marks
		}
		for to > from && grammarWords().ItemConjunctions[sent[to-1].Word.Text] {
			to-- // it only joins the item to the next
		}
		if from < to {
			s.hand(prefix, sent[from:to], s.itemLabel(sent, from, marks), 0)
			s.found[len(s.found)-1].Item = true
			items++
		}
	}
	s.hand(LeadIn{}, sent, "", items)
}

// itemLabel returns the mark of the item that starts at from, as it is written.
func (s *segmenter) itemLabel(sent []Token, from, marks int) string {
	if marks == 0 {
		return ""
	}
	return string(s.text[sent[from-1].Start:sent[from-1].End])
}

// hand adds a segment. An item inside a sentence has a label, and so a number
// below that of its block.
func (s *segmenter) hand(lead LeadIn, body []Token, label string, items int) {
	x := s.at
	x.Lead, x.Tokens, x.Items = lead, body, items
	if s.kept.id > 0 {
		x.Number = s.memory.number(s.kept, s.nth, x.Heading)
		s.nth++
	}
	if len(lead.Tokens) > 0 {
		x.Number = s.memory.behind(lead.number, x.Number)
	}
	if label != "" {
		x.Section += "(" + label + ")"
	}
	s.found = append(s.found, x)
}

// enumerated returns where the items of an enumeration inside a sentence
// start: behind "(i)", "(a)" or "(1)" when they count on from one, or behind
// semicolons once a colon has opened a list. Right before each item stand as
// many tokens as its mark has: marks.
func (s *segmenter) enumerated(sent []Token) (best []int, marks int) {
	s.marked = s.marked[:0]
	for i := range len(sent) - 1 {
		if end := sent[i].End; end >= len(s.text) || s.text[end] != ')' {
			continue // most words
		}
		if m := s.parenthesised(&sent[i]); m.kind != noMarker {
			s.marked = append(s.marked, placedMark{m, i + 1})
		}
	}
	for _, kind := range []marker{numeralParen, letterParen, romanParen} {
		var cuts []int
		for _, m := range s.marked {
			if m.counts(kind, len(cuts)) {
				cuts = append(cuts, m.behind)
			}
		}
		if len(cuts) >= 2 && (best == nil || cuts[0] < best[0]) {
			best = cuts
		}
	}
	if best == nil {
		return s.separated(sent), 0
	}
	return best, 1
}

// placedMark is a mark inside a sentence, right before a token.
type placedMark struct {
	mark
	behind int
}

// counts reports whether m is the mark behind the n-th of a list of its kind.
func (m mark) counts(kind marker, n int) bool {
	return m.kind == kind && m.ordinal == n+1 || kind == letterParen && m.asLetter == n+1 && n > 0
}

// parenthesised reads token t, behind which a parenthesis closes, as an
// enumerator, when it stands in parentheses of its own that do not follow a
// number: "section 3(a)" is a reference.
func (s *segmenter) parenthesised(t *Token) mark {
	if len(t.Word.Text) > 5 {
		return mark{}
	}
	from := t.Start - 1
	if from >= 0 && s.text[from] == '(' {
		from--
	}
	if from >= 0 && !isBlank(s.text[from]) && s.text[from] != ':' && s.text[from] != ';' {
		return mark{}
	}
	m := enumerator(t.Word.Text)
	if m.kind == numeral || m.kind == letter || m.kind == roman {
		m.kind++
		return m
	}
	return mark{}
}

// separated returns the items that semicolons part behind a colon, when there
// are three at least.
func (s *segmenter) separated(sent []Token) []int {
	all := s.text[sent[0].Start:sent[len(sent)-1].End]
	if bytes.IndexByte(all, ':') < 0 && !bytes.Contains(all, []byte("：")) {
		return nil // most sentences
	}
	var cuts []int
	for i := range len(sent) - 1 {
		if sent[i+1].Start-sent[i].End < 2 {
			continue
		}
		for _, r := range string(s.text[sent[i].End:sent[i+1].Start]) {
			colon, semicolon := r == ':' || r == '：', r == ';' || r == '；'
			if colon && cuts == nil || semicolon && cuts != nil {
				cuts = append(cuts, i+1)
				break
			}
		}
	}
	if len(cuts) < 3 {
		return nil
	}
	return cuts
}
