package inventory

import (
	"slices"
	"strings"
)

// chain reads a name with what follows it.
func (e *evaluation) chain(i, end int) (value, int) {
	t := e.at(i)
	switch t.text {
	case "None", "null", "undefined", "nil", "False", "false", "True", "true":
		return value{open: t.text[0]|0x20 == 'n' || t.text == "undefined", group: -1}, i + 1
	case "lambda", "function", "class":
		return value{group: -1}, end
	}
	if !e.lines && e.is(i+1, "=>") {
		return value{group: -1}, e.skipArrow(i+2, end)
	}
	if e.is(i+1, "(") {
		return e.suffix(e.method(unknown, i), min(int(e.at(i+1).match)+1, end), end)
	}
	if e.isDot(i + 1) {
		return e.suffix(value{open: true, group: e.groupOf(i)}, i+1, end)
	}
	return e.suffix(e.resolve(t.text, e.place[i]), i+1, end)
}

// groupOf is the mapping that a name stands for, or the arguments of the call
// that made it, so that its entries are found by their keys; -1 if it stands
// for neither.
func (c *code) groupOf(i int) int {
	for _, b := range c.bindings(c.at(i).text, c.place[i]) {
		if b.expr < 0 || b.each || b.param != nil {
			continue
		}
		j := b.expr
		for c.isName(j) && c.isDot(j+1) {
			j += 2
		}
		if c.isName(j) {
			j++
		}
		if c.at(j).kind == opening && !c.is(j, "[") {
			return j
		}
	}
	return -1
}

// suffix reads calls, attributes and indices behind a value.
func (e *evaluation) suffix(v value, i, end int) (value, int) {
	for i < end {
		switch {
		case e.isDot(i) && e.isName(i+1):
			if e.is(i+2, "(") {
				v, i = e.method(v, i+1), min(int(e.at(i+2).match)+1, end)
				continue
			}
			v, i = e.attribute(v, i+1), i+2
		case e.is(i, "[") && !e.startsLine(i):
			v, i = e.index(v, i), min(int(e.at(i).match)+1, end)
		case e.is(i, "(") && !e.startsLine(i):
			v, i = unknown, min(int(e.at(i).match)+1, end)
		case e.is(i, "!") && !e.lines && !e.is(i+1, "="):
			i++
		case (e.is(i, "as") || e.is(i, "satisfies")) && !e.lines:
			i += 2
			for i < end && (e.is(i, ".") || e.isName(i) && e.is(i-1, ".")) {
				i++
			}
		default:
			return v, i
		}
	}
	return v, i
}

func (e *tokens) isDot(i int) bool { return e.is(i, ".") || e.is(i, "?.") || e.is(i, "::") }

func (e *tokens) startsLine(i int) bool { return !e.lines && e.at(i).line != e.at(i-1).line }

// attribute reads "value.name", whose name is the token i. Only the last of
// several says what the value is.
func (e *evaluation) attribute(v value, i int) value {
	if e.isDot(i+1) && v.group < 0 && len(v.texts) == 0 {
		return unknown
	}
	name := e.at(i).text
	if v.group >= 0 {
		if a, ok := e.pick(e.arguments(v.group), name); ok {
			w, _ := e.expr(a.start, a.end)
			return w
		}
	}
	if name == "value" && len(v.texts) > 0 {
		return v
	}
	return once(e, known{attr: name, deep: e.deep}, func() value {
		return e.union(e.attrs[name], e.entry[strings.ReplaceAll(name, "-", "_")])
	})
}

// index reads "value[key]": the entry of that key, or any.
func (e *evaluation) index(v value, i int) value {
	if v.group < 0 {
		if len(v.texts) > 0 && e.deep {
			return v
		}
		return unknown
	}
	key := e.at(i + 1)
	for _, a := range e.arguments(v.group) {
		if key.kind == stringToken && a.name == key.text {
			w, _ := e.expr(a.start, a.end)
			return w
		}
	}
	return e.within(v.group)
}

// within is any value of a list or mapping.
func (e *evaluation) within(group int) value {
	if e.depth >= maxDepth {
		e.cut = -1
		return unknown
	}
	e.depth++
	defer func() { e.depth-- }()
	out := value{group: -1}
	for n, item := range e.elements(group) {
		if n == 0 {
			out.group = item.group
		}
		out = out.or(value{texts: item.texts, group: -1})
	}
	out.open = len(out.texts) == 0
	return out
}

// result is what a function gives that passes nothing on.
func (e *evaluation) result(name string) value {
	if sink := bestCall(e.Sinks.calls[lastPart(name)], name); sink != nil && sink.Kind != none {
		return value{made: true, group: -1}
	}
	return e.returned(lastPart(name))
}

// method is the value of a call of a function, or of a method of v, whose name
// is the token i.
func (e *evaluation) method(v value, i int) value {
	name, _ := e.callee(i)
	args := e.arguments(i + 1)
	for _, p := range e.values[e.at(i).text] {
		if !slices.ContainsFunc(p.Names, func(n string) bool { return suffixOf(name, n) || n == e.at(i).text }) {
			continue
		}
		if p.Arg == "" {
			return v
		}
		return e.passed(p, v, args)
	}
	return e.result(name)
}

// passed is the value of a function that gives one of its arguments.
func (e *evaluation) passed(p *passing, v value, args []arg) value {
	if p.Local {
		return value{local: true, group: -1}
	}
	a, ok := e.pick(args, p.Arg)
	if !ok && p.Or != "" {
		a, ok = e.pick(args, p.Or)
	}
	if !ok {
		return unknown
	}
	w, _ := e.expr(a.start, a.end)
	if p.Choice && v.group >= 0 { // mapping.get(key, default): any value, too
		w = e.within(v.group).or(w)
	}
	if len(w.texts) == 1 && w.texts[0].text == "" {
		return unknown
	}
	return w
}

// returned is what functions of the file with that name return.
func (e *evaluation) returned(name string) value {
	if e.depth >= maxDepth {
		e.cut = -1
		return unknown
	}
	out := value{group: -1}
	for _, f := range e.funcs[name] {
		for _, r := range e.scope[f.scope].returns {
			out = out.or(e.again(r))
		}
	}
	if len(out.texts) == 0 {
		return unknown
	}
	return out
}

func suffixOf(name, end string) bool {
	return name == end || strings.HasSuffix(name, "."+end)
}

// bindings are what a name may stand for, in the innermost scope that knows it.
func (c *code) bindings(name string, where int32) []binding {
	for w := where; w >= 0; w = c.scope[w].parent {
		if c.scope[w].class != "" && w != where {
			continue // names of a class are not seen by its methods
		}
		if list := c.scope[w].names[name]; list != nil {
			return list
		}
	}
	return nil
}

// resolve returns what a name may stand for.
func (e *evaluation) resolve(name string, where int32) value {
	return e.union(e.bindings(name, where))
}

func (e *evaluation) union(lists ...[]binding) value {
	out, found := value{group: -1}, false
	for _, list := range lists {
		for _, b := range list {
			e.steps, e.spent = e.steps+1, e.spent+1
			if e.steps > maxSteps || e.spent > maxSpent {
				e.cut = -1
				return unknown
			}
			if b.expr >= 0 && b.param == nil && slices.Contains(e.busy, b.expr) {
				e.cut = min(e.cut, slices.Index(e.busy, b.expr))
				continue // x = x.strip() says nothing new
			}
			out, found = out.or(e.bound(b)), true
		}
	}
	if !found {
		return unknown
	}
	return out
}

// bound is the value of one binding.
func (e *evaluation) bound(b binding) value {
	switch {
	case b.param != nil:
		return once(e, known{expr: b.index, deep: e.deep, fn: b.param}, func() value { return e.parameter(b) })
	case !b.each:
		return e.again(b.expr)
	}
	was := e.deep
	e.deep = b.index < 0
	v := e.again(b.expr)
	e.deep = was
	if b.index < 0 {
		return v
	}
	return e.part(v.group, b.index)
}

// part is the n-th part of every element of a list of tuples; of a mapping,
// its keys and values.
func (e *evaluation) part(group, n int) value {
	if group < 0 || e.depth >= maxDepth {
		e.cut = -1
		return unknown
	}
	e.depth++
	defer func() { e.depth-- }()
	out := value{group: -1}
	for _, a := range e.arguments(group) {
		switch {
		case a.name != "" && n == 0:
			out = out.or(e.text(a.start - 2))
		case a.name != "":
			w, _ := e.expr(a.start, a.end)
			out = out.or(w)
		case e.at(a.start).kind == opening:
			if parts := e.arguments(a.start); n < len(parts) {
				w, _ := e.expr(parts[n].start, parts[n].end)
				out = out.or(w)
			}
		}
	}
	out.open = out.open || len(out.texts) == 0
	return out
}

// parameter is what the callers in the file give for a parameter, or its
// default value.
func (e *evaluation) parameter(b binding) value {
	p := b.param.params[b.index]
	preset, out, callers := unknown, value{group: -1}, 0
	if p.expr >= 0 {
		preset = e.again(p.expr)
	}
	place := b.index
	if b.param.method {
		place--
	}
	for _, open := range e.sites[b.param.name] {
		if mustStop(e, open) {
			return preset.or(out)
		}
		args := e.arguments(open)
		a, ok := e.pick(args, p.name)
		if !ok && place >= 0 && place < 10 {
			a, ok = e.pick(args, string(rune('0'+place)))
		}
		if !ok {
			continue
		}
		e.depth++
		e.busy = append(e.busy, open)
		v, _ := e.expr(a.start, a.end)
		e.busy = e.busy[:len(e.busy)-1]
		e.depth--
		out, callers = out.or(v), callers+1
	}
	if callers == 0 {
		if len(preset.texts) == 0 && e.lines && len(e.entry[p.name]) > 0 {
			preset = e.union(e.entry[p.name])
		}
		preset.open = !slices.ContainsFunc(preset.texts, func(l lit) bool { return l.text != "" }) // "" stands for nothing
		return preset
	}
	out.texts = value{group: -1, texts: preset.texts}.or(out).texts
	return out
}
