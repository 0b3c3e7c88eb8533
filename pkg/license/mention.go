package license

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Mention is a place where the name of a licence stands.
type Mention struct {
	Entries    []*Entry // what the name may stand for
	Start, End int      // bytes of the text
}

// Mentions returns the licences that the words of a sentence or label name, in
// their order. The names of licences that are also the names of models count
// only beside a word such as "licence", or alone in a label.
func (c *Catalogue) Mentions(text []byte, words []prose.Token, label bool) []Mention {
	var out []Mention
	for i := 0; i < len(words); {
		entries, n := c.mentioned(text, words[i:])
		if n == 0 {
			i++
			continue
		}
		name := text[words[i].Start:words[i+n-1].End]
		switch {
		case introduced(words, i, i+n),
			isWord(name) && label && alone(text, words, i, i+n),
			!isWord(name) && (label || !shared(entries, name)):
			out = append(out, Mention{entries, words[i].Start, words[i+n-1].End})
		}
		i += n
	}
	return out
}

// mentioned returns the licences whose name is the longest that the words start
// with, and how many words it has.
func (c *Catalogue) mentioned(text []byte, words []prose.Token) (entries []*Entry, n int) {
	for n := c.mostWords(text, words[:min(maxNameWords, len(words))]); n > 0; n-- {
		name := text[words[0].Start:words[n-1].End]
		if len(name) > maxName || bytes.ContainsAny(name, "|;") {
			continue
		}
		if found := c.Lookup(strings.Join(strings.Fields(string(name)), " ")); len(found) > 0 && found[0].DocType != Exception {
			return found, n
		}
	}
	return nil, 0
}

// mostWords returns how many of some words a name of the catalogue may have that
// begins with them: most words of a text begin none.
func (c *Catalogue) mostWords(text []byte, words []prose.Token) int {
	if bytes.Contains(text[words[0].Start:words[len(words)-1].End], []byte("://")) {
		return len(words) // an address, of which they may be the beginning
	}
	for n := range words {
		if !c.index.begins(text[words[0].Start:words[n].End]) {
			return n
		}
	}
	return len(words)
}

// maxName is the most bytes that the name of a licence has.
const maxName = 120

// shared reports whether a name is that of a model or a company, too: it names
// terms of a vendor's own without a word such as "licence" in it.
func shared(entries []*Entry, name []byte) bool {
	if inReferences().callsTerms(strings.ToLower(string(name))) {
		return false
	}
	return slices.ContainsFunc(entries, func(e *Entry) bool {
		switch e.Category {
		case term.Permissive, term.PublicDomain, term.Copyleft:
			return false
		}
		return e.Family != "cc"
	})
}

// isWord reports whether a short name is written as words are and not in
// capitals, as "mit" is, which is German for "with".
func isWord(name []byte) bool {
	const shortest = 4
	small := bytes.TrimLeftFunc(name[min(1, len(name)):], unicode.IsLower)
	return len(name) <= shortest && len(small) == 0
}

// alone reports whether nothing but marks stands beside words[from:to], as in a
// cell or behind a colon.
func alone(text []byte, words []prose.Token, from, to int) bool {
	const joins = " \t\n-"
	before := from > 0 && len(bytes.Trim(text[words[from-1].End:words[from].Start], joins)) == 0
	behind := to < len(words) && len(bytes.Trim(text[words[to-1].End:words[to].Start], joins)) == 0
	return !before && !behind
}

// introduced reports whether the words beside words[from:to] say that a licence
// is named there.
func introduced(words []prose.Token, from, to int) bool {
	before := func(i int) string {
		if i < 0 {
			return ""
		}
		return words[i].Word.Text
	}
	said := inReferences()
	if to < len(words) && said.isNoun(words[to].Word.Text) {
		return true
	}
	last := before(from - 1)
	if slices.Contains(said.Link, last) {
		last = before(from - 2)
	}
	return last == said.SureBehind || said.isNoun(last)
}
