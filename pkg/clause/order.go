package clause

import "slices"

// link is a word or set of words that each match of a pattern holds, in the
// order in which they stand there.
type link struct {
	*node
	reach int // at most so many tokens behind the link before; 0 for the first
}

// unbounded is a number of tokens that no segment has.
const unbounded = 1 << 14

// row is what every match of a node holds. Its numbers are of tokens, at most
// unbounded: how long a match may be, and what of it may stand before the first
// link and behind the last.
type row struct {
	links              []link
	length, head, tail int
}

// row returns what every match of n holds.
func (b *book) row(n *node) row {
	r, ok := b.rows[n]
	if !ok {
		r = b.newRow(n)
		b.rows[n] = r
	}
	return r
}

func (b *book) newRow(n *node) (r row) {
	switch n.op {
	case opWord, opSet:
		return row{links: []link{{node: n}}, length: 1}
	case opSequence:
		for _, c := range n.children {
			r = r.then(b.row(c))
		}
		return r
	case opAlternatives:
		return b.either(n.children)
	case opOptional:
		return row{length: b.row(n.children[0]).length}
	case opGap:
		return row{length: int(n.n)}
	default:
		return row{length: unbounded}
	}
}

// then returns what a match of r with one of next behind it holds.
func (r row) then(next row) row {
	out := row{links: r.links, length: sum(r.length, next.length), head: r.head, tail: next.tail}
	switch {
	case len(r.links) == 0:
		out.links, out.head = next.links, sum(r.length, next.head)
	case len(next.links) == 0:
		out.tail = sum(r.tail, next.length)
	default:
		out.links = slices.Concat(r.links, next.links)
		out.links[len(r.links)].reach = sum(r.tail, next.head, 1)
	}
	return out
}

// either returns what a match of one of some nodes holds: one of the rarest
// links of each.
func (b *book) either(nodes []*node) (out row) {
	var joined []symbol
	all := true
	for _, n := range nodes {
		r := b.row(n)
		out.length = max(out.length, r.length)
		if len(r.links) == 0 {
			all = false
			continue
		}
		rarest := slices.MinFunc(r.links, func(x, y link) int { return b.byRarity(x.node, y.node) })
		head, tail := r.around(rarest.node)
		out.head, out.tail = max(out.head, head), max(out.tail, tail)
		joined = append(joined, rarest.symbols...)
	}
	if !all {
		return row{length: out.length}
	}
	out.links = []link{{node: b.set(joined)}}
	return out
}

// around returns how many tokens of a match may stand before the first link
// that is n, and behind it.
func (r row) around(n *node) (head, tail int) {
	at := slices.IndexFunc(r.links, func(l link) bool { return l.node == n })
	head, tail = r.head, r.tail
	for i, l := range r.links {
		if i <= at {
			head = sum(head, l.reach)
		} else {
			tail = sum(tail, l.reach)
		}
	}
	return head, tail
}

// byRarity compares nodes by how many segments hold one of their words.
func (b *book) byRarity(x, y *node) int {
	return b.vocabulary.weight(x.symbols) - b.vocabulary.weight(y.symbols)
}

// sum adds numbers of tokens.
func sum(of ...int) (n int) {
	for _, i := range of {
		n += i
	}
	return min(n, unbounded)
}
