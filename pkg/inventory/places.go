package inventory

import (
	"slices"
	"strings"
)

// placeFinder reports what is held under a name.
type placeFinder struct{ *finder }

// frame is a bracket that is open, and what stands before it.
type frame struct {
	key string
	end int
}

// all reports what variables, keys, keywords, parameters and options
// hold that are named like a reference.
func (c placeFinder) all() {
	var above []frame
	var keys []string
	compared := 0 // up to there, names are only compared
	for i := 0; i < c.own; i++ {
		for len(above) > 0 && i >= above[len(above)-1].end {
			above, keys = above[:len(above)-1], keys[:len(keys)-1]
		}
		t := c.tok[i]
		if t.kind == opening {
			if key := c.keyBefore(i); key != "" {
				above, keys = append(above, frame{key, int(t.match)}), append(keys, key)
				if t.text == "(" && compares(c.finder, key) {
					compared = max(compared, int(t.match))
				}
			}
			continue
		}
		if i < compared {
			continue
		}
		if t.kind == stringToken && strings.HasPrefix(t.text, "--") && len(above) > 0 {
			c.option(i, keys)
			continue
		}
		if t.kind != operator || t.text != "=" && t.text != ":" && t.text != ":=" && t.text != "=>" {
			continue
		}
		if name := c.leftOf(i); name != "" && c.mayName(i+1) {
			c.holds(name, i+1, keys)
		}
	}
}

// mayName leaves out expressions that cannot give a name.
func (c *tokens) mayName(i int) bool {
	t := c.at(i)
	return t.kind == stringToken || t.kind == opening || t.kind == nameToken && !c.is(i+1, ")")
}

// keyBefore is the name that a bracket belongs to: of a variable, a key or a
// call.
func (c *tokens) keyBefore(i int) string {
	prev := c.at(i - 1)
	switch {
	case prev.kind == nameToken:
		return prev.text
	case prev.kind == operator && (prev.text == "=" || prev.text == ":" || prev.text == ":="):
		return c.leftOf(i - 1)
	}
	return ""
}

// leftOf is the name or key before a sign of assignment or a colon.
func (c *tokens) leftOf(i int) string {
	if c.is(i, "=") {
		for j := i - 1; j > max(0, i-10) && c.tok[j].line == c.tok[i].line; j-- {
			if c.is(j, ":") && c.isName(j-1) {
				return c.tok[j-1].text
			}
			if c.is(j, ",") || c.is(j, "(") || c.is(j, "{") || c.is(j, ";") {
				break
			}
		}
		if c.is(i-1, "]") && c.at(int(c.at(i-1).match)+1).kind == stringToken { // config["model"] = …
			return c.at(int(c.at(i-1).match) + 1).text
		}
	}
	switch t := c.at(i - 1); {
	case (t.text == "string" || t.text == "String") && c.isName(i-2):
		return c.at(i - 2).text
	case t.kind == nameToken:
		return t.text
	case t.kind == stringToken && t.put == 0 && !c.is(i, "="):
		return t.text
	}
	return ""
}

// option reports the default value of an option of the command line.
func (c placeFinder) option(i int, keys []string) {
	open := i - 1
	for open >= 0 && c.tok[open].kind != opening {
		open--
	}
	if open < 0 || c.at(open-1).kind != nameToken {
		return
	}
	if preset, ok := c.pick(c.arguments(open), "default"); ok {
		c.holds(c.tok[i].text, preset.start, keys)
	}
}

// holds reports the value at i, which name holds.
func (c placeFinder) holds(name string, i int, keys []string) {
	n := c.named(name, keys...)
	if n == nil {
		return
	}
	switch {
	case n.Kind == none && n.Nested && strings.Contains(c.at(i).text, "\n"):
		return
	case n.Kind == none:
		c.silence(i)
		return
	}
	v := c.eval(i, len(c.tok), true)
	if n.Open && c.isEnvironment(i) && len(v.texts) == 0 {
		c.unresolved(arg{start: i, end: endOf(c.code, i)}, n.what, "named "+name)
		return
	}
	if v.group >= 0 {
		if c.at(i).kind == opening && c.place[i] > 0 && c.onlyLookedUp(name) {
			c.silence(i)
			return
		}
		v = c.members(v)
	}
	v.texts = slices.DeleteFunc(slices.Clone(v.texts), func(l lit) bool { return c.isKeyOf(l.text, name) })
	c.report(v, n.what, byName, "named "+name, "")
}

// onlyLookedUp tells whether a list of a function has no other use than to look
// something up in it: "if name in NAMES".
func (c placeFinder) onlyLookedUp(name string) bool {
	if c.looked == nil {
		c.looked = map[string]bool{}
		for i := range c.own {
			t := c.tok[i]
			if t.kind != nameToken || c.is(i+1, "=") || c.is(i-1, ".") {
				continue
			}
			lookup := c.is(i-1, "in") && !inLoop(&c.tokens, i-1) || c.is(i+1, ".") && c.is(i+2, "includes")
			if before, met := c.looked[t.text]; !met || before {
				c.looked[t.text] = lookup
			}
		}
	}
	return c.looked[name]
}

// isKeyOf tells whether a text is the key of a setting and no name: its words
// are those of the constant that holds it.
func (c placeFinder) isKeyOf(text, name string) bool {
	owner, rest, parted := strings.Cut(text, "/")
	words := wordsOf(rest)
	return parted && strings.Contains(words, " ") && strings.HasSuffix(" "+wordsOf(name), " "+words) && !c.owners[strings.ToLower(owner)]
}

// silence settles the texts of the expression at i, and those that it takes from
// elsewhere: they name no repository. What a mapping holds counts only where it
// is written down here.
func (c placeFinder) silence(i int) {
	for _, l := range c.eval(i, len(c.tok), false).texts {
		c.mute[l.tok] = true
	}
	if c.tok[i].kind == opening {
		for j := i; j < min(int(c.tok[i].match), len(c.tok)); j++ {
			c.mute[j] = true
		}
	}
	if c.isName(i) && c.is(i+1, "(") && c.is(i+3, ")") { // Path("acme/tern")
		c.mute[i+2] = true
	}
}

// members keeps what looks like an id among the texts of a list or mapping:
// every owner/name if most are, else those that look like models. Keys count,
// too, if all are ids.
func (c placeFinder) members(v value) value {
	values := len(v.texts)
	for _, a := range c.arguments(v.group) {
		if key := c.at(a.start - 2); a.name != "" && key.kind == stringToken {
			if _, ok := c.idShaped(a.name); ok {
				v.texts = append(slices.Clip(v.texts), lit{a.name, a.start - 2, key.line})
			}
		}
	}
	keys := v.texts[values:]
	v.texts = v.texts[:values]
	ids := 0
	for _, l := range v.texts {
		if _, ok := c.idShaped(l.text); ok {
			ids++
		}
	}
	var kept []lit
	for _, l := range v.texts {
		if id, ok := c.idShaped(l.text); ok && (2*ids >= len(v.texts) || c.looksLike(id)) {
			kept = append(kept, l)
		}
	}
	kept = append(kept, keys...)
	v.texts = kept
	return v
}

// idShaped tells whether a text is "owner/name" and no path; it returns it
// without what stands behind.
func (s *Sinks) idShaped(text string) (string, bool) {
	owner, name, parted := strings.Cut(text, "/")
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ":")
	name, _, _ = strings.Cut(name, "--")
	if !parted || !isName(owner) || !isName(name) || !hasLetter(name) || s.isPath(owner+"/"+name) {
		return "", false
	}
	return owner + "/" + name, true
}

// isEnvironment tells whether the expression at i reads the environment and
// nothing else.
func (c placeFinder) isEnvironment(i int) bool {
	for j := i; j < i+8 && c.tok[i].line == c.at(j).line; j++ {
		if c.isName(j) && slices.Contains(c.Environment, c.tok[j].text) {
			return true
		}
		if !c.isName(j) && !c.isDot(j) {
			return false
		}
	}
	return false
}
