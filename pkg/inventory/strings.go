package inventory

import "strings"

// text adds the string whose quote stands at q; prefix are the letters before
// it.
func (x *lexer) text(q int, prefix string) {
	quote := x.src[q : q+1]
	if x.triple && q+2 < len(x.src) && x.src[q+1] == x.src[q] && x.src[q+2] == x.src[q] {
		quote = x.src[q : q+3]
	}
	raw := strings.Contains(prefix, "r")
	end := x.closing(q+len(quote), quote, raw)
	if end < 0 { // a quotation mark in running text, as in JSX: no string
		x.pos = q
		x.add(operator, q+1)
		return
	}
	body := x.src[q+len(quote) : end]
	t := token{kind: stringToken, line: x.line, pos: int32(x.pos), end: int32(end + len(quote)), match: -1}
	var parts []part
	switch {
	case strings.ContainsAny(prefix, "ft"):
		parts = splitParts(body, "{", true)
	case quote == "`" && x.regexps:
		parts = splitParts(body, "${", false)
	case x.interpol != 0:
		parts = splitParts(body, string(x.interpol)+"{", false)
	}
	if parts != nil {
		t.put = int32(len(x.parts))
		x.parts = append(x.parts, parts)
	} else {
		t.text = body
		if !raw {
			t.text = unescape(body)
		}
	}
	x.out = append(x.out, t)
	x.line += int32(strings.Count(x.src[x.pos:end], "\n"))
	x.pos = end + len(quote)
}

// closing finds the end of a string that begins at i; -1 when the line ends
// before it does, for strings of one line.
func (x *lexer) closing(i int, quote string, raw bool) int {
	many := len(quote) == 3 || quote == "`"
	for depth := 0; i < len(x.src); i++ {
		switch c := x.src[i]; {
		case isLetter(c) && c != '$': // most of a text
		case c == '\\' && !(raw && !x.lines):
			i++
		case c == '\n' && !many:
			return -1
		case quote == "`" && strings.HasPrefix(x.src[i:], "${"):
			depth++
		case quote == "`" && depth > 0 && c == '}':
			depth--
		case depth == 0 && strings.HasPrefix(x.src[i:], quote):
			return i
		}
	}
	return -1
}

// splitParts cuts the body of a string into texts and expressions. It returns
// nil when there is none. doubled braces of Python are plain ones.
func splitParts(body, open string, doubled bool) []part {
	var out []part
	text := ""
	for {
		i := strings.Index(body, open)
		if i < 0 {
			break
		}
		if doubled && strings.HasPrefix(body[i:], "{{") {
			text, body = text+body[:i+1], body[i+2:]
			continue
		}
		end := expressionEnd(body, i+len(open))
		out = append(out, part{text: text + body[:i]}, part{text: strings.TrimSpace(body[i+len(open) : end]), expr: true})
		text, body = "", body[min(end+1, len(body)):]
	}
	if out == nil {
		return nil
	}
	return append(out, part{text: text + strings.ReplaceAll(body, "}}", "}")})
}

// expressionEnd is where the brace that closes an expression stands.
func expressionEnd(s string, i int) int {
	for depth := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return len(s)
}

var escapes = strings.NewReplacer(`\\`, `\`, `\/`, "/", `\"`, `"`, `\'`, "'", `\n`, "\n", `\t`, "\t", "\\\r\n", "", "\\\n", "")

func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return escapes.Replace(s)
}
