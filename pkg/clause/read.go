package clause

import (
	"maps"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// reader finds the clauses of one text.
type reader struct {
	set     *Set
	in      Input
	only    string // the id of the one rule to run; empty for all
	matcher *matcher
	agenda  *agenda // the matcher's
	count   uint32  // segments so far
	found   []candidate
	ends    []int   // number of candidates behind each of the last segments
	ledger  *ledger // nil: no account is wanted
	rules   *frameRules
	frames  *prose.FrameReader // nil when no rule asks for frames
	cross   crossReader
	granted grants        // what sentences of the text grant
	last    []prose.Frame // the frames of segment readAt
	readAt  uint32

	phrases   []hit // set phrases in segment phrasesOf
	phrasesOf uint32
	defined   definitions
	named     aliases
	met       hits // where clauses were found in the segment at hand
}

func newReader(s *Set, in Input, text *prose.Text) *reader {
	r := &reader{set: s, in: in, cross: crossReader{text: text}, matcher: newMatcher(s, text)}
	r.agenda = &r.matcher.agenda
	r.agenda.triggers = &s.licences
	if in.Card {
		r.agenda.triggers = &s.cards
	}
	if r.rules = s.frames(); r.rules.lexicon != nil {
		r.frames = r.matcher.frameReader(r.rules.lexicon, text)
	}
	if in.Doc != nil && !in.Card {
		r.defined, r.named = define(r, text), nameThings(r, text)
	}
	return r
}

// candidate is a match before overlapping ones are merged.
type candidate struct {
	Match
	segment uint32
	heart   int // words that the pattern itself matched
	// ungranted are acts that undo the candidate when the text grants one.
	ungranted prose.Classes
	refs      []reference // the parts of the text where the grant would stand
	joined    bool        // it was read together with another place
	cardsOnly bool
}

// begin takes up a segment and lists the patterns that can match in it.
func (r *reader) begin(seg segment) {
	r.count++
	r.met = r.met[:0]
	r.matcher.begin(seg.tokens)
	r.agenda.turn(r.matcher)
}

func (r *reader) segment(seg segment) {
	from := len(r.found)
	r.match(seg)
	said, order := ordered(r, seg)
	r.cross.except(r, seg, from)
	refs := r.cross.references(r, &r.set.cross[0], seg)
	if r.ledger != nil {
		r.ledger.take(r.matcher, seg, r.span(seg.tokens[seg.lead:]), r.tell(seg))
	}
	if order {
		r.match(said)
	}
	if len(r.defined) > 0 && !seg.heading {
		r.defined.spellOut(r, seg, from)
	}
	r.cross.read(r, seg, refs, from)
	if r.frames != nil && !seg.heading && !r.in.Card {
		for i := from; i < len(r.found); i++ {
			r.found[i].Language = r.frames.Language()
		}
	}
	r.drop(from, seg.items)
	r.ends = append(r.ends, len(r.found))
}

// match looks for all patterns and frames in a segment.
func (r *reader) match(seg segment) {
	r.begin(seg)
	for _, n := range r.agenda.due {
		p := &r.set.patterns[n]
		rule := &r.set.rules[p.rule]
		if (!seg.heading || rule.headings) && (rule.words == 0 || len(seg.tokens)-seg.lead <= rule.words) && (r.only == "" || r.only == rule.id) {
			r.try(p, seg)
		}
	}
	r.framed(seg)
}

// bindsOthers reports whether all that the segment bars or asks binds the
// licensor, or is only said not to be meant or promised; false where it bars
// and asks nothing, and in other languages than English, whose frames miss more
// ways to bar.
func (r *reader) bindsOthers(seg segment) bool {
	if r.frames == nil || seg.heading || seg.items > 0 {
		return false
	}
	frames := r.read(seg)
	if r.frames.Language() != "" {
		return false
	}
	said := false
	for _, f := range frames {
		switch {
		case f.OnlySaid || f.Proviso:
			return false
		case f.Speech == prose.Definition:
			return false
		case f.Speech == prose.Recital:
			said = true
		case (f.Speech == prose.Duty || f.Speech == prose.Ban) && f.Bearer == r.rules.licensor:
			said = true
		case f.Speech != prose.Statement:
			return false
		}
	}
	return said
}

// read returns the frames of the segment at hand, which are read once.
func (r *reader) read(seg segment) []prose.Frame {
	if r.readAt != r.count {
		r.last, r.readAt = r.frames.Read(seg.tokens), r.count
	}
	return r.last
}

// confirmed reports whether a frame bears out what a pattern of a rule matched,
// as far as the rule asks for it and frames are read in the language.
func (r *reader) confirmed(rule int, seg segment) bool {
	if r.frames == nil || len(r.rules.confirm[rule]) == 0 {
		return true
	}
	frames := r.read(seg)
	for i := range frames {
		for j := range r.rules.confirm[rule] {
			if w := &r.rules.confirm[rule][j]; w.speech == frames[i].Speech && r.rules.fits(w, &frames[i]) {
				return true
			}
		}
	}
	return len(frames) == 0 || r.frames.Language() != ""
}

// framed looks for the frames that rules ask for in a segment.
func (r *reader) framed(seg segment) {
	if r.frames == nil {
		return
	}
	if seg.heading {
		r.frames.Pass(seg.tokens)
		return
	}
	frames := r.read(seg)
	if r.frames.Language() != "" {
		r.abroad(seg, frames)
		return
	}
	for i := range frames {
		f := &frames[i]
		if f.End <= seg.lead {
			continue
		}
		for j := range r.rules.wants[f.Speech] {
			w := &r.rules.wants[f.Speech][j]
			rule := &r.set.rules[w.rule]
			if r.only != "" && r.only != rule.id || r.in.Card && !rule.cards || !r.in.Card && rule.cardsOnly || !r.rules.fits(w, f) || !w.conform &&
				!r.holdsFor(rule, f) {
				continue
			}
			h := hit{start: f.Start, end: f.End}
			r.found = append(r.found, candidate{
				Match:   Match{Kind: rule.kind, Rule: rule.id, Params: r.params(rule, h), Spans: r.evidence(seg, h), Section: seg.section, By: ByFrame},
				segment: r.count, ungranted: w.undone(f),
			})
		}
		if f.Speech == prose.Grant && f.Bearer != r.rules.licensor {
			r.granted = append(r.granted, granted{parts: partNames(seg.section), acts: f.Acts})
		}
	}
}

// drop removes what was found from index from on in a sentence as a whole, if
// its items, the n segments before it, have said the same. Of figures the whole may
// say more: "if it has (a) 5 users or (b) 3 euros of revenue, show our name".
func (r *reader) drop(from, n int) {
	if n == 0 || len(r.found) == from {
		return
	}
	items := r.found[:from]
	if k := len(r.ends) - n; k > 0 {
		items = items[r.ends[k-1]:]
	}
	kept := slices.DeleteFunc(r.found[from:], func(c candidate) bool {
		known := false
		for i := range items {
			if items[i].Kind == c.Kind {
				known = true
				items[i].completeWith(c)
			}
		}
		return known
	})
	r.found = r.found[:from+len(kept)]
}

// completeWith adds what c, of the same kind, says of the figures of an item, its
// own sentence being the whole. Where c has a figure more than the item it takes
// the place of it.
func (i *candidate) completeWith(c candidate) {
	more := false
	for _, name := range term.Figures() {
		have, got := i.Params[name], c.Params[name]
		if have != nil && have != got {
			return // another figure
		}
		more = more || have == nil && got != nil
	}
	if more {
		i.Match, i.heart = c.Match, c.heart
		return
	}
	for name, value := range c.Params {
		if i.Params[name] == nil && value != nil && i.hasFigure() {
			i.Params[name] = value
		}
	}
}

// hasFigure reports whether a candidate sets a threshold.
func (i *candidate) hasFigure() bool {
	for _, name := range term.Figures() {
		if i.Params[name] != nil {
			return true
		}
	}
	return false
}

// try looks for a pattern of a rule, whose words it holds, in a segment.
func (r *reader) try(p *pattern, seg segment) {
	rule := &r.set.rules[p.rule]
	if !rule.alsoIn(r.matcher) { // most fail by that, and it is worked out once for many rules
		return
	}
	h, ok := r.matcher.search(p, seg.lead)
	if !ok || r.barred(rule, seg.own(h), h) || rule.advised(r.matcher, h) || !r.confirmed(p.rule, seg) {
		return
	}
	for last := 0; ok; {
		if h.start < last && h.names() { // the name in the match before is nearer to what it is the name of
			h, ok = r.matcher.search(p, h.end)
			continue
		}
		last = h.end
		r.met.add(h)
		r.found = append(r.found, candidate{
			Match: Match{Kind: rule.kind, Rule: rule.id, Params: r.params(rule, h), Spans: r.evidence(seg, h), Section: seg.section,
				By: ByPattern},
			segment:   r.count,
			heart:     h.end - max(h.start, seg.lead),
			cardsOnly: rule.cardsOnly,
		})
		h, ok = r.matcher.search(p, h.end)
	}
}

// holds reports whether the rest of a rule holds for what matched in the segment
// at hand: words that end before token from veto nothing.
func (r *reader) holds(rule *rule, from int, h hit) bool {
	return rule.alsoIn(r.matcher) && !r.barred(rule, from, h)
}

// alsoIn reports whether the segment that m has taken up holds all that the rule
// asks for beside its match.
func (c *rule) alsoIn(m *matcher) bool {
	for i := range c.also {
		if !m.occurs(&c.also[i]) {
			return false
		}
	}
	return true
}

// barred reports whether words that end behind the token from veto a rule for
// what matched in the segment at hand.
func (r *reader) barred(rule *rule, from int, h hit) bool {
	for i := range rule.unless {
		if r.vetoed(&rule.unless[i], from, h) {
			return true
		}
	}
	return false
}

// holdsFor reports whether the rest of a rule holds for a frame of the segment at
// hand: what vetoes one part of a sentence says nothing of another, unless a
// pronoun points back to it.
func (r *reader) holdsFor(rule *rule, f *prose.Frame) bool {
	if f.Objects.Or(f.Subject).Meets(r.rules.pronouns) {
		return r.holds(rule, 0, hit{})
	}
	if !rule.alsoIn(r.matcher) {
		return false
	}
	for i := range rule.unless {
		if r.matcher.within(&rule.unless[i], f.From, f.End) && r.vetoed(&rule.unless[i], f.From, hit{}) {
			return false
		}
	}
	return true
}

// params collects the parameters of a match: the core ones, the rule's
// constants, what the segment adds, and what was captured. What the segment
// adds stands in for a constant; lists that it adds several times add up.
func (r *reader) params(rule *rule, h hit) term.Params {
	params := maps.Clone(rule.core)
	added := term.Params{}
	figures := figureReader{r.matcher}
	figures.said(rule, h, added)
	for i := range rule.when {
		if !r.matcher.occurs(&rule.when[i].pattern) {
			continue
		}
		for name, value := range rule.when[i].params {
			added[name] = addUp(added[name], value)
		}
	}
	maps.Copy(params, added)
	for _, c := range h.captures {
		if _, ok := c.param(rule.kind); ok {
			c.assign(params)
		}
	}
	figures.boundary(rule, h, params)
	return params
}

// addUp returns value, or the union of both where they are lists.
func addUp(have, value any) any {
	a, ok := have.([]string)
	b, both := value.([]string)
	if !ok || !both {
		return value
	}
	return term.Joined(a, b)
}
