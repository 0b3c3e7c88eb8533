package hub

import (
	"path"
	"strings"
)

// glob is a pattern of names as path.Match has them, made ready: most are plain, or
// a plain word with room before or behind it.
type glob struct {
	text          string
	word          string // the longest part of it that stands in every name that fits
	before, after bool   // there is room around word, which is all else that there is
	odd           bool   // path.Match decides
}

func compileGlob(text string) glob {
	g := glob{text: text, word: text}
	g.word, g.after = strings.CutSuffix(g.word, "*")
	g.word, g.before = strings.CutPrefix(g.word, "*")
	if g.odd = strings.ContainsAny(g.word, `*?[\`); g.odd {
		g.word = longestPlain(g.word)
	}
	return g
}

// longestPlain returns the longest part of a pattern that stands for itself.
func longestPlain(text string) string {
	longest, inClass := "", false
	for _, part := range strings.FieldsFunc(text, func(r rune) bool {
		inClass = r == '[' || inClass && r != ']'
		return inClass || strings.ContainsRune(`*?]\`, r)
	}) {
		if len(part) > len(longest) {
			longest = part
		}
	}
	return longest
}

// plain reports whether one name alone fits.
func (g glob) plain() bool { return !g.odd && !g.before && !g.after }

// fits reports whether a name without a slash has the form of the pattern.
func (g glob) fits(name string) bool {
	switch {
	case g.odd:
		if !strings.Contains(name, g.word) {
			return false
		}
		ok, err := path.Match(g.text, name)
		return ok && err == nil
	case g.before && g.after:
		return strings.Contains(name, g.word)
	case g.before:
		return strings.HasSuffix(name, g.word)
	case g.after:
		return strings.HasPrefix(name, g.word)
	default:
		return name == g.word
	}
}

func compileGlobs(list []string) []glob {
	out := make([]glob, len(list))
	for i, text := range list {
		out[i] = compileGlob(text)
	}
	return out
}

// anyFits reports whether a name fits one of several patterns.
func anyFits(list []glob, name string) bool {
	for i := range list {
		if list[i].fits(name) {
			return true
		}
	}
	return false
}
