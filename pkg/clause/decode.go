package clause

import (
	"encoding/binary"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// decoder reads the parts of an index. A fault makes all further reads empty.
type decoder struct {
	in     []byte
	pos    int
	set    *Set
	nodes  []node
	needs  []*node // of all patterns
	links  []link  // of all patterns
	failed bool
}

func (d *decoder) fail() { d.pos, d.failed = len(d.in), true }

func (d *decoder) uint() int {
	if d.pos < len(d.in) && d.in[d.pos] < 0x80 {
		d.pos++
		return int(d.in[d.pos-1])
	}
	n, width := binary.Uvarint(d.in[d.pos:])
	if width <= 0 {
		d.fail()
		return 0
	}
	d.pos += width
	return int(n)
}

// count reads a number of things, of which each takes a byte at least.
func (d *decoder) count() int {
	n := d.uint()
	if n < 0 || n > len(d.in)-d.pos {
		d.fail()
		return 0
	}
	return n
}

func (d *decoder) bytes() []byte {
	n := d.count()
	d.pos += n
	return d.in[d.pos-n : d.pos]
}

func (d *decoder) string() string { return string(d.bytes()) }
func (d *decoder) bool() bool     { return d.uint() == 1 }

func (d *decoder) words() {
	n := d.count()
	v := d.set.vocabulary
	v.literals, v.stems = make(map[string]symbol, n), make(map[string]symbol, n/4)
	for range n {
		word := d.string()
		v.symbol(word, d.bool())
	}
}

func (d *decoder) nodeTable() {
	d.set.nodes = d.uint()
	symbols, children, blocks := make([]symbol, 0, d.count()), make([]*node, 0, d.count()), make([]block, 0, d.count())
	keys := make([]symbol, 0, cap(children))
	d.nodes = make([]node, d.count())
	for i := range d.nodes {
		n := &d.nodes[i]
		n.op, n.id, n.n, n.sort = nodeOp(d.uint()), int32(d.uint()), int32(d.uint()), prose.Sort(d.uint())
		n.name = d.string()
		from := len(symbols)
		for range d.count() {
			s := d.uint()
			if s < 0 || s >= len(d.set.vocabulary.weights) {
				d.fail()
				return
			}
			symbols = append(symbols, symbol(s))
		}
		if n.symbols = symbols[from:len(symbols):len(symbols)]; n.op == opWord && len(n.symbols) > 0 {
			n.word = n.symbols[0]
		} else if n.op == opSet {
			first := len(blocks)
			blocks = appendBlocks(blocks, n.symbols)
			n.blocks = blocks[first:len(blocks):len(blocks)]
		}
		from = len(children)
		for range d.count() {
			children = append(children, d.node())
		}
		n.children = children[from:len(children):len(children)]
		from = len(keys)
		keys = d.set.vocabulary.appendKeys(keys, n)
		n.keys = keys[from:len(keys):len(keys)]
	}
}

func (d *decoder) node() *node {
	i := d.uint()
	if i < 0 || i >= len(d.nodes) {
		d.fail()
		return &node{}
	}
	return &d.nodes[i]
}

func (d *decoder) pattern() pattern {
	p := pattern{node: d.node()}
	n, needs, links := d.count(), len(d.needs), len(d.links)
	for range n {
		d.needs = append(d.needs, d.node())
	}
	for range n {
		d.links = append(d.links, link{d.node(), d.uint()})
	}
	p.needs, p.order = d.needs[needs:len(d.needs):len(d.needs)], d.links[links:len(d.links):len(d.links)]
	return p
}

func (d *decoder) optionalPattern() pattern {
	if !d.bool() {
		return pattern{}
	}
	return d.pattern()
}

func (d *decoder) patterns() []pattern {
	out := make([]pattern, d.count())
	for i := range out {
		out[i] = d.pattern()
	}
	return out
}

func (d *decoder) rule() {
	r := rule{id: d.string(), kind: term.Kind(d.string()), headings: d.bool(), opens: d.bool()}
	r.cards, r.cardsOnly, r.words, r.params = d.bool(), d.bool(), d.count(), d.params()
	r.also, r.unless, r.elsewhere = d.patterns(), d.patterns(), d.patterns()
	r.when = d.whens()
	d.set.add(r, d.patterns())
}

func (d *decoder) whens() (out []whenPattern) {
	for range d.count() {
		out = append(out, whenPattern{d.pattern(), d.string(), d.params()})
	}
	return out
}

func (d *decoder) figures() (g figureRules) {
	for range d.count() {
		g.kinds = append(g.kinds, term.Kind(d.string()))
	}
	g.when = d.whens()
	return g
}

func (d *decoder) params() term.Params {
	n := d.count()
	out := make(term.Params, n)
	for range n {
		name := d.string()
		out[name] = d.value()
	}
	return out
}

func (d *decoder) value() any {
	switch d.uint() {
	case valueFalse:
		return false
	case valueTrue:
		return true
	case valueInt:
		return int64(d.uint())
	case valueString:
		return d.string()
	case valueStrings:
		list := make([]string, d.count())
		for i := range list {
			list[i] = d.string()
		}
		return list
	default:
		return nil
	}
}
