package inventory

import "cmp"

// bindBlocks makes the first pass over a language whose braces tell what
// belongs together.
func (c *code) bindBlocks() {
	type level struct {
		scope int32
		end   int
	}
	stack := []level{{0, len(c.tok)}}
	var waiting *funcDef // a function whose body has not begun
	for i := 0; i < len(c.tok); i++ {
		for len(stack) > 1 && i >= stack[len(stack)-1].end {
			stack = stack[:len(stack)-1]
		}
		here := stack[len(stack)-1].scope
		c.place[i] = here
		t := c.tok[i]
		switch {
		case t.kind == opening && t.text == "(":
			waiting = cmp.Or(c.functionAt(i, here), waiting)
		case t.kind == opening && t.text == "{" && c.isBlock(i):
			inner := c.openScope(here, 0)
			c.scope[inner].class = c.className(i)
			if waiting != nil && c.bodyFollows(i) {
				waiting.scope = inner
				c.define(waiting)
				waiting = nil
			}
			stack = append(stack, level{inner, int(t.match)})
		case t.kind == operator && (t.text == "=" || t.text == ":="):
			c.bindAssignment(i, here)
		case t.kind == nameToken && t.text == "for" && c.is(i+1, "("):
			c.bindLoop(i+2, here)
		case t.kind == nameToken && t.text == "return":
			c.returns(here, i+1)
		}
	}
}

// isBlock tells a block of statements from an object.
func (c *tokens) isBlock(i int) bool {
	prev := c.at(i - 1)
	switch prev.kind {
	case closing:
		return prev.text == ")" || prev.text == "}" || prev.text == "]" && !c.templates
	case operator:
		return prev.text == "=>" || prev.text == ";" || prev.text == ">" || prev.text == "->"
	case nameToken:
		return prev.text != "return" && prev.text != "default" && prev.text != "in" && prev.text != "of"
	case opening:
		return false
	default:
		return i == 0
	}
}

// className returns the name of the class whose body begins at i.
func (c *tokens) className(i int) string {
	for j := i - 1; j > max(0, i-12); j-- {
		if c.tok[j].kind == closing || c.tok[j].kind == opening || c.is(j, ";") {
			return ""
		}
		if c.is(j, "class") || c.is(j, "object") || c.is(j, "struct") || c.is(j, "interface") {
			return c.at(j + 1).text
		}
	}
	return ""
}

// functionAt reads the parameters between brackets if a body follows them.
func (c *code) functionAt(open int, here int32) *funcDef {
	end := int(c.tok[open].match)
	if end <= open || end >= len(c.tok) {
		return nil
	}
	var name string
	switch prev := c.at(open - 1); {
	case c.is(end+1, "=>") && c.is(end+2, "{"):
		name = c.assignedName(open)
	case c.is(end+1, "{") || c.is(end+1, ":") || c.isName(end+1) || c.is(end+1, "->") || c.is(end+1, "("):
		if prev.kind != nameToken || controls(prev.text) || !c.isDefinition(open) {
			return nil
		}
		name = prev.text
	default:
		return nil
	}
	if name == "constructor" {
		name = c.scope[here].class
	}
	f := &funcDef{name: name}
	c.params(f, open, here)
	if len(f.params) == 0 {
		return nil
	}
	return f
}

// assignedName is the name that a function without one is given.
func (c *tokens) assignedName(open int) string {
	if c.is(open-1, "async") {
		open--
	}
	if c.is(open-1, "=") && c.isName(open-2) {
		return c.at(open - 2).text
	}
	return ""
}

func controls(word string) bool {
	switch word {
	case "if", "for", "while", "switch", "catch", "with", "return", "await", "new", "super":
		return true
	}
	return false
}

// isDefinition tells the definition of a function from a call: its body begins
// at once, or a word says so.
func (c *tokens) isDefinition(open int) bool {
	end := int(c.tok[open].match)
	switch word := c.at(open - 2); {
	case word.kind == nameToken && (word.text == "function" || word.text == "func" || word.text == "fn" || word.text == "fun" ||
		word.text == "def"):
		return true
	case c.is(open-2, ".") || c.is(open-2, "new") || c.is(open-2, "await"):
		return false
	}
	return c.is(end+1, "{")
}

// bodyFollows tells whether the block at i is the body of the function that was
// read last.
func (c *tokens) bodyFollows(i int) bool {
	for j := i - 1; j > max(0, i-8); j-- {
		if c.tok[j].kind == closing && c.tok[j].text == ")" {
			return true
		}
		if c.tok[j].kind == opening || c.is(j, ";") {
			return false
		}
	}
	return false
}

// bindAssignment notes the name before a sign of assignment at i, behind which
// its type may stand.
func (c *code) bindAssignment(i int, here int32) {
	left := i - 1
	for j := left; j > max(0, i-8) && c.tok[j].line == c.tok[i].line; j-- {
		if c.is(j, ":") && c.isName(j-1) {
			left = j - 1
			break
		}
		if c.tok[j].kind == opening || c.is(j, ";") || c.is(j, "=") || c.is(j, ",") {
			break
		}
	}
	if (c.is(left, "string") || c.is(left, "String")) && c.isName(left-1) {
		left--
	}
	c.bindTarget(left, binding{expr: i + 1, scope: here, index: -1}, here)
}
