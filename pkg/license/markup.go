package license

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// tag reads past the HTML tag or the like at text[i:]. What a reader sees of a
// tag counts: the words that stand in place of a picture or above a link.
func (s *splitter) tag(i int) int {
	s.close()
	if n := unseenLength(s.text[i:]); n > 0 {
		return i + n
	}
	n := prose.TagLength(s.text[i:])
	if n == 0 {
		return i + 1
	}
	for _, at := range prose.Spoken(s.text[i : i+n]) {
		s.read(i+at[0], i+at[1])
	}
	return i + n
}

// unseen is what a page holds besides its text: its type, its styles, the
// brackets of raw data.
var unseen = pattern.Lazily(`(?i)^<(?:!doctype html(?: (?:public|system)[ \n]+"[^">]*"(?:[ \n]+"[^">]*")?)?>|!\[cdata\[` +
	`|style[^<>]{0,60}>[^<>{}]{0,200}\{[^<]*\}\s*</style>)`)

func unseenLength(text []byte) int {
	if len(text) < 2 || text[1] != '!' && text[1]|0x20 != 's' {
		return 0
	}
	return len(unseen().Find(text))
}

// strike reads the sign at text[i:] with which Markdown strikes text out. It
// counts as a word, because struck words no longer hold.
func (s *splitter) strike(i int) int {
	s.close()
	end := i
	for end < len(s.text) && s.text[end] == '~' {
		end++
	}
	alone := (i == 0 || space(s.text[i-1])) && (end == len(s.text) || space(s.text[end]))
	if end-i == 2 && !alone {
		s.put('~', i, end)
		s.close()
	}
	return end
}

// escape reads a backslash: before punctuation it is markup, before a letter
// it writes what a string cannot hold.
func (s *splitter) escape(i int) int {
	if i+1 == len(s.text) {
		s.close()
		return i + 1
	}
	switch c := s.text[i+1]; {
	case c == 'n' || c == 'r' || c == 't':
		s.close()
		return i + 2
	case c == 'u' && i+6 <= len(s.text):
		if r, err := strconv.ParseUint(string(s.text[i+2:i+6]), 16, 32); err == nil {
			s.fold(rune(r), i, i+6)
			return i + 6
		}
		s.close()
	case classes[c] == classWord || space(c):
		s.close()
	default:
		s.skip(i, i+1)
	}
	return i + 1
}

// entity reads an HTML character reference.
func (s *splitter) entity(i int) int {
	const longest = 12
	window := s.text[i:min(len(s.text), i+longest)]
	end := bytes.IndexByte(window, ';')
	if end < 2 || bytes.ContainsAny(window[:end], " \t\n<") {
		s.close()
		return i + 1
	}
	if n := escapedTagLength(s.text[i:]); n > 0 {
		s.close()
		return i + n
	}
	plain := html.UnescapeString(string(window[:end+1]))
	if r, size := utf8.DecodeRuneInString(plain); size == len(plain) {
		s.fold(r, i, i+end+1)
		return i + end + 1
	}
	s.close()
	return i + 1
}

// escapedTagLength returns the length of the HTML tag that text starts with
// when its angle brackets are written as entities, or 0.
func escapedTagLength(text []byte) int {
	const longest = 120
	rest, ok := bytes.CutPrefix(text, []byte("&lt;"))
	end := bytes.Index(rest[:min(len(rest), longest)], []byte("&gt;"))
	if !ok || end < 0 {
		return 0
	}
	tag := "<" + string(rest[:end]) + ">"
	if prose.TagLength([]byte(tag)) != len(tag) {
		return 0
	}
	return len("&lt;") + end + len("&gt;")
}

// fenceLength returns the length of the opening of a fenced block of plain
// text at text[i:], the name of its language included, or 0.
func fenceLength(text []byte, i int) int {
	if i > 0 && text[i-1] != '\n' || !bytes.HasPrefix(text[i:], []byte("```")) {
		return 0
	}
	line, _, _ := bytes.Cut(text[i+3:], []byte("\n"))
	const longest = 12
	if len(line) > longest {
		return 0
	}
	switch string(bytes.TrimSpace(bytes.ToLower(line))) {
	case "text", "txt", "plain", "plaintext", "none", "md", "markdown", "license", "licence":
		return 3 + len(line)
	}
	return 0
}
