package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Named is a licence that a statement names.
type Named struct {
	Entries []*license.Entry
	Scopes  []term.Scope // what it is said of; nil when the words do not tell
	Of      []string     // the sizes or versions that it is said of; nil for all of them
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

// givenTo says what a licence is given to: what its own words speak of, or else
// the words that lead in a list, or else the heading.
func (s *statements) givenTo(f card.Statement, entries []*license.Entry, subject string) Named {
	n := Named{Entries: entries, Scopes: s.rules.About(subject), Of: s.partsIn(subject)}
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
