package inventory

import (
	"slices"
	"strings"
)

// mayFind tells whether anything in a file may be a reference: most files have
// nothing, and need not be understood.
func (c *code) mayFind() bool {
	for i := range c.tok {
		switch t := &c.tok[i]; t.kind {
		case nameToken:
			if c.is(i+1, "(") && (c.Sinks.calls[t.text] != nil || slices.Contains(c.Shells, t.text)) || slices.Contains(c.Environment, t.text) &&
				c.isHeld(i) {
				return true
			}
		case stringToken:
			if c.mayBeName(i, t) {
				return true
			}
		}
	}
	return false
}

// mayBeName tells whether a text may be an id, an address, or the name that a
// variable or key holds.
func (c *code) mayBeName(i int, t *token) bool {
	if strings.Contains(t.text, " --") {
		return true
	}
	if t.put > 0 || strings.Contains(t.text, "/") {
		return t.put > 0 || strings.Contains(t.text, "://") || strings.Contains(t.text, "hf.co") || len(t.text) <= maxID && c.hasID(t.text)
	}
	return len(t.text) < maxShort && strings.IndexByte(t.text, ' ') < 0 && c.isHeld(i)
}

// maxShort bounds a name without an owner.
const maxShort = 100

func (c *code) hasID(text string) bool {
	_, ok := c.idShaped(text)
	if ok {
		return true
	}
	for _, scheme := range c.Schemes {
		if strings.HasPrefix(text, scheme.Prefix) {
			return true
		}
	}
	return strings.Count(text, "/") > 2
}

// isHeld tells whether something that is named like a reference holds what
// stands at i.
func (c *code) isHeld(i int) bool {
	for j := i - 1; j >= max(0, i-8); j-- {
		switch t := c.tok[j]; {
		case t.kind == newline:
			return false
		case t.kind == operator && (t.text == "=" || t.text == ":" || t.text == ":="):
			name := c.leftOf(j)
			return name != "" && c.mayHold(name)
		case t.kind == opening && t.text != "(", t.kind == stringToken && !strings.HasPrefix(t.text, "--"):
			return true // a list, whose name stands further up
		case t.kind == stringToken:
			return true
		}
	}
	return false
}

// mayHold tells whether a name says that its value is a reference, wherever it
// stands.
func (c *code) mayHold(name string) bool {
	n, ok := c.names[name]
	if !ok {
		n = c.named(name, "datasets", "model")
		c.names[name] = n
	}
	return n != nil && n.Kind != none
}
