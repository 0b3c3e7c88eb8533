package pattern

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// needs returns words of which every text that expr matches holds one, in the
// form that folded gives where the expression folds letter case; nil where it
// asks for none that tell much.
func needs(expr string) (words []string, fold bool) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, false // told elsewhere
	}
	tree = tree.Simplify()
	f := finder{fold: folds(tree)}
	words = f.find(tree).best()
	if least(words) < minNeed {
		return nil, false
	}
	return words, f.fold
}

// folds reports whether a part of an expression matches letters in any case.
func folds(re *syntax.Regexp) bool {
	return re.Op == syntax.OpLiteral && re.Flags&syntax.FoldCase != 0 || slices.ContainsFunc(re.Sub, folds)
}

// The least length of a word that is worth looking for, in bytes, and the most
// texts that are kept in mind of a part of an expression, and of a letter.
const (
	minNeed    = 3
	maxTexts   = 64
	maxLetters = 6
)

// finder finds what parts of an expression ask for.
type finder struct{ fold bool }

// asked is what a part of an expression asks for: exact lists all texts that it
// matches, nil where they are too many to list; of needs, one stands in each, and
// with one of edges, where there are any, each begins and ends.
type asked struct{ exact, needs, edges []string }

// best returns the better of the two as words to look for.
func (a asked) best() []string { return better(a.exact, a.needs) }

func (f finder) find(re *syntax.Regexp) asked {
	switch re.Op {
	case syntax.OpLiteral:
		return asked{exact: []string{f.text(string(re.Rune))}}
	case syntax.OpCharClass:
		return asked{exact: f.letters(re.Rune)}
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary,
		syntax.OpNoWordBoundary:
		return asked{exact: []string{""}}
	case syntax.OpCapture:
		return f.find(re.Sub[0])
	case syntax.OpPlus:
		one := f.find(re.Sub[0])
		return asked{needs: one.best(), edges: one.exact}
	case syntax.OpQuest:
		if one := f.find(re.Sub[0]).exact; one != nil {
			return asked{exact: term.Joined(one, []string{""})}
		}
	case syntax.OpConcat:
		return f.row(re.Sub)
	case syntax.OpAlternate:
		return f.oneOf(re.Sub)
	}
	return asked{}
}

func (f finder) text(s string) string {
	if f.fold {
		return string(folded(nil, s))
	}
	return s
}

// letters lists the letters of a class, nil where they are many.
func (f finder) letters(ranges []rune) []string {
	var out []string
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] >= maxLetters {
			return nil
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if out = term.Joined(out, []string{f.text(string(r))}); len(out) > maxLetters {
				return nil
			}
		}
	}
	return out
}

// row returns what parts that follow each other ask for.
func (f finder) row(parts []*syntax.Regexp) asked {
	out := asked{exact: []string{""}}
	whole := true // exact lists the texts of the whole row
	for _, p := range parts {
		one := f.find(p)
		out.needs = better(out.needs, one.best())
		if one.exact != nil && len(out.exact)*len(one.exact) <= maxTexts {
			out.exact = product(out.exact, one.exact)
			continue
		}
		if len(out.exact)*len(one.edges) <= maxTexts && len(one.edges) > 0 {
			out.exact = product(out.exact, one.edges)
		}
		out.needs = better(out.needs, out.exact)
		out.exact, whole = []string{""}, false
		for _, next := range [][]string{one.exact, one.edges} {
			if len(next) > 0 {
				out.exact = next
			}
		}
	}
	if !whole {
		return asked{needs: out.best()}
	}
	return out
}

// oneOf returns what one of several parts asks for.
func (f finder) oneOf(parts []*syntax.Regexp) asked {
	out := asked{exact: []string{}, needs: []string{}}
	for _, p := range parts {
		one := f.find(p)
		if best := one.best(); best == nil || out.needs == nil {
			out.needs = nil
		} else {
			out.needs = term.Joined(out.needs, best)
		}
		if one.exact == nil || out.exact == nil || len(out.exact)+len(one.exact) > maxTexts {
			out.exact = nil
		} else {
			out.exact = term.Joined(out.exact, one.exact)
		}
	}
	return out
}

func product(a, b []string) []string {
	var out []string
	for _, x := range a {
		for _, y := range b {
			out = term.Joined(out, []string{x + y})
		}
	}
	return out
}

// better returns that of two lists of words to look for which tells more at less
// cost: of longer words, as far as that matters, then of fewer.
func better(a, b []string) []string {
	a, b = shortest(a), shortest(b)
	if cmp.Or(cmp.Compare(min(least(b), tells), min(least(a), tells)), cmp.Compare(len(a), len(b)), cmp.Compare(least(b), least(a))) <= 0 {
		return a
	}
	return b
}

// tells is the length from which on a longer word tells hardly more.
const tells = 7

// shortest leaves out the words that hold another of the list; nil where that is
// in all texts.
func shortest(list []string) []string {
	if slices.Contains(list, "") {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(list), func(w string) bool {
		return slices.ContainsFunc(list, func(part string) bool { return part != w && strings.Contains(w, part) })
	})
}

// least returns the length of the shortest word, 0 for none.
func least(list []string) int {
	n := 0
	for _, w := range list {
		if n == 0 || len(w) < n {
			n = len(w)
		}
	}
	return n
}

// folded appends text with one letter for all cases of each: that of ASCII which
// is one of them, in lower case, or the least.
func folded[T string | []byte](out []byte, text T) []byte {
	from := len(out)
	out = append(out, text...)
	for i := from; i < len(out); i++ {
		switch c := out[i]; {
		case c >= utf8.RuneSelf:
			return foldRunes(out[:i], []byte(text)[i-from:])
		case c >= 'A' && c <= 'Z':
			out[i] = c | 0x20
		}
	}
	return out
}

// foldRunes is folded for a text with other letters than those of ASCII.
func foldRunes(out, text []byte) []byte {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r >= 'A' && r <= 'Z':
			out = append(out, text[0]|0x20)
		case r < utf8.RuneSelf, r >= 0x2e80 && r < 0xa640, r == utf8.RuneError: // the latter have no case
			out = append(out, text[:size]...)
		default:
			first := r
			for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
				first = min(first, other)
			}
			if first >= 'A' && first <= 'Z' {
				first |= 0x20
			}
			out = utf8.AppendRune(out, first)
		}
		text = text[size:]
	}
	return out
}
