package clause

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// Saying says by what a clause is found in a sentence of another language than
// English: by what the sentence does and which classes of words stand in it, in
// whatever order. Its lists ask for classes of rules/languages; "a|b" is one of
// several.
type Saying struct {
	// Says lists what the sentence may do: ban, duty, grant, statement, recital,
	// definition; without a list it does not matter.
	Says []string `yaml:"says,omitempty" json:"says,omitempty"`
	// Has lists what it must speak of where it says so, Aim what in its purposes,
	// All what anywhere in it.
	Has []string `yaml:"has,omitempty" json:"has,omitempty"`
	Aim []string `yaml:"aim,omitempty" json:"aim,omitempty"`
	If  []string `yaml:"if,omitempty" json:"if,omitempty"`
	All []string `yaml:"all,omitempty" json:"all,omitempty"`
	// Not lists what it must not speak of outside conditions and exceptions;
	// "fields" stands for every field of use.
	Not []string `yaml:"not,omitempty" json:"not,omitempty"`
	// NotOf lists what a definition must not say the meaning of.
	NotOf []string `yaml:"not_of,omitempty" json:"not_of,omitempty"`
	// Nowhere lists what it must not speak of at all.
	Nowhere []string `yaml:"nowhere,omitempty" json:"nowhere,omitempty"`
	// Only asks that one of these is all that is left.
	Only []string `yaml:"only,omitempty" json:"only,omitempty"`
	// Except lists the exceptions under which it counts; "none" is that there is
	// none, "any" that none matters. Without a list: none, permission, law.
	Except []string `yaml:"except,omitempty" json:"except,omitempty"`
	// Bare asks that no purpose or manner narrows it.
	Bare bool `yaml:"bare,omitempty" json:"bare,omitempty"`
	// Narrowed asks that it leaves something only, Conditional that a condition or
	// an exception stands with it.
	Narrowed    bool `yaml:"narrowed,omitempty" json:"narrowed,omitempty"`
	Conditional bool `yaml:"conditional,omitempty" json:"conditional,omitempty"`
	// Unnarrowed asks that it does not leave something only, and names no purpose.
	Unnarrowed bool `yaml:"unnarrowed,omitempty" json:"unnarrowed,omitempty"`
	// Known asks that every word of it is known, names aside.
	Known bool `yaml:"known,omitempty" json:"known,omitempty"`
	// Unconditional asks that no condition stands with it.
	Unconditional bool `yaml:"unconditional,omitempty" json:"unconditional,omitempty"`
	// Bearer is whom it binds; without a list, anybody.
	Bearer []string `yaml:"bearer,omitempty" json:"bearer,omitempty"`
	// Value is a figure, place or name that must stand in the sentence, as in a
	// pattern: "<threshold:count>".
	Value string `yaml:"value,omitempty" json:"value,omitempty"`
	// Fields asks for a field of use, and keeps those that are found.
	Fields bool `yaml:"fields,omitempty" json:"fields,omitempty"`
}

// saying is a compiled Saying.
type saying struct {
	of     int // the rule, topic or plain rule
	spoken bool
	says   [prose.Definition + 1]bool
	has    []prose.Classes // each of them must be met
	aim    []prose.Classes
	cond   []prose.Classes
	all    []prose.Classes
	not    prose.Classes
	notOf  prose.Classes
	never  prose.Classes
	only   prose.Classes
	except prose.Classes
	bearer prose.Classes
	plain  bool // it counts without an exception
	any    bool // no exception matters
	fields bool
	value  *node

	bare, unconditional, narrowed, unnarrowed, conditional, known bool
}

// anyField stands for all fields of use in lists of a Saying.
const anyField = "fields"

func (r *frameRules) compileSaying(s Saying) (out saying, err error) {
	for _, name := range s.Says {
		speech, ok := prose.SpeechOf(name)
		if !ok {
			return out, fmt.Errorf("says: no such thing as %q", name)
		}
		out.says[speech], out.spoken = true, true
	}
	for _, x := range []struct {
		names []string
		to    *[]prose.Classes
	}{{s.Has, &out.has}, {s.Aim, &out.aim}, {s.If, &out.cond}, {s.All, &out.all}} {
		for _, name := range x.names {
			c, err := r.classes(strings.Split(name, "|"))
			if err != nil {
				return out, err
			}
			*x.to = append(*x.to, c)
		}
	}
	except := s.Except
	if len(except) == 0 {
		except = defaultExcept
	}
	var names []string
	for _, e := range except {
		switch e {
		case "none":
			out.plain = true
		case "any":
			out.plain, out.any = true, true
		default:
			names = append(names, e)
		}
	}
	for _, x := range []struct {
		names []string
		to    *prose.Classes
	}{{s.Not, &out.not}, {s.NotOf, &out.notOf}, {s.Nowhere, &out.never}, {s.Only, &out.only}, {names, &out.except}, {s.Bearer, &out.bearer}} {
		if *x.to, err = r.classes(x.names); err != nil {
			return out, err
		}
	}
	out.fields, out.bare, out.unconditional = s.Fields, s.Bare, s.Unconditional
	out.narrowed, out.unnarrowed, out.conditional, out.known = s.Narrowed, s.Unnarrowed, s.Conditional, s.Known
	if s.Value != "" {
		out.value, err = parsePattern(s.Value, newBook(newVocabulary()))
		if err == nil && out.value.op != opCapture {
			err = fmt.Errorf("value: %q is no single value such as <threshold:count>", s.Value)
		}
	}
	return out, err
}

// classes returns the classes of names, of which one may be "fields".
func (r *frameRules) classes(names []string) (prose.Classes, error) {
	var out prose.Classes
	for _, name := range names {
		if name == anyField {
			out = out.Or(r.lexicon.Fields)
			continue
		}
		c, err := r.lexicon.Classes(name)
		if err != nil {
			return out, err
		}
		out = out.Or(c)
	}
	return out, nil
}

// fits reports whether f, a frame of another language than English, is what s
// asks for, its value aside.
func (s *saying) fits(f *prose.Frame, fields prose.Classes) bool {
	if s.spoken && !s.says[f.Speech] {
		return false
	}
	said := f.Acts.Or(f.Objects).Or(f.Adjuncts).Or(f.Bearer)
	all := said.Or(f.Inner).Or(f.Cond).Or(f.Except)
	for _, x := range [...]struct {
		want []prose.Classes
		have prose.Classes
	}{{s.has, said}, {s.aim, f.Inner}, {s.cond, f.Cond}, {s.all, all}} {
		for _, c := range x.want {
			if !c.Meets(x.have) {
				return false
			}
		}
	}
	switch {
	case s.narrowed && !f.OnlySaid, s.unnarrowed && (f.OnlySaid || f.Narrowed), s.known && f.Unknown > 0,
		s.conditional && !f.Conditioned && !f.Excepted,
		s.unconditional && f.Conditioned, s.bare && !f.Inner.Empty(),
		s.not.Meets(said.Or(f.Inner)), s.notOf.Meets(f.Subject), s.never.Meets(all),
		!s.only.Empty() && !s.only.Meets(f.Only),
		!s.bearer.Empty() && !s.bearer.Meets(f.Bearer),
		s.fields && !fields.Meets(said.Or(f.Inner)):
		return false
	}
	if !f.Excepted {
		return s.plain
	}
	return s.any || s.except.Meets(f.Except)
}

// abroad looks for what rules ask for in a segment of another language than
// English, whose frames are given.
func (r *reader) abroad(seg segment, frames []prose.Frame) {
	for i := range frames {
		f := &frames[i]
		if f.End <= seg.lead || f.Speech == prose.Definition {
			continue
		}
		for j := range r.rules.sayings {
			s := &r.rules.sayings[j]
			rule := &r.set.rules[s.of]
			if r.only != "" && r.only != rule.id || r.in.Card && !rule.cards || !s.fits(f, r.rules.lexicon.Fields) {
				continue
			}
			h := hit{start: f.Start, end: f.End}
			if s.value != nil && !r.matcher.value(s.value, &h) {
				continue
			}
			r.met.add(h)
			params := r.params(rule, h)
			if s.fields {
				params["fields"] = r.rules.fieldsOf(f)
			}
			r.found = append(r.found, candidate{
				Match:   Match{Kind: rule.kind, Rule: rule.id, Params: params, Spans: r.evidence(seg, h), Section: seg.section, By: ByFrame},
				segment: r.count,
			})
		}
	}
}

// value notes the first value that n asks for in the segment.
func (m *matcher) value(n *node, h *hit) bool {
	for _, v := range m.values(n.sort) {
		if at := m.tokens[v.Start].Start; at > 0 && strings.IndexByte("/-_.", m.text[at-1]) >= 0 {
			continue // part of an address
		}
		h.captures = append(h.captures, capture{name: n.name, sort: n.sort, value: v})
		return true
	}
	return false
}

// fieldsOf returns the fields of use that a frame names, sorted.
func (r *frameRules) fieldsOf(f *prose.Frame) []string {
	return r.lexicon.Names(f.Objects.Or(f.Inner).And(r.lexicon.Fields))
}
