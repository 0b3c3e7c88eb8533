package clause

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// scripts are those that no rule reads, by the language that is written so.
func scripts() []struct {
	table    *unicode.RangeTable
	language string
} {
	return []struct {
		table    *unicode.RangeTable
		language string
	}{
		{unicode.Hangul, "Korean"}, {unicode.Hiragana, "Japanese"}, {unicode.Katakana, "Japanese"},
		{unicode.Cyrillic, "Russian or another Slavic language"},
		{unicode.Greek, "Greek"}, {unicode.Arabic, "Arabic"}, {unicode.Hebrew, "Hebrew"}, {unicode.Devanagari, "Hindi"}, {unicode.Thai, "Thai"},
	}
}

// foreign returns the language of words in a script that no rule reads,
// neither Latin nor Chinese; nothing for others. A single letter is one of a
// formula.
func foreign(words []prose.Token) string {
	for _, t := range words {
		r, size := utf8.DecodeRuneInString(t.Word.Text)
		if r < unicode.MaxLatin1 || unicode.In(r, unicode.Latin, unicode.Han) || !unicode.IsLetter(r) {
			continue
		}
		for _, s := range scripts() {
			if unicode.Is(s.table, r) && (size < len(t.Word.Text) || s.language == "Japanese") {
				return s.language
			}
		}
		if size < len(t.Word.Text) {
			return "another language"
		}
	}
	return ""
}

// language returns the language that a sentence is in, when no rule reads it.
func (l *ledger) language(u *unit) string {
	if u.script != "" {
		return u.script
	}
	for n := range u.own.all() {
		if language := l.x.topics[n].language; language != "" {
			return language
		}
	}
	return ""
}

// Language returns the language that most sentences of the text are in, when no
// rule reads it; nothing for a text that is read.
func (r Reading) Language() string {
	size, all := map[string]int{}, 0
	for _, s := range r.Sentences {
		size[s.Language] += s.Span.End - s.Span.Start
		all += s.Span.End - s.Span.Start
	}
	delete(size, "")
	names := make([]string, 0, len(size))
	sum := 0
	for name, n := range size {
		names, sum = append(names, name), sum+n
	}
	if sum*2 <= all {
		return ""
	}
	slices.Sort(names)
	return slices.MaxFunc(names, func(a, b string) int { return size[a] - size[b] })
}

// maxLandmarks bounds the numbers and names that are shown of a text which is
// not read.
const maxLandmarks = 12

// Landmarks returns the numbers of three digits or more, and the names in Latin
// capitals, of a text: what of it can be told in any language, in the order in
// which it first stands there.
func Landmarks(text *prose.Text) []string {
	var out []string
	for i := range text.Segments {
		for _, t := range text.Segments[i].Tokens {
			word := string(text.Bytes[t.Start:t.End])
			capital := len(word) > 1 && word[0] >= 'A' && word[0] <= 'Z' && strings.ToUpper(word) == word
			number := len(word) > 2 && word[0] >= '0' && word[0] <= '9'
			if (capital || number) && !slices.Contains(out, word) {
				out = append(out, word)
			}
			if len(out) == maxLandmarks {
				return out
			}
		}
	}
	return out
}
