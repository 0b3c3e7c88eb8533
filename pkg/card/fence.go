package card

import (
	"bytes"
	"unicode/utf8"
)

const fence = "---"

// fences is where a block of front matter stands in a text.
type fences struct {
	block, blockEnd int // the text between the fences, without their line ends
	body            int // behind the closing fence
}

// findFences finds front matter as the Hub does, whose pattern is
//
//	^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))
//
// with JavaScript's idea of a blank, which includes the byte order mark.
func findFences(text []byte) (fences, bool) {
	open := skipBlanks(text)
	if !bytes.HasPrefix(text[open:], []byte(fence)) {
		return fences{}, false
	}
	start := open + len(fence)
	first := lineBreak(text[start:])
	if first == 0 {
		return fences{}, false
	}
	if f, ok := findClosing(text, start+first); ok {
		return f, true
	}
	if first == len("\r\n") {
		// The pattern falls back on the \r alone, so that "---\r\n---" is an
		// empty block although "---\n---" is none.
		return findClosing(text, start+1)
	}
	return fences{}, false
}

// findClosing looks for the first closing fence at or behind start.
func findClosing(text []byte, start int) (fences, bool) {
	for at := start; ; at++ {
		i := bytes.IndexAny(text[at:], "\r\n")
		if i < 0 {
			return fences{}, false
		}
		at += i
		n := lineBreak(text[at:])
		if end, ok := closes(text, at+n); ok {
			return fences{block: start, blockEnd: at, body: end}, true
		}
	}
}

// closes reports whether a closing fence stands at i, and where it ends.
func closes(text []byte, i int) (end int, ok bool) {
	if !bytes.HasPrefix(text[i:], []byte(fence)) {
		return 0, false
	}
	for i += len(fence); i < len(text) && (text[i] == ' ' || text[i] == '\t'); i++ {
	}
	switch {
	case i == len(text):
		return i, true
	case text[i] == '\n', bytes.HasPrefix(text[i:], []byte("\r\n")):
		return i + lineBreak(text[i:]), true
	}
	return 0, false
}

// lineBreak returns the length of the line break that s starts with, or 0.
func lineBreak(s []byte) int {
	switch {
	case bytes.HasPrefix(s, []byte("\r\n")):
		return 2
	case len(s) > 0 && (s[0] == '\r' || s[0] == '\n'):
		return 1
	}
	return 0
}

// skipBlanks returns how many bytes of text are white space to JavaScript.
func skipBlanks(text []byte) int {
	i := 0
	for i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		if !scriptBlank(r) {
			break
		}
		i += n
	}
	return i
}

func scriptBlank(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}
