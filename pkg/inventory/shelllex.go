package inventory

import "strings"

// word is one word of a command, without its quotation marks. Expansions stand
// in it as they are written.
type word struct {
	text string
	line int
	raw  bool // in single quotes: nothing is expanded
	list []word
}

// simple is one simple command: words up to an operator.
type simple struct {
	words []word
	sets  []word // the assignments before them
	fn    string // the function that holds it
	here  *word  // the text that is given to it
}

// shellLexer cuts a script into simple commands.
type shellLexer struct {
	src   string
	pos   int
	line  int
	out   []simple
	words []word
	fn    []string // functions that are open, "" for other braces
	docs  []string // marks of the texts that begin behind this line
}

// lexShell returns the simple commands of a script that begins on a line.
func lexShell(src string, line int) []simple {
	x := &shellLexer{src: src, line: line}
	for x.pos < len(x.src) {
		x.next()
	}
	x.end()
	return x.out
}

func (x *shellLexer) next() {
	rest := x.src[x.pos:]
	switch c := rest[0]; {
	case c == ' ' || c == '\t' || c == '\r':
		x.pos++
	case c == '\n':
		x.end()
		x.pos++
		x.line++
		x.documents()
	case strings.HasPrefix(rest, "\\\n"):
		x.pos += 2
		x.line++
	case strings.HasPrefix(rest, "\\\r\n"):
		x.pos += 3
		x.line++
	case c == '#':
		x.pos += lineLength(rest)
	case strings.HasPrefix(rest, "<<<"):
		x.pos += 3
	case strings.HasPrefix(rest, "<<"):
		x.mark()
	case strings.HasPrefix(rest, "()"):
		x.pos += 2
		if n := len(x.words); n > 0 {
			x.fn = append(x.fn, x.words[n-1].text)
			x.words = nil
			x.body()
		}
	case c == ';' || c == '&' || c == '|' || c == ')' || c == '(':
		x.end()
		x.pos++
	case c == '<' || c == '>':
		x.pos++
	default:
		x.word()
	}
}

// body finds the brace that opens a function.
func (x *shellLexer) body() {
	rest := x.src[x.pos:]
	trimmed := strings.TrimLeft(rest, " \t\r\n")
	if strings.HasPrefix(trimmed, "{") {
		skipped := rest[:len(rest)-len(trimmed)+1]
		x.line += strings.Count(skipped, "\n")
		x.pos += len(skipped)
	}
}

func lineLength(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// end finishes a command.
func (x *shellLexer) end() {
	words := x.words
	x.words = nil
	for len(words) > 0 && (words[0].text == "{" || words[0].text == "}") {
		if words[0].text == "{" {
			x.fn = append(x.fn, "")
		} else if len(x.fn) > 0 {
			x.fn = x.fn[:len(x.fn)-1]
		}
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	if words[0].text == "function" && len(words) > 1 {
		x.fn = append(x.fn, words[1].text)
		return
	}
	x.out = append(x.out, simple{words: words, fn: x.function()})
}

func (x *shellLexer) function() string {
	for i := len(x.fn) - 1; i >= 0; i-- {
		if x.fn[i] != "" {
			return x.fn[i]
		}
	}
	return ""
}

// mark notes the mark of a text that begins on the next line.
func (x *shellLexer) mark() {
	x.pos += 2
	for x.pos < len(x.src) && strings.IndexByte("- \t", x.src[x.pos]) >= 0 {
		x.pos++
	}
	start := x.pos
	for x.pos < len(x.src) && strings.IndexByte(" \t\n;|&)>", x.src[x.pos]) < 0 {
		x.pos++
	}
	x.docs = append(x.docs, strings.Trim(x.src[start:x.pos], `"'\`))
}

// documents takes the texts whose marks stood on the line before and gives them
// to the last command.
func (x *shellLexer) documents() {
	for _, mark := range x.docs {
		first, start := x.line, x.pos
		for x.pos < len(x.src) {
			n := lineLength(x.src[x.pos:])
			text := x.src[x.pos : x.pos+n]
			x.pos = min(x.pos+n+1, len(x.src))
			x.line++
			if strings.TrimSpace(text) == mark {
				break
			}
		}
		if n := len(x.out); n > 0 {
			x.out[n-1].here = &word{text: x.src[start:x.pos], line: first}
		}
	}
	x.docs = nil
}

// word reads one word, or the list of an array behind "NAME=(".
func (x *shellLexer) word() {
	w := word{line: x.line}
	var text strings.Builder
	for x.pos < len(x.src) {
		rest := x.src[x.pos:]
		switch c := rest[0]; {
		case c == '\'':
			x.quoted(&text, '\'')
			w.raw = true
		case c == '"':
			x.quoted(&text, '"')
		case strings.HasPrefix(rest, "\\\n"):
			x.pos += 2
			x.line++
		case c == '\\' && len(rest) > 1:
			text.WriteByte(rest[1])
			x.pos += 2
		case strings.HasPrefix(rest, "$(") || strings.HasPrefix(rest, "${") || c == '`':
			x.expansion(&text)
		case c == '(' && strings.HasSuffix(text.String(), "="):
			w.text = text.String()
			x.pos++
			w.list = x.array()
			x.words = append(x.words, w)
			return
		case strings.IndexByte(" \t\r\n;&|()<>", c) >= 0:
			w.text = text.String()
			x.words = append(x.words, w)
			return
		default:
			text.WriteByte(c)
			x.pos++
		}
	}
	w.text = text.String()
	x.words = append(x.words, w)
}

// quoted copies what stands in quotation marks.
func (x *shellLexer) quoted(text *strings.Builder, quote byte) {
	for x.pos++; x.pos < len(x.src) && x.src[x.pos] != quote; x.pos++ {
		c := x.src[x.pos]
		if c == '\\' && quote == '"' && x.pos+1 < len(x.src) && strings.IndexByte("\"\\$`\n", x.src[x.pos+1]) >= 0 {
			x.pos++
			if c = x.src[x.pos]; c == '\n' {
				text.WriteByte('\\') // scripts inside keep their lines
			}
		}
		if c == '\n' {
			x.line++
		}
		text.WriteByte(c)
	}
	x.pos = min(x.pos+1, len(x.src))
}

// expansion copies "$(…)", "${…}" and "`…`" whole.
func (x *shellLexer) expansion(text *strings.Builder) {
	depth, start := 0, x.pos
	if x.src[x.pos] == '`' {
		end := strings.IndexByte(x.src[x.pos+1:], '`')
		x.pos = min(x.pos+max(end, 0)+2, len(x.src))
	} else {
		for x.pos++; x.pos < len(x.src); x.pos++ {
			switch x.src[x.pos] {
			case '(', '{':
				depth++
			case ')', '}':
				depth--
			}
			if depth == 0 {
				x.pos++
				break
			}
		}
	}
	x.line += strings.Count(x.src[start:x.pos], "\n")
	text.WriteString(x.src[start:x.pos])
}

// array reads the words of "(a b c)".
func (x *shellLexer) array() []word {
	inner := &shellLexer{src: x.src, pos: x.pos, line: x.line}
	for inner.pos < len(inner.src) && inner.src[inner.pos] != ')' {
		inner.next()
	}
	inner.end()
	x.pos, x.line = min(inner.pos+1, len(x.src)), inner.line
	var out []word
	for _, c := range inner.out {
		out = append(out, c.words...)
	}
	return out
}
