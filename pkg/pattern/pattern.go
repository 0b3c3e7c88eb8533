package pattern

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Pattern is a named expression. Its methods are as a regexp.Regexp has them.
type Pattern struct {
	form
	compiled func() *regexp.Regexp // when first used
}

// form is what an index holds of a Pattern.
type form struct {
	Match string   `json:"match"`
	Needs []string `json:"needs,omitempty"` // one of them stands in every text that matches
	Fold  bool     `json:"fold,omitempty"`  // Needs are folded, and looked for in any letter case
}

// UnmarshalJSON reads what Compile wrote.
func (p *Pattern) UnmarshalJSON(data []byte) error {
	var f form
	if err := json.Unmarshal(data, &f); err != nil {
		return err
	}
	*p = Pattern{f, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(f.Match) })}
	return nil
}

// String returns the expression.
func (p *Pattern) String() string { return p.form.Match }

// May reports whether p can match in text: a word that it needs is there.
func (p *Pattern) May(text string) bool {
	if len(p.Needs) > 0 && p.Fold {
		var room [256]byte // most texts have room
		return p.holds(folded(room[:0], text))
	}
	return len(p.Needs) == 0 || slices.ContainsFunc(p.Needs, func(w string) bool { return strings.Contains(text, w) })
}

// mayBytes is May for a text that is no string.
func (p *Pattern) mayBytes(text []byte) bool {
	if len(p.Needs) > 0 && p.Fold {
		var room [256]byte
		text = folded(room[:0], text)
	}
	return len(p.Needs) == 0 || p.holds(text)
}

// holds reports whether a word that p needs stands in text.
func (p *Pattern) holds(text []byte) bool {
	return slices.ContainsFunc(p.Needs, func(w string) bool { return bytes.Contains(text, []byte(w)) })
}

// Match reports whether p matches somewhere in text.
func (p *Pattern) Match(text []byte) bool { return p.mayBytes(text) && p.compiled().Match(text) }

// MatchString reports whether p matches somewhere in text.
func (p *Pattern) MatchString(text string) bool { return p.May(text) && p.compiled().MatchString(text) }

// FindString returns the first match, empty for none.
func (p *Pattern) FindString(text string) string {
	if !p.May(text) {
		return ""
	}
	return p.compiled().FindString(text)
}

// FindStringIndex returns the bounds of the first match, nil for none.
func (p *Pattern) FindStringIndex(text string) []int {
	if !p.May(text) {
		return nil
	}
	return p.compiled().FindStringIndex(text)
}

// FindAllStringIndex returns the bounds of the matches, at most n; all if n is
// negative.
func (p *Pattern) FindAllStringIndex(text string, n int) [][]int {
	if !p.May(text) {
		return nil
	}
	return p.compiled().FindAllStringIndex(text, n)
}

// FindStringSubmatch returns the first match and its groups, nil for none.
func (p *Pattern) FindStringSubmatch(text string) []string {
	if !p.May(text) {
		return nil
	}
	return p.compiled().FindStringSubmatch(text)
}

// FindStringSubmatchIndex returns the bounds of the first match and of its
// groups, nil for none.
func (p *Pattern) FindStringSubmatchIndex(text string) []int {
	if !p.May(text) {
		return nil
	}
	return p.compiled().FindStringSubmatchIndex(text)
}

// ReplaceAllString returns text with by in place of every match.
func (p *Pattern) ReplaceAllString(text, by string) string {
	if !p.May(text) {
		return text
	}
	return p.compiled().ReplaceAllString(text, by)
}
