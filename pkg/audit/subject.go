package audit

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Named is a licence that a statement names.
type Named struct {
	Entries []*license.Entry
	Scopes  []term.Scope // what it is said of; nil when the words do not tell
	Of      []string     // the sizes or versions that it is said of; nil for all of them
	other   bool         // it is said of another version than the one that lies here
}

// named returns the licences that a statement names, by words and by links,
// with what each is said of.
func (s *statements) named(f card.Statement) []Named {
	label := f.Heading || f.Label || f.Kind == card.Row
	mentions := s.catalogue.Mentions(s.text.Bytes, s.text.Segments[f.Segment].Tokens, label)
	bounds := make([][2]int, len(mentions))
	for i, m := range mentions {
		bounds[i] = [2]int{m.Start - f.Start, m.End - f.Start}
	}
	sentence := string(s.text.Bytes[f.Start:f.End])
	var out []Named
	for i, subject := range s.rules.Subjects(sentence, bounds) {
		out = append(out, s.givenTo(f, mentions[i].Entries, subject))
	}
	for _, l := range s.card.LinksIn(f.Span) {
		entries := s.catalogue.Lookup(l.URL)
		if len(entries) > 0 && !slices.ContainsFunc(out, func(n Named) bool { return slices.Equal(n.Entries, entries) }) {
			out = append(out, s.givenTo(f, entries, sentence))
		}
	}
	return out
}

// unknownName returns the name by which a statement calls a licence that the
// catalogue does not know, empty where it calls none so.
func (s *statements) unknownName(f card.Statement) string {
	if !slices.Contains(f.Topics, card.Licence) || f.Why[card.Licence] == card.Elsewhere || f.Heading || f.Kind == card.Code {
		return ""
	}
	sentence := string(s.text.Bytes[f.Start:f.End])
	var known [][2]int
	for _, m := range s.catalogue.Mentions(s.text.Bytes, s.text.Segments[f.Segment].Tokens, f.Label || f.Kind == card.Row) {
		known = append(known, [2]int{m.Start - f.Start, m.End - f.Start})
	}
	name := s.rules.StrangerIn(sentence, known)
	misspelt := slices.ContainsFunc(s.card.LinksIn(f.Span), func(l card.Link) bool { return strings.Contains(l.Text, name) && s.known(l) })
	if misspelt || len(s.catalogue.Lookup(name)) > 0 {
		return ""
	}
	return name
}

// isTitle reports whether a name is that of a licence in force: by the words of
// its metadata, or by the first line of its text.
func (s *statements) isTitle(name string) bool {
	return slices.ContainsFunc(s.titles, func(title string) bool { return license.Within(name, title) })
}

// givenTo says what a licence is given to: what its own words speak of, or else
// the words that lead in a list, or else the heading.
func (s *statements) givenTo(f card.Statement, entries []*license.Entry, subject string) Named {
	n := Named{Entries: entries, Scopes: s.rules.About(subject), Of: s.partsIn(subject), other: s.another(subject)}
	if lead := s.text.Segments[f.Segment].Lead.Tokens; n.Scopes == nil && len(lead) > 0 {
		n.Scopes = s.rules.About(string(s.text.Bytes[lead[0].Start:lead[len(lead)-1].End]))
	}
	if n.Scopes == nil && !f.Heading {
		n.Scopes = s.rules.About(s.card.Sections[f.Section].Title)
	}
	if n.Scopes == nil && len(n.Of) > 0 {
		n.Scopes = []term.Scope{term.Weights}
	}
	return n
}
