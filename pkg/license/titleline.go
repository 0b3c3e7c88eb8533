package license

import (
	"slices"
	"strings"
)

// maxTitleLine is the most words of a line that may be somebody's own title
// above a known text.
const maxTitleLine = 10

// holds reports whether every one of some parts stands near the start of words
// [from, to).
func (v *view) holds(parts []part, from, to int) bool {
	for _, p := range parts {
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
func (v *view) titleLine(i, limit int, version string) int {
	if !v.startsLine(i) {
		return i
	}
	end := i + 1
	for end < limit && !v.lineBreak(end) {
		end++
	}
	licence := false
	for k := i; k < end; k++ {
		word := string(v.word(k))
		switch {
		case word == "license" || word == "licence":
			licence = true
		case strings.TrimPrefix(word, "v") == version && version != "":
		case slices.Contains(titleWords, word):
		case clauseWord(word) || topicWord(word) || strings.ContainsAny(word, "0123456789") || ideograph(v.word(k)):
			return i
		case k > i && strings.ContainsAny(string(v.gap(k)), ".;:!?=/()[]{}"):
			return i
		}
	}
	if !licence || end-i > maxTitleLine {
		return i
	}
	return end
}

// titleWords are words of clauses and topics that titles have, too.
var titleWords = []string{"the", "a", "of", "for", "and", "agreement", "terms", "conditions", "open", "source", "software", "model",
	"code", "version", "project"}
