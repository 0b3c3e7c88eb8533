package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// phraseClass is the class of the lexicon that lists set phrases: how drafters
// open or bound whatever follows ("subject to the terms of this Agreement").
const phraseClass = "set_phrase"

// adviceClass is the class of the lexicon that lists what leads in advice ("we
// recommend that you"): what hangs on it binds nobody.
const adviceClass = "advice"

// advised reports whether words of advice run up to what a rule matched in the
// segment that m has taken up; kinds of which a parameter says what is only
// asked for have no such words.
func (c *rule) advised(m *matcher, match hit) bool {
	p := &m.set.advice
	asks := slices.ContainsFunc(term.ParamsOf(c.kind), func(p term.Param) bool { return p.Name == "binding" })
	if asks || p.node == nil || !m.meets(p.needs) {
		return false
	}
	for h, ok := m.search(p, 0); ok && h.start < match.start; h, ok = m.search(p, h.end) {
		if m.lastEndFrom(p, h.start, h.start) >= match.start {
			return true
		}
	}
	return false
}

// vetoed reports whether p matches so that it ends behind the token from, with
// words that no set phrase holds: what a drafter would say of any clause tells
// nothing of this one. A phrase that is part of what matched is none.
func (r *reader) vetoed(p *pattern, from int, match hit) bool {
	m := r.matcher
	if !m.ends(p, from) {
		return false
	}
	phrases := r.setPhrases()
	if len(phrases) == 0 {
		return true
	}
	for h, ok := m.search(p, from); ok; h, ok = m.search(p, h.end) {
		if !heldBy(phrases, h, match) {
			return true
		}
	}
	return false
}

// setPhrases returns where set phrases stand in the segment at hand, looked for
// once, when a veto first asks.
func (r *reader) setPhrases() []hit {
	m, p := r.matcher, &r.set.phrases
	if r.phrasesOf == m.stamp {
		return r.phrases
	}
	r.phrasesOf, r.phrases = m.stamp, r.phrases[:0]
	if p.node == nil || !m.meets(p.needs) {
		return nil
	}
	for h, ok := m.search(p, 0); ok; h, ok = m.search(p, h.end) {
		r.phrases = append(r.phrases, h)
	}
	return r.phrases
}

// heldBy reports whether one of some phrases holds h, apart from what matched.
func heldBy(phrases []hit, h, match hit) bool {
	for _, p := range phrases {
		if p.start <= h.start && h.end <= p.end && (match.end <= p.start || p.end <= match.start) {
			return true
		}
	}
	return false
}
