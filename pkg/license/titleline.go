package license

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTitleLine is the most words of a line that may be somebody's own title
// above a known text.
const maxTitleLine = 10

// stands reports whether all of the text's own title stands near the start of
// words [from, to).
func (h *heading) stands(v *view, from, to int) bool {
	for _, p := range h.parts {
		found := false
		for i := from; i < min(to, from+titleReach) && !found; i++ {
			end, ok := v.match(p, i)
			found = ok && end <= to
		}
		if !found {
			return false
		}
	}
	return true
}

// titleLine returns where the line ends that starts with word i, if it is a
// title that somebody gave a known text ("The Quill Project Licence"), or i. It
// calls itself a licence, and no word of it says whom or what the licence is
// for; a number in it is the licence's version.
func (b *beside) titleLine(i int) int {
	version := b.heading.version
	if !b.view.startsLine(i) {
		return i
	}
	end := i + 1
	for end < b.limit && !b.view.lineBreak(end) {
		end++
	}
	licence := false
	for k := i; k < end; k++ {
		word := string(b.view.word(k))
		switch {
		case inTitles().Called[word]:
			licence = true
		case strings.TrimPrefix(word, "v") == version && version != "":
		case inTitles().Title[word]:
		case inHolders().Clause[word] || inHolders().Topic[word] || strings.ContainsAny(word, "0123456789") || ideograph(b.view.word(k)):
			return i
		case k > i && strings.ContainsAny(string(b.view.gap(k)), ".;:!?=/()[]{}"):
			return i
		case !b.view.capital(k):
			return i // a sentence, perhaps of another language, and no name
		}
	}
	if !licence || end-i > maxTitleLine || bytes.HasPrefix(b.view.text[b.view.to[end-1]:], []byte(".")) {
		return i
	}
	return end
}

// labelLine returns where the line ends that starts with word i, if it may be
// the name of a work and what it is, or i.
func (b *beside) labelLine(i int) int {
	end := i + 1
	for end < b.limit && !b.view.lineBreak(end) {
		end++
	}
	if !b.view.startsLine(i) || !(names{b.view}).label(i, end) {
		return i
	}
	return end
}

// capital reports whether word i starts with a capital letter, or stands in a
// text that tells no capitals apart.
func (v *view) capital(i int) bool {
	first, _ := utf8.DecodeRune(v.text[v.from[i]:])
	return !unicode.IsLower(first) || v.uncased()
}
