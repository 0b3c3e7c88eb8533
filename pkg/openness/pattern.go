package openness

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// expression is a regular expression with words of which every text that it
// matches holds one. Looking for these first costs a fraction, and most texts
// hold none.
type expression struct {
	words    []string
	compiled func() *regexp.Regexp // when first used
}

// pattern returns an expression; without words, all texts are looked at.
func pattern(expr string, words ...string) expression {
	return expression{words, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
}

// may reports whether e can match in text.
func (e expression) may(text string) bool {
	return len(e.words) == 0 || slices.ContainsFunc(e.words, func(w string) bool { return strings.Contains(text, w) })
}

// MatchString is as a Regexp has it, and so are those below.
func (e expression) MatchString(text string) bool {
	return e.may(text) && e.compiled().MatchString(text)
}

func (e expression) FindStringIndex(text string) []int {
	if !e.may(text) {
		return nil
	}
	return e.compiled().FindStringIndex(text)
}

func (e expression) FindStringSubmatch(text string) []string {
	if !e.may(text) {
		return nil
	}
	return e.compiled().FindStringSubmatch(text)
}

func (e expression) ReplaceAllString(text, by string) string {
	if !e.may(text) {
		return text
	}
	return e.compiled().ReplaceAllString(text, by)
}
