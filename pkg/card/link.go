package card

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// closeBracket ends a link or image: "](url)", "][label]" or "]" alone.
func (s *inlineScanner) closeBracket(i int) int {
	if len(s.open) == 0 {
		s.word(']', i)
		return 1
	}
	b := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	label := string(s.text[b.at+1 : min(i, b.at+1+maxURL)])
	url, n := destination(s.text[i+1:])
	if n == 0 {
		url, n = s.reference(s.text[i+1:], label)
	}
	if url != "" {
		words := string(s.out.words.text[min(b.words, len(s.out.words.text)):])
		s.link(rawLink{text: words, url: url, at: s.place(b.at, i+1+n), image: b.image})
		if b.image {
			s.badge(url, i)
		} else {
			s.deed(url, i)
		}
	}
	return 1 + n
}

// badge adds the words that a badge shows, which its alternative text may lack.
func (s *inlineScanner) badge(address string, i int) {
	if words := badgeWords(address); words != "" {
		s.addWords(words, i)
	}
}

// addWords adds words that are shown at i and do not stand there.
func (s *inlineScanner) addWords(words string, i int) {
	s.word(' ', i)
	for k := range len(words) {
		s.word(words[k], i)
	}
}

// deed adds the name of the licence whose page a link leads to, where the words
// before do not say it: nothing else tells what a bare address or "here" means.
func (s *inlineScanner) deed(address string, i int) {
	words := badgeWords(address) // most links lead elsewhere
	if said := s.out.words.text; words != "" && !termWords().NamesDeed.Match(said[max(0, len(said)-deedWindow):]) {
		s.addWords(words, i)
	}
}

// deedWindow is how far before a link its words are looked for.
const deedWindow = 120

// destination reads "(url title)" and returns its length, 0 if there is none.
func destination(s []byte) (url string, n int) {
	if len(s) < 2 || s[0] != '(' {
		return "", 0
	}
	s = s[:min(len(s), maxURL)]
	i := 1
	for i < len(s) && blank(s[i]) {
		i++
	}
	start, depth := i, 0
	for ; i < len(s); i++ {
		switch {
		case s[i] == '(':
			depth++
		case s[i] == ')' && depth == 0, blank(s[i]):
			end := closingParen(s, i)
			return strings.Trim(string(s[start:i]), "<>"), end
		case s[i] == ')':
			depth--
		}
	}
	return "", 0
}

// closingParen returns the length up to the parenthesis that ends a link,
// behind its title, 0 if there is none.
func closingParen(s []byte, i int) int {
	for i < len(s) && blank(s[i]) {
		i++
	}
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		end := bytes.IndexByte(s[i+1:], s[i])
		if end < 0 {
			return 0
		}
		i += end + 2
	}
	if end := bytes.IndexByte(s[min(i, len(s)):], ')'); end >= 0 {
		return i + end + 1
	}
	return 0
}

// reference resolves "[label]" behind a link text, or the text itself.
func (s *inlineScanner) reference(rest []byte, label string) (url string, n int) {
	if len(rest) > 1 && rest[0] == '[' {
		if end := bytes.IndexByte(rest[:min(len(rest), maxURL)], ']'); end > 0 {
			if end > 1 {
				label = string(rest[1:end])
			}
			n = end + 1
		}
	}
	if url = s.defs[foldLabel(label)]; url == "" {
		return "", 0
	}
	return url, n
}

func foldLabel(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

var definition = pattern.Lazily(`^\[([^\]\[^][^\]\[]{0,199})\]:[ \t]*<?([^\s>]+)`)

// takeDefinitions collects the reference definitions of a text and takes their
// lines out of the pieces: they are no words for people.
func takeDefinitions(src []byte, pieces []piece) (defs map[string]string, rest []piece) {
	defs = map[string]string{}
	for _, p := range pieces {
		if p.kind != Code && p.kind != HTML && p.level == 0 {
			p.segments = slices.DeleteFunc(p.segments, func(seg segment) bool {
				return src[seg.start] == '[' && define(defs, src[seg.start:seg.end])
			})
		}
		if len(p.segments) > 0 {
			rest = append(rest, p)
		}
	}
	return defs, rest
}

// define reads a line that defines a reference; the first one counts.
func define(defs map[string]string, line []byte) bool {
	m := definition().FindSubmatch(line)
	if m == nil {
		return false
	}
	if label := foldLabel(string(m[1])); defs[label] == "" {
		defs[label] = string(m[2])
	}
	return true
}

// bareURL returns the length of the address that s starts with, or 0. It ends
// before blanks, brackets, quotes and letters that no address holds.
func bareURL(s []byte) int {
	ok := false
	for _, prefix := range []string{"http://", "https://", "www."} {
		if len(s) > len(prefix) && strings.EqualFold(string(s[:len(prefix)]), prefix) {
			ok = true
		}
	}
	if !ok {
		return 0
	}
	n, depth := 0, 0
	for n < min(len(s), maxURL) && s[n] > ' ' && s[n] < 0x7F && strings.IndexByte("<>\"`[]{}|\\^*", s[n]) < 0 {
		if s[n] == '(' {
			depth++
		}
		if s[n] == ')' {
			if depth--; depth < 0 {
				break
			}
		}
		n++
	}
	return len(bytes.TrimRight(s[:n], ".,;:!?'_~"))
}

// maxLinkGap is the most bytes between a sentence and the address that ends it.
const maxLinkGap = 8

// leadsTo reports whether what stands between words and an address lets the
// words go on to it.
func leadsTo(gap []byte) bool {
	return len(bytes.Trim(gap, " \t\n:：<(*_`")) == 0 && bytes.Count(gap, []byte("\n")) < 2
}

// LinksIn returns the links of the card that stand in a span, or around it.
func (c *Card) LinksIn(at doc.Span) []Link {
	n := sort.Search(len(c.Sections), func(i int) bool { return c.Sections[i].start() > at.Start }) - 1
	if n < 0 {
		return nil
	}
	links := c.Sections[n].Links
	from := sort.Search(len(links), func(i int) bool { return links[i].Span.End > at.Start })
	to := from
	for to < len(links) && links[to].Span.Start < at.End {
		to++
	}
	return links[from:to]
}

func (s *Section) start() int {
	if s.Level > 0 {
		return s.Heading.Start
	}
	return s.Body.Start
}

func emphasis(b byte) bool { return b == '*' || b == '_' || b == '`' || b == '"' }

// whole returns a span with the links that it cuts through, the address that
// ends it, which is no word of a Reading, and the marks of emphasis beside it.
func (c *Card) whole(at doc.Span) doc.Span {
	start, end := at.Start, at.End
	for _, l := range c.LinksIn(c.Doc.Span(at.Start, min(at.End+maxLinkGap, c.Body.End))) {
		if l.Span.Start < end || leadsTo(c.Doc.Text[end:l.Span.Start]) {
			start, end = min(start, l.Span.Start), max(end, l.Span.End)
		}
	}
	for start > c.Body.Start && emphasis(c.Doc.Text[start-1]) {
		start--
	}
	for end < c.Body.End && emphasis(c.Doc.Text[end]) {
		end++
	}
	return c.Doc.Span(start, end)
}
