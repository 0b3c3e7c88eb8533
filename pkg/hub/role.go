package hub

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// RoleOf says what the file at a repository's path is to an audit, by its name
// and folder alone. ok is false for files that are no documents: weights, code,
// data. Cards below the top, which speak for their folder, are for Plan.
func RoleOf(name string) (role doc.Role, ok bool) {
	role, _ = names().find(name)
	return role, role != ""
}

// IsUnreadable reports whether a file of that name is known not to turn into
// text, so that fetching it is of no use.
func IsUnreadable(name string) bool {
	return slices.Contains(names().Unreadable, ending(name)) || names().isPicture(path.Base(name))
}

func isCard(base string) bool { return names().isCard(base) }

func textual(base string) bool { return names().textual(base) }

// isData tells the endings of data files that may state terms.
func isData(ending string) bool { return names().data[ending] }

// Home returns the folder that a document speaks of: the one that it lies in,
// or above it where that is a folder of licences. It is "." for the repository,
// and for what stands above it: a name that begins with a slash.
func Home(name string) string {
	if strings.HasPrefix(name, "/") {
		return "."
	}
	dir := path.Dir(name)
	for dir != "." {
		if role, _ := names().ofFolder(path.Base(dir)); role == "" {
			break
		}
		dir = path.Dir(dir)
	}
	return dir
}

// fileWords cuts a file's name into lower-case words at everything that is no
// letter or digit, and where a small letter meets a capital.
func fileWords(base string) []string {
	var b strings.Builder
	last := ' '
	for _, r := range base {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			r = ' '
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	return strings.Fields(b.String())
}

// phrase is a phrase of rules/words/files.yaml, made ready.
type phrase struct {
	words      []glob
	start, end bool
	text       string // of a script without blanks
}

func compilePhrases(list []string) []phrase {
	var out []phrase
	for _, s := range list {
		var p phrase
		s, p.start = strings.CutPrefix(s, "^")
		s, p.end = strings.CutSuffix(s, "$")
		for _, part := range strings.Fields(s) {
			p.words = append(p.words, compileGlob(part))
		}
		if isUnspaced(s) {
			p.text = s
		}
		out = append(out, p)
	}
	return out
}

// fits reports whether a phrase stands among the words of a name, whose last
// one may be the ending of a text.
func (p phrase) fits(name []string, endings map[string]bool) bool {
	switch {
	case p.text != "" && p.start && p.end:
		return slices.Contains(name, p.text)
	case p.text != "":
		return slices.ContainsFunc(name, func(w string) bool { return strings.Contains(w, p.text) })
	}
	for i := 0; i+len(p.words) <= len(name); i++ {
		if p.start && i > 0 {
			return false
		}
		rest := name[i+len(p.words):]
		if p.end && len(rest) > 0 && (len(rest) > 1 || !endings[rest[0]]) {
			continue
		}
		if slices.EqualFunc(p.words, name[i:i+len(p.words)], glob.fits) {
			return true
		}
	}
	return false
}

// beginnings are the first words of phrases: a name with none of them fits no phrase.
type beginnings struct {
	words map[string]bool
	loose []glob
	texts bool // some phrases are of scripts without blanks
}

func (b *beginnings) add(phrases []phrase) {
	for _, p := range phrases {
		switch first := p.words[0]; {
		case p.text != "":
			b.texts = true
		case first.plain():
			b.words[first.word] = true
		case !slices.Contains(b.loose, first):
			b.loose = append(b.loose, first)
		}
	}
}

// may reports whether a phrase may stand among the words of a name.
func (b *beginnings) may(name []string) bool {
	return slices.ContainsFunc(name, func(w string) bool {
		return b.words[w] || anyFits(b.loose, w) || b.texts && isUnspaced(w)
	})
}

// isUnspaced tells scripts that are written without blanks.
func isUnspaced(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	})
}
