package lineage

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// FromProse returns the models of a hub that the words of a card say its model
// was made from, as inferred parents: prose may speak of something else. self
// is the repository of the card, which is no parent of itself.
func FromProse(c *card.Card, rules *card.Rules, self ref.Ref, commit string) []Parent {
	var out []Parent
	for _, m := range c.NamedModels(rules, Names(c, self)) {
		if !m.Parent {
			continue
		}
		p := NewParent(m.Name, "", c.Doc.Evidence(commit, []doc.Span{m.Span}))
		p.Source, p.Reason = term.Inferred, finding.Say("card-says-from", "upstream", p.Ref.ID())
		p.Series = m.Sibling && alike(p.Ref.Name, self.Name+self.Path)
		if p.Ref.Kind == ref.Model && !contains(out, p.Ref) {
			out = append(out, p)
		}
	}
	return out
}

// Names says what names models in a card of the repository self.
func Names(c *card.Card, self ref.Ref) card.ModelNames {
	return card.ModelNames{Own: ownName(c, self), Account: self.Owner, At: lists().modelAt, Written: lists().looksLikeModel}
}

// ownName tells the names of a card's own model: that of its repository, under
// whatever account, the title of the card, and the end of the name of a folder,
// which may have the account in front.
func ownName(c *card.Card, self ref.Ref) func(id string) bool {
	folder := ""
	if self.Hub == ref.Local {
		folder = letters(self.Path)
	}
	names := []string{letters(self.Name)}
	if len(c.Sections) > 0 {
		names = append(names, letters(c.Sections[0].Title))
	}
	is := func(id string) bool {
		name := id[strings.LastIndexByte(id, '/')+1:]
		plain := letters(name)
		for _, own := range names {
			if rest, ok := strings.CutPrefix(plain, own); own != "" && ok && (rest == "" || inOtherFormat(name)) {
				return true
			}
		}
		return len(name) >= minFolder && strings.HasSuffix(folder, plain)
	}
	asked := map[string]bool{} // the same few names are asked for over and over
	return func(id string) bool {
		own, known := asked[id]
		if !known {
			own = is(id)
			asked[id] = own
		}
		return own
	}
}

// alike reports whether two names of one account are those of a series: the
// beginning that they share is half of one of them.
func alike(a, b string) bool {
	a, b = letters(a), letters(b)
	b = b[max(0, strings.Index(b, a[:min(len(a), minFolder)])):] // a folder may have the account in front
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= minFolder && 2*n >= min(len(a), len(b))
}

// minFolder is the least length of a name that the name of a folder may end in.
const minFolder = 6

// inOtherFormat reports whether a name says which form the weights are in.
func inOtherFormat(name string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune("-_.", r) }),
		func(word string) bool { return slices.Contains(lists().Formats, word) })
}

func contains(parents []Parent, r ref.Ref) bool {
	for _, p := range parents {
		if p.Ref == r {
			return true
		}
	}
	return false
}
