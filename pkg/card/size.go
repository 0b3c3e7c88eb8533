package card

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// sizes are the words that name a size of a model.
type sizes struct {
	Words []string `yaml:"words" json:"words"`
	// Not are words behind such a word that make it mean something else: "base
	// model".
	Not []string `yaml:"not" json:"not"`
	// Languages name a part of a model where one of Spoken stands behind them:
	// "the Welsh voices".
	Languages []string `yaml:"languages" json:"languages"`
	Spoken    []string `yaml:"spoken" json:"spoken"`
	// Versions are the words in front of the number of a version.
	Versions []string `yaml:"versions" json:"versions"`
	// Ranges are words with which the number of a version speaks of others, too.
	Ranges []string `yaml:"ranges" json:"ranges"`
	// Files are the endings of files of weights.
	Files []string `yaml:"files" json:"files"`
}

// sized knows the number of parameters and the number of a version.
var sized = pattern.Lazily(`(?i)^(?:\d+(?:\.\d+)?(?:x\d+(?:\.\d+)?)?[bm]|v\d+(?:\.\d+)*)$`)

// Sizes returns the names of the parts of a model that words speak of, as they
// stand there: sizes and versions ("Small", "7B", "Wren-Large"), the languages of
// voices, files and folders. A word that is a size only in a name has to begin
// with a capital letter.
func (r *Rules) Sizes(words string) []string {
	fields := strings.FieldsFunc(words, func(c rune) bool { return strings.ContainsRune(" \t\n,;:|()[]{}*`\"'“”、，；。", c) })
	spoken := 0 // words in front of the last that names what has a language
	for i, word := range fields {
		if slices.Contains(r.sizes.Spoken, strings.ToLower(strings.TrimRight(word, ".!?"))) {
			spoken = i
		}
	}
	var out []string
	for i, word := range fields {
		next := ""
		if i+1 < len(fields) {
			next = strings.ToLower(fields[i+1])
		}
		word = strings.TrimRight(word, ".!?")
		part := r.size(word, next) || r.file(word) || i < spoken && slices.Contains(r.sizes.Languages, word)
		if part && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// file reports whether a word names a file of weights, or a folder.
func (r *Rules) file(word string) bool {
	folder := strings.HasSuffix(word, "/") && len(word) > len("a/") && !strings.Contains(word, "//")
	return folder || slices.ContainsFunc(r.sizes.Files, func(end string) bool { return strings.HasSuffix(word, end) && len(word) > len(end) })
}

// size reports whether a word names a size; next is the word behind it.
func (r *Rules) size(word, next string) bool {
	parts := strings.FieldsFunc(word, func(c rune) bool { return c == '-' || c == '_' })
	if len(parts) == 0 || strings.Contains(word, "/") {
		return false
	}
	for i, part := range parts {
		named := i > 0 || len(parts) == 1 && part[0] >= 'A' && part[0] <= 'Z' && !slices.Contains(r.sizes.Not, next)
		if sized().MatchString(part) || named && slices.Contains(r.sizes.Words, strings.ToLower(part)) {
			return true
		}
	}
	return false
}
