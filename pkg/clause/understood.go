package clause

import (
	"maps"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// said is what the frames of a sentence tell of it.
type said struct {
	others   bool // all that it bars or asks binds the licensor or nobody
	limbs    []limb
	withheld func() []limb // the parts that grant nothing
	abroad   *abroadSaid   // of a sentence in another language that is understood
}

// abroadSaid is what tells whether a sentence of another language than English
// is understood: not patterns, whose words and order are those of English, but
// the classes of its words.
type abroadSaid struct {
	topics, own topicSet      // own: without the lead-in
	plain       []int         // the plain rules that a frame of it fits
	words       prose.Classes // of its own words
	granted     [3]bool       // the acts of grantedActs that it grants
}

// grantedActs are the classes of the acts that a sentence of another language
// grants: to use the work, to change it, to pass it on.
func grantedActs() [3][]string { return [3][]string{{"use", "copy"}, {"alter"}, {"pass-on"}} }

// rights returns what the sentence grants.
func (a *abroadSaid) rights() []term.Right { return grantOf(a.granted[0], a.granted[1], a.granted[2]) }

// tell says what the frames of a segment tell of it.
func (r *reader) tell(seg segment) said {
	out := said{others: r.bindsOthers(seg), withheld: func() []limb { return r.withheld(seg) }}
	if r.frames == nil {
		return out
	}
	frames := r.read(seg) // headings are not read before
	if !r.frames.Understood() {
		out.limbs = r.limbs(seg)
		return out
	}
	out.abroad = &abroadSaid{words: r.frames.ClassesFrom(seg.lead)}
	for _, f := range frames {
		out.abroad.tell(r, seg, &f)
		if f.End > seg.lead {
			out.limbs = append(out.limbs, out.abroad.limb(r, seg, &f))
		}
	}
	r.met.mark(out.limbs)
	return out
}

// tell adds the topics that a frame speaks of, and what it grants.
func (a *abroadSaid) tell(r *reader, seg segment, f *prose.Frame) {
	for i := range r.rules.topics {
		s := &r.rules.topics[i]
		if a.topics.has(s.of) && (a.own.has(s.of) || f.End <= seg.lead) || !s.speaks(r, f) {
			continue
		}
		a.topics.add(s.of)
		if f.Start >= seg.lead || f.End > seg.lead && s.names(a.words) {
			a.own.add(s.of)
		}
	}
	if f.Speech == prose.Grant && !r.licensorOnly(*f) && f.End > seg.lead {
		to := f.Acts
		if f.Objects.Meets(r.rules.terms) {
			to = to.Or(f.Inner) // "a licence to use it"
		}
		for i, acts := range r.rules.granted {
			a.granted[i] = a.granted[i] || acts.Meets(to)
		}
	}
}

// names reports whether some words are among those that s asks for.
func (s *saying) names(words prose.Classes) bool {
	return slices.ContainsFunc(slices.Concat(s.has, s.aim, s.cond, s.all), words.Meets)
}

// speaks reports whether s fits f, and the value that it asks for stands there.
func (s *saying) speaks(r *reader, f *prose.Frame) bool {
	return s.fits(f, r.rules.lexicon.Fields) && (s.value == nil || r.matcher.value(s.value, &hit{start: f.Start, end: f.End}))
}

// limb returns a frame of another language as a part of its sentence that
// must be explained, whatever it does: what bars without a word that is known for
// it is a statement to the reader. What explains a lead-in says nothing of its item,
// other than of a definition, which goes on in it. a takes note of the plain rules that it fits.
func (a *abroadSaid) limb(r *reader, seg segment, f *prose.Frame) limb {
	out := limb{start: f.Start, end: f.End}
	for i := range r.rules.plain {
		s := &r.rules.plain[i]
		if p := &r.set.explainer.plain[s.of]; p.heading && !seg.heading || p.words > 0 && len(seg.tokens)-seg.lead > p.words ||
			f.Start < seg.lead && f.Speech != prose.Definition && !s.names(a.words) || !s.speaks(r, f) || r.matcher.anyEnds(p.unless, -1) {
			continue
		}
		if !slices.Contains(a.plain, s.of) {
			a.plain = append(a.plain, s.of)
		}
		out.explain(&r.set.explainer.plain[s.of], s.of)
	}
	return out
}

// hits are the words of a segment in which clauses were found.
type hits []limb

func (h *hits) add(found hit) { *h = append(*h, limb{start: found.start, end: found.end}) }

// mark marks the limbs in which clauses were found.
func (h hits) mark(limbs []limb) {
	for i := range limbs {
		l := &limbs[i]
		l.met = slices.ContainsFunc(h, func(m limb) bool { return m.start < l.end && l.start < m.end })
	}
}

// unmet reports whether a part of a sentence in another language holds neither a
// clause nor what a plain rule explains.
func (u *unit) unmet(rules []int) bool {
	return u.abroad != nil && slices.ContainsFunc(u.limbs, func(l limb) bool { return !l.met && l.bound(rules) })
}

// explainedAbroad is by what topics and plain rules are told in other languages,
// by their numbers.
type explainedAbroad struct {
	Topics map[int][]Saying `json:"topics"`
	Plain  map[int][]Saying `json:"plain"`
}

func (src source) explainedAbroad() explainedAbroad {
	out := explainedAbroad{Topics: map[int][]Saying{}, Plain: map[int][]Saying{}}
	for i, t := range src.Topics.Topics {
		if len(t.Abroad) > 0 {
			out.Topics[i] = t.Abroad
		}
	}
	for i, p := range src.Plain {
		if len(p.Abroad) > 0 {
			out.Plain[i] = p.Abroad
		}
	}
	return out
}

// explain compiles by what sentences of other languages are explained.
func (r *frameRules) explain(x explainedAbroad) (err error) {
	for _, list := range []struct {
		of map[int][]Saying
		to *[]saying
	}{{x.Topics, &r.topics}, {x.Plain, &r.plain}} {
		for _, i := range slices.Sorted(maps.Keys(list.of)) {
			if *list.to, err = r.compileSayings(*list.to, i, list.of[i]); err != nil {
				return err
			}
		}
	}
	if len(r.topics) == 0 {
		return nil
	}
	if r.terms, err = r.lexicon.Classes("terms"); err != nil {
		return err
	}
	for i, names := range grantedActs() {
		if r.granted[i], err = r.classes(names); err != nil {
			return err
		}
	}
	return nil
}

// compileSayings adds the sayings of one rule, topic or plain rule to a list.
func (r *frameRules) compileSayings(list []saying, of int, sayings []Saying) ([]saying, error) {
	for _, s := range sayings {
		compiled, err := r.compileSaying(s)
		if err != nil {
			return list, err
		}
		compiled.of = of
		list = append(list, compiled)
	}
	return list, nil
}

// abroad reports whether a plain rule has patterns for other languages: it
// explains words that tell one.
func (x *explainer) abroad(r *plain) bool { return !r.allows.and(x.read).empty() }
