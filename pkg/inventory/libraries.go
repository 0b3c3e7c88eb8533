package inventory

import (
	"slices"
	"strings"
)

// origin is the library that a name comes from, from one token on.
type origin struct {
	from int
	hub  string
}

// noteLibraries notes which names of the file come from a library that loads
// from a hub of its own: "from modelscope import AutoModel", "import modelscope
// as ms".
func (c *finder) noteLibraries() {
	c.origins = map[string][]origin{}
	if !c.lines || len(c.Libraries) == 0 {
		return
	}
	for i := 0; i < c.own; i++ {
		switch t := c.tok[i]; {
		case t.kind != nameToken:
		case t.text == "from" && c.isName(i+1):
			_, last := c.module(i + 1)
			if c.is(last+1, "import") {
				c.noteImported(last+2, c.hubOf(c.at(i+1).text), last)
			}
		case t.text == "import" && !isFrom(&c.tokens, i):
			c.noteModules(i + 1)
		}
	}
}

// module is the first part of a dotted name, and its last token.
func (c *finder) module(i int) (first string, last int) {
	last = i
	for c.is(last+1, ".") && c.isName(last+2) {
		last += 2
	}
	return c.at(i).text, last
}

// noteImported notes the names of "from module import a, b as c".
func (c *finder) noteImported(i int, hub string, from int) {
	for end := i + maxImport; i < end; i++ {
		switch t := c.at(i); {
		case t.kind == nameToken:
			c.origins[t.text] = append(c.origins[t.text], origin{from, hub})
		case !c.is(i, ",") && !c.is(i, "(") && t.kind != newline || t.kind == newline && !c.is(i-1, ",") && !c.is(i-1, "("):
			return
		}
	}
}

// noteModules notes the names of "import a.b, c as d".
func (c *finder) noteModules(i int) {
	for c.isName(i) {
		name, last := c.module(i)
		hub := c.hubOf(name)
		if c.is(last+1, "as") && c.isName(last+2) {
			last += 2
			name = c.at(last).text
		}
		c.origins[name] = append(c.origins[name], origin{last, hub})
		if !c.is(last+1, ",") {
			return
		}
		i = last + 2
	}
}

// hubOf is the hub that a library loads from; empty for most.
func (c *finder) hubOf(module string) string {
	for _, l := range c.Libraries {
		if slices.Contains(l.Modules, module) {
			return l.Hub
		}
	}
	return ""
}

// origin is the hub of the library that a function comes from, by the first
// part of its name and the last import before it.
func (c *finder) origin(name string, at int) (hub string) {
	first, _, _ := strings.Cut(name, ".")
	for _, o := range c.origins[first] {
		if o.from < at {
			hub = o.hub
		}
	}
	return hub
}
