package license

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// Mark is a licence that something about a model points to.
type Mark struct {
	Entry *Entry
	Words string // the words of the name, or the architecture
}

const (
	// maxMark is the number of words that a name's mark may have.
	maxMark  = 6
	typeMark = "type:" // in front of architectures among the keys of marks
)

// Marked returns the licences that the name of a repository points to, or, if
// it points to none, those that one of the given architectures points to. Of
// marks that share words the one that begins first, and then the longest,
// counts. It is a hint: nobody is bound by a name.
func (c *Catalogue) Marked(name string, types []string) []Mark {
	var out []Mark
	words := MarkWords(name)
	for i := 0; i < len(words); {
		n := c.longestMark(words[i:], &out)
		i += max(n, 1)
	}
	if out != nil {
		return out
	}
	for _, kind := range types {
		c.addMarks(typeMark+strings.ToLower(kind), kind, &out)
	}
	return out
}

// Within reports whether a title holds all words of a name but those that add
// nothing to it: "the Quill agreement" in "Quill License 2.0".
func Within(name, title string) bool {
	in := MarkWords(title)
	return !slices.ContainsFunc(MarkWords(name), func(w string) bool { return !slices.Contains(in, w) && !inTitles().Loose[w] })
}

// MarkOf returns the licences of the longest mark that words begin with, and
// how many words it has.
func (c *Catalogue) MarkOf(words []string) (entries []*Entry, n int) {
	var marks []Mark
	n = c.longestMark(words, &marks)
	for _, m := range marks {
		entries = append(entries, m.Entry)
	}
	return entries, n
}

// longestMark adds the longest mark that words begin with and returns its
// length in words.
func (c *Catalogue) longestMark(words []string, out *[]Mark) int {
	for n := min(len(words), maxMark); n > 0; n-- {
		phrase := joinMark(words[:n])
		if c.addMarks(phrase, phrase, out) {
			return n
		}
	}
	return 0
}

func (c *Catalogue) addMarks(key, words string, out *[]Mark) bool {
	found := c.index.find(keyMark, key)
	for _, i := range found {
		e := c.at(i)
		if !slices.ContainsFunc(*out, func(m Mark) bool { return m.Entry == e }) {
			*out = append(*out, Mark{Entry: e, Words: words})
		}
	}
	return len(found) > 0
}

// markWord is a run of letters, or a number with the letters behind it: 3.1,
// 8b, 270m.
var markWord = pattern.Lazily(`[a-z]+|[0-9]+(?:\.[0-9]+)*[a-z]*`)

// MarkWords cuts text into the words that marks are written in: runs of
// letters, and numbers with the letters behind them.
func MarkWords(text string) []string { return markWord().FindAllString(strings.ToLower(text), -1) }

func joinMark(words []string) string { return strings.Join(words, " ") }
