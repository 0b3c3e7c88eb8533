package clause

import (
	"slices"
	"unicode/utf8"
)

// segment is one sentence or list item, with the words that lead it in: "You
// agree not to use the Model:" belongs to each item of the list it opens.
type segment struct {
	tokens  []token // the lead-in, then the body
	lead    int     // number of tokens of the lead-in
	parts   []int   // where the parts of the lead-in start, in tokens
	heading bool
	// items is the number of segments before this one that are its parts: the
	// items enumerated inside a sentence are read one by one, and then the
	// sentence as a whole, for what only the whole of it says.
	items int
}

// Bounds that keep the work linear, in tokens. A lead-in is repeated for every
// item; a sentence that is longer is cut.
const (
	maxLead     = 60
	maxSentence = 400
)

// leadIn is what stands before an item: the lead-ins of the lists around it,
// outermost first.
type leadIn struct {
	tokens []token
	parts  []int
}

// with returns l and a further part, cut in front to its bound.
func (l leadIn) with(part []token) leadIn {
	out := leadIn{tokens: append(slices.Clone(l.tokens), part...), parts: append(slices.Clone(l.parts), len(l.tokens))}
	if cut := len(out.tokens) - maxLead; cut > 0 {
		out.tokens = out.tokens[cut:]
		for i := range out.parts {
			out.parts[i] = max(0, out.parts[i]-cut)
		}
	}
	return out
}

// segmenter cuts a text into segments. It hands each to emit; the tokens of a
// segment hold until emit returns.
type segmenter struct {
	lexer
	outline outline
	buffer  []token
	emit    func(segment)
}

// read cuts the bytes [start, end) into segments.
func (s *segmenter) read(start, end int) {
	for _, b := range blocks(s.text, start, end) {
		s.block(b)
	}
}

func (s *segmenter) block(b block) {
	s.pos, s.out = b.start, s.out[:0]
	for s.pos < b.end {
		s.next(b.end)
	}
	tokens := dropFillers(s.out)
	if len(tokens) == 0 {
		return
	}
	heading := s.outline.place(b, tokens)
	prefix := s.outline.lead(tokens)
	rest := tokens
	for first := true; len(rest) > 0; first = false {
		n := s.sentenceEnd(rest)
		if !first {
			prefix = leadIn{}
		}
		s.sentence(rest[:n], prefix, heading)
		if n == len(rest) {
			s.outline.close(b, rest, lastRune(s.text[rest[n-1].start:b.end]), heading)
		}
		rest = rest[n:]
	}
}

// sentenceEnd returns the number of tokens up to the end of the first
// sentence.
func (s *segmenter) sentenceEnd(tokens []token) int {
	n := min(len(tokens), maxSentence)
	for i := range n - 1 {
		if s.ends(&tokens[i], &tokens[i+1]) {
			return i + 1
		}
	}
	return n
}

// ends reports whether a sentence ends between two tokens.
func (s *segmenter) ends(a, b *token) bool {
	if b.start-a.end < 2 {
		return false
	}
	stop, spaced := rune(0), false
	for gap := s.text[a.end:b.start]; len(gap) > 0; {
		r, size := utf8.DecodeRune(gap)
		gap = gap[size:]
		switch r {
		case '。', '！', '？':
			return true
		case '.', '!', '?':
			stop, spaced = r, false
		case ' ', '\t', '\n', '\r', '\u00a0', '<', '&':
			spaced = true
		}
	}
	if stop == 0 || !spaced {
		return false
	}
	next := s.text[b.start]
	return (next < 'a' || next > 'z') && (stop != '.' || !abbreviation(a.w.text))
}

// abbreviation reports whether a point behind word does not end a sentence.
func abbreviation(word string) bool {
	switch word {
	case "inc", "ltd", "co", "corp", "no", "nos", "eg", "ie", "mr", "ms", "dr", "vs", "sec", "art", "para", "cf", "al", "st", "approx", "incl":
		return true
	}
	return len(word) == 1 && isASCIILetter(word[0])
}

// sentence emits a sentence: the items that it enumerates, then the whole.
func (s *segmenter) sentence(sent []token, prefix leadIn, heading bool) {
	cuts, marks := s.enumerated(sent)
	if len(cuts) == 0 {
		s.hand(prefix, sent, heading, 0)
		return
	}
	items := 0
	if own := sent[:cuts[0]-marks]; len(own) > 0 {
		s.hand(prefix, own, heading, 0)
		prefix = prefix.with(own)
		items++
	}
	for i, from := range cuts {
		to := len(sent)
		if i+1 < len(cuts) {
			to = cuts[i+1] - marks
		}
		for to > from && conjunction(sent[to-1].w.text) {
			to--
		}
		if from < to {
			s.hand(prefix, sent[from:to], heading, 0)
			items++
		}
	}
	s.hand(leadIn{}, sent, heading, items)
}

// conjunction reports whether a word only joins an item to the next.
func conjunction(word string) bool { return word == "and" || word == "or" }

func (s *segmenter) hand(lead leadIn, body []token, heading bool, items int) {
	s.buffer = append(append(s.buffer[:0], lead.tokens...), body...)
	s.emit(segment{tokens: s.buffer, lead: len(lead.tokens), parts: lead.parts, heading: heading, items: items})
}

// enumerated returns where the items of an enumeration inside a sentence
// start: behind "(i)", "(a)" or "(1)" when they count on from one, or behind
// semicolons once a colon has opened a list. Right before each item stand as
// many tokens as its mark has: marks.
func (s *segmenter) enumerated(sent []token) (best []int, marks int) {
	for _, kind := range []marker{numeralParen, letterParen, romanParen} {
		var cuts []int
		for i := range len(sent) - 1 {
			if m := s.parenthesised(&sent[i]); m.kind != noMarker && m.counts(kind, len(cuts)) {
				cuts = append(cuts, i+1)
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

// counts reports whether m is the mark behind the n-th of a list of its kind.
func (m mark) counts(kind marker, n int) bool {
	return m.kind == kind && m.ordinal == n+1 || kind == letterParen && m.asLetter == n+1 && n > 0
}

// parenthesised reads token t as an enumerator, when it stands in parentheses
// of its own that do not follow a number: "section 3(a)" is a reference.
func (s *segmenter) parenthesised(t *token) mark {
	from := t.start - 1
	if from >= 0 && s.text[from] == '(' {
		from--
	}
	if len(t.w.text) > 5 || t.end >= len(s.text) || s.text[t.end] != ')' || from >= 0 && !isBlank(s.text[from]) && s.text[from] != ':' && s.text[from] != ';' {
		return mark{}
	}
	m := enumerator(t.w.text)
	if m.kind == numeral || m.kind == letter || m.kind == roman {
		m.kind++
		return m
	}
	return mark{}
}

// separated returns the items that semicolons part behind a colon, when there
// are three at least.
func (s *segmenter) separated(sent []token) []int {
	var cuts []int
	for i := range len(sent) - 1 {
		if sent[i+1].start-sent[i].end < 2 {
			continue
		}
		for _, r := range string(s.text[sent[i].end:sent[i+1].start]) {
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
