package card

import (
	"bytes"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// lines finds bytes by the line and column that the YAML reader counts: lines
// end at any of YAML 1.1's breaks, columns are characters.
type lines struct {
	text   []byte
	starts []int
}

func newLines(text []byte) lines {
	l := lines{text: text, starts: []int{0}}
	for i := 0; i < len(text); {
		if n := yamlBreak(text[i:]); n > 0 {
			i += n
			l.starts = append(l.starts, i)
			continue
		}
		i++
	}
	return l
}

// yamlBreak returns the length of the YAML line break that s starts with.
func yamlBreak(s []byte) int {
	if n := lineBreak(s); n > 0 {
		return n
	}
	for _, b := range []string{"\u0085", "\u2028", "\u2029"} {
		if s[0] >= 0xC2 && bytes.HasPrefix(s, []byte(b)) {
			return len(b)
		}
	}
	return 0
}

// line returns the bytes of the 1-based line n without its break.
func (l lines) line(n int) (start, end int) {
	n = min(max(n, 1), len(l.starts))
	start = l.starts[n-1]
	return start, start + lineLen(l.text[start:])
}

// offset returns the byte at the 1-based line and column.
func (l lines) offset(line, column int) int {
	i, end := l.line(line)
	for ; column > 1 && i < end; column-- {
		_, n := utf8.DecodeRune(l.text[i:])
		i += n
	}
	return i
}

// scalar returns the bytes of a scalar node as written, without quotes, and of
// a block scalar its lines. indent is the column of the key or dash before it,
// counted from 0.
func (l lines) scalar(n *yaml.Node, indent int) (start, end int) {
	start = skipProperties(l.text, l.offset(n.Line, n.Column))
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return l.blockScalar(start, indent)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return start + 1, max(start+1, closingQuote(l.text, start+1, '"'))
	case n.Style&yaml.SingleQuotedStyle != 0:
		return start + 1, max(start+1, closingQuote(l.text, start+1, '\''))
	}
	return start, plainEnd(l.text, start, n.Value)
}

// skipProperties steps over the tag and the anchor of a node.
func skipProperties(text []byte, i int) int {
	for i < len(text) && (text[i] == '&' || text[i] == '!') {
		for i < len(text) && !blank(text[i]) {
			i++
		}
		for i < len(text) && blank(text[i]) {
			i++
		}
	}
	return i
}

func blank(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// closingQuote returns the place of the quote that closes a scalar.
func closingQuote(text []byte, i int, quote byte) int {
	for i < len(text) {
		switch {
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i
		}
		i++
	}
	return len(text)
}

// plainEnd follows a plain scalar through the text, where a blank of the value
// stands for any white space.
func plainEnd(text []byte, start int, value string) int {
	i, end := start, start
	for j := 0; j < len(value); j++ {
		if blank(value[j]) {
			for i < len(text) && blank(text[i]) {
				i++
			}
			continue
		}
		if i >= len(text) || text[i] != value[j] {
			return end
		}
		i++
		end = i
	}
	return end
}

// blockScalar returns the lines of a block scalar whose header stands at
// start: those that are blank or indented deeper than indent.
func (l lines) blockScalar(start, indent int) (from, to int) {
	i := start + lineLen(l.text[start:])
	i += lineBreak(l.text[i:])
	from, to = i, i
	for i < len(l.text) {
		n := lineLen(l.text[i:])
		line := l.text[i : i+n]
		lead := len(line) - len(bytes.TrimLeft(line, " "))
		if len(bytes.TrimSpace(line)) > 0 {
			if lead <= indent {
				break
			}
			if to == from {
				from = i + lead
			}
			to = i + len(bytes.TrimRight(line, " \t"))
		}
		i += n + lineBreak(l.text[i+n:])
	}
	return from, max(from, to)
}
