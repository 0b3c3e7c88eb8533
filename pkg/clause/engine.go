package clause

import "math/bits"

// engine matches patterns against the tokens of the segment that its matcher
// has taken up. It follows all ways to match at once, as sets of places, so the
// time for a pattern is bounded by its size times the length of the segment,
// and in practice by its size alone.
type engine[P places] struct {
	*matcher
	all   P         // every place of the segment
	words []cell[P] // by symbol: the places before its tokens
	memo  []cell[P] // by node: where a set of words stands, or where a class ends

	captures []capture // of the match at hand
}

// cell is a set of places, worth something in the segment of its stamp only.
type cell[P places] struct {
	stamp  uint32
	places P
}

// newEngine returns an engine for m.
func newEngine[P places](m *matcher) *engine[P] {
	return &engine[P]{matcher: m, words: make([]cell[P], len(m.set.vocabulary.weights)), memo: make([]cell[P], m.set.nodes)}
}

// begin enters where the words of the segment stand.
func (e *engine[P]) begin() {
	for i := range e.tokens {
		for _, s := range e.symbols(e.tokens[i].Word) {
			c := &e.words[s]
			if c.stamp != e.stamp {
				*c = cell[P]{stamp: e.stamp}
				e.present = append(e.present, s)
				e.held[s>>6] |= 1 << (s & 63)
			}
			c.places = with(c.places, i)
		}
	}
	var all P
	for i := range len(e.tokens) / 64 {
		all[i] = ^uint64(0)
	}
	all[len(e.tokens)>>6] = ^uint64(0) >> (63 - len(e.tokens)&63)
	e.all = all
}

// search is as a searcher has it.
func (e *engine[P]) search(p *pattern, from int) (h hit, ok bool) {
	if h.end = e.firstEnd(p, from+1); h.end < 0 {
		return hit{}, false
	}
	e.captures = e.captures[:0]
	h.start = e.back(p.node, e.all, h.end)
	h.captures = append(h.captures, e.captures...)
	return h, h.start >= 0
}

// firstEnd returns the first place from from on where p ends; -1 for none.
func (e *engine[P]) firstEnd(p *pattern, from int) int {
	if !e.ordered(p.order) {
		return -1
	}
	return first(e.forward(p.node, e.all), from)
}

// lastEnd is as a searcher has it.
func (e *engine[P]) lastEnd(p *pattern) int {
	if !e.ordered(p.order) {
		return -1
	}
	return last(e.forward(p.node, e.all), len(e.tokens))
}

// lastEndFrom is as a searcher has it.
func (e *engine[P]) lastEndFrom(p *pattern, start, or int) int {
	var in P
	return last(e.forward(p.node, with(with(in, start), or)), len(e.tokens))
}

// ordered reports whether words stand one behind the other, each within its
// reach, as they do wherever their pattern matches: most patterns whose words
// are all there fail by that.
func (e *engine[P]) ordered(links []link) bool {
	if len(links) < 2 {
		return true
	}
	at := e.wordsOf(links[0].node)
	for _, l := range links[1:] {
		if at = next(at); l.reach < len(e.tokens) {
			at = gap(at, l.reach-1)
		} else {
			at = behind(at)
		}
		if at = and(at, e.wordsOf(l.node)); empty(at) {
			return false
		}
	}
	return true
}

// wordsOf returns the places before the words that a literal, a stem or a set
// of these stands for.
func (e *engine[P]) wordsOf(n *node) (none P) {
	if n.op == opWord {
		if c := &e.words[n.word]; c.stamp == e.stamp {
			return c.places
		}
		return none
	}
	c := &e.memo[n.id]
	if c.stamp != e.stamp {
		*c = cell[P]{stamp: e.stamp}
		for _, b := range n.blocks {
			for there := e.held[b.at] & b.bits; there != 0; there &= there - 1 {
				c.places = or(c.places, e.words[b.at<<6+bits.TrailingZeros64(there)].places)
			}
		}
	}
	return c.places
}

// forward returns where n can end when it starts at one of the places in.
func (e *engine[P]) forward(n *node, in P) P {
	switch n.op {
	case opWord, opSet:
		return next(and(in, e.wordsOf(n)))
	case opSequence:
		for _, c := range n.children {
			if in = e.forward(c, in); empty(in) {
				break
			}
		}
		return in
	case opAlternatives:
		return e.alternatives(n, in)
	case opOptional:
		return or(in, e.forward(n.children[0], in))
	case opGap:
		return and(gap(in, int(n.n)), e.all)
	default:
		return e.captured(n, in)
	}
}

// alternatives joins the ends of all alternatives. Those of a class from
// anywhere are kept: many patterns begin with one.
func (e *engine[P]) alternatives(n *node, in P) (out P) {
	anywhere := n.id > 0 && in == e.all
	if anywhere && e.memo[n.id].stamp == e.stamp {
		return e.memo[n.id].places
	}
	if n.id > 0 && !anywhere && empty(e.alternatives(n, e.all)) {
		return out // most classes stand nowhere in a segment
	}
	for i, c := range n.children {
		if e.may(n.keys[i]) {
			out = or(out, e.forward(c, in))
		}
	}
	if anywhere {
		e.memo[n.id] = cell[P]{e.stamp, out}
	}
	return out
}

// captured returns the ends of the values of n's type that start in in.
func (e *engine[P]) captured(n *node, in P) (out P) {
	for _, v := range e.values(n.sort) {
		if has(in, v.Start) {
			out = with(out, v.End)
		}
	}
	return out
}

// back returns the last place in in where n can start so as to end at end, or
// -1, and adds what it captures on the way.
func (e *engine[P]) back(n *node, in P, end int) int {
	switch n.op {
	case opWord, opSet:
		if has(and(in, e.wordsOf(n)), end-1) {
			return end - 1
		}
		return -1
	case opSequence:
		return e.backSequence(n, in, end)
	case opAlternatives:
		return e.backAlternatives(n, in, end)
	case opOptional:
		if start := e.back(n.children[0], in, end); start >= 0 {
			return start
		}
		fallthrough
	case opGap:
		if start := last(in, end); start >= end-int(n.n) {
			return start
		}
		return -1
	default:
		for _, v := range e.values(n.sort) {
			if v.End == end && has(in, v.Start) {
				e.captures = append(e.captures, capture{n.name, n.sort, v})
				return v.Start
			}
		}
		return -1
	}
}

func (e *engine[P]) backSequence(n *node, in P, end int) int {
	froms := make([]P, 0, 16)
	for _, c := range n.children {
		froms = append(froms, in)
		in = e.forward(c, in)
	}
	for i := len(n.children) - 1; i >= 0 && end >= 0; i-- {
		end = e.back(n.children[i], froms[i], end)
	}
	return end
}

func (e *engine[P]) backAlternatives(n *node, in P, end int) int {
	best, before := -1, len(e.captures)
	var kept []capture
	for i, c := range n.children {
		if !e.may(n.keys[i]) {
			continue
		}
		if start := e.back(c, in, end); start > best {
			best, kept = start, append(kept[:0], e.captures[before:]...)
		}
		e.captures = e.captures[:before]
	}
	e.captures = append(e.captures, kept...)
	return best
}
