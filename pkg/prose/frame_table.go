package prose

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
)

// FrameTable is a FrameLexicon as an index holds it, in JSON: every phrase is
// spelled out and every verb conjugated, so that little is left to do when a
// text is first read.
type FrameTable struct {
	Classes   map[string]int   `json:"classes"`
	Sorts     [5]Classes       `json:"sorts"` // those of acts, things, persons, purposes and fields
	Phrases   trie             `json:"phrases"`
	Votes     map[string]tally `json:"votes"` // of words, their letters aside
	Letters   map[rune]tally   `json:"letters"`
	Languages []languageTable  `json:"languages"`
	// Tries are the phrases of the languages, in JSON. An index holds them apart:
	// most texts need none.
	Tries [][]byte `json:"-"`
}

// languageTable is a Language as an index holds it.
type languageTable struct {
	Name       string  `json:"name"`
	Understood bool    `json:"understood"`
	Alien      string  `json:"alien"`
	Worded     bool    `json:"worded"`
	Capitals   bool    `json:"capitals"`
	Behind     bool    `json:"behind"`
	Serial     Classes `json:"serial"`
}

// Table returns l as an index holds it.
func (l *FrameLexicon) Table() (t FrameTable, err error) {
	t = FrameTable{
		Classes: l.class, Sorts: [5]Classes{l.Acts, l.Things, l.Persons, l.Purposes, l.Fields}, Letters: l.letters,
		Votes: map[string]tally{},
	}
	w, texts, root := newTrieWriter(), map[*frameWord]string{}, &frameNode{}
	for _, text := range slices.Sorted(maps.Keys(l.words)) {
		word := l.words[text]
		texts[word] = text
		if word.root != nil {
			root.edges = append(root.edges, frameEdge{word, word.root})
		}
		if word.votes != (tally{}) {
			t.Votes[text] = word.votes
		}
	}
	root.write(w, texts)
	t.Phrases = w.trie
	for _, language := range l.languages {
		w := newTrieWriter()
		language.words().write(w)
		words, err := json.Marshal(w.trie)
		if err != nil {
			return t, err
		}
		t.Languages = append(t.Languages, languageTable{language.Name, language.understood, language.alien, language.worded, language.capitals,
			language.behind, language.serial})
		t.Tries = append(t.Tries, words)
	}
	return t, nil
}

// write adds n to a trie and returns its number.
func (n *frameNode) write(w *trieWriter, texts map[*frameWord]string) int {
	out := trieNode{value: -1}
	if e := n.entry; e != nil {
		out.value = w.value([]uint64{uint64(e.op), uint64(e.forms), e.acts[0], e.acts[1], e.acts[2], e.things[0], e.things[1], e.things[2]})
	}
	edges := slices.SortedFunc(slices.Values(n.edges), func(a, b frameEdge) int { return strings.Compare(texts[a.word], texts[b.word]) })
	for _, e := range edges {
		out.edges = append(out.edges, trieEdge{w.word(texts[e.word]), e.to.write(w, texts)})
	}
	return w.node(out)
}

// Lexicon returns the lexicon that t is of.
func (t *FrameTable) Lexicon() *FrameLexicon {
	l := &FrameLexicon{
		words: make(map[string]*frameWord, len(t.Phrases.Words)), class: t.Classes, letters: t.Letters,
		Acts: t.Sorts[0], Things: t.Sorts[1], Persons: t.Sorts[2], Purposes: t.Sorts[3], Fields: t.Sorts[4],
	}
	l.nameClasses()
	words := make([]frameWord, len(t.Phrases.Words))
	for i, text := range t.Phrases.Words {
		l.words[text] = &words[i]
	}
	entries := make([]entry, len(t.Phrases.Values))
	for i, v := range t.Phrases.Values {
		entries[i] = entry{op: operator(v[0]), forms: form(v[1]), acts: Classes(v[2:5]), things: Classes(v[5:8])}
	}
	nodes := make([]frameNode, t.Phrases.Count)
	var edges []frameEdge
	t.Phrases.each(func(i int, n trieNode) {
		from := len(edges)
		for _, e := range n.edges {
			edges = append(edges, frameEdge{&words[e.word], &nodes[e.to]})
		}
		nodes[i].edges = edges[from:len(edges):len(edges)]
		if n.value >= 0 {
			nodes[i].entry = &entries[n.value]
		}
	})
	if len(nodes) > 0 {
		for _, e := range nodes[len(nodes)-1].edges {
			e.word.root = e.to
		}
	}
	for text, votes := range t.Votes {
		l.word(text).votes = votes
	}
	for i, x := range t.Languages {
		l.languages = append(l.languages, &Language{
			Name: x.Name, understood: x.Understood, alien: x.Alien, worded: x.Worded, capitals: x.Capitals, behind: x.Behind, serial: x.Serial,
			words: sync.OnceValue(func() *stems { return readStems(t.Tries[i]) }),
		})
	}
	return l
}

// write adds s to a trie and returns its number. The words of stems end in *.
func (s *stems) write(w *trieWriter) int {
	out := trieNode{value: -1}
	if m := s.means; m != nil {
		out.value = w.value([]uint64{uint64(m.turn), m.classes[0], m.classes[1], m.classes[2]})
	}
	for _, word := range slices.Sorted(maps.Keys(s.next)) {
		out.edges = append(out.edges, trieEdge{w.word(word), s.next[word].write(w)})
	}
	for _, x := range slices.SortedFunc(slices.Values(s.open), func(a, b stem) int { return strings.Compare(a.text, b.text) }) {
		out.edges = append(out.edges, trieEdge{w.word(x.text + "*"), x.to.write(w)})
	}
	return w.node(out)
}

// readStems reads what write wrote, in JSON. That it fails is not possible: the
// checksum of the index held.
func readStems(data []byte) *stems {
	var t trie
	if err := json.Unmarshal(data, &t); err != nil || t.Count == 0 {
		return &stems{}
	}
	meanings := make([]meaning, len(t.Values))
	for i, v := range t.Values {
		meanings[i] = meaning{turn: turn(v[0]), classes: Classes(v[1:4])}
	}
	nodes := make([]stems, t.Count)
	t.each(func(i int, n trieNode) {
		for _, e := range n.edges {
			nodes[i].lead(t.Words[e.word], &nodes[e.to])
		}
		if n.value >= 0 {
			nodes[i].means = &meanings[n.value]
		}
	})
	return &nodes[len(nodes)-1]
}
