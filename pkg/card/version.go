package card

import (
	"slices"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// numbered knows how a version is written where its letter or a word in front
// of it tells that it is one: "v2", "v1.5", "0.x".
var numbered = pattern.Lazily(`(?i)^v?\d+(?:\.(?:\d+|x))*$`)

// Versions returns the versions of a model that words speak of, without their
// letter: those of "Wren-v2", "version 1.5" and, for a model that is called
// Wren, "Wren 2"; numbers of licences are none. It returns nil where the words
// speak of a range of versions or of those of another work. model may be empty.
func (r *Rules) Versions(words, model string) []string {
	var out []string
	before := ""
	for _, word := range strings.FieldsFunc(termWords().LicenceNumber.ReplaceAllString(words, "|"), parts) {
		word = strings.TrimRight(word, ".!?")
		if slices.Contains(r.sizes.Ranges, strings.ToLower(word)) {
			return nil
		}
		joined := strings.FieldsFunc(word, func(c rune) bool { return c == '-' || c == '_' })
		for i, part := range joined {
			name := before
			if i > 0 {
				name = joined[0]
			}
			version := strings.TrimLeft(part, "vV")
			switch own := model != "" && strings.EqualFold(nameHead(name), model); {
			case !numbered().MatchString(part) || version == part && !own && !r.leads(name):
			case name != "" && !own && !r.leads(name) && (i > 0 || r.named(name)):
				return nil
			case !slices.Contains(out, version):
				out = append(out, version)
			}
		}
		before = word
	}
	return out
}

// parts reports whether a character stands between words.
func parts(c rune) bool { return strings.ContainsRune(" \t\n,;:|()[]{}*`\"'“”、，；。", c) }

// leads reports whether a word stands in front of the number of a version.
func (r *Rules) leads(word string) bool {
	return slices.Contains(r.sizes.Versions, strings.ToLower(word))
}

// named reports whether a word may be the name of a work.
func (r *Rules) named(word string) bool {
	return strings.ContainsFunc(word, unicode.IsUpper) && r.proper(word)
}

// nameHead returns the first part of a name: "Wren" of "Wren-VL".
func nameHead(name string) string {
	name, _, _ = strings.Cut(name, "-")
	return name
}
