package clause

import (
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// matcher holds the tokens of one segment and matches patterns against them,
// by the engine that is as wide as the segment asks for.
type matcher struct {
	set     *Set
	agenda  agenda // of the rules of the set
	text    []byte
	known   [][]symbol          // by the ID of a word: what patterns may call it
	learnt  map[string][]symbol // the same by the words of all texts so far
	tokens  []prose.Token
	stamp   uint32   // of the segment at hand
	present []symbol // in the segment, each once
	held    []uint64 // the same as a set, a bit each
	found   [prose.Sorts][]prose.Value
	marked  [prose.Sorts]bool // values of this sort are found

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
	// firstEnd returns the first place from from on where p ends; -1 for none.
	firstEnd(p *pattern, from int) int
	// lastEnd returns the last place where p ends, -1 for none.
	lastEnd(p *pattern) int
	// lastEndFrom is lastEnd for a match that starts at one of two places.
	lastEndFrom(p *pattern, start, or int) int
}

// matchers are those that have served a text and wait for another: their tables
// are large, and what they have learnt of words holds for all texts.
type matchers struct {
	sync.Mutex
	idle []*matcher
}

// maxIdle bounds the matchers that wait.
const maxIdle = 8

// take returns a matcher that waits, nil when there is none.
func (l *matchers) take() *matcher {
	l.Lock()
	defer l.Unlock()
	n := len(l.idle)
	if n == 0 {
		return nil
	}
	m := l.idle[n-1]
	l.idle = l.idle[:n-1]
	return m
}

// newMatcher returns a matcher for a text.
func newMatcher(s *Set, text *prose.Text) *matcher {
	m := s.matchers.take()
	if m == nil {
		m = &matcher{
			set: s, learnt: map[string][]symbol{}, held: make([]uint64, len(s.vocabulary.weights)/64+1),
			needsMet: make(metNeeds, s.meeting.size),
		}
		m.agenda = newAgenda(&s.licences, len(s.patterns))
		m.few = newEngine[fewPlaces](m)
	}
	m.text = text.Bytes
	if cap(m.known) < text.Words {
		m.known = make([][]symbol, text.Words)
	}
	m.known = m.known[:text.Words]
	clear(m.known)
	return m
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
	s := m.known[w.ID]
	if s == nil {
		if s = m.learnt[w.Text]; s == nil {
			s = m.set.vocabulary.symbols(w.Text)
			m.learn(w.Text, s)
		}
		m.known[w.ID] = s
	}
	return s
}

// maxLearnt and maxLearntWord bound what a matcher keeps of the words of texts.
const (
	maxLearnt     = 10_000
	maxLearntWord = 30
)

// learn keeps what patterns may call a word, for the texts to come.
func (m *matcher) learn(word string, s []symbol) {
	if len(word) > maxLearntWord {
		return
	}
	if len(m.learnt) == maxLearnt {
		clear(m.learnt)
	}
	m.learnt[word] = s
}

// hit is one place where a pattern matched: tokens [start, end), and what was
// captured there.
type hit struct {
	start, end int
	captures   []capture
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

// firstEnd returns the first place from from on where p ends; -1 for none.
func (m *matcher) firstEnd(p *pattern, from int) int {
	if !m.meets(p.needs) {
		return -1
	}
	return m.searcher.firstEnd(p, from)
}

// values returns the values of a sort in the segment.
func (m *matcher) values(sort prose.Sort) []prose.Value {
	if !m.marked[sort] {
		m.found[sort], m.marked[sort] = m.set.read().Values(sort, m.text, m.tokens, m.found[sort][:0]), true
	}
	return m.found[sort]
}
