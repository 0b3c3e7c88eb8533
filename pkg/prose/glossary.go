package prose

// Glossary holds the words of the texts that were cut with it: what is known of a
// word is worked out once. Who keeps notes of words by their ID may keep them for
// the next text of the same glossary. It is not safe for concurrent use.
type Glossary struct {
	words map[string]*Word
	all   []*Word    // by ID
	last  [256]*Word // some of them, by their letters: they come again and again
	room  []Word     // for words still to come
}

// newGlossary returns a glossary with room for some words.
func newGlossary(words int) *Glossary { return &Glossary{words: make(map[string]*Word, words)} }

// Len returns the number of words; their IDs are below it.
func (g *Glossary) Len() int { return len(g.words) }

// word returns the word that reads as text.
func (g *Glossary) word(text []byte) *Word {
	n := len(text)
	slot := &g.last[byte(n<<5)^text[0]^text[n/2]<<3^text[n-1]<<1]
	if *slot == nil || (*slot).Text != string(text) {
		*slot = g.known(text)
	}
	return *slot
}

// known returns the word that reads as text, a new one if need be.
func (g *Glossary) known(text []byte) *Word {
	w, ok := g.words[string(text)]
	if !ok {
		w = g.space()
		*w = Word{Text: string(text), ID: len(g.words), traits: traits()[string(text)]}
		w.numeric = readNumeric(w.Text)
		g.words[w.Text] = w
		g.all = append(g.all, w)
	}
	return w
}

// space returns room for a word.
func (g *Glossary) space() *Word {
	if len(g.room) == 0 {
		g.room = make([]Word, min(4+len(g.words), 64))
	}
	w := &g.room[0]
	g.room = g.room[1:]
	return w
}
