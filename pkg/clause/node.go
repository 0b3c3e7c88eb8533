package clause

import (
	"encoding/binary"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// node is a parsed pattern. Nodes are shared: what reads alike is one node
// wherever it is used.
type node struct {
	op       nodeOp
	sort     prose.Sort // of a capture
	word     symbol     // of a word, the only one of symbols
	id       int32      // of sets and alternatives: their place in a matcher's memo, from 1
	n        int32      // most tokens of a gap
	need     need       // by which needs know it; 0 before they do
	blocks   []block    // the symbols of a set
	children []*node    // here ends what matching looks at most, which one line of a cache holds
	keys     []symbol   // of alternatives: a word that each child needs, or noKey
	symbols  []symbol   // of a word or a set
	name     string     // of a capture
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
	made       map[string]*node
	key        []byte        // room for one of made
	numbers    map[*node]int // of those made
	rows       map[*node]row
	tokens     map[string][]prose.Token // of the literals cut so far
}

func newBook(v *vocabulary) *book {
	return &book{
		vocabulary: v, classes: map[string]*node{}, made: map[string]*node{}, numbers: map[*node]int{}, rows: map[*node]row{},
		tokens: map[string][]prose.Token{},
	}
}

// cut returns the tokens of a literal, cut as those of a text are. Most literals
// come again and again.
func (b *book) cut(literal string) []prose.Token {
	tokens, ok := b.tokens[literal]
	if !ok {
		tokens = prose.Words([]byte(literal))
		b.tokens[literal] = tokens
	}
	return tokens
}

// shared returns the node that reads like n, n itself when it is the first.
func (b *book) shared(n node) *node {
	key := b.key[:0]
	key = append(key, byte(n.op), byte(n.sort))
	key = binary.AppendUvarint(key, uint64(n.n))
	key = binary.AppendUvarint(key, uint64(len(n.symbols)))
	for _, s := range n.symbols {
		key = binary.AppendUvarint(key, uint64(s))
	}
	for _, c := range n.children {
		key = binary.AppendUvarint(key, uint64(b.numbers[c]))
	}
	key = append(key, n.name...) // a capture has no children
	if b.key = key; b.made[string(key)] != nil {
		return b.made[string(key)]
	}
	if n.op == opSet || n.op == opAlternatives {
		b.nodes++
		n.id = int32(b.nodes)
	}
	n.keys = b.vocabulary.appendKeys(nil, &n)
	b.made[string(key)], b.numbers[&n] = &n, len(b.numbers)
	return &n
}

// noKey stands for a child that any segment may match.
const noKey symbol = 1<<16 - 1

// appendKeys appends the keys of n, which are those of alternatives alone: most
// alternatives of a class fail by a word that the segment does not hold.
func (v *vocabulary) appendKeys(keys []symbol, n *node) []symbol {
	if n.op != opAlternatives {
		return keys
	}
	for _, c := range n.children {
		keys = append(keys, v.key(c))
	}
	return keys
}

// key returns the rarest word among the parts of a sequence.
func (v *vocabulary) key(n *node) symbol {
	key := noKey
	if n.op == opSequence {
		for _, c := range n.children {
			if c.op == opWord && (key == noKey || v.weights[c.word] < v.weights[key]) {
				key = c.word
			}
		}
	}
	return key
}

func (b *book) word(text string, stem bool) *node {
	s := b.vocabulary.symbol(text, stem)
	return b.shared(node{op: opWord, word: s, symbols: []symbol{s}})
}

func (b *book) set(symbols []symbol) *node {
	slices.Sort(symbols)
	symbols = slices.Compact(symbols)
	return b.shared(node{op: opSet, symbols: symbols, blocks: appendBlocks(nil, symbols)})
}

// alternatives returns one of some patterns. The words among them become one set.
func (b *book) alternatives(of []*node) *node {
	var words []symbol
	var rest []*node
	for _, c := range of {
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
	return b.shared(node{op: opAlternatives, children: rest})
}
