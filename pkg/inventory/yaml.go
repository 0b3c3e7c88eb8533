package inventory

import "strings"

func trimSpace(s string) string { return strings.Trim(s, " \t\r") }

// yamlReader outlines YAML line by line. It is lenient, since templates of Helm
// and of other tools are YAML only once they are filled in.
type yamlReader struct {
	*outline
	lines []string
	stack []yamlLevel
	keys  []string // room for path
	n     int      // the line at hand, from 0
}

// yamlLevel is a key or the element of a list whose value is more deeply
// indented.
type yamlLevel struct {
	indent int
	key    string // empty for an element
	in     int    // what holds it
	inner  int    // what it holds; 0 until there is something
}

// readYAML outlines a YAML file.
func readYAML(data []byte) *outline {
	r := &yamlReader{outline: &outline{}, lines: strings.Split(string(data), "\n")}
	for r.n = 0; r.n < len(r.lines); r.n++ {
		line := strings.TrimRight(r.lines[r.n], " \t\r")
		text := strings.TrimLeft(line, " ")
		indent := len(line) - len(text)
		switch {
		case text == "", text[0] == '#', strings.HasPrefix(text, "{{"), text[0] == '\t', text[0] == '%':
		case strings.HasPrefix(line, "---"), line == "...":
			r.stack = nil
		default:
			r.node(indent, text)
		}
	}
	return r.outline
}

// node reads what stands on a line from a column on.
func (r *yamlReader) node(indent int, text string) {
	if text == "-" || strings.HasPrefix(text, "- ") {
		r.leave(indent, true)
		rest := strings.TrimLeft(text[1:], " ")
		r.stack = append(r.stack, yamlLevel{indent: indent, in: r.inner()})
		if rest != "" && rest[0] != '#' {
			r.node(indent+len(text)-len(rest), rest)
		}
		return
	}
	r.leave(indent, false)
	key, value, ok := cutKey(text)
	if !ok || text[0] == '[' || text[0] == '{' {
		if r.isItem(indent) {
			r.scalar(indent-1, text, true)
		}
		return
	}
	r.stack = append(r.stack, yamlLevel{indent: indent, key: key, in: r.inner()})
	r.scalar(indent, value, false)
}

// leave drops the levels that end before a line with this indentation. The
// elements of a list may stand below their key without being indented.
func (r *yamlReader) leave(indent int, element bool) {
	for len(r.stack) > 0 {
		top := r.stack[len(r.stack)-1]
		if top.indent < indent || top.indent == indent && element && top.key != "" {
			return
		}
		r.stack = r.stack[:len(r.stack)-1]
	}
}

// inner is what the innermost level holds.
func (r *yamlReader) inner() int {
	if len(r.stack) == 0 {
		return 0
	}
	top := &r.stack[len(r.stack)-1]
	if top.inner == 0 {
		top.inner = r.holder(top.in)
	}
	return top.inner
}

func (r *yamlReader) isItem(indent int) bool {
	return len(r.stack) > 0 && r.stack[len(r.stack)-1].key == "" && r.stack[len(r.stack)-1].indent < indent
}

// path are the keys that lead to the innermost level; the next call writes over
// them.
func (r *yamlReader) path() []string {
	r.keys = r.keys[:0]
	for _, level := range r.stack {
		if level.key != "" {
			r.keys = append(r.keys, level.key)
		}
	}
	return r.keys
}

// scalar reads the value of the innermost level.
func (r *yamlReader) scalar(indent int, value string, item bool) {
	value = withoutMarks(value)
	in := 0
	if len(r.stack) > 0 {
		in = r.stack[len(r.stack)-1].in
	}
	switch {
	case value == "" || value[0] == '#':
		first := r.n + 1
		more := r.goesOn(indent)
		if len(more) > 0 {
			first++
		}
		r.add(r.path(), plainLines(more), first, in, item, len(more) > 1)
		r.fold(len(more) > 1)
	case value[0] == '|' || value[0] == '>':
		first := r.n + 2
		folded := value[0] == '>'
		r.add(r.path(), r.blockText(indent), first, in, item, true)
		r.fold(folded)
	case value[0] == '[' || value[0] == '{' && !strings.HasPrefix(value, "{{"):
		r.flow(indent, value)
	default:
		first := r.n + 1
		more := r.goesOn(indent)
		r.add(r.path(), plainLines(append([]string{value}, more...)), first, in, item, len(more) > 0)
		r.fold(len(more) > 0)
	}
}

// fold says of the last entry whether its lines are one.
func (r *yamlReader) fold(folded bool) { r.entries[len(r.entries)-1].folded = folded }

// goesOn takes the lines that a value without brackets goes on over: they are
// more deeply indented, and no keys, elements or comments.
func (r *yamlReader) goesOn(indent int) []string {
	var out []string
	for r.n+1 < len(r.lines) {
		next := strings.TrimRight(r.lines[r.n+1], " \t\r")
		text := strings.TrimLeft(next, " ")
		if text == "" || len(next)-len(text) <= indent || text[0] == '#' || text == "-" || strings.HasPrefix(text, "- ") ||
			strings.HasPrefix(text, "{{") || strings.IndexByte("[{|>&!\t%", text[0]) >= 0 {
			break
		}
		if _, _, ok := cutKey(text); ok {
			break
		}
		out = append(out, text)
		r.n++
	}
	return out
}

// plainLines is a value that goes on over lines.
func plainLines(lines []string) string {
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return plain(lines[0])
	}
	return strings.Trim(strings.Join(lines, "\n"), `"'`)
}

// blockText takes the lines that are more deeply indented.
func (r *yamlReader) blockText(indent int) string {
	var out []string
	for r.n+1 < len(r.lines) {
		next := r.lines[r.n+1]
		if text := strings.TrimLeft(next, " "); strings.TrimSpace(text) != "" && len(next)-len(text) <= indent {
			break
		}
		out = append(out, next)
		r.n++
	}
	return strings.Join(out, "\n")
}

// cutKey cuts "key: value" outside of quotation marks and templates.
func cutKey(text string) (key, value string, ok bool) {
	if quote := text[0]; quote == '"' || quote == '\'' {
		end := strings.IndexByte(text[1:], quote)
		if end < 0 || !strings.HasPrefix(text[end+2:], ":") {
			return "", "", false
		}
		return text[1 : end+1], trimSpace(text[end+3:]), true
	}
	for i := 0; i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], "{{"):
			end := strings.Index(text[i:], "}}")
			if end < 0 {
				return "", "", false
			}
			i += end + 1
		case text[i] == '"' || text[i] == '#' && i > 0 && text[i-1] == ' ':
			return "", "", false
		case text[i] == ':' && (i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\t'):
			return trimSpace(text[:i]), trimSpace(text[i+1:]), true
		}
	}
	return "", "", false
}

// withoutMarks drops anchors and tags before a value.
func withoutMarks(value string) string {
	for value != "" && (value[0] == '&' || value[0] == '!') {
		_, rest, _ := strings.Cut(value, " ")
		value = trimSpace(rest)
	}
	return value
}

// plain is a value without quotation marks and without a comment behind it.
func plain(value string) string {
	if quote := value[0]; quote == '"' || quote == '\'' {
		if end := strings.LastIndexByte(value[1:], quote); end >= 0 {
			if inner := value[1 : end+1]; !strings.Contains(inner, string(quote)+" #") {
				return unescape(inner)
			}
			inner, _, _ := strings.Cut(value[1:], string(quote))
			return inner
		}
	}
	if i := strings.Index(value, " #"); i >= 0 {
		value = value[:i]
	}
	return trimSpace(value)
}
