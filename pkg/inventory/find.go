package inventory

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// find makes the second pass: calls that take names, then whatever is named
// like one, then texts that look like ids, and addresses.
func (c *finder) find() {
	calls, places, loose := callFinder{c}, placeFinder{c}, looseFinder{c}
	c.noteLibraries()
	calls.note()
	calls.outputs()
	for i := 0; i < c.own; i++ {
		if c.isCall(i) {
			calls.call(i)
			calls.command(i)
		}
	}
	places.all()
	for i := 0; i < c.own; i++ {
		if c.tok[i].kind == stringToken {
			loose.text(i)
			calls.callsIn(i)
		}
	}
}

// isCall tells whether the name i is called here, and not defined.
func (c *finder) isCall(i int) bool {
	if c.tok[i].kind != nameToken || !c.is(i+1, "(") {
		return false
	}
	switch prev := c.at(i - 1); {
	case prev.kind == nameToken && (prev.text == "def" || prev.text == "class" || prev.text == "function" || prev.text == "func"):
		return false
	case c.lines || c.is(i-1, ".") || c.is(i-1, "new") || c.is(i-1, "await") || c.is(i-1, "="):
		return true
	}
	return !c.isBlock(int(c.tok[i+1].match)+1) || !c.is(int(c.tok[i+1].match)+1, "{")
}

// loads tells whether calls of the language are those that the sinks mean: in
// others, functions of the same names do other things, and only texts count.
func (c *finder) loads() bool { return c.lines || c.regexps }

// report adds what the texts of a value name.
func (c *finder) report(v value, w what, r rank, how, revision string) {
	for _, l := range v.texts {
		if r != byCall && (c.used[l.tok] || c.mute[l.tok]) {
			continue
		}
		if parts := listed(c.Sinks, l.text); len(parts) > 1 {
			for _, p := range parts {
				c.report(value{texts: []lit{{p, l.tok, l.line}}}, w, byCall, how, revision)
			}
			continue
		}
		found, ok := c.read(l.text, w, r)
		if ok && c.outs[l.text] && found.Status == Resolved {
			found.Status, found.ID = LocalPath, ""
		}
		if ok && found.Status == Resolved && !strings.ContainsAny(found.ID, "/:") && c.isPathName(c.leftOf(l.tok-1)) && !c.familiar(found.ID) {
			found.Status, found.ID = LocalPath, ""
		}
		if r == byCall {
			c.used[l.tok] = true
		}
		if !ok {
			continue
		}
		c.used[l.tok] = true
		found.Line, found.How = int(l.line), how
		if found.Revision == "" {
			found.Revision = revision
		}
		c.refs = append(c.refs, found)
	}
}

// isPathName tells whether what has such a name is a path, unless it looks like
// something else.
func (c *finder) isPathName(name string) bool {
	return slices.Contains([]string{"path", "dir", "folder", "directory"}, lastWord(name))
}

// unresolved reports an expression that the file does not fix, once.
func (c *finder) unresolved(a arg, w what, how string) {
	if c.open[a.start] {
		return
	}
	c.open[a.start] = true
	hub := w.Hub
	if hub == "" {
		hub = ref.HuggingFace
	}
	c.refs = append(c.refs, Reference{Line: int(c.tok[a.start].line), Text: c.written(a), Hub: hub, Kind: w.Kind, How: how, Status: Unresolved,
		rank: byCall})
}

// written is the text of an argument, on one line and not too long.
func (c *tokens) written(a arg) string {
	from := int(c.tok[a.start].pos)
	return excerpt(c.src[from:max(from, int(c.at(a.end-1).end))])
}

// excerpt shows a piece of a file on one line.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > maxExcerpt {
		return string(runes[:maxExcerpt]) + "…"
	}
	return s
}

const maxExcerpt = 80 // characters
