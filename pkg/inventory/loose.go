package inventory

import (
	"iter"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// looseFinder reports texts that nothing around them explains.
type looseFinder struct{ *finder }

const maxInside = 64 << 10 // bytes

// mayBeSettings tells whether a text may be a file of settings with ids.
func mayBeSettings(text string) bool {
	return len(text) <= maxInside && strings.Contains(text, "\n") && strings.Contains(text, "/") &&
		(strings.Contains(text, ": ") || strings.Contains(text, ":\n"))
}

// text reports addresses in a text, and a text that looks like the id of a
// model and that nothing else explained.
func (c looseFinder) text(i int) {
	t := c.tok[i]
	if c.used[i] || c.compared(i) {
		return
	}
	raw := c.src[t.pos:t.end]
	if strings.Contains(raw, "://") || strings.Contains(raw, "hf.co") {
		before := len(c.refs)
		c.findAddresses([]byte(raw), int(t.line), func(r Reference) {
			r.How = "address"
			c.refs = append(c.refs, r)
		})
		if len(c.refs) > before {
			return
		}
	}
	if !c.mute[i] && c.isCommandLine(i) {
		c.refs = append(c.refs, onlyCalled(readShell(c.Sinks, []byte(t.text), int(t.line), nil))...)
		return
	}
	if strings.Contains(raw, " --") && !c.mute[i] {
		c.options(raw, t.line)
		return
	}
	if c.mute[i] || len(t.text) > maxID && !strings.Contains(t.text, "\n") {
		return
	}
	if t.put > 0 {
		c.inside(i)
		return
	}
	if found, ok := c.readScheme(t.text, what{Kind: none}, byAddress); ok {
		found.Line, found.How = int(t.line), "address"
		c.refs = append(c.refs, found)
		return
	}
	if strings.Contains(t.text, "\n") {
		c.inside(i)
		return
	}
	if id, ok := c.idShaped(t.text); ok && c.mayLoad(i, id) {
		c.report(value{texts: []lit{{t.text, i, t.line}}}, what{Kind: c.kindAround(i), Hub: c.hubOf(i)}, byLooks, "looks like an id", "")
	}
}

// isCommandLine tells whether a text is held under a name that says so, and
// begins with a program that takes names.
func (c looseFinder) isCommandLine(i int) bool {
	if !isCommandLine(c.Sinks, c.tok[i].text) {
		return false
	}
	return slices.Contains(c.Scripts, lastWord(c.leftOf(i-1)))
}

// inside reads a text of several lines as the settings that it may be: what is
// named there and has an owner counts.
func (c looseFinder) inside(i int) {
	t := c.tok[i]
	text, over := t.text, false
	if raw := c.src[t.pos:t.end]; strings.Contains(raw, "\n") {
		text, over = strings.Trim(raw, "\"'`"), true
	}
	for _, r := range settingsInside(c.Sinks, text, int(t.line)) {
		if !over {
			r.Line = int(t.line) // the ends of lines are written as signs
		}
		c.refs = append(c.refs, r)
	}
}

// settingsInside reads a text that begins on a line as the settings that it may
// be: what is named there and has an owner counts.
func settingsInside(s *Sinks, text string, line int) []Reference {
	if !mayBeSettings(text) {
		return nil
	}
	return slices.DeleteFunc(shift(readSettings(s, readYAML([]byte(text))), line-1), func(r Reference) bool {
		return r.Status != Resolved || r.rank != byName || !strings.Contains(r.ID, "/")
	})
}

// hinted tells whether the call or key around a text says that models are
// meant, and its name has a sign of one.
func (c looseFinder) hinted(i int, id string) bool {
	_, name, _ := strings.Cut(id, "/")
	strong, weak := signs(c.Sinks, name)
	if strong+weak == 0 {
		return false
	}
	for w := range c.wordsAround(i) {
		if slices.Contains(c.Looks.Context, w) {
			return true
		}
	}
	return false
}

// kindAround is what the call or key around a text says that it names: a
// dataset, or else a model.
func (c looseFinder) kindAround(i int) ref.Kind {
	for w := range c.wordsAround(i) {
		if kind, ok := kindWord(w); ok {
			return kind
		}
	}
	return ref.Model
}

// mayLoad tells whether an id looks like that of a model that something may load:
// it is neither looked up in a list nor shown.
func (c looseFinder) mayLoad(i int, id string) bool {
	return (c.looksLike(id) || c.hinted(i, id)) && !isMember(&c.tokens, i) && !c.isShown(i)
}

// isShown tells whether a text is only shown, to a log or as an error, or only
// compared: in an assertion of a test.
func (c looseFinder) isShown(i int) bool {
	for j := i - 1; j >= max(0, i-40); j-- {
		if c.tok[j].kind != opening || int(c.tok[j].match) <= i {
			continue
		}
		last := lastWord(c.keyBefore(j))
		if j == i-1 && c.is(j, "(") && slices.Contains(c.Shown, last) || c.is(j, "(") && compares(c.finder, c.keyBefore(j)) {
			return true
		}
	}
	return false
}

// compares tells whether a function only compares what it is given, by the last
// word of its name, or the first: "assert *".
func compares(c *finder, name string) bool {
	known, met := c.comparing[name]
	if !met {
		first, _, _ := strings.Cut(wordsOf(name), " ")
		known = slices.Contains(c.Compares, first+" *") || slices.Contains(c.Compares, lastWord(name))
		c.comparing[name] = known
	}
	return known
}

// lastWord is the last word of a name.
func lastWord(name string) string {
	words := wordsOf(name)
	return words[strings.LastIndexByte(words, ' ')+1:]
}

// hubOf is the hub that the key of a text is named after; empty for none.
func (c looseFinder) hubOf(i int) string {
	key := " " + wordsOf(c.leftOf(i-1)) + " "
	for _, site := range c.Sites {
		if strings.Contains(key, " "+site.Hub+" ") {
			return site.Hub
		}
	}
	return ""
}

// wordsAround are the words in the names of the calls and keys around a text,
// the innermost first.
func (c looseFinder) wordsAround(i int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for j := i - 1; j >= max(0, i-40); j-- {
			if c.tok[j].kind != opening || int(c.tok[j].match) <= i {
				continue
			}
			for w := range strings.SplitSeq(wordsOf(c.keyBefore(j)), " ") {
				if !yield(w) {
					return
				}
			}
		}
	}
}

// isMember tells whether a text stands in a list that something is only looked
// up in: "x in [a, b]", "[a, b].includes(x)".
func isMember(c *tokens, i int) bool {
	for j := i - 1; j >= max(0, i-40); j-- {
		if c.tok[j].kind != opening || int(c.tok[j].match) <= i {
			continue
		}
		end := int(c.tok[j].match)
		if c.is(end+1, ".") && (c.is(end+2, "includes") || c.is(end+2, "contains") || c.is(end+2, "indexOf")) {
			return true
		}
		return c.is(j-1, "in") && !inLoop(c, j-1)
	}
	return false
}

// inLoop tells whether the "in" at i belongs to a loop.
func inLoop(c *tokens, i int) bool {
	for j := i - 1; j >= 0 && c.tok[j].line == c.tok[i].line; j-- {
		if c.is(j, "for") {
			return true
		}
	}
	return false
}

// compared tells whether a text is only compared with something, imported, or
// the key of an index.
func (c *tokens) compared(i int) bool {
	for _, j := range [...]int{i - 1, i + 1} {
		switch c.at(j).text {
		case "==", "!=", "===", "!==":
			return c.at(j).kind == operator
		}
	}
	if c.is(i+1, "in") || c.is(i+1, "not") {
		return true
	}
	prev := c.at(i - 1)
	return prev.kind == nameToken && (prev.text == "from" || prev.text == "import" || prev.text == "case" || prev.text == "in")
}
