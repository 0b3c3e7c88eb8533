package clause

import (
	"slices"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// matcher holds the tokens of one segment and matches patterns against them,
// by the engine that is as wide as the segment asks for.
type matcher struct {
	set      *Set
	agenda   agenda // of the rules of the set
	text     []byte
	glossary *prose.Glossary       // of the text
	known    prose.Notes[[]symbol] // what patterns may call words
	heard    prose.Notes[heard]    // what is known of segments
	frames   *prose.FrameReader    // nil until rules ask for frames
	sorting  agenda                // of what tells the sentences of a text apart
	tokens   []prose.Token
	stamp    uint32   // of the segment at hand
	present  []symbol // in the segment, each once
	held     []uint64 // the same as a set, a bit each
	found    [prose.Sorts][]prose.Value
	marked   [prose.Sorts]bool // values of this sort are found

	needsMet metNeeds // of segment metAt
	metAt    uint32

	searcher // the engine for the segment at hand
	few      *engine[fewPlaces]
	more     *engine[morePlaces] // nil until a segment asks for it
	many     *engine[manyPlaces] // nil until a segment asks for it
}

// searcher is an engine, of whatever width.
type searcher interface {
	// begin enters where the words of the segment stand.
	begin()
	// search returns the first match of p that ends behind the token from, with
	// as few words as it can have.
	search(p *pattern, from int) (hit, bool)
	// lastEnd returns the last place where p ends, -1 for none.
	lastEnd(p *pattern) int
	// lastEndFrom is lastEnd for a match that starts at one of two places.
	lastEndFrom(p *pattern, start, or int) int
}

// matchers are those that have served a text and wait for another: their tables
// are large, and what they know of words may hold for it.
type matchers struct {
	sync.Mutex
	idle []*matcher
}

// maxIdle bounds the matchers that wait.
const maxIdle = 8

// take returns a matcher that waits, nil when there is none; one that knows the
// words of the glossary, if there is one.
func (l *matchers) take(of *prose.Glossary) *matcher {
	l.Lock()
	defer l.Unlock()
	if len(l.idle) == 0 {
		return nil
	}
	n := slices.IndexFunc(l.idle, func(m *matcher) bool { return m.glossary == of })
	if n < 0 {
		n = len(l.idle) - 1
	}
	m := l.idle[n]
	l.idle = slices.Delete(l.idle, n, n+1)
	return m
}

// newMatcher returns a matcher for a text.
func newMatcher(s *Set, text *prose.Text) *matcher {
	m := s.matchers.take(text.Glossary)
	if m == nil {
		m = &matcher{
			set: s, held: make([]uint64, len(s.vocabulary.weights)/64+1),
			needsMet: make(metNeeds, s.meeting.size),
		}
		m.agenda = newAgenda(&s.licences, len(s.patterns))
		m.sorting = newAgenda(&s.explainer.triggers, len(s.explainer.patterns))
		m.few = newEngine[fewPlaces](m)
	}
	m.text, m.glossary = text.Bytes, text.Glossary
	m.known.Begin(text.Glossary, text.Words)
	return m
}

// frameReader returns a reader of the frames of the text, by the lexicon of the
// set.
func (m *matcher) frameReader(l *prose.FrameLexicon, text *prose.Text) *prose.FrameReader {
	if m.frames == nil {
		m.frames = prose.NewFrameReader(l, text)
	} else {
		m.frames.Begin(text)
	}
	return m.frames
}

// release gives a matcher back. One whose stamps could run out is let go.
func (m *matcher) release() {
	m.text, m.tokens = nil, nil
	l := &m.set.matchers
	l.Lock()
	defer l.Unlock()
	if m.stamp < 1<<30 && len(l.idle) < maxIdle {
		l.idle = append(l.idle, m)
	}
}

// begin takes up a segment.
func (m *matcher) begin(tokens []prose.Token) {
	m.tokens, m.marked, m.present = tokens, [prose.Sorts]bool{}, m.present[:0]
	m.stamp++
	clear(m.held)
	m.searcher = m.engine(len(tokens))
	m.searcher.begin()
}

// engine returns the narrowest engine that holds a segment of n tokens.
func (m *matcher) engine(n int) searcher {
	switch {
	case n < 64*len(fewPlaces{}):
		return m.few
	case n < 64*len(morePlaces{}):
		if m.more == nil {
			m.more = newEngine[morePlaces](m)
		}
		return m.more
	default:
		if m.many == nil {
			m.many = newEngine[manyPlaces](m)
		}
		return m.many
	}
}

// symbols returns what patterns may call a word of the text.
func (m *matcher) symbols(w *prose.Word) []symbol {
	s := m.known.Of(w.ID)
	if *s == nil {
		*s = m.set.vocabulary.symbols(w.Text)
	}
	return *s
}

// hit is one place where a pattern matched: tokens [start, end), and what was
// captured there.
type hit struct {
	start, end int
	captures   []capture
}

// names reports whether a proper name was captured.
func (h hit) names() bool {
	return slices.ContainsFunc(h.captures, func(c capture) bool { return c.sort == prose.Proper })
}

type capture struct {
	name  string
	sort  prose.Sort
	value prose.Value
}

// occurs reports whether p matches anywhere in the segment.
func (m *matcher) occurs(p *pattern) bool { return m.lastEnd(p) >= 0 }

// anyEnds reports whether one of some patterns matches so that it ends behind
// the token from.
func (m *matcher) anyEnds(patterns []pattern, from int) bool {
	for i := range patterns {
		if m.ends(&patterns[i], from) {
			return true
		}
	}
	return false
}

// within reports whether p matches between the tokens from and to.
func (m *matcher) within(p *pattern, from, to int) bool {
	if p.node == nil || !m.meets(p.needs) {
		return false
	}
	for at := from; ; {
		h, ok := m.search(p, at)
		if !ok || h.end > to {
			return false
		}
		if h.start >= from {
			return true
		}
		at = h.end
	}
}

// ends reports whether p matches so that it ends behind the token from.
func (m *matcher) ends(p *pattern, from int) bool { return m.lastEnd(p) > from }

// meets reports whether the segment holds all words that a pattern needs.
func (m *matcher) meets(needs []*node) bool {
	for _, n := range needs {
		if !m.meet(n) {
			return false
		}
	}
	return true
}

// meet reports whether the segment holds a word that n, a word or a set of
// words, stands for.
func (m *matcher) meet(n *node) bool {
	if n.op == opWord {
		return m.holds(n.word)
	}
	for _, b := range n.blocks {
		if m.held[b.at]&b.bits != 0 {
			return true
		}
	}
	return false
}

// holds reports whether the segment holds a word.
func (m *matcher) holds(s symbol) bool { return m.held[s>>6]&(1<<(s&63)) != 0 }

// may reports whether a child of alternatives can match in the segment, going by
// its key.
func (m *matcher) may(key symbol) bool { return key == noKey || m.holds(key) }

// places returns the words that matches of p hold; none where it is no pattern.
func (m *matcher) places(p *pattern) (out manyPlaces) {
	if p.node == nil || !m.meets(p.needs) {
		return out
	}
	for h, ok := m.search(p, 0); ok; h, ok = m.search(p, h.end) {
		for i := h.start; i < h.end; i++ {
			out = with(out, i)
		}
	}
	return out
}

// madeOf reports whether one of some patterns holds each word from place lead on.
func (m *matcher) madeOf(patterns []pattern, lead int) bool {
	var held manyPlaces
	for i := range patterns {
		held = or(held, m.places(&patterns[i]))
	}
	for i := lead; i < len(m.tokens); i++ {
		if !has(held, i) {
			return false
		}
	}
	return true
}

// lastEnd returns the last place where p ends, -1 for none.
func (m *matcher) lastEnd(p *pattern) int {
	if !m.meets(p.needs) {
		return -1
	}
	return m.searcher.lastEnd(p)
}

// lastEndFrom is lastEnd for a match that starts at one of two places.
func (m *matcher) lastEndFrom(p *pattern, start, or int) int {
	if !m.meets(p.needs) {
		return -1
	}
	return m.searcher.lastEndFrom(p, start, or)
}

// values returns the values of a sort in the segment.
func (m *matcher) values(sort prose.Sort) []prose.Value {
	if !m.marked[sort] {
		m.found[sort], m.marked[sort] = m.set.read().Values(sort, m.text, m.tokens, m.found[sort][:0]), true
	}
	return m.found[sort]
}
