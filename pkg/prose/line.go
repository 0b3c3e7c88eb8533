package prose

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// line is one line of a text without its quotation, heading and list marks. An
// HTML break ends a line as a newline does.
type line struct {
	start, body, end int // the whole line; its words
	indent           int // columns before the list mark or the words
	hang             int // columns before the words behind a list mark; 0: no mark
	mark             mark
	heading          bool // marked as one
	row              bool // of a table
	blank            bool
	fresh            bool // an HTML element starts here: it joins no line above
	page             bool // a page ends with it
}

// nextLine reads the line at pos and returns it with the start of the next.
func nextLine(text []byte, pos, end int, odd bool) (line, int) {
	stop, next := lineEnd(text, pos, end, odd)
	opened := element{}
	for from := pos; ; {
		i := bytes.IndexByte(text[from:stop], '<')
		if i < 0 {
			break
		}
		e := readElement(text, from+i, stop)
		switch {
		case e.kind == inline:
			from += i + 1
			continue
		case e.kind != lineBreak && blankBytes(text[pos:from+i]) && opened.kind != listItem:
			opened = e // it opens this line
			if from += i; len(Spoken(text[from:e.end])) == 0 {
				pos = e.end
			}
			from = e.end
			continue
		}
		stop, next = from+i, from+i
		if e.kind == lineBreak {
			next = skipToNewline(text, e.end, end)
		}
		break
	}
	l := readLine(text, pos, stop)
	l.page = l.blank && stop < end && text[stop] == '\f' && l.start > 0 && text[l.start-1] == '\n'
	l.fresh = opened.kind != inline
	l.heading = l.heading || opened.kind == headingElement
	if opened.kind == listItem && l.mark.kind == noMarker {
		l.mark.kind = bullet
	}
	return l, max(next, pos)
}

// lineEnd returns where the words of the line at pos end, and where the next
// line starts. Where breaks are odd, others than a newline count too.
func lineEnd(text []byte, pos, end int, odd bool) (stop, next int) {
	if !odd {
		if i := bytes.IndexByte(text[pos:end], '\n'); i >= 0 {
			return pos + i, pos + i + 1
		}
		return end, end
	}
	for i := pos; i < end; i++ {
		if n := breakWidth(text[i:end]); n > 0 {
			return i, i + n
		}
	}
	return end, end
}

// breakWidth returns the bytes of the line break that s starts with, or 0: a
// newline, a carriage return, a form feed or vertical tab, NEL, or the line and
// paragraph separators of Unicode.
func breakWidth(s []byte) int {
	switch c := s[0]; {
	case c == '\n' || c == '\f' || c == '\v':
		return 1
	case c == '\r' && len(s) > 1 && s[1] == '\n':
		return 2
	case c == '\r':
		return 1
	case c == 0xc2 && bytes.HasPrefix(s, []byte("\u0085")):
		return 2
	case c == 0xe2 && (bytes.HasPrefix(s, []byte("\u2028")) || bytes.HasPrefix(s, []byte("\u2029"))):
		return 3
	}
	return 0
}

// oddBreaks reports whether a text breaks lines by other signs than a newline
// with or without a carriage return before it.
func oddBreaks(text []byte) bool {
	for _, sign := range []string{"\f", "\v", "\u0085", "\u2028", "\u2029"} {
		if bytes.Contains(text, []byte(sign)) {
			return true
		}
	}
	return bytes.Count(text, []byte("\r")) > bytes.Count(text, []byte("\r\n"))
}

func blankBytes(s []byte) bool { return len(bytes.TrimSpace(s)) == 0 }

// skipToNewline passes over blanks up to and with a newline: "<br>" before a
// newline breaks the line once.
func skipToNewline(text []byte, pos, end int) int {
	for i := pos; i < end && isBlank(text[i]); i++ {
		if text[i] == '\n' {
			return i + 1
		}
	}
	return pos
}

// element is an HTML tag that breaks a line.
type element struct {
	kind elementKind
	end  int // behind the tag
}

type elementKind uint8

const (
	inline elementKind = iota // no tag, or one inside a line
	lineBreak
	blockElement
	listItem
	headingElement
)

func readElement(text []byte, pos, end int) element {
	i := pos + 1
	closing := i < end && text[i] == '/'
	if closing {
		i++
	}
	from := i
	for i < end && i < from+10 && (isASCIILetter(text[i]) || isDigit(text[i])) {
		i++
	}
	kind := elementOf(string(bytes.ToLower(text[from:i])))
	if kind == inline {
		return element{}
	}
	stop := bytes.IndexByte(text[i:min(end, i+maxTag)], '>')
	if stop < 0 {
		return element{}
	}
	if closing && kind != lineBreak {
		kind = blockElement
	}
	return element{kind: kind, end: i + stop + 1}
}

func elementOf(name string) elementKind {
	switch name {
	case "br":
		return lineBreak
	case "p", "div", "ul", "ol", "table", "tr", "section", "article", "blockquote", "dl", "dt", "dd", "hr", "details", "summary":
		return blockElement
	case "li":
		return listItem
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return headingElement
	default:
		return inline
	}
}

// readLine reads the marks at the start of the bytes [start, end).
func readLine(text []byte, start, end int) line {
	l := line{start: start, end: end}
	pos := l.skipIndent(text, start)
	if rest := text[pos:end]; onlySigns(rest) {
		l.body, l.blank = pos, true
		return l
	}
	if hashes := count(text[pos:end], '#'); hashes > 0 && hashes <= 6 && pos+hashes < end && isBlank(text[pos+hashes]) {
		l.heading = true
		pos = skipBlanks(text, pos+hashes, end)
	}
	l.row = text[pos] == '|'
	marks := pos
	for pos < end {
		m, width := readMark(text[pos:end])
		if width == 0 {
			break
		}
		l.mark = m
		pos = skipBlanks(text, pos+width, end)
		if m.kind != bullet {
			break
		}
	}
	if l.mark.kind != noMarker {
		l.hang = l.indent + utf8.RuneCount(text[marks:pos])
	}
	l.body = pos
	if pos >= end {
		l.blank = true
	}
	return l
}

// skipIndent passes over blanks and the ">" of quotations, and counts the
// columns behind the last of them.
func (l *line) skipIndent(text []byte, pos int) int {
	for pos < l.end {
		r, size := utf8.DecodeRune(text[pos:l.end])
		switch {
		case r == '>':
			l.indent = -1
		case r == '\t':
			l.indent += 4
		case unicode.IsSpace(r):
			l.indent++
		case !isInvisible(r):
			return pos
		}
		pos += size
	}
	return pos
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

// onlySigns reports whether a line is empty, a rule or a table's ruler.
func onlySigns(line []byte) bool {
	for len(line) > 0 {
		r, size := utf8.DecodeRune(line)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
		line = line[size:]
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
