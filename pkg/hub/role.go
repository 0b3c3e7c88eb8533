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
	base := path.Base(name)
	switch {
	case isRecipe(base):
		return doc.RoleConfig, true
	case !textual(base):
		return "", false
	case isCard(base):
		if base == name {
			return doc.RoleCard, true
		}
		return "", false
	}
	w := words(base)
	if isData(base) {
		if !slices.ContainsFunc(w[:len(w)-1], isLicenceWord) || slices.ContainsFunc(w[:len(w)-1], isOtherWord) {
			return "", false
		}
		return doc.RoleLicence, true
	}
	for _, rule := range names.rules {
		if slices.ContainsFunc(rule.phrases, func(p phrase) bool { return p.fits(w) }) {
			return rule.role, rule.role != ""
		}
	}
	return roleOfFolder(path.Dir(name))
}

func isLicenceWord(w string) bool {
	return slices.Contains([]string{"license", "licence", "licensing", "eula", "copying", "policy"}, w)
}

func isOtherWord(w string) bool { return !slices.Contains(dataWords(), w) }

// IsUnreadable reports whether a file of that name is known not to turn into
// text, so that fetching it is of no use.
func IsUnreadable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf", ".doc", ".pages", ".wps", ".ppt", ".pptx", ".zip", ".gz", ".tgz", ".rar", ".7z":
		return true
	default:
		return false
	}
}

// isRecipe tells the files that say what a model was made from, or under which
// licence a program that runs it shows it.
func isRecipe(base string) bool {
	switch base {
	case "adapter_config.json", "mergekit_config.yml", "mergekit_config.yaml", "Modelfile":
		return true
	default:
		return false
	}
}

func isCard(base string) bool {
	if slices.Contains([]string{".pdf", ".json", ".yaml", ".yml"}, strings.ToLower(path.Ext(base))) {
		return false
	}
	w := words(base)
	return slices.ContainsFunc(names.cards, func(p phrase) bool { return p.fits(w) })
}

// textual reports whether the ending of a file's name leaves room for a text.
// Endings that are not known count as part of the name (LICENSE.apache,
// COPYING.LESSER, LICENSE-2.0).
func textual(base string) bool {
	return !names.notText[strings.ToLower(path.Ext(base))]
}

func isData(base string) bool { return names.data[strings.ToLower(path.Ext(base))] }

// words cuts a file's name into lower-case words at everything that is no
// letter or digit, and where a small letter meets a capital.
func words(base string) []string {
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

// phrase is a phrase of nameRules, made ready.
type phrase struct {
	words      []string
	start, end bool
	text       string // of a script without blanks
}

func compilePhrases(list []string) []phrase {
	var out []phrase
	for _, s := range list {
		var p phrase
		s, p.start = strings.CutPrefix(s, "^")
		s, p.end = strings.CutSuffix(s, "$")
		if p.words = strings.Fields(s); isUnspaced(s) {
			p.text = s
		}
		out = append(out, p)
	}
	return out
}

// fits reports whether a phrase stands among the words of a name.
func (p phrase) fits(name []string) bool {
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
		last := i + len(p.words)
		if p.end && last < len(name) && !isEnding(name[last:]) {
			continue
		}
		if slices.EqualFunc(name[i:last], p.words, wordFits) {
			return true
		}
	}
	return false
}

// isEnding reports whether what is left of a name is the ending of a text.
func isEnding(rest []string) bool {
	return len(rest) == 1 && slices.Contains([]string{"md", "txt", "html", "htm", "rst", "pdf", "docx", "doc", "odt", "rtf", "adoc", "tex"},
		rest[0])
}

// wordFits compares a word with one of a phrase: "*" at either end leaves
// room, "?" stands for one letter.
func wordFits(word, want string) bool {
	if !strings.ContainsAny(want, "*?") {
		return word == want
	}
	ok, err := path.Match(want, word)
	return ok && err == nil
}

// isUnspaced tells scripts that are written without blanks.
func isUnspaced(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	})
}

// roleOfFolder gives a file its role by the folder it stands in.
func roleOfFolder(dir string) (doc.Role, bool) {
	for _, part := range strings.Split(strings.ToLower(dir), "/") {
		switch part {
		case "license", "licenses", "licence", "licences", "许可证", "许可协议":
			return doc.RoleLicence, true
		case "legal", "terms", "policies":
			return doc.RolePolicy, true
		}
	}
	return "", false
}

// Home returns the folder that a document speaks of: the one that it lies in,
// or above it where that is a folder of licences. It is "." for the repository.
func Home(name string) string {
	dir := path.Dir(name)
	for dir != "." {
		if _, ok := roleOfFolder(path.Base(dir)); !ok {
			break
		}
		dir = path.Dir(dir)
	}
	return dir
}
