package inventory

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// callFinder reports what calls take.
type callFinder struct{ *finder }

// note lists calls by name and options with their default values.
func (c callFinder) note() {
	for i := 0; i < c.own; i++ {
		if !c.isCall(i) {
			continue
		}
		if len(c.sites[c.tok[i].text]) < maxBindings {
			c.sites[c.tok[i].text] = append(c.sites[c.tok[i].text], i+1)
		}
		switch first := c.at(i + 2); {
		case first.kind != stringToken:
		case strings.HasPrefix(first.text, "-") || slices.Contains(c.Options, c.tok[i].text):
			c.noteOption(i)
		case slices.Contains(c.Cases, c.tok[i].text):
			c.noteCases(i)
		}
	}
}

// noteOption keeps the default value of an option or argument of a program,
// under each of its names.
func (c callFinder) noteOption(i int) {
	args := c.arguments(i + 1)
	preset, ok := c.pick(args, "default")
	if !ok {
		return
	}
	for _, a := range args {
		if t := c.at(a.start); a.name == "" && t.kind == stringToken && (strings.HasPrefix(t.text, "--") || isName(t.text)) {
			name := strings.ReplaceAll(strings.TrimLeft(t.text, "-"), "-", "_")
			c.entry[name] = append(c.entry[name], binding{expr: preset.start, scope: c.place[i], index: -1})
		}
	}
}

// noteCases keeps the values that a test is run with, under the names of its
// parameters.
func (c callFinder) noteCases(i int) {
	values, ok := c.pick(c.arguments(i+1), "1")
	if !ok {
		return
	}
	names := strings.Split(c.at(i+2).text, ",")
	for n, name := range names {
		b := binding{expr: values.start, scope: c.place[i], each: true, index: n}
		if len(names) == 1 {
			b.index = -1
		}
		name = strings.TrimSpace(name)
		c.entry[name] = append(c.entry[name], b)
	}
}

// call reports what a call takes, if the sinks know it.
func (c callFinder) call(i int) {
	sinks := c.Sinks.calls[c.tok[i].text]
	if sinks == nil {
		return
	}
	name, first := c.callee(i)
	args := c.arguments(i + 1)
	if sink := bestCall(sinks, name); sink != nil && !c.is(first-1, "@") {
		c.taken(sink, i, args, c.origin(name, i))
	}
}

// callsIn reads the calls that are put into a text.
func (c callFinder) callsIn(i int) {
	for _, p := range c.parts[c.tok[i].put] {
		if !p.expr || !strings.Contains(p.text, "(") || !strings.ContainsAny(p.text, `'"`) {
			continue
		}
		for _, r := range readCode(c.Sinks, []byte(p.text), c.dialect) {
			if r.Status == Resolved && r.rank == byCall {
				r.Line = int(c.tok[i].line)
				c.refs = append(c.refs, r)
			}
		}
	}
}

// bestCall is the sink that says most of a function's name.
func bestCall(sinks []*call, name string) *call {
	var best *call
	most := 0
	for _, sink := range sinks {
		for _, n := range sink.Names {
			if suffixOf(name, n) && len(n) > most {
				best, most = sink, len(n)
			}
		}
	}
	return best
}

// taken reports the argument of a call that names something; hub is that of the
// library that the function comes from, empty for most.
func (c callFinder) taken(sink *call, i int, args []arg, hub string) {
	w := c.kindOf(sink, args)
	if w.Hub == "" {
		w.Hub = hub
	}
	for _, wanted := range sink.Args {
		a, ok := c.pick(args, wanted)
		if !ok {
			continue
		}
		v := c.eval(a.start, a.end, sink.Deep || w.Kind == none)
		if w.Kind == none {
			for _, l := range v.texts {
				c.mute[l.tok] = true
			}
			return
		}
		how := "call of " + c.tok[i].text
		v.texts = slices.DeleteFunc(slices.Clone(v.texts), func(l lit) bool { return slices.Contains(sink.Except, l.text) })
		if sink.Owner != "" {
			v = withOwner(v, sink.Owner)
		}
		c.report(v, w, byCall, how, c.revision(sink.Revision, args))
		c.dismiss(sink.Not, args)
		if !sink.Soft && c.loads() && (v.open || c.silent(v, a)) {
			c.unresolved(a, w, how)
		}
		return
	}
	if sink.Needed && c.loads() && w.Kind != none && c.isTask(args) {
		c.unresolved(arg{start: i, end: min(int(c.tok[i+1].match)+1, len(c.tok))}, w, "default of "+c.tok[i].text)
	}
}

// withOwner puts the owner before names that have none.
func withOwner(v value, owner string) value {
	texts := slices.Clone(v.texts)
	for i, l := range texts {
		if isName(l.text) {
			texts[i].text = owner + l.text
		}
	}
	v.texts = texts
	return v
}

// dismiss settles arguments that name no repository.
func (c callFinder) dismiss(keywords []string, args []arg) {
	for _, k := range keywords {
		if a, ok := c.pick(args, k); ok {
			for _, l := range c.eval(a.start, a.end, false).texts {
				c.mute[l.tok] = true
			}
		}
	}
}

// isTask tells whether the first argument is the name of a task, and no input.
func (c callFinder) isTask(args []arg) bool {
	for _, wanted := range []string{"0", "task"} {
		if a, ok := c.pick(args, wanted); ok && c.tok[a.start].kind == stringToken && !strings.ContainsAny(c.tok[a.start].text, " /") {
			return true
		}
	}
	return false
}

// outputs notes the folders that the file writes to: what is loaded from there
// is its own.
func (c callFinder) outputs() {
	for i := 1; i+1 < c.own; i++ {
		if !c.is(i, "=") && !c.is(i, ":") || c.tok[i+1].kind != stringToken || c.tok[i+1].put > 0 {
			continue
		}
		if name := c.leftOf(i); name != "" {
			if n := c.named(name); n != nil && n.Output {
				c.outs[c.tok[i+1].text] = true
			}
		}
	}
	for i := range c.own {
		if !c.isCall(i) {
			continue
		}
		name, _ := c.callee(i)
		sink := bestCall(c.Sinks.calls[c.tok[i].text], name)
		if sink == nil || !sink.Output {
			continue
		}
		for _, wanted := range sink.Args {
			if a, ok := c.pick(c.arguments(i+1), wanted); ok {
				for _, l := range c.eval(a.start, a.end, false).texts {
					c.outs[l.text] = true
				}
				break
			}
		}
	}
}

// silent tells whether nothing is known of an argument: it is no path, no
// collection and no constant.
func (c callFinder) silent(v value, a arg) bool {
	if len(v.texts) > 0 || v.group >= 0 || v.local || v.made || c.tok[a.start].kind == stringToken {
		return false
	}
	return !c.isLiteral(a)
}

// isLiteral tells whether an argument is a constant that names nothing.
func (c *tokens) isLiteral(a arg) bool {
	t := c.tok[a.start]
	return a.end == a.start+1 && (t.kind == numberToken || t.kind == nameToken &&
		slices.Contains([]string{"True", "False", "true", "false"}, t.text))
}

// kindOf is what a call takes, as far as its arguments say so.
func (c callFinder) kindOf(sink *call, args []arg) what {
	w := sink.what
	for _, k := range sink.KindArg {
		if a, ok := c.pick(args, k); ok {
			for _, l := range c.eval(a.start, a.end, false).texts {
				if kind, ok := kindWord(l.text); ok {
					w.Kind = kind
				}
			}
		}
	}
	return w
}

func kindWord(s string) (ref.Kind, bool) {
	switch k := ref.Kind(strings.TrimSuffix(strings.ToLower(s), "s")); k {
	case ref.Model, ref.Dataset, ref.Space:
		return k, true
	}
	return "", false
}

// revision is the one revision that the keywords give; empty otherwise.
func (c callFinder) revision(keywords []string, args []arg) string {
	for _, k := range keywords {
		if a, ok := c.pick(args, k); ok {
			if v := c.eval(a.start, a.end, false); len(v.texts) == 1 && len(v.texts[0].text) <= maxID {
				return v.texts[0].text
			}
		}
	}
	return ""
}
