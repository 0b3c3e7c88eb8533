package card

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

var (
	tagName = pattern.Lazily(`^</?([A-Za-z][A-Za-z0-9-]*)`)
	hrefOf  = pattern.Lazily(`(?is)\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)
	srcOf   = pattern.Lazily(`(?is)\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)
	altOf   = pattern.Lazily(`(?is)\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)
)

// angle reads what starts with "<": an address, a comment or a tag. Anything
// else is the character itself.
func (s *inlineScanner) angle(i int) int {
	rest := s.text[i:]
	if bytes.HasPrefix(rest, []byte("<!--")) && s.hidden == "" {
		return s.comment(rest, i)
	}
	window := rest[:min(len(rest), maxTag)]
	end := bytes.IndexByte(window, '>')
	name := tagName().FindSubmatch(window)
	switch {
	case end < 0 || s.hidden != "" && (name == nil || rest[1] != '/'):
	case bareURL(rest[1:end]) > 0:
		url := string(rest[1:end])
		s.link(rawLink{text: url, url: url, at: s.place(i, i+end+1)})
		s.deed(url, i)
		return end + 1
	case name != nil:
		s.tag(strings.ToLower(string(name[1])), rest[1] == '/', window[:end+1], i)
		return end + 1
	}
	if s.hidden == "" {
		s.word('<', i)
	}
	return 1
}

// comment reads a comment. Its words are no part of the page; they are kept
// apart, because authors leave terms there, too.
func (s *inlineScanner) comment(rest []byte, i int) int {
	n := commentLen(rest)
	if n > len("<!---->") {
		s.out.comments = append(s.out.comments, s.place(i+len("<!--"), i+n-len("-->")))
	}
	return n
}

// commentLen returns the length of a comment; one that does not end hides
// only its mark, so that a stray one cannot hide a card.
func commentLen(s []byte) int {
	if end := bytes.Index(s[:min(len(s), maxComment)], []byte("-->")); end >= 0 {
		return end + len("-->")
	}
	return len("<!--")
}

// maxComment bounds the search for the end of a comment.
const maxComment = 1 << 14

// tag notes links, images and hidden content, and puts a blank between words.
func (s *inlineScanner) tag(name string, closing bool, tag []byte, i int) {
	switch {
	case s.hidden != "":
		if closing && name == s.hidden {
			s.hidden = ""
		}
		return
	case !closing && (name == "script" || name == "style"):
		s.hidden = name
	case name == "a" && !closing:
		s.anchor, s.href = &bracket{at: i, words: len(s.out.words.text)}, attribute(hrefOf(), tag)
	case name == "a" && s.anchor != nil:
		if s.href != "" {
			s.link(rawLink{text: s.anchorText(), url: s.href, at: s.place(s.anchor.at, i+len(tag))})
			s.deed(s.href, i)
		}
		s.anchor = nil
	case name == "img":
		alt := attribute(altOf(), tag)
		if src := attribute(srcOf(), tag); src != "" {
			s.link(rawLink{text: alt, url: src, at: s.place(i, i+len(tag)), image: true})
		}
		s.altText(alt, tag, i)
		s.badge(attribute(srcOf(), tag), i+len(tag)-1)
	}
	s.breakAt(name, closing, i)
}

// altText adds the words that stand for an image.
func (s *inlineScanner) altText(alt string, tag []byte, i int) {
	at := bytes.Index(tag, []byte(alt))
	for k := range len(alt) {
		s.word(alt[k], i+max(0, at)+min(k, len(tag)-1-max(0, at)))
	}
	if alt != "" {
		s.word(' ', i+len(tag)-1)
	}
}

// breakAt puts between words what a tag puts between them on a page.
func (s *inlineScanner) breakAt(name string, closing bool, i int) {
	switch {
	case name == "sup" && !closing: // a note stands beside a word, not in it
		s.word(' ', i)
	case inlineTag(name):
	case name == "br":
		s.word('\n', i)
	case name == "td" || name == "th":
		s.word('|', i)
	case name == "li" && !closing:
		s.word(boundary, i)
		s.word('-', i)
		s.word(' ', i)
	default:
		s.word(boundary, i)
	}
}

// anchorText is what an open <a> shows: its words, or those of the image that
// stands in it.
func (s *inlineScanner) anchorText() string {
	words := string(s.out.words.text[s.anchor.words:])
	if n := len(s.out.links); strings.TrimSpace(words) == "" && n > 0 {
		if last := s.out.links[n-1]; last.image && last.at.start >= s.place(s.anchor.at, s.anchor.at+1).start {
			return last.text
		}
	}
	return words
}

// boundary stands in the words for a tag that ends a sentence.
const boundary = '\x1e'

// inlineTag reports whether a tag stands inside a sentence.
func inlineTag(name string) bool {
	switch name {
	case "a", "b", "i", "em", "strong", "span", "code", "u", "s", "sub", "sup", "font", "mark", "small", "big", "img":
		return true
	}
	return false
}

func attribute(re *regexp.Regexp, tag []byte) string {
	m := re.FindSubmatch(tag)
	if m == nil {
		return ""
	}
	return strings.TrimSpace(html.UnescapeString(string(m[1]) + string(m[2]) + string(m[3])))
}

// htmlHeading is a heading inside a block of HTML: its text is [start, end),
// the element begins at outer and ends before after.
type htmlHeading struct {
	level                    int
	outer, start, end, after int
}

var headingTag = pattern.Lazily(`(?i)<(/?)h([1-6])(?:\s[^<>]*)?>`)

// htmlHeadings finds the headings that are opened and closed in text.
func htmlHeadings(text []byte) []htmlHeading {
	var out []htmlHeading
	var open *htmlHeading
	for _, m := range headingTag().FindAllSubmatchIndex(text, -1) {
		level := int(text[m[4]] - '0')
		switch closing := m[3] > m[2]; {
		case !closing:
			open = &htmlHeading{level: level, outer: m[0], start: m[1]}
		case open != nil && open.level == level && len(bytes.TrimSpace(text[open.start:m[0]])) > 0:
			open.end, open.after = m[0], m[1]
			out = append(out, *open)
			open = nil
		}
	}
	return out
}
