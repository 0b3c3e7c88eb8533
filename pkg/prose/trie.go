package prose

import (
	"encoding/binary"
	"fmt"
)

// trie holds phrases as an index does: word by word from a root, which is the
// last node. Parts that are alike are one, since most phrases end like others.
type trie struct {
	Words  []string   `json:"words"`  // by number
	Values [][]uint64 `json:"values"` // what phrases mean, by number
	Count  int        `json:"count"`  // of the nodes
	// Nodes are numbers of variable length. Of each node: that of its value and
	// one, 0 for none; how many edges it has; of each edge a word and a node
	// written before.
	Nodes []byte `json:"nodes"`
}

// trieNode is a node of a trie, by the numbers of its parts; value is -1 for
// none.
type trieNode struct {
	value int
	edges []trieEdge
}

type trieEdge struct{ word, to int }

// each calls take with the nodes of t, in order.
func (t *trie) each(take func(number int, n trieNode)) {
	in := t.Nodes
	next := func() int {
		n, width := binary.Uvarint(in)
		in = in[max(width, 0):]
		return int(n)
	}
	var n trieNode
	for i := range t.Count {
		n.value, n.edges = next()-1, n.edges[:0]
		for range next() {
			n.edges = append(n.edges, trieEdge{next(), next()})
		}
		take(i, n)
	}
}

// trieWriter writes a trie.
type trieWriter struct {
	trie
	words, values, nodes map[string]int
}

func newTrieWriter() *trieWriter {
	return &trieWriter{words: map[string]int{}, values: map[string]int{}, nodes: map[string]int{}}
}

// word returns the number of a word.
func (w *trieWriter) word(text string) int {
	return numbered(w.words, text, func() { w.Words = append(w.Words, text) })
}

// value returns the number of a value.
func (w *trieWriter) value(v []uint64) int {
	return numbered(w.values, fmt.Sprint(v), func() { w.Values = append(w.Values, v) })
}

// node returns the number of a node, which is written unless one like it has
// been. Edges are in the order of their words.
func (w *trieWriter) node(n trieNode) int {
	row := binary.AppendUvarint(nil, uint64(n.value+1))
	row = binary.AppendUvarint(row, uint64(len(n.edges)))
	for _, e := range n.edges {
		row = binary.AppendUvarint(binary.AppendUvarint(row, uint64(e.word)), uint64(e.to))
	}
	return numbered(w.nodes, string(row), func() {
		w.Nodes = append(w.Nodes, row...)
		w.Count++
	})
}

// numbered returns the number of a key; add is called for a new one.
func numbered(numbers map[string]int, key string, add func()) int {
	n, ok := numbers[key]
	if !ok {
		n = len(numbers)
		numbers[key] = n
		add()
	}
	return n
}
