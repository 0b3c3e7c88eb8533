package clause

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// block is a paragraph, heading, list item or table row: lines that belong
// together. Hard wraps inside it do not count.
type block struct {
	start, end int
	marker     marker
	heading    bool
}

// marker is the kind of sign that opens a list item. Items of one list have
// the same kind.
type marker uint8

const (
	noMarker marker = iota
	bullet
	numeral      // 1. or 1)
	numeralParen // (1)
	letter       // a. or a)
	letterParen  // (a)
	roman        // i. or i)
	romanParen   // (i)
	section      // 1.2, 3.1.4
)

// blocks cuts the bytes [start, end) of text into blocks.
func blocks(text []byte, start, end int) []block {
	var out []block
	open := false
	for pos := start; pos < end; {
		next := end
		if i := bytes.IndexByte(text[pos:end], '\n'); i >= 0 {
			next = pos + i + 1
		}
		line := readLine(text, pos, next)
		switch {
		case line.blank:
			open = false
		case open && line.marker == noMarker && !line.heading && !line.row:
			out[len(out)-1].end = next
		default:
			out = append(out, block{start: line.body, end: next, marker: line.marker, heading: line.heading})
			open = !line.heading && !line.row
		}
		pos = next
	}
	for i := range out {
		out[i].heading = out[i].heading || headingLike(text[out[i].start:out[i].end])
	}
	return out
}

// line is one line of the text without its quotation, heading and list marks.
type line struct {
	body    int
	marker  marker
	heading bool
	row     bool // of a table
	blank   bool
}

func readLine(text []byte, pos, end int) line {
	var l line
	for {
		pos = skipBlanks(text, pos, end)
		if pos < end && text[pos] == '>' {
			pos++
			continue
		}
		break
	}
	if rest := bytes.TrimSpace(text[pos:end]); len(rest) == 0 || onlySigns(rest) {
		return line{blank: true}
	}
	if hashes := count(text[pos:end], '#'); hashes > 0 && hashes <= 6 && pos+hashes < end && text[pos+hashes] == ' ' {
		l.heading = true
		pos = skipBlanks(text, pos+hashes, end)
	}
	if text[pos] == '|' {
		l.row = true
	}
	for !l.heading || pos < end {
		m, width := readMarker(text[pos:end])
		if width == 0 {
			break
		}
		if l.marker == noMarker || l.marker == bullet {
			l.marker = m
		}
		pos = skipBlanks(text, pos+width, end)
		if m != bullet {
			break
		}
	}
	l.body = pos
	return l
}

func skipBlanks(text []byte, pos, end int) int {
	for pos < end {
		r, size := utf8.DecodeRune(text[pos:end])
		if r == '\n' || !unicode.IsSpace(r) && !isInvisible(r) {
			break
		}
		pos += size
	}
	return pos
}

func count(text []byte, c byte) int {
	n := 0
	for n < len(text) && text[n] == c {
		n++
	}
	return n
}

// onlySigns reports whether a line is a rule or a table's ruler.
func onlySigns(line []byte) bool {
	for _, c := range string(line) {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return false
		}
	}
	return true
}

// readMarker reads a list marker at the start of s and returns its kind and
// its width, 0 where there is none.
func readMarker(s []byte) (marker, int) {
	s = bytes.TrimRight(s, "\r\n")
	strong := 0
	for strong < len(s) && strong < 3 && s[strong] == '*' {
		strong++
	}
	if strong >= 2 {
		if m, w := readMarker(s[strong:]); m != noMarker && m != bullet {
			return m, strong + w
		}
	}
	r, size := utf8.DecodeRune(s)
	switch r {
	case '-', '*', '+', '•', '·', '–', '—', '●', '○', '◦', '▪', '■', '□', '➢', '※':
		if size == len(s) || isBlank(s[size]) || r > 0x2000 {
			return bullet, size
		}
		return noMarker, 0
	}
	return readEnumerator(s)
}

// readEnumerator reads "1.", "1.2", "(a)", "iv)" and the like.
func readEnumerator(s []byte) (marker, int) {
	i, paren := 0, false
	if r, size := utf8.DecodeRune(s); r == '(' || r == '（' {
		i, paren = size, true
	}
	from := i
	for i < len(s) && (isASCIILetter(s[i]) || isDigit(s[i]) || s[i] == '.' && i > from && i+1 < len(s) && isDigit(s[i+1])) {
		i++
	}
	name := s[from:i]
	m := enumerator(name)
	if m == noMarker {
		return noMarker, 0
	}
	r, size := utf8.DecodeRune(s[i:])
	closed := r == ')' || r == '）' || !paren && (r == '.' || r == '、')
	switch {
	case closed:
		i += size
	case m == section && (r == ' ' || r == '\t'):
	default:
		return noMarker, 0
	}
	if r, _ := utf8.DecodeRune(s[i:]); i < len(s) && r < 0x2e80 && !unicode.IsSpace(r) && !(r == '*' || r == '"' || r == '“') && !closed {
		return noMarker, 0
	}
	if i < len(s) && !paren && m != section && isASCIILetter(s[i]) {
		return noMarker, 0
	}
	if paren && (m == numeral || m == letter || m == roman) {
		m++
	}
	return m, i
}

// enumerator tells what kind of enumerator a name is. One letter counts as a
// letter unless it is i, v or x; longer names must be Roman numbers.
func enumerator(name []byte) marker {
	if len(name) == 0 || len(name) > 8 {
		return noMarker
	}
	switch {
	case isDigit(name[0]):
		for _, c := range name {
			if !isDigit(c) && c != '.' {
				return noMarker
			}
		}
		if bytes.IndexByte(name, '.') > 0 {
			return section
		}
		if len(name) > 3 {
			return noMarker
		}
		return numeral
	case bytes.Trim(bytes.ToLower(name), "ivxl") == nil || len(bytes.Trim(bytes.ToLower(name), "ivxl")) == 0:
		return roman
	case len(name) == 1:
		return letter
	}
	return noMarker
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// headingLike reports whether a block reads as a heading: short, and without
// the stop of a sentence.
func headingLike(s []byte) bool {
	s = bytes.TrimSpace(s)
	if len(s) == 0 || len(s) > 90 || bytes.ContainsAny(s, "\n") {
		return false
	}
	switch s[len(s)-1] {
	case '.', ';', ',', ':', '!', '?':
		return false
	}
	return len(bytes.Fields(s)) <= 10
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
