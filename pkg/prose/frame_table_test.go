package prose

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
)

// A lexicon reads the same after its way through an index: every phrase that it
// knows, in English and in every language.
func TestFrameTable(t *testing.T) {
	before := ownLanguages(t)
	table, err := before.Table()
	if err != nil {
		t.Fatal(err)
	}
	index, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	var read FrameTable
	if err := json.Unmarshal(index, &read); err != nil {
		t.Fatal(err)
	}
	read.Tries = table.Tries
	after := read.Lexicon()
	for text, w := range before.words {
		if after.words[text] == nil || after.words[text].votes != w.votes {
			t.Errorf("%q tells another language", text)
		}
	}
	sameFrames(t, before.phrases(), after.phrases())
	for i, l := range before.languages {
		sameFrames(t, l.words().phrases(""), after.languages[i].words().phrases(""))
	}
}

func sameFrames(t *testing.T, before, after []string) {
	t.Helper()
	slices.Sort(before)
	slices.Sort(after)
	if len(before) < 100 || !slices.Equal(before, after) {
		t.Errorf("%d phrases become %d", len(before), len(after))
	}
}

// phrases lists all phrases of l with what they mean.
func (l *FrameLexicon) phrases() (out []string) {
	texts := map[*frameWord]string{}
	for text, w := range l.words {
		texts[w] = text
	}
	var walk func(n *frameNode, words string)
	walk = func(n *frameNode, words string) {
		if n.entry != nil {
			out = append(out, says(words, *n.entry))
		}
		for _, e := range n.edges {
			walk(e.to, words+" "+texts[e.word])
		}
	}
	for w, text := range texts {
		if w.root != nil {
			walk(w.root, text)
		}
	}
	return out
}

// phrases is the same of another language.
func (s *stems) phrases(words string) (out []string) {
	if s.means != nil {
		out = append(out, says(words, *s.means))
	}
	for word, to := range s.next {
		out = append(out, to.phrases(words+" "+word)...)
	}
	for _, x := range s.open {
		out = append(out, x.to.phrases(words+" "+x.text+"*")...)
	}
	return out
}

func says(words string, meaning any) string { return fmt.Sprintf("%s: %v", words, meaning) }
