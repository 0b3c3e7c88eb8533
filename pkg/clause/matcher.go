package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// matcher holds the tokens of one segment and matches patterns against them.
// It follows all ways to match at once, as sets of places, so the time for a
// pattern is bounded by its size times the length of the segment, and in
// practice by its size alone.
type matcher struct {
	set     *Set
	agenda  agenda // of the rules of the set
	text    []byte
	known   [][]symbol // by the ID of a word: what patterns may call it
	tokens  []prose.Token
	all     places   // every place of the segment
	none    places   // stays empty
	stamp   uint32   // of the segment at hand
	present []symbol // in the segment, each once
	words   []cell   // by symbol: the places before its tokens
	memo    []cell   // by node: where a set of words stands, or where a class ends
	found   [prose.Sorts][]prose.Value
	marked  [prose.Sorts]bool // values of this sort are found
}

// cell is a set of places, worth something in the segment of its stamp only.
type cell struct {
	stamp uint32
	places
}

// newMatcher returns a matcher for a text, one that has served another if there is
// any: its tables are large.
func newMatcher(s *Set, text *prose.Text) *matcher {
	m, ok := s.matchers.Get().(*matcher)
	if !ok {
		m = &matcher{
			set: s, words: make([]cell, len(s.vocabulary.weights)), memo: make([]cell, s.nodes),
			agenda: newAgenda(&s.licences, len(s.patterns)),
		}
	}
	m.text = text.Bytes
	m.known = slices.Grow(m.known[:0], text.Words)[:text.Words]
	clear(m.known)
	return m
}

// release gives a matcher back. One whose stamps could run out is let go.
func (m *matcher) release() {
	if m.text, m.tokens = nil, nil; m.stamp < 1<<31 {
		m.set.matchers.Put(m)
	}
}

// begin takes up a segment.
func (m *matcher) begin(tokens []prose.Token) {
	m.tokens, m.marked, m.present = tokens, [prose.Sorts]bool{}, m.present[:0]
	m.stamp++
	for i := range tokens {
		for _, s := range m.symbols(tokens[i].Word) {
			c := &m.words[s]
			if c.stamp != m.stamp {
				*c = cell{stamp: m.stamp}
				m.present = append(m.present, s)
			}
			c.add(i)
		}
	}
	m.all = places{}
	for i := range len(tokens)/64 + 1 {
		m.all[i] = ^uint64(0)
	}
	m.all[len(tokens)>>6] = ^uint64(0) >> (63 - len(tokens)&63)
}

// symbols returns what patterns may call a word of the text.
func (m *matcher) symbols(w *prose.Word) []symbol {
	s := m.known[w.ID]
	if s == nil {
		s = m.set.vocabulary.symbols(w.Text)
		m.known[w.ID] = s
	}
	return s
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
func (m *matcher) occurs(p *pattern) bool {
	if !m.meets(p) {
		return false
	}
	ends := m.forward(p.node, &m.all)
	return !ends.empty()
}

// ends reports whether p matches so that it ends behind the token from.
func (m *matcher) ends(p *pattern, from int) bool {
	if !m.meets(p) {
		return false
	}
	ends := m.forward(p.node, &m.all)
	return ends.first(from+1) >= 0
}

// find returns the first match of p that ends behind the token from, with as
// few words as it can have.
func (m *matcher) find(p *pattern, from int) (hit, bool) {
	if !m.meets(p) {
		return hit{}, false
	}
	ends := m.forward(p.node, &m.all)
	h := hit{end: ends.first(from + 1)}
	if h.end < 0 {
		return hit{}, false
	}
	h.start = m.back(p.node, &m.all, h.end, &h.captures)
	return h, h.start >= 0
}

// meets reports whether the segment holds all words that p needs.
func (m *matcher) meets(p *pattern) bool {
	for _, n := range p.needs {
		if m.wordsOf(n).empty() {
			return false
		}
	}
	return true
}

// wordsOf returns the places before the words that a literal, a stem or a set
// of these stands for.
func (m *matcher) wordsOf(n *node) *places {
	if n.op == opWord {
		if c := &m.words[n.symbols[0]]; c.stamp == m.stamp {
			return &c.places
		}
		return &m.none
	}
	c := &m.memo[n.id]
	if c.stamp != m.stamp {
		*c = cell{stamp: m.stamp}
		for _, s := range n.symbols {
			if w := &m.words[s]; w.stamp == m.stamp {
				c.or(&w.places)
			}
		}
	}
	return &c.places
}

// forward returns where n can end when it starts at one of the places in.
func (m *matcher) forward(n *node, in *places) places {
	switch n.op {
	case opWord, opSet:
		where := in.and(m.wordsOf(n))
		return where.later(1)
	case opSequence:
		at := m.forward(n.children[0], in)
		for _, c := range n.children[1:] {
			if at.empty() {
				break
			}
			at = m.forward(c, &at)
		}
		return at
	case opAlternatives:
		return m.alternatives(n, in)
	case opOptional:
		out := m.forward(n.children[0], in)
		out.or(in)
		return out
	case opGap:
		out := in.within(n.n)
		return out.and(&m.all)
	default:
		return m.captured(n, in)
	}
}

// alternatives joins the ends of all alternatives. Those of a class from
// anywhere are kept: many patterns begin with one.
func (m *matcher) alternatives(n *node, in *places) places {
	anywhere := in == &m.all && n.id > 0
	if anywhere && m.memo[n.id].stamp == m.stamp {
		return m.memo[n.id].places
	}
	var out places
	for _, c := range n.children {
		ends := m.forward(c, in)
		out.or(&ends)
	}
	if anywhere {
		m.memo[n.id] = cell{m.stamp, out}
	}
	return out
}

// captured returns the ends of the values of n's type that start in in.
func (m *matcher) captured(n *node, in *places) (out places) {
	for _, v := range m.values(n.sort) {
		if in.has(v.Start) {
			out.add(v.End)
		}
	}
	return out
}

// values returns the values of a sort in the segment.
func (m *matcher) values(sort prose.Sort) []prose.Value {
	if !m.marked[sort] {
		m.found[sort], m.marked[sort] = m.set.read().Values(sort, m.text, m.tokens, m.found[sort][:0]), true
	}
	return m.found[sort]
}

// back returns the last place in in where n can start so as to end at end, or
// -1, and adds what it captures on the way.
func (m *matcher) back(n *node, in *places, end int, captures *[]capture) int {
	switch n.op {
	case opWord, opSet:
		if where := m.wordsOf(n); in.has(end-1) && where.has(end-1) {
			return end - 1
		}
		return -1
	case opSequence:
		return m.backSequence(n, in, end, captures)
	case opAlternatives:
		return m.backAlternatives(n, in, end, captures)
	case opOptional:
		if start := m.back(n.children[0], in, end, captures); start >= 0 {
			return start
		}
		fallthrough
	case opGap:
		if start := in.last(end); start >= end-n.n {
			return start
		}
		return -1
	default:
		for _, v := range m.values(n.sort) {
			if v.End == end && in.has(v.Start) {
				*captures = append(*captures, capture{n.name, n.sort, v})
				return v.Start
			}
		}
		return -1
	}
}

func (m *matcher) backSequence(n *node, in *places, end int, captures *[]capture) int {
	froms := make([]places, 0, 16)
	at := *in
	for _, c := range n.children {
		froms = append(froms, at)
		at = m.forward(c, &at)
	}
	for i := len(n.children) - 1; i >= 0 && end >= 0; i-- {
		end = m.back(n.children[i], &froms[i], end, captures)
	}
	return end
}

func (m *matcher) backAlternatives(n *node, in *places, end int, captures *[]capture) int {
	best, kept := -1, *captures
	for _, c := range n.children {
		got := kept[:len(kept):len(kept)]
		if start := m.back(c, in, end, &got); start > best {
			best, *captures = start, got
		}
	}
	return best
}
