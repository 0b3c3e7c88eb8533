package clause

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// segment is one sentence or list item, with the words that lead it in: "You
// agree not to use the Model:" belongs to each item of the list it opens.
type segment struct {
	tokens  []token // the lead-in, then the body
	lead    int     // number of tokens of the lead-in
	block   int     // index of its block
	heading bool
}

// maxLead bounds the lead-in, in tokens: it is repeated for every item.
const maxLead = 60

// segmenter cuts a text into segments.
type segmenter struct {
	text  []byte
	out   []segment
	leads []lead
}

// lead is a lead-in that waits for its items.
type lead struct {
	owner  marker // the kind of block that it stands in
	tokens []token
	open   bool // it asks for items even when they have no marker
}

// segments returns the sentences and list items of the bytes [start, end).
func segments(text []byte, start, end int) []segment {
	s := segmenter{text: text}
	for i, b := range blocks(text, start, end) {
		s.block(i, b)
	}
	return s.out
}

func (s *segmenter) block(index int, b block) {
	l := lexer{text: s.text, pos: b.start}
	for l.pos < b.end {
		l.next(b.end)
	}
	tokens := l.out
	if len(tokens) == 0 {
		return
	}
	s.close(b)
	var before []token
	for _, ld := range s.leads {
		before = append(before, ld.tokens...)
	}
	if len(before) > maxLead {
		before = before[len(before)-maxLead:]
	}
	sentences := s.sentences(tokens, b.end)
	for i, sent := range sentences {
		prefix := before
		if i > 0 && b.marker == noMarker {
			prefix = nil
		}
		s.sentence(index, b, sent, prefix)
	}
	last := sentences[len(sentences)-1]
	switch {
	case s.opens(last, b.end):
		s.leads = append(s.leads, lead{owner: b.marker, tokens: last, open: true})
	case b.heading && len(tokens) <= 12:
		s.leads = append(s.leads[:0], lead{owner: noMarker, tokens: tokens})
	}
}

// close drops the lead-ins that b does not belong to.
func (s *segmenter) close(b block) {
	if b.heading && b.marker == noMarker {
		s.leads = s.leads[:0]
		return
	}
	for i, ld := range s.leads {
		if ld.owner == b.marker && !(ld.owner == noMarker && b.marker == noMarker && ld.open && i == len(s.leads)-1 && s.unmarkedItem(b)) {
			s.leads = s.leads[:i]
			return
		}
	}
}

// unmarkedItem reports whether a block without a marker reads as an item of a
// list: it ends like one, or starts in lower case.
func (s *segmenter) unmarkedItem(b block) bool {
	body := s.text[b.start:b.end]
	last := lastRune(body)
	first, _ := utf8.DecodeRune(body)
	return last == ';' || last == '；' || last == ',' || unicode.IsLower(first)
}

func lastRune(s []byte) rune {
	for len(s) > 0 {
		r, size := utf8.DecodeLastRune(s)
		if !unicode.IsSpace(r) && r != '*' && r != '_' {
			return r
		}
		s = s[:len(s)-size]
	}
	return 0
}

// opens reports whether a sentence that ends a block leads in a list.
func (s *segmenter) opens(sent []token, end int) bool {
	r := lastRune(s.text[sent[len(sent)-1].end:end])
	return r == ':' || r == '：'
}

// sentences cuts the tokens of a block where sentences end.
func (s *segmenter) sentences(tokens []token, end int) [][]token {
	var out [][]token
	from := 0
	for i := range tokens {
		if i+1 < len(tokens) && s.ends(tokens, i) {
			out = append(out, tokens[from:i+1])
			from = i + 1
		}
	}
	return append(out, tokens[from:])
}

// ends reports whether a sentence ends behind token i.
func (s *segmenter) ends(tokens []token, i int) bool {
	gap := s.text[tokens[i].end:tokens[i+1].start]
	for j := 0; j < len(gap); {
		r, size := utf8.DecodeRune(gap[j:])
		j += size
		switch r {
		case '。', '！', '？':
			return true
		case '.', '!', '?':
			next, _ := utf8.DecodeRune(s.text[tokens[i+1].start:])
			spaced := slices.ContainsFunc([]rune(string(gap[j:])), unicode.IsSpace)
			if spaced && !unicode.IsLower(next) && (r != '.' || !abbreviation(tokens[i].word)) {
				return true
			}
		}
	}
	return false
}

// abbreviation reports whether a point behind word does not end a sentence.
func abbreviation(word string) bool {
	switch word {
	case "inc", "ltd", "co", "corp", "no", "nos", "e.g", "i.e", "eg", "ie", "mr", "ms", "dr", "vs", "sec", "art", "para", "cf", "al", "st", "approx", "incl", "u.s", "v":
		return true
	}
	return utf8.RuneCountInString(word) == 1 && !unicode.IsDigit(rune(word[0])) && word[0] < 0x80
}

// sentence emits a sentence, cut into the items that it enumerates.
func (s *segmenter) sentence(index int, b block, sent, prefix []token) {
	cuts := s.enumerated(sent)
	if len(cuts) == 0 {
		s.emit(index, b, prefix, sent)
		return
	}
	own := sent[:cuts[0]]
	if len(own) > 0 {
		s.emit(index, b, prefix, own)
	}
	joined := append(slices.Clone(prefix), own...)
	if len(joined) > maxLead {
		joined = joined[len(joined)-maxLead:]
	}
	for i, from := range cuts {
		to := len(sent)
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		s.emit(index, b, joined, sent[from:to])
	}
}

func (s *segmenter) emit(index int, b block, lead, body []token) {
	tokens := make([]token, 0, len(lead)+len(body))
	tokens = append(append(tokens, lead...), body...)
	s.out = append(s.out, segment{tokens: tokens, lead: len(lead), block: index, heading: b.heading})
}

// enumerated returns where the items of an enumeration inside a sentence
// start: behind "(i)", "(a)", "(1)", when there are two of a kind, and behind
// semicolons once a colon has opened a list.
func (s *segmenter) enumerated(sent []token) []int {
	var marks [romanParen + 1][]int
	var semis []int
	colon := false
	for i := range sent {
		if i+1 >= len(sent) {
			break
		}
		gap := s.text[sent[i].end:sent[i+1].start]
		for _, r := range string(gap) {
			switch {
			case r == ':' || r == '：':
				if !colon {
					semis = append(semis[:0], i+1)
				}
				colon = true
			case (r == ';' || r == '；') && colon:
				semis = append(semis, i+1)
			}
		}
	}
	for i := range sent {
		if m := s.parenthesised(sent, i); m != noMarker && i+1 < len(sent) {
			marks[m] = append(marks[m], i+1)
		}
	}
	best := []int(nil)
	for _, m := range marks {
		if len(m) >= 2 && (best == nil || m[0] < best[0]) {
			best = m
		}
	}
	if best == nil && len(semis) >= 3 {
		return semis
	}
	return best
}

// parenthesised reports the kind of enumerator that token i is, when it stands
// in parentheses of its own.
func (s *segmenter) parenthesised(sent []token, i int) marker {
	t := sent[i]
	if t.start == 0 || t.end >= len(s.text) || s.text[t.start-1] != '(' || s.text[t.end] != ')' || len(t.word) > 5 {
		return noMarker
	}
	switch m := enumerator([]byte(t.word)); m {
	case numeral, letter, roman:
		return m + 1
	default:
		return noMarker
	}
}
