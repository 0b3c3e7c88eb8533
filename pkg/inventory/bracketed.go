package inventory

import (
	"errors"
	"strings"
)

var errOpen = errors.New("a bracket that opens there is not closed")

// flow reads a value in brackets, which may go on over lines.
func (r *yamlReader) flow(indent int, value string) {
	first := r.n
	whole, last, closed := r.bracketed(value, r.lines, first, func(line string) bool { return leaves(line, indent) })
	if !closed && !strings.Contains(strings.Join(r.lines[first:last+1], "\n"), "{{") { // a template is YAML once it is filled in
		r.faults = append(r.faults, fault{first + 1, "line", errOpen})
	}
	if closed {
		r.n = last
	}
	f := flow{outline: r.outline, src: whole, line: first + 1}
	f.value(r.path(), 0, false)
}

// bracketed is a value in brackets that begins on line n, and the last line
// that was looked at. One that nothing closes, before the end or before a line
// that does not belong to it, is what stands on its own line: what follows is
// read for itself.
func (o *outline) bracketed(value string, lines []string, n int, leaves func(string) bool) (whole string, last int, closed bool) {
	var b brackets
	b.read(value)
	last = n
	for b.depth > 0 && last+1 < len(lines) && o.unclosed < maxOpen && (b.quote != 0 || !leaves(lines[last+1])) {
		last++
		b.read(lines[last])
	}
	if b.depth > 0 {
		o.unclosed++
		return value, last, false
	}
	return strings.Join(append([]string{value}, lines[n+1:last+1]...), "\n"), last, true
}

// maxOpen bounds how often a bracket is looked for that nothing closes.
const maxOpen = 10

// leaves tells whether a line belongs to what holds the value before it: it is
// a key or an element that is no more deeply indented.
func leaves(line string, indent int) bool {
	text := strings.TrimLeft(line, " ")
	if text == "" || len(line)-len(text) > indent {
		return false
	}
	_, _, isKey := cutKey(text)
	return isKey || text == "-" || strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "---")
}

// brackets follows how many brackets are open, line by line. A quotation mark
// inside a word opens no text, and what follows a number sign is a comment.
type brackets struct {
	depth int
	quote byte // of the text that goes on
	last  byte // before, that is no blank
}

func (b *brackets) read(line string) {
	if b.quote == 0 {
		b.last = ','
	}
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case b.quote != 0:
			if c == '\\' && b.quote == '"' {
				i++
			} else if c == b.quote {
				b.quote = 0
			}
		case (c == '"' || c == '\'') && strings.IndexByte("[{,:", b.last) >= 0:
			b.quote = c
		case c == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			return
		case c == '[' || c == '{':
			b.depth++
		case c == ']' || c == '}':
			b.depth--
		}
		if c != ' ' && c != '\t' {
			b.last = c
		}
	}
}
