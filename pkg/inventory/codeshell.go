package inventory

import (
	"slices"
	"strings"
)

// command reads the command that a function runs: a text, or a list of words.
func (c callFinder) command(i int) {
	name, _ := c.callee(i)
	if !slices.ContainsFunc(c.Shells, func(n string) bool { return suffixOf(name, n) }) {
		return
	}
	args := c.arguments(i + 1)
	if len(args) == 0 {
		return
	}
	v := c.eval(args[0].start, args[0].end, true)
	if v.group >= 0 {
		c.words(v.group)
		return
	}
	for _, l := range v.texts {
		if strings.ContainsAny(l.text, " \n") {
			c.refs = append(c.refs, readShell(c.Sinks, []byte(l.text), int(l.line), nil)...)
			c.used[l.tok] = true
		}
	}
}

// words reads a list as the words of one command. What is no text stands for
// something from outside.
func (c callFinder) words(group int) {
	var words []word
	for _, a := range c.arguments(group) {
		v := c.eval(a.start, a.end, false)
		w := word{text: "$UNKNOWN", line: int(c.tok[a.start].line)}
		if len(v.texts) == 1 {
			w = word{text: v.texts[0].text, line: int(v.texts[0].line), raw: true}
		}
		words = append(words, w)
	}
	if len(words) == 0 {
		return
	}
	sh := shell{Sinks: c.Sinks, vars: map[string][]word{}}
	sh.argv(words)
	for _, r := range sh.refs {
		if r.Status == Resolved {
			c.refs = append(c.refs, r)
		}
	}
}

// options reports the values of options in a text that is a command line.
func (c looseFinder) options(raw string, line int32) {
	var words []word
	for n, row := range strings.Split(raw, "\n") {
		for field := range strings.FieldsSeq(row) {
			if field = strings.Trim(field, "\"'`,\\()"); field != "" {
				words = append(words, word{text: field, line: int(line) + n, raw: true})
			}
		}
	}
	sh := shell{Sinks: c.Sinks, vars: map[string][]word{}}
	taken := map[int]bool{}
	for i := range words {
		if !taken[i] && !strings.Contains(words[i].text, "{") {
			sh.flag(words, i, "", taken)
		}
	}
	for _, r := range sh.refs {
		if r.Status == Resolved {
			c.refs = append(c.refs, r)
		}
	}
}
