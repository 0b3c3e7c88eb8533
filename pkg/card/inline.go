package card

import (
	"bytes"
	"html"
	"sort"
	"unicode/utf8"
)

// Bounds of what stands inside one block, so that an unclosed bracket or tag
// costs a fixed amount.
const (
	maxURL = 2048
	maxTag = 4096
)

// rawInlines is what scanInline finds, at offsets into the parsed text.
type rawInlines struct {
	words words
	code  []segment
	links []rawLink
	// comments are the words of HTML comments.
	comments []segment
}

type rawLink struct {
	text, url string
	at        segment
	image     bool
}

// scanInline reads the text of one block: its inline code, links and tags. The
// words are what is left for people to read.
func scanInline(src []byte, segments []segment, defs map[string]string) rawInlines {
	s := inlineScanner{defs: defs, segments: segments}
	size := segments[len(segments)-1].end - segments[0].start
	s.text, s.out.words.text = make([]byte, 0, size), make([]byte, 0, size)
	for i, seg := range segments {
		if i > 0 {
			s.text = append(s.text, '\n')
		}
		s.starts = append(s.starts, len(s.text))
		s.text = append(s.text, src[seg.start:seg.end]...)
	}
	s.ticks = tickRuns(s.text)
	s.run()
	return s.out
}

// inlineScanner walks the joined lines of a block once.
type inlineScanner struct {
	text     []byte
	segments []segment
	starts   []int // of the segments in text
	last     int   // the segment that place looked at last
	defs     map[string]string
	ticks    map[int][]int // starts of the runs of backticks, by length
	open     []bracket
	anchor   *bracket // an open <a>
	href     string
	hidden   string // the tag whose content is not for people: script, style
	out      rawInlines
}

// bracket is an open "[" or "<a>": where it stands in text and in the words.
type bracket struct {
	at, words int
	image     bool
}

// place maps the range [from, to) of the joined text to the source.
func (s *inlineScanner) place(from, to int) segment {
	at := func(i int) int {
		n := s.last
		if i < s.starts[n] || n+1 < len(s.starts) && i >= s.starts[n+1] {
			n = sort.SearchInts(s.starts, i+1) - 1
			s.last = n
		}
		return min(s.segments[n].start+i-s.starts[n], s.segments[n].end)
	}
	return segment{at(from), at(to-1) + 1}
}

func (s *inlineScanner) run() {
	for i := 0; i < len(s.text); {
		if n := s.spacedOut(i); n > 0 {
			i += n
			continue
		}
		if n := s.plain(i); n > 0 && s.hidden == "" {
			s.out.words.add(s.text[i:i+n], s.place(i, i+1).start)
			i += n
			continue
		}
		i += s.step(i)
	}
}

// plain returns how many letters and signs from i on, of one line, mean
// themselves: most of what a block holds.
func (s *inlineScanner) plain(i int) int {
	n := 0
	for ; i+n < len(s.text); n++ {
		switch c := s.text[i+n]; c {
		case '\\', '`', '<', '!', '[', ']', '&', '\n':
			return n
		case 'h', 'H', 'w':
			if i+n == 0 || !wordByte(s.text[i+n-1]) {
				return n
			}
		case ' ':
			if n++; letterSpaced(s.text[i+n:]) > 0 {
				return n
			}
			n--
		default:
			if c >= utf8.RuneSelf {
				return n
			}
		}
	}
	return n
}

// step reads what starts at i and returns its length, at least 1.
func (s *inlineScanner) step(i int) int {
	switch c := s.text[i]; {
	case s.hidden != "" && c != '<':
		return 1
	case c == '\\' && i+1 < len(s.text):
		s.word(s.text[i+1], i+1)
		return 2
	case c == '`':
		return s.code(i)
	case c == '<':
		return s.angle(i)
	case c == '!' && i+1 < len(s.text) && s.text[i+1] == '[':
		s.open = append(s.open, bracket{i, len(s.out.words.text), true})
		return 2
	case c == '[':
		s.open = append(s.open, bracket{i, len(s.out.words.text), false})
		return 1
	case c == ']':
		return s.closeBracket(i)
	case c == '&':
		return s.entity(i)
	case c >= utf8.RuneSelf:
		return s.letter(i)
	case (c == 'h' || c == 'H' || c == 'w') && (i == 0 || !wordByte(s.text[i-1])):
		if n := bareURL(s.text[i:]); n > 0 {
			url := string(s.text[i : i+n])
			s.link(rawLink{text: url, url: url, at: s.place(i, i+n)})
			s.deed(url, i)
			return n
		}
	}
	s.word(s.text[i], i)
	return 1
}

// word adds a byte that stands at i, or that stands for a mark at i.
func (s *inlineScanner) word(b byte, i int) { s.out.words.add([]byte{b}, s.place(i, i+1).start) }

// words adds words that stand for a mark at i.
func (s *inlineScanner) words(text string, i int) {
	for k := range len(text) {
		s.word(text[k], i)
	}
}

// letter reads a character of several bytes. What only looks different is
// folded: the letters of full width that a Japanese keyboard gives.
func (s *inlineScanner) letter(i int) int {
	r, size := utf8.DecodeRune(s.text[i:])
	if i > 0 && s.text[i-1] == '\n' && (crosses(r) || ticks(r)) {
		s.word(boundary, i) // one line of a list, though markdown joins it with the line before
	}
	if crosses(r) {
		s.words(" no ", i)
		return size
	}
	if folded := r - '！' + '!'; r >= '！' && r <= '～' && folded < utf8.RuneSelf && fullWidthWord(byte(folded)) {
		s.word(byte(folded), i)
		return size
	}
	for k := range size {
		s.word(s.text[i+k], i+k)
	}
	return size
}

func fullWidthWord(b byte) bool { return wordByte(b) && b != '_' || b == '-' || b == '.' }

// entity reads an HTML entity such as &nbsp;, or the sign itself.
func (s *inlineScanner) entity(i int) int {
	end := bytes.IndexByte(s.text[i:min(len(s.text), i+maxEntity)], ';')
	if end > 0 {
		source := string(s.text[i : i+end+1])
		if decoded := html.UnescapeString(source); decoded != source {
			for k := range len(decoded) {
				s.word(decoded[k], i)
			}
			return end + 1
		}
	}
	s.word('&', i)
	return 1
}

// maxEntity bounds the length of an HTML entity.
const maxEntity = 12

func (s *inlineScanner) link(l rawLink) { s.out.links = append(s.out.links, l) }

// code reads inline code, which ends at a run of as many backticks.
func (s *inlineScanner) code(i int) int {
	n := runLen(s.text[i:], '`')
	runs := s.ticks[n]
	for len(runs) > 0 && runs[0] <= i {
		runs = runs[1:]
	}
	s.ticks[n] = runs
	if len(runs) == 0 {
		return n
	}
	end := runs[0] + n
	s.out.code = append(s.out.code, s.place(i, end))
	s.word(' ', i)
	for k := i + n; k < runs[0]; k++ {
		s.word(s.text[k], k)
	}
	s.word(' ', end-1)
	return end - i
}

// tickRuns returns where the runs of backticks start, by length.
func tickRuns(text []byte) map[int][]int {
	if bytes.IndexByte(text, '`') < 0 {
		return nil // most texts
	}
	runs := map[int][]int{}
	for i := 0; i < len(text); i++ {
		if text[i] == '`' {
			n := runLen(text[i:], '`')
			runs[n] = append(runs[n], i)
			i += n
		}
	}
	return runs
}

// runLen returns how many times c stands at the start of s.
func runLen(s []byte, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

func wordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
