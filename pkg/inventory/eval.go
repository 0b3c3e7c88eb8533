package inventory

import (
	"math"
	"slices"
)

// value is what an expression may give.
type value struct {
	texts []lit
	open  bool // it may also be something that the file does not say
	local bool // a path on the machine
	made  bool // what a call gave that is itself looked at: a model that was loaded
	group int  // opening bracket of a list or mapping; -1 otherwise
}

// lit is a text and where it is written.
type lit struct {
	text string
	tok  int
	line int32
}

var unknown = value{open: true, group: -1}

func (v value) or(w value) value {
	out := value{texts: v.texts, open: v.open || w.open, local: v.local || w.local, made: v.made || w.made, group: v.group}
	for _, l := range w.texts {
		if len(out.texts) < maxTexts && !slices.Contains(out.texts, l) {
			out.texts = append(slices.Clip(out.texts), l)
		}
	}
	if out.group < 0 {
		out.group = w.group
	}
	return out
}

// Bounds of an evaluation, which hostile code cannot stretch.
const (
	maxDepth = 24
	maxTexts = 400
	maxSteps = 20_000    // of one evaluation
	maxSpent = 1_000_000 // of all in a file
)

// evaluation is one look at what an expression may give.
type evaluation struct {
	*code
	depth int
	steps int
	deep  bool // lists and mappings give what is in them
	busy  []int
	// cut is the lowest place in busy that was met again and not followed: the
	// values of everything begun after it depend on where one came from. It is
	// uncut without one, and -1 where a bound ended the evaluation.
	cut int
}

const uncut = math.MaxInt

// eval returns what the expression at i may give, which ends before end.
func (c *code) eval(i, end int, deep bool) value {
	if i < 0 {
		return unknown
	}
	e := &evaluation{code: c, deep: deep, cut: uncut}
	v, _ := e.expr(i, end)
	return v
}

// endOf is the token behind the expression at i.
func endOf(c *code, i int) int {
	e := &evaluation{code: c, cut: uncut}
	_, end := e.expr(i, len(c.tok))
	return end
}

// expr reads a choice: "a if c else b", "c ? a : b", or less.
func (e *evaluation) expr(i, end int) (value, int) {
	v, i := e.either(i, end)
	switch {
	case i >= end:
	case e.lines && e.is(i, "if"):
		_, i = e.either(i+1, end)
		if i < end && e.is(i, "else") {
			other, next := e.expr(i+1, end)
			return v.or(other), next
		}
	case !e.lines && e.is(i, "?"):
		first, next := e.expr(i+1, end)
		if next < end && e.is(next, ":") {
			second, last := e.expr(next+1, end)
			return first.or(second), last
		}
	}
	return v, i
}

// either reads "a or b", where b stands in for an a that is not set.
func (e *evaluation) either(i, end int) (value, int) {
	v, i := e.sum(i, end)
	for i < end && e.at(i).kind != stringToken {
		switch e.at(i).text {
		case "or", "||", "??":
			next, after := e.sum(i+1, end)
			if len(next.texts) > 0 {
				v.open = false
			}
			v, i = v.or(next), after
			if len(v.texts) > 0 && !next.open {
				v.open = false
			}
		case "and", "&&":
			v, i = e.sum(i+1, end)
		case "==", "!=", "===", "!==", "<", ">", "<=", ">=", "in", "not", "is", "instanceof":
			if e.is(i, ">") || e.is(i, "<") || e.at(i).kind == operator || e.lines {
				_, i = e.sum(i+1, end)
				v = value{group: -1}
				continue
			}
			return v, i
		default:
			return v, i
		}
	}
	return v, i
}

// sum reads "a + b". A path that is put together with "/" is on the machine.
func (e *evaluation) sum(i, end int) (value, int) {
	v, i := e.operand(i, end)
	for i < end && e.at(i).kind == operator {
		switch e.at(i).text {
		case "+":
			next, after := e.operand(i+1, end)
			v, i = join(v, next), after
		case "/":
			_, i = e.operand(i+1, end)
			v = value{local: v.local, open: !v.local, group: -1}
		case "%", "*", "-", "|", "&", "**":
			_, i = e.operand(i+1, end)
			v = value{open: len(v.texts) > 0 || v.open, group: -1}
		default:
			return v, i
		}
	}
	return v, i
}

// join puts texts together.
func join(a, b value) value {
	if a.local {
		return value{local: true, group: -1}
	}
	if len(a.texts) == 0 || len(b.texts) == 0 {
		if a.group >= 0 || b.group >= 0 {
			return a.or(b)
		}
		return value{open: true, group: -1}
	}
	out := value{open: a.open || b.open, group: -1}
	for _, x := range a.texts {
		for _, y := range b.texts {
			if len(out.texts) >= maxTexts || len(x.text)+len(y.text) > maxText {
				return out
			}
			// where the name stands, not a prefix such as "openai/"
			at := x
			if len(y.text) > len(x.text) {
				at = y
			}
			out.texts = append(out.texts, lit{x.text + y.text, at.tok, at.line})
		}
	}
	return out
}

const (
	maxText = 1000 // bytes of a text that is put together
	maxPut  = 8    // of such texts that one expression may give
)

// operand reads one thing with what follows it: calls, attributes, indices.
func (e *evaluation) operand(i, end int) (value, int) {
	e.steps++
	e.spent++
	if i >= end || e.steps > maxSteps || e.spent > maxSpent || e.depth > maxDepth {
		if i < end {
			e.cut = -1
		}
		return unknown, max(i, end)
	}
	t := e.at(i)
	switch {
	case t.kind == newline:
		return unknown, i
	case t.kind == stringToken:
		return e.literal(i, end)
	case t.kind == numberToken:
		return value{group: -1}, i + 1
	case t.kind == opening:
		return e.bracket(i, end)
	case t.kind == operator && isSign(t.text):
		return e.operand(i+1, end)
	case t.kind == nameToken && isPrefixWord(t.text) && i+1 < end && e.isOperand(i+1, t.line):
		return e.operand(i+1, end)
	case t.kind == nameToken:
		return e.chain(i, end)
	default:
		return unknown, i + 1
	}
}

// isOperand tells whether an operand stands at i, on a line.
func (e *tokens) isOperand(i int, line int32) bool {
	return e.at(i).line == line && e.at(i).kind != operator
}

func isSign(s string) bool {
	switch s {
	case "!", "-", "+", "*", "...", "&", "@":
		return true
	}
	return false
}

func isPrefixWord(s string) bool {
	switch s {
	case "new", "await", "typeof", "const", "static", "not", "async":
		return true
	}
	return false
}

// literal reads strings that follow one another.
func (e *evaluation) literal(i, end int) (value, int) {
	v := e.text(i)
	i++
	for e.joins && i < end && e.at(i).kind == stringToken {
		v = join(v, e.text(i))
		i++
	}
	return e.suffix(v, i, end)
}

// text is the value of one string.
func (e *evaluation) text(i int) value {
	t := e.at(i)
	if t.put == 0 {
		return value{texts: []lit{{t.text, i, t.line}}, group: -1}
	}
	v := value{texts: []lit{{"", i, t.line}}, group: -1}
	for _, p := range e.parts[t.put] {
		if !p.expr {
			v = join(v, value{texts: []lit{{p.text, i, t.line}}, group: -1})
			continue
		}
		v = join(v, e.embedded(p.text, i))
		if len(v.texts) == 0 || len(v.texts) > maxPut {
			return unknown // chosen from a long list, it is not fixed
		}
	}
	// What is put in stands elsewhere; the string is what the reader sees.
	for n := range v.texts {
		if len(v.texts[n].text) > longest(e.parts[t.put]) && e.parts[t.put][0].text == "" {
			continue
		}
		v.texts[n].tok, v.texts[n].line = i, t.line
	}
	return v
}

func longest(parts []part) int {
	n := 0
	for _, p := range parts {
		if !p.expr {
			n += len(p.text)
		}
	}
	return 2 * n
}

// embedded evaluates an expression inside a string.
func (e *evaluation) embedded(src string, i int) value {
	if len(src) > maxText {
		return unknown
	}
	first, before := len(e.tok), int32(len(e.parts)-1)
	tokens, parts := lex(src, e.dialect, nil)
	e.parts = append(e.parts, parts[1:]...)
	for _, t := range tokens {
		if t.put > 0 {
			t.put += before
		}
		t.line = e.tok[i].line
		if t.match >= 0 {
			t.match += int32(first)
		}
		e.tok = append(e.tok, t)
		e.place = append(e.place, e.place[i])
	}
	if len(e.tok) == first {
		return value{group: -1, texts: []lit{{"", i, e.tok[i].line}}}
	}
	v, _ := e.expr(first, len(e.tok))
	return v
}

// bracket reads what stands in brackets: an expression, or a list or mapping.
func (e *evaluation) bracket(i, end int) (value, int) {
	t := e.at(i)
	close := min(int(t.match), len(e.tok))
	if close <= i {
		return unknown, i + 1
	}
	next := min(close+1, end)
	if t.text == "(" && e.commas(i+1, close) == 0 {
		if !e.lines && e.is(close+1, "=>") {
			return value{group: -1}, e.skipArrow(close+2, end)
		}
		v, _ := e.expr(i+1, close)
		return e.suffix(v, next, end)
	}
	v := value{group: i}
	if e.deep {
		for _, item := range e.elements(i) {
			v = v.or(item)
		}
		v.group, v.open = i, false
	}
	return e.suffix(v, next, end)
}

func (e *evaluation) skipArrow(i, end int) int {
	if e.is(i, "{") {
		return min(int(e.at(i).match)+1, end)
	}
	_, next := e.expr(i, end)
	return next
}

// elements are the values in a list or mapping.
func (e *evaluation) elements(open int) []value {
	var out []value
	for _, a := range e.arguments(open) {
		v, _ := e.expr(a.start, a.end)
		out = append(out, v)
	}
	return out
}
