package audit

import (
	"slices"
	"sort"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// wordParts lists the sizes, versions and files of a target to which the words
// of its card give terms of their own, and those that it names beside them; nil
// where the same terms hold for all.
func (f *found) wordParts() []string {
	own := slices.ContainsFunc(f.governing, func(l finding.License) bool { return len(l.Of) > 0 }) ||
		slices.ContainsFunc(f.findings, func(one finding.Finding) bool { return len(one.Components) > 0 })
	if !own {
		return nil
	}
	out := slices.Clone(f.sizes)
	for _, l := range f.governing {
		out = union(out, l.Of)
	}
	for _, one := range f.findings {
		out = union(out, one.Components)
	}
	return out
}

// union adds to a list the names that it lacks, in any letter case.
func union(list, names []string) []string {
	for _, name := range names {
		if !slices.ContainsFunc(list, func(have string) bool { return strings.EqualFold(have, name) }) {
			list = append(list, name)
		}
	}
	return list
}

// partsIn returns the sizes, versions and files of the model that words speak
// of, with those that are called after the model: "Wren-Grand" of Wren.
func (s *statements) partsIn(words string) []string {
	out := s.rules.Sizes(words)
	title := ""
	if len(s.card.Sections) > 0 {
		title, _, _ = strings.Cut(s.card.Sections[0].Title, " ")
	}
	head, _, _ := strings.Cut(title, "-")
	if len(head) < minHead {
		return out
	}
	for _, word := range strings.FieldsFunc(words, func(c rune) bool { return strings.ContainsRune(" \t\n,;:.|()[]*`\"'", c) }) {
		called := len(word) > len(head)+1 && word[len(head)] == '-' && strings.EqualFold(word[:len(head)], head)
		if called && !strings.EqualFold(word, title) && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// minHead is the least length of a name that others begin with.
const minHead = 4

// maxSizes bounds the parts of a target that words name.
const maxSizes = 64

// sizesIn returns the sizes that statements of the card speak of, beside that
// of the model itself.
func (n *named) sizesIn(statements []Statement) []string {
	var out []string
	for _, st := range statements {
		out = union(out, n.besideItself(st.Of))
		for _, x := range st.Named {
			out = union(out, n.besideItself(x.Of))
		}
		if len(out) > maxSizes {
			return out[:maxSizes]
		}
	}
	return out
}

// partsAt returns the sizes to which words of the card are confined: those of
// the statement that they stand in, where other statements speak of others.
func (n *named) partsAt(at doc.Span) []string {
	i := sort.Search(len(n.statements), func(i int) bool { return n.statements[i].Span.End > at.Start })
	if i == len(n.statements) || !n.statements[i].Span.Overlaps(at) || len(n.statements[i].Of) >= len(n.sizes) {
		return nil
	}
	return n.besideItself(n.statements[i].Of)
}

// given says of each licence which part it governs: those of all for what lies
// outside of the parts, one that words give to several for each of them.
func given(governing []finding.License) []finding.License {
	var out []finding.License
	for _, l := range governing {
		l.Component = rest
		if len(l.Of) == 0 {
			out = append(out, l)
		}
		for _, name := range l.Of {
			l.Component = name
			out = append(out, l)
		}
	}
	return out
}

// besideItself returns the sizes that are others than that of the repository
// itself, of which everything speaks; nil where it is among them, and where
// they are too many to tell apart.
func (n *named) besideItself(sizes []string) []string {
	if len(sizes) > maxSizes {
		return nil
	}
	name := n.self().Name
	for _, size := range sizes {
		if strings.EqualFold(size, name) || n.size != "" && strings.HasSuffix(strings.ToLower(size), n.size) {
			return nil
		}
	}
	return sizes
}
