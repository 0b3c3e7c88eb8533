package inventory

import "strings"

// bindLines makes the first pass over a language whose indentation tells what
// belongs together.
func (c *code) bindLines() {
	stack := []int32{0}
	for i := 0; i < len(c.tok); {
		if c.tok[i].kind == newline {
			i++
			continue
		}
		indent := c.column(i)
		for len(stack) > 1 && c.scope[stack[len(stack)-1]].indent >= indent {
			stack = stack[:len(stack)-1]
		}
		here := stack[len(stack)-1]
		end := c.lineEnd(i)
		for j := i; j < end; j++ {
			c.place[j] = here
		}
		if inner := c.statement(i, end, here, indent); inner != here {
			stack = append(stack, inner)
		}
		i = end
	}
}

func (c *tokens) column(i int) int {
	pos := int(c.tok[i].pos)
	return pos - strings.LastIndexByte(c.src[:pos], '\n') - 1
}

// lineEnd is the token that ends the statement that begins at i.
func (c *tokens) lineEnd(i int) int {
	for i < len(c.tok) && c.tok[i].kind != newline && !c.is(i, ";") {
		if m := int(c.tok[i].match); c.tok[i].kind == opening && m > i {
			i = min(m, len(c.tok)-1)
		}
		i++
	}
	return min(i+1, len(c.tok))
}

// statement notes what one statement binds. It returns the scope of what
// follows more deeply indented.
func (c *code) statement(i, end int, here int32, indent int) int32 {
	switch c.tok[i].text {
	case "async":
		if c.is(i+1, "def") {
			return c.statement(i+1, end, here, indent)
		}
	case "def":
		return c.function(i+1, end, here, indent)
	case "class":
		inner := c.openScope(here, indent)
		c.scope[inner].class = c.at(i + 1).text
		return inner
	case "import", "from":
		return here
	case "for":
		c.bindLoop(i+1, here)
		return here
	case "with":
		c.bindWith(i+1, end, here)
		return here
	case "return", "yield":
		c.returns(here, i+1)
		return here
	}
	if c.tok[i].kind == stringToken && (i+1 >= end || c.tok[i+1].kind == newline) {
		c.settled[i] = true // a docstring
		return here
	}
	c.assignments(i, end, here)
	return here
}

// function notes a function whose name is the token i.
func (c *code) function(i, end int, here int32, indent int) int32 {
	inner := c.openScope(here, indent)
	open := i + 1
	for open < end && !c.is(open, "(") {
		open++
	}
	if open >= end {
		return inner
	}
	f := &funcDef{name: c.at(i).text, scope: inner}
	c.params(f, open, here)
	if class := c.scope[here].class; class != "" {
		f.method = len(f.params) > 0 && (f.params[0].name == "self" || f.params[0].name == "cls")
		if f.name == "__init__" {
			f.name = class
		}
	}
	c.define(f)
	c.sameLine(int(c.tok[open].match), end, inner, indent)
	return inner
}

// sameLine notes what stands on the line of a definition behind its colon.
func (c *code) sameLine(from, end int, inner int32, indent int) {
	for i := max(from, 0); i < end; i++ {
		if c.is(i, ":") && i+1 < end && c.tok[i+1].kind != newline {
			for j := i + 1; j < end; j++ {
				c.place[j] = inner
			}
			c.statement(i+1, end, inner, indent)
			return
		}
	}
}

// returns notes what a function gives.
func (c *code) returns(where int32, expr int) {
	if s := &c.scope[where]; len(s.returns) < maxBindings {
		s.returns = append(s.returns, expr)
	}
}

// define makes a function known by its name and its parameters in its scope.
func (c *code) define(f *funcDef) {
	c.scope[f.scope].fn = f
	if len(c.funcs[f.name]) < maxBindings {
		c.funcs[f.name] = append(c.funcs[f.name], f)
	}
	for n, p := range f.params {
		c.scope[f.scope].names[p.name] = append(c.scope[f.scope].names[p.name], binding{expr: p.expr, scope: f.scope, param: f, index: n})
	}
}

// params reads the list of parameters between brackets.
func (c *code) params(f *funcDef, open int, here int32) {
	close := min(int(c.tok[open].match), len(c.tok))
	for i := open; i < close; i++ {
		c.place[i] = here
	}
	depth := open + 1
	for i := depth; i < close; i++ {
		if c.isName(i) && (i == open+1 || c.is(i-1, ",") || c.is(i-1, "*") || c.is(i-1, "...") || c.is(i-1, "{")) {
			f.params = append(f.params, param{name: c.tok[i].text, expr: c.defaultOf(i, close)})
		}
		if m := int(c.tok[i].match); c.tok[i].kind == opening && m > i && i > open+1 {
			i = m
		}
	}
}

// defaultOf returns the default value of the parameter at i: behind "=" before
// the next comma.
func (c *tokens) defaultOf(i, end int) int {
	for j := i + 1; j < end && !c.is(j, ","); j++ {
		if c.is(j, "=") {
			return j + 1
		}
		if m := int(c.tok[j].match); c.tok[j].kind == opening && m > j {
			j = m
		}
	}
	return -1
}

// bindLoop notes the variables of "for a, b in expression".
func (c *code) bindLoop(i int, here int32) {
	var names []string
	for ; i < len(c.tok) && c.tok[i].kind != newline; i++ {
		switch {
		case c.is(i, "in") || c.is(i, "of"):
			for n, name := range names {
				b := binding{expr: i + 1, scope: here, each: true, index: n}
				if len(names) == 1 {
					b.index = -1
				}
				c.bind(here, name, b)
			}
			return
		case c.isName(i) && c.tok[i].text != "const" && c.tok[i].text != "let" && c.tok[i].text != "var":
			names = append(names, c.tok[i].text)
		case c.tok[i].kind == operator && !c.is(i, ","):
			return
		}
	}
}

// bindWith notes the names in "with expression as name".
func (c *code) bindWith(i, end int, here int32) {
	start := i
	for j := i; j < end; j++ {
		switch {
		case c.is(j, ","):
			start = j + 1
		case c.is(j, "as") && c.isName(j+1):
			c.bind(here, c.tok[j+1].text, binding{expr: start, scope: here, index: -1})
		}
		if m := int(c.tok[j].match); c.tok[j].kind == opening && m > j && j > i {
			j = m
		}
	}
}

// assignments notes "a = b = expression", "a: T = expression", "a.b = expression"
// and "a, b = x, y".
func (c *code) assignments(i, end int, here int32) {
	for j := i; j < end; j++ {
		if m := int(c.tok[j].match); c.tok[j].kind == opening && m > j {
			j = min(m, end)
			continue
		}
		if !c.is(j, "=") && !c.is(j, ":=") && !c.is(j, "+=") {
			continue
		}
		left := j - 1
		for k := i; k < j; k++ {
			if c.is(k, ":") {
				left = k - 1
				break
			}
		}
		if commas := c.commas(i, j); commas > 0 {
			c.bindTuple(i, j, here)
		} else {
			c.bindTarget(left, binding{expr: j + 1, scope: here, index: -1}, here)
		}
		i = j + 1
	}
}

func (c *tokens) commas(i, end int) int {
	n := 0
	for ; i < end; i++ {
		if c.is(i, ",") {
			n++
		}
		if m := int(c.tok[i].match); c.tok[i].kind == opening && m > i {
			i = m
		}
	}
	return n
}

// bindTuple notes "a, b = x, y" part by part, or "a, b = call()" as unknown.
func (c *code) bindTuple(i, eq int, here int32) {
	values := []int{eq + 1}
	for j := eq + 1; j < len(c.tok) && c.tok[j].kind != newline; j++ {
		if c.is(j, ",") {
			values = append(values, j+1)
		}
		if m := int(c.tok[j].match); c.tok[j].kind == opening && m > j {
			j = m
		}
	}
	names := c.commas(i, eq) + 1
	n := 0
	for j := i; j < eq; j++ {
		if !c.isName(j) || !c.is(j+1, ",") && j+1 != eq && !c.is(j+1, ")") {
			continue
		}
		b := binding{expr: -1, scope: here, index: -1}
		if n < len(values) && names == len(values) {
			b.expr = values[n]
		}
		c.bindTarget(j, b, here)
		n++
	}
}

// bindTarget notes what stands left of a sign of assignment and ends at i.
func (c *code) bindTarget(i int, b binding, here int32) {
	switch {
	case !c.isName(i):
	case c.is(i-1, ".") || c.is(i-1, "?."):
		c.bindAttribute(c.tok[i].text, b)
	default:
		c.bind(here, c.tok[i].text, b)
	}
}
