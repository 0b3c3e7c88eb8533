package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// State is what became of a sentence or list item of a text.
type State string

// The states.
const (
	StateKnown  State = "known"  // it stands in a known licence, whole and unchanged
	StateClause State = "clause" // clauses were found in it, and they explain all that it speaks of
	StatePlain  State = "plain"  // it binds nobody further
	StateOpen   State = "open"   // a person has to read it
)

// Sentence is a sentence or list item of a text and what became of it.
type Sentence struct {
	Span     doc.Span
	State    State
	Kinds    []term.Kind  // of the clauses found in it, sorted
	Plain    []string     // ids of the plain rules that match it
	Why      Why          // of an open one
	About    []string     // of an open one: the ids of the topics that nothing explains
	Limits   bool         // of an open one: it limits, asks or conditions
	Reach    []term.Right // of an open one: the rights that it may take from; nil: every right
	Language string       // the one it is in, when no rule reads that
	Grants   []term.Right // what it lets the reader do
	Given    doc.Span     // the words that do: of the sentence, or of the lead-in
	Alone    bool         // plain rules, or its digest, would explain it, if no clause were found in it
	Beside   []term.Kind  // of one explained alone: the kinds of clauses elsewhere in the text that this depends on
	// Digest tells the sentence with its lead-in from others; 0 for one that is
	// too short, or that bars, asks, conditions or speaks of what limits are about,
	// where no plain rule explains that: who looked for clauses says nothing of it.
	Digest uint64
}

// unit is a sentence while the text is read: what it speaks of does not depend
// on the clauses, which are known at the end only.
type unit struct {
	span    doc.Span
	given   doc.Span // where it grants, if it does
	topics  topicSet // what it speaks of, its lead-in included
	own     topicSet // without the lead-in
	plain   []int    // the plain rules that match it
	empty   bool     // it holds neutral phrases only
	grants  bool     // it words a grant
	rights  []term.Right
	known   bool // it stands in a known licence
	altered alteration
	digest  uint64
	titled  bool   // as a segment has it
	section string // as a segment has it
	struck  bool   // words of it are struck out
	signs   bool   // signs stand in it that may say something and are no words
	script  string // the language of words in a script that no rule reads
	others  bool   // what it bars or asks binds the licensor or nobody
	limbs   []limb // parts that bar or ask something of the reader
	abroad  *abroadSaid
}

// ledger takes note of every sentence of a text.
type ledger struct {
	x      *explainer
	grant  *granting
	known  []doc.Span // words of known licences, sorted
	alters []doc.Span // words of known licences that the text changes, sorted
	cuts   []doc.Span // where it leaves some of them out, sorted
	signs  []doc.Span // where signs stand that may say something and are no words, sorted
	units  []unit
	agenda *agenda // of what tells sentences apart
	kept   []prose.Token
	origin []int // of each kept token: which of the segment's it is
}

func newLedger(s *Set, in Input, segments int, a *agenda) *ledger {
	x := &s.explainer
	return &ledger{x: x, units: make([]unit, 0, segments), grant: &s.grant, known: in.Known, alters: in.Altered, cuts: in.Cuts,
		signs: in.signs(), agenda: a}
}

// take reads a segment, which m has taken up.
func (l *ledger) take(m *matcher, seg segment, span doc.Span, tells said) {
	if seg.items > 0 {
		return // its items were taken one by one
	}
	words := seg.tokens[seg.lead:]
	u := unit{
		span: span, given: span, known: within(l.known, span), signs: touchedBy(l.signs, span),
		others: tells.others, limbs: tells.limbs, titled: seg.titled, section: seg.section,
	}
	if u.abroad = tells.abroad; u.abroad == nil {
		u.script = foreign(words)
	} else {
		u.topics, u.own, u.plain = u.abroad.topics, u.abroad.own, u.abroad.plain
	}
	if !u.known {
		u.struck, u.digest = struckOut(m.text, span), digest(seg.tokens)
		u.altered = l.alteration(m, words, span)
	}
	u.grants = l.grant.grants(m)
	l.agenda.turn(m)
	seg.heading = seg.heading || title(m.text, words)
	full := seg
	kept, lead := l.withoutNeutral(m, &u, seg)
	u.empty = len(kept) == lead
	if len(kept) < len(seg.tokens) && !u.empty {
		l.read(m, &u, seg, nil, true)
		seg.tokens, seg.lead = kept, lead
		m.begin(kept)
		l.agenda.turn(m)
		l.read(m, &u, seg, l.origin, false)
	} else {
		l.read(m, &u, seg, nil, false)
	}
	u.grants = u.grants || slices.ContainsFunc(u.plain, func(n int) bool { return l.x.plain[n].grants })
	if u.abroad != nil {
		u.rights = u.abroad.rights()
		u.grants = len(u.rights) > 0
	} else if u.grants {
		if len(m.tokens) < len(full.tokens) {
			m.begin(full.tokens)
		}
		u.rights, u.given = l.grant.rights(m, full, span, tells.withheld())
	}
	l.units = append(l.units, u)
}

// maxTitle is the number of words up to which a sentence may be a title.
const maxTitle = 8

// title reports whether words are set as those of a title: few, and each that
// carries a meaning with a capital.
func title(text []byte, words []prose.Token) bool {
	capitals := 0
	for _, t := range words {
		switch c := text[t.Start]; {
		case c >= 'A' && c <= 'Z':
			capitals++
		case c >= '0' && c <= '9', t.End-t.Start == 1, t.End-t.Start <= maxParticle && capitals > 0:
		default:
			return false
		}
	}
	return capitals > 0 && len(words) <= maxTitle
}

// maxParticle is the length, in bytes, of words that titles set small.
const maxParticle = 4

// withoutNeutral returns the words of a segment that no neutral phrase holds,
// and how many of them lead in. Limbs that such phrases open bind nobody further.
func (l *ledger) withoutNeutral(m *matcher, u *unit, seg segment) (kept []prose.Token, lead int) {
	var drop manyPlaces
	for _, n := range l.agenda.due {
		p := &l.x.patterns[n]
		if p.owner != ofNeutral {
			continue
		}
		for h, ok := m.search(&p.pattern, 0); ok; h, ok = m.search(&p.pattern, h.end) {
			for i := h.start; i < h.end; i++ {
				drop = with(drop, i)
			}
		}
	}
	u.pass(drop)
	if empty(drop) {
		return seg.tokens, seg.lead
	}
	l.kept, l.origin = l.kept[:0], l.origin[:0]
	for i, t := range seg.tokens {
		if has(drop, i) {
			continue
		}
		if i < seg.lead {
			lead++
		}
		l.kept, l.origin = append(l.kept, t), append(l.origin, i)
	}
	return l.kept, lead
}

// read adds to u the topics of the reading at hand, unless plainOnly, and the
// plain rules that match it. origin tells which token of the whole segment each
// of its tokens is; nil: the same.
func (l *ledger) read(m *matcher, u *unit, seg segment, origin []int, plainOnly bool) {
	for _, n := range l.agenda.due {
		p := &l.x.patterns[n]
		switch {
		case u.known && (p.owner != ofPlain || !l.x.plain[p.n].grants):
			// what a known sentence speaks of does not matter, only what it grants
		case p.owner == ofTopic && !plainOnly && !u.own.has(p.n):
			l.topic(m, u, p, seg.lead)
		case p.owner == ofPlain && (u.bound(nil) || !slices.Contains(u.plain, p.n)):
			if r := &l.x.plain[p.n]; (!r.others || u.others) && (u.abroad == nil || l.x.abroad(r)) && l.plain(m, r, p, seg, seg.lead) {
				u.take(p.n)
				u.reach(m, r, p.n, &p.pattern, origin)
			}
		}
	}
}

// topic adds the topic of p to u, if it is one of the sentence's.
func (l *ledger) topic(m *matcher, u *unit, p *owned, lead int) {
	if u.abroad != nil && l.x.topics[p.n].read {
		return // it is understood
	}
	end := m.searcher.lastEnd(&p.pattern)
	if end < 0 || m.anyEnds(l.x.topics[p.n].unless, -1) {
		return
	}
	u.topics.add(p.n)
	if end > lead {
		u.own.add(p.n)
	}
}

// plain reports whether a plain rule matches the sentence.
func (l *ledger) plain(m *matcher, r *plain, p *owned, seg segment, lead int) bool {
	size := len(m.tokens) - lead
	if r.words > 0 && size > r.words || r.heading && !seg.heading {
		return false
	}
	if !r.fits(m, p, lead) || len(r.of) > 0 && !m.madeOf(r.of, lead) {
		return false
	}
	from := -1
	if r.anyLead {
		from = lead
	}
	return !m.anyEnds(r.unless, from)
}

// fits reports whether p, a pattern of r, matches where r asks it to.
func (r *plain) fits(m *matcher, p *owned, lead int) bool {
	var end int
	switch {
	case r.at != AtStart && r.at != AsWhole:
		end = m.searcher.lastEnd(&p.pattern)
	case r.items:
		end = m.searcher.lastEndFrom(&p.pattern, lead, 0)
	default:
		end = m.searcher.lastEndFrom(&p.pattern, lead, lead)
	}
	if r.at == AsWhole || r.at == AtEnd {
		return end == len(m.tokens)
	}
	return end > lead || r.items && end >= 0
}
