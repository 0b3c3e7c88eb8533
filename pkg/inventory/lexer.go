package inventory

import (
	"bytes"
	"strings"
)

// lexer cuts source code into tokens. It accepts anything: what is no token of
// the language becomes an operator.
type lexer struct {
	dialect
	src   string
	pos   int
	line  int32
	open  []int32 // brackets that are not closed
	out   []token
	parts [][]part
}

// lex returns the tokens of source code, and the parts of its strings with
// expressions, from 1. The tokens are written into room, which may be nil.
func lex(src string, d dialect, room []token) ([]token, [][]part) {
	x := &lexer{dialect: d, src: src, line: 1, out: room[:0], parts: make([][]part, 1)}
	for x.pos < len(x.src) {
		x.next()
	}
	for _, i := range x.open {
		x.out[i].match = int32(len(x.out))
	}
	return x.out, x.parts
}

func (x *lexer) next() {
	c := x.src[x.pos]
	switch {
	case c == '\n':
		x.newline()
	case isBlank(c):
		x.blanks()
	case x.lines && strings.HasPrefix(x.src[x.pos:], "\\\n"):
		x.pos += 2
		x.line++
	case x.comment(c):
	case isLetter(c):
		x.name()
	case isDigit(c):
		x.number()
	case c == '"' || c == '\'' || c == '`' && x.templates:
		x.text(x.pos, "")
	case isOpening(c):
		x.open = append(x.open, int32(len(x.out)))
		x.add(opening, x.pos+1)
	case isClosing(c):
		x.close()
	case c == '/' && x.regexps && x.wantsOperand():
		x.regexp()
	default:
		x.add(operator, x.pos+operatorLength(x.src[x.pos:]))
	}
}

func (x *lexer) blanks() {
	for x.pos < len(x.src) && isBlank(x.src[x.pos]) {
		x.pos++
	}
}

// add appends the token that ends before end.
func (x *lexer) add(kind tokenKind, end int) {
	x.out = append(x.out, token{kind: kind, line: x.line, pos: int32(x.pos), end: int32(end), match: -1, text: x.src[x.pos:end]})
	x.pos = end
}

func (x *lexer) newline() {
	if x.lines && len(x.open) == 0 && len(x.out) > 0 && x.out[len(x.out)-1].kind != newline {
		x.out = append(x.out, token{kind: newline, line: x.line, pos: int32(x.pos), match: -1})
	}
	x.pos++
	x.line++
}

// comment skips a comment that begins here.
func (x *lexer) comment(c byte) bool {
	rest := x.src[x.pos:]
	switch {
	case c == '#' && (x.hash || x.line == 1 && strings.HasPrefix(rest, "#!")),
		c == '/' && x.slashes && strings.HasPrefix(rest, "//"),
		c == '-' && x.dashes && strings.HasPrefix(rest, "--"):
		x.skip(strings.IndexByte(rest, '\n'))
	case c == '/' && x.slashes && strings.HasPrefix(rest, "/*"):
		if end := strings.Index(rest[2:], "*/"); end >= 0 {
			x.skip(end + 4)
		} else {
			x.skip(-1)
		}
	default:
		return false
	}
	return true
}

// skip goes on n bytes, to the end when n is negative.
func (x *lexer) skip(n int) {
	if n < 0 {
		n = len(x.src) - x.pos
	}
	x.line += int32(strings.Count(x.src[x.pos:x.pos+n], "\n"))
	x.pos += n
}

func (x *lexer) name() {
	end := x.pos + 1
	for end < len(x.src) && (isLetter(x.src[end]) || isDigit(x.src[end])) {
		end++
	}
	if x.prefixes != "" && end-x.pos <= 2 && end < len(x.src) && (x.src[end] == '"' || x.src[end] == '\'') &&
		strings.Trim(x.src[x.pos:end], x.prefixes) == "" {
		x.text(end, strings.ToLower(x.src[x.pos:end]))
		return
	}
	x.add(nameToken, end)
}

func (x *lexer) number() {
	end := x.pos + 1
	for end < len(x.src) && (isLetter(x.src[end]) || isDigit(x.src[end]) || x.src[end] == '.') {
		end++
	}
	x.add(numberToken, end)
}

// close adds a closing bracket and joins it to the opening one of its sort.
// Brackets in between that nobody closed are joined to it, too.
func (x *lexer) close() {
	want := opener(x.src[x.pos])
	n := len(x.open)
	for n > 0 && x.src[x.out[x.open[n-1]].pos] != want {
		n--
	}
	at := int32(len(x.out))
	x.add(closing, x.pos+1)
	if n == 0 {
		return
	}
	for _, i := range x.open[n-1:] {
		x.out[i].match = at
	}
	x.out[at].match = x.open[n-1]
	x.open = x.open[:n-1]
}

func isOpening(c byte) bool { return c == '(' || c == '[' || c == '{' }

func isClosing(c byte) bool { return c == ')' || c == ']' || c == '}' }

// opener is the bracket that a closing one closes.
func opener(c byte) byte {
	switch c {
	case ')':
		return '('
	case ']':
		return '['
	default:
		return '{'
	}
}

// wantsOperand tells whether an operand must follow, so that a slash begins a
// regular expression.
func (x *lexer) wantsOperand() bool {
	if len(x.out) == 0 {
		return true
	}
	switch last := x.out[len(x.out)-1]; last.kind {
	case operator:
		return last.text != "/" && last.text != ">"
	case opening:
		return true
	case nameToken:
		return last.text == "return" || last.text == "typeof" || last.text == "case"
	default:
		return false
	}
}

func (x *lexer) regexp() {
	class := false
	for i := x.pos + 1; i < len(x.src) && x.src[i] != '\n'; i++ {
		switch c := x.src[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			x.add(numberToken, i+1)
			return
		}
	}
	x.add(operator, x.pos+1)
}

// operatorLength is how long an operator is that matters here; every other one
// is read byte by byte.
func operatorLength(s string) int {
	if len(s) < 2 || strings.IndexByte("=>.?|&:*", s[1]) < 0 {
		return 1
	}
	for _, op := range [...]string{"===", "!==", "...", "==", "!=", "<=", ">=", "=>", "->", "??", "||", "&&", "?.", ":=", "+=", "::", "**"} {
		if strings.HasPrefix(s, op) {
			return len(op)
		}
	}
	return 1
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c >= 0x80
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\f' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// lineAt counts the lines before a byte of a text.
func lineAt(src []byte, pos int) int { return 1 + bytes.Count(src[:min(pos, len(src))], []byte("\n")) }
