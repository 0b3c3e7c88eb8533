package clause

import (
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"slices"
)

// node is a parsed pattern. Nodes are shared: a class is one node wherever it
// is used.
type node struct {
	op       nodeOp
	sort     prose.Sort // of a capture
	word     symbol     // of a word, the only one of symbols
	id       int32      // of sets and alternatives: their place in a matcher's memo, from 1
	n        int        // most tokens of a gap
	symbols  []symbol   // of a word or a set
	children []*node
	name     string // of a capture

	needs []*node // memo of requirements
}

type nodeOp uint8

const (
	opWord nodeOp = iota // a literal or a stem
	opSet                // one of several words
	opSequence
	opAlternatives
	opOptional
	opGap
	opCapture
)

// book makes the nodes of a rule set.
type book struct {
	classes    map[string]*node
	vocabulary *vocabulary
	nodes      int // sets and alternatives so far
}

func (b *book) word(text string, stem bool) *node {
	s := b.vocabulary.symbol(text, stem)
	return &node{op: opWord, word: s, symbols: []symbol{s}}
}

func (b *book) set(symbols []symbol) *node {
	slices.Sort(symbols)
	b.nodes++
	return &node{op: opSet, id: int32(b.nodes), symbols: slices.Compact(symbols)}
}

// alternatives joins the words among the children of alt into one set.
func (b *book) alternatives(alt *node) *node {
	var words []symbol
	var rest []*node
	for _, c := range alt.children {
		switch {
		case c.op == opWord || c.op == opSet:
			words = append(words, c.symbols...)
		case c.op == opAlternatives && c.children[0].op == opSet:
			words = append(words, c.children[0].symbols...)
			rest = append(rest, c.children[1:]...)
		default:
			rest = append(rest, c)
		}
	}
	if len(words) > 0 {
		rest = slices.Insert(rest, 0, b.set(words))
	}
	if len(rest) == 1 {
		return rest[0]
	}
	b.nodes++
	return &node{op: opAlternatives, id: int32(b.nodes), children: rest}
}

// requirements returns words and sets of words of which each must occur in a
// segment for n to match there.
func (b *book) requirements(n *node) []*node {
	if n.needs != nil {
		return n.needs
	}
	switch n.op {
	case opWord, opSet:
		n.needs = []*node{n}
	case opSequence:
		for _, c := range n.children {
			n.needs = append(n.needs, b.requirements(c)...)
		}
	case opAlternatives:
		n.needs = b.anyOf(n.children)
	}
	return n.needs
}

// anyOf joins the rarest requirement of each alternative.
func (b *book) anyOf(children []*node) []*node {
	var joined []symbol
	for _, c := range children {
		needs := b.requirements(c)
		if len(needs) == 0 {
			return nil
		}
		joined = append(joined, b.rarest(needs).symbols...)
	}
	return []*node{b.set(joined)}
}

// rarest returns the requirement that the fewest segments meet.
func (b *book) rarest(needs []*node) *node {
	return slices.MinFunc(needs, func(x, y *node) int { return b.vocabulary.weight(x.symbols) - b.vocabulary.weight(y.symbols) })
}
