package card

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// about are the words, or their beginnings, that say what a licence is given to.
type about struct {
	Scope term.Scope `yaml:"scope,omitempty" json:"scope,omitempty"`
	Words []string   `yaml:"words" json:"words"`
	// Terms tells that the words do not say what is given, but that terms stand
	// behind a link that holds them.
	Terms bool `yaml:"terms,omitempty" json:"terms,omitempty"`
	// Points tells that the words of a link say nothing but that something stands
	// behind it: "here".
	Points bool `yaml:"points,omitempty" json:"points,omitempty"`
	// Common tells that the words in front of "licence" are no name of one.
	Common bool `yaml:"common,omitempty" json:"common,omitempty"`
	// Reason tells that the words give the reason of a licence: "inherited from".
	Reason bool `yaml:"reason,omitempty" json:"reason,omitempty"`
	// Apart tells that the words behind "licence" make it none of a work: "plate".
	Apart bool `yaml:"apart,omitempty" json:"apart,omitempty"`
	// Same tells that the words, where a licence is due, name none: "as above".
	Same bool `yaml:"same,omitempty" json:"same,omitempty"`
	// Head tells that the words head a column of licences.
	Head bool `yaml:"head,omitempty" json:"head,omitempty"`
}

// StrangerIn returns the name of a licence that words give and that stands
// outside of the given bounds: capital letters in front of "Licence" or
// "Agreement". It is empty where there is none.
func (r *Rules) StrangerIn(words string, known [][2]int) string {
	t := termWords()
	for _, at := range slices.Concat(t.LicenceNoun.FindAllStringIndex(words, -1), t.LicenceSign.FindAllStringIndex(words, -1)) {
		inside := slices.ContainsFunc(known, func(b [2]int) bool { return b[0] < at[1] && at[0] < b[1] })
		inside = inside || at[0] > 0 && strings.ContainsRune("/-_", rune(words[at[0]-1])) // of the name of a repository
		name := strings.Fields(words[at[0]:at[1]])
		if !inside && !r.isApart(words[at[1]:]) && (len(name) == 1 || slices.ContainsFunc(name[:len(name)-1], r.proper)) {
			return words[at[0]:at[1]]
		}
	}
	return ""
}

// isApart reports whether the words behind "licence" make it none of a work.
func (r *Rules) isApart(behind string) bool {
	next, spaced := strings.CutPrefix(behind, " ")
	return spaced && slices.ContainsFunc(r.about, func(a about) bool {
		return a.Apart && slices.ContainsFunc(a.Words, func(w string) bool { return strings.HasPrefix(next, w) })
	})
}

// is reports whether the words of a cell are one of those of some lists.
func (r *Rules) is(cell string, listed func(about) bool) bool {
	words := strings.ToLower(strings.Trim(cell, " *_`"))
	return slices.ContainsFunc(r.about, func(a about) bool { return listed(a) && slices.Contains(a.Words, words) })
}

// proper reports whether a word is part of a name, and not what any licence may
// be called.
func (r *Rules) proper(word string) bool {
	lower := strings.ToLower(word)
	return len(word) > 2 && !slices.ContainsFunc(r.about, func(a about) bool {
		return (a.Common || a.Scope != "") && slices.ContainsFunc(a.Words, func(w string) bool { return strings.HasPrefix(lower, w) })
	})
}

// Terms reports whether the words of a link say that terms stand behind it.
func (r *Rules) Terms(words string) bool {
	return r.says(words, func(a about) bool { return a.Terms })
}

// Points reports whether the words of a link only point to what stands behind
// it.
func (r *Rules) Points(words string) bool {
	return r.says(words, func(a about) bool { return a.Points })
}

// says reports whether words hold one of some lists.
func (r *Rules) says(words string, listed func(about) bool) bool {
	lower := strings.ToLower(words)
	return slices.ContainsFunc(r.about, func(a about) bool {
		return listed(a) && slices.ContainsFunc(a.Words, func(w string) bool { return begins(lower, w) })
	})
}

// About returns what words speak of, nil when they do not tell.
func (r *Rules) About(words string) []term.Scope {
	var out []term.Scope
	lower := strings.ToLower(words)
	for _, a := range r.about {
		if a.Scope != "" && slices.ContainsFunc(a.Words, func(w string) bool { return begins(lower, w) }) {
			out = append(out, a.Scope)
		}
	}
	return out
}

// begins reports whether a word of text begins with w: "script" is no part of
// "description".
func begins(text, w string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], w)
		if i < 0 {
			return false
		}
		i += from
		if i == 0 || text[i-1] < 'a' || text[i-1] > 'z' {
			return true
		}
		from = i + 1
	}
}

// Subjects returns, for each of the names that a sentence holds, the words that
// say what it is given to: those in front of it in its own clause ("the code is
// under …"), or, where they tell nothing, those behind it ("… for the code").
// names are the bounds of the names, in the order of the text.
func (r *Rules) Subjects(sentence string, names [][2]int) []string {
	out := make([]string, len(names))
	from := 0
	for i, name := range names {
		end := len(sentence)
		if i+1 < len(names) {
			end = names[i+1][0]
		}
		out[i] = sentence[min(from, name[0]):name[0]]
		if i > 0 && joins(sentence[names[i-1][1]:name[0]]) { // "under X and Y": what holds for the first holds for both
			out[i] = out[i-1]
			from = name[1]
			continue
		}
		var behind int
		if i+1 < len(names) {
			behind = cut(sentence, name[1], end)
		} else {
			behind = end
		}
		if len(r.About(out[i])) == 0 && behind > name[1] && !r.reasons(sentence[name[1]:behind]) {
			out[i] += " " + sentence[name[1]:behind]
		}
		from = behind
	}
	return out
}

// reasons reports whether words only give the reason of a licence.
func (r *Rules) reasons(words string) bool {
	return r.says(words, func(a about) bool { return a.Reason })
}

// joins reports whether nothing but a conjunction stands between two names.
func joins(between string) bool {
	word := strings.Trim(strings.ToLower(between), " \t\n,/&*_`")
	return termWords().Joins[word]
}

// cut returns where, between two names, the words of the first end and those of
// the second begin: at the first mark between clauses, or at the first "and".
func cut(sentence string, start, end int) int {
	between := sentence[start:end]
	at := strings.IndexAny(between, ",;)|\n")
	for _, mark := range []string{". ", "，", "；", "、", "）"} {
		if i := strings.Index(between, mark); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if and := termWords().SecondSubject.FindStringIndex(between); at < 0 && and != nil {
		at = and[0]
	}
	return start + max(at, 0)
}
