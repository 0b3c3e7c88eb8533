package inventory

import "strings"

// mayFind tells whether anything in a file may be a reference: most files have
// nothing, and need not be understood.
func (c *code) mayFind() bool {
	for i := range c.tok {
		switch t := &c.tok[i]; t.kind {
		case nameToken:
			if c.is(i+1, "(") && (c.Sinks.calls[t.text] != nil || c.runs[t.text]) {
				return true
			}
		case stringToken:
			if c.mayBeName(t) {
				return true
			}
		case operator:
			if (t.text == "=" || t.text == ":" || t.text == ":=") && c.mayName(i+1) && (c.mayHold(c.leftOf(i)) || c.mayHoldBelow(i)) {
				return true
			}
		}
	}
	return false
}

// mayBeName tells whether a text by itself may be an id, an address or a
// command, or is put together of several.
func (c *code) mayBeName(t *token) bool {
	switch {
	case t.put > 0:
		return mayJoin(c.src[t.pos:t.end])
	case strings.Contains(t.text, " --"), strings.Contains(t.text, "://"), strings.Contains(t.text, "hf.co"):
		return true
	case strings.HasPrefix(t.text, "--"):
		return c.mayHold(t.text)
	case isCommandLine(c.Sinks, t.text), mayBeSettings(t.text):
		return true
	case len(t.text) > maxID || strings.IndexByte(t.text, '/') < 0:
		return false
	}
	if id, ok := c.idShaped(t.text); ok {
		_, name, _ := strings.Cut(id, "/")
		strong, weak := signs(c.Sinks, name)
		return strong+weak > 0 || c.looksLike(id)
	}
	for _, scheme := range c.Schemes {
		if strings.HasPrefix(t.text, scheme.Prefix) {
			return true
		}
	}
	return false
}

// mayJoin tells whether a text that is put together may be a name, or holds a
// call that takes one.
func mayJoin(raw string) bool {
	return strings.IndexByte(raw, '/') >= 0 || strings.Contains(raw, " --") || strings.Contains(raw, "hf.co") ||
		strings.IndexByte(raw, '(') >= 0 && strings.Count(raw, `"`)+strings.Count(raw, "'") > 2
}

// mayHoldBelow tells whether an id stands under a name that says below some keys
// that its value is a reference.
func (c *code) mayHoldBelow(i int) bool {
	if c.at(i+1).kind != stringToken {
		return false
	}
	_, ok := c.idShaped(c.tok[i+1].text)
	return ok && len(c.ends.ends[wordsOf(c.leftOf(i))]) > 0
}

// mayHold tells whether a name says that its value is a reference, wherever it
// stands.
func (c *code) mayHold(name string) bool {
	n, ok := c.names[name]
	if !ok {
		n = c.named(name)
		c.names[name] = n
	}
	return n != nil && n.Kind != none
}
