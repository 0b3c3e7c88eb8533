package inventory

// unalias gives what an import renames the name back by which sinks know it:
// "from m import load as other", "import { load as other } from 'm'". Methods
// and keywords of the same name are left alone.
func unalias(c *tokens, calls map[string][]*call) {
	aliases := map[string]string{}
	for i := range c.tok {
		if c.tok[i].kind != nameToken || c.tok[i].text != "as" || i == 0 || i+1 >= len(c.tok) || !inImport(c, i) {
			continue
		}
		name, other := c.tok[i-1], c.tok[i+1]
		if name.kind == nameToken && other.kind == nameToken && len(calls[name.text]) > 0 {
			aliases[other.text] = name.text
		}
	}
	for i := range c.tok {
		if t := &c.tok[i]; len(aliases) > 0 && t.kind == nameToken && !c.is(i-1, ".") && c.is(i+1, "(") && aliases[t.text] != "" {
			t.text = aliases[t.text]
		}
	}
}

// inImport tells whether the word "as" at i stands in an import of names from a
// module.
func inImport(c *tokens, i int) bool {
	for k := i - 1; k >= 0 && i-k < maxImport; k-- {
		switch t := c.tok[k]; {
		case t.kind == nameToken && t.text == "import":
			return !c.lines || isFrom(c, k)
		case t.kind == newline, t.kind == stringToken:
			return false
		}
	}
	return false
}

// isFrom tells whether the word "import" at i stands behind "from module".
func isFrom(c *tokens, i int) bool {
	for k := i - 1; k >= 0 && c.tok[k].kind != newline; k-- {
		if c.tok[k].text == "from" {
			return true
		}
	}
	return false
}

const maxImport = 400 // words in one import
