package audit

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Standing is how a statement of a card stands to the licence in force.
type Standing string

// The standings.
const (
	Agrees        Standing = "agrees"         // it names the licence in force, or allows what that allows
	Narrows       Standing = "narrows"        // it gives code or data a licence of their own
	Contradicts   Standing = "contradicts"    // it names another licence
	IsClause      Standing = "clause"         // it is a term that the clause rules know
	NoTerm        Standing = "advice"         // it does not bind
	Elsewhere     Standing = "elsewhere"      // it speaks of another work
	NotUnderstood Standing = "not-understood" // a person has to read it
)

// Statement is a statement of a card about terms, settled.
type Statement struct {
	card.Statement
	Spans    []doc.Span
	Named    []Named          // the licences that it names
	Of       []string         // of one that names none: the sizes or versions that it speaks of
	Works    []*license.Entry // licences of the works that the model was made from
	Standing Standing
	Finding  string // id of the finding that states it, empty where none does
	quote    string
	away     []string // addresses of terms that were not read
}

// MarshalJSON writes the statement as one element of "statements" in the output
// of `fineprint card`.
func (s Statement) MarshalJSON() ([]byte, error) {
	ids := []string{}
	sizes := slices.Clone(s.Of)
	about := "unknown"
	for _, n := range s.Named {
		ids = append(ids, n.Entries[0].ID)
		sizes = append(sizes, n.Of...)
		if len(n.Scopes) == 1 {
			about = string(n.Scopes[0])
		}
	}
	if len(s.Works) > 0 {
		about = "base"
		for _, e := range s.Works {
			ids = append(ids, e.ID)
		}
	}
	return json.Marshal(struct {
		Says     string     `json:"says"`
		About    string     `json:"about"`
		Of       *string    `json:"of"`
		Licenses []string   `json:"licenses"`
		Standing Standing   `json:"standing"`
		Finding  *string    `json:"finding"`
		Quote    string     `json:"quote"`
		Spans    []doc.Span `json:"spans"`
	}{Says: s.says(), About: about, Of: optional(strings.Join(sizes, ", ")),
		Licenses: ids, Standing: s.Standing, Finding: optional(s.Finding), Quote: s.quote, Spans: s.Spans})
}

// says tells what kind of statement it is: licence, limit, grant or pointer.
func (s Statement) says() string {
	switch {
	case slices.Contains(s.Reasons, card.Grants):
		return "grant"
	case slices.Contains(s.Reasons, card.Points):
		return "pointer"
	case slices.Contains(s.Topics, card.Limit) && s.Standing != Contradicts && s.Standing != Narrows:
		return "limit"
	}
	return "licence"
}

// statements reads what a card says about terms and settles it.
type statements struct {
	rules     *card.Rules
	catalogue *license.Catalogue
	clauses   *clause.Set

	card   *card.Card
	text   *prose.Text
	force  []*license.Entry // the licences in force, as far as they are known
	own    func(url string) bool
	policy bool     // a use policy lies in the repository
	titles []string // names of the licences in force, whether or not the catalogue knows them
	size   string   // of the model, empty when it is not told
	versions
}

// settle returns the statements of the card in the order of the text, and the
// clauses that stand in those that nothing explains.
func (s *statements) settle() ([]Statement, []clause.Match) {
	text, done := s.rules.Cut(s.card)
	s.text = text
	defer func() {
		s.text = nil
		done()
	}()
	found := s.card.Statements(s.rules, s.text)
	out := make([]Statement, len(found))
	limits := false
	for i, f := range found {
		out[i] = s.statement(f)
		limits = limits || slices.Contains(out[i].Open, card.Limit)
	}
	if named := slices.ContainsFunc(out, func(st Statement) bool { return st.Standing == Agrees && len(st.Named) > 0 }); named {
		for i := range out {
			out[i].giveWay()
		}
	}
	if !limits {
		return out, nil
	}
	return out, s.matches(out)
}

// statement settles what a statement says of licences.
func (s *statements) statement(f card.Statement) Statement {
	out := Statement{Statement: f, Spans: s.spans(f)}
	out.quote = s.card.Doc.Quote(out.Spans)
	if slices.Contains(f.Topics, card.Licence) && f.Why[card.Licence] != card.Elsewhere {
		out.Named = s.named(f)
	}
	if slices.Contains(out.Open, card.Parent) {
		out.Works = s.works(string(s.text.Bytes[f.Start:f.End]))
		if len(out.Works) == 0 && (f.Name == "" || s.isFree(f.Name)) {
			out.Open = without(out.Open, card.Parent)
		}
	}
	if len(out.Named) == 0 {
		out.Of = s.partsIn(string(s.text.Bytes[f.Start:f.End]))
	}
	out.Standing = s.licences(&out)
	s.unknown(&out)
	if !slices.ContainsFunc(out.Named, func(n Named) bool { return slices.Contains(n.Scopes, term.Weights) }) {
		out.away = s.pointsAway(f, out.Named)
	}
	if out.Standing != Contradicts && len(out.away) > 0 && !slices.Contains(out.Open, card.Licence) {
		out.Open = append(slices.Clone(out.Open), card.Licence)
		out.Standing = ""
	}
	if s.policy && f.Binds || f.Complies && s.pointsHome(f.Span) { // the policy or licence is read itself
		out.Open = nil
	}
	out.Standing = out.settled()
	return out
}

// giveWay takes a formula for what it is where the card names the licence in
// force.
func (s *Statement) giveWay() {
	if s.Yields && len(s.Named) == 0 && s.Standing == NotUnderstood && !slices.Contains(s.Open, card.Limit) {
		s.Open, s.Standing = without(s.Open, card.Licence), Agrees
	}
}

// unknown settles a statement that names a licence which the catalogue does not
// know: it agrees where that is the one in force, and is open elsewhere.
func (s *statements) unknown(out *Statement) {
	switch name := s.unknownName(out.Statement); {
	case name == "" || out.Standing == Contradicts || out.Standing == Narrows:
	case s.isTitle(name):
		out.Open, out.Standing = without(out.Open, card.Licence), Agrees
	case !slices.Contains(out.Open, card.Licence):
		out.Open, out.Standing = append(slices.Clone(out.Open), card.Licence), ""
	}
}

// settled returns the standing of a statement when the licences that it names
// have been compared with those in force.
func (s Statement) settled() Standing {
	switch {
	case s.Standing == Contradicts, s.Standing == Narrows && !slices.Contains(s.Open, card.Limit):
		return s.Standing
	case len(without(s.Open, card.Parent)) > 0:
		return NotUnderstood
	case len(s.Open) > 0, s.Standing == Elsewhere, slices.Contains(s.Reasons, card.Elsewhere):
		return Elsewhere
	case s.Standing == "" && (slices.Contains(s.Reasons, card.Advice) || slices.Contains(s.Reasons, card.Technical)):
		return NoTerm
	}
	return Agrees
}

// licences compares the licences that a statement names with those in force,
// and takes from its open topics what that settles.
func (s *statements) licences(out *Statement) Standing {
	settled := func(v Standing) Standing {
		out.Open = without(out.Open, card.Licence)
		return v
	}
	home := len(out.Named) < 2 && s.pointsHome(out.Span)
	switch {
	case home:
		if !slices.ContainsFunc(out.Named, func(n Named) bool { return n.Scopes != nil && s.inForce(n.Entries) }) {
			out.Named = nil // the file says itself what it is
		}
		return settled(Agrees)
	case len(out.Named) == 0:
		return ""
	}
	others := slices.DeleteFunc(slices.Clone(out.Named), func(n Named) bool { return n.other || s.inForce(n.Entries) })
	switch {
	case !slices.ContainsFunc(out.Named, func(n Named) bool { return !n.other }):
		return settled(Elsewhere)
	case len(others) == 0, out.Chooses && len(others) < len(out.Named) && ofOneThing(out.Named):
		return settled(Agrees)
	case slices.ContainsFunc(others, func(n Named) bool { return n.Scopes == nil || slices.Contains(n.Scopes, term.Weights) }):
		return settled(Contradicts)
	}
	return settled(Narrows)
}

// ofOneThing reports whether licences are all said of the same things.
func ofOneThing(named []Named) bool {
	return !slices.ContainsFunc(named, func(n Named) bool {
		return n.other || !slices.Equal(n.Scopes, named[0].Scopes) || !slices.Equal(n.Of, named[0].Of)
	})
}

func without(topics []card.Topic, t card.Topic) []card.Topic {
	return slices.DeleteFunc(slices.Clone(topics), func(x card.Topic) bool { return x == t })
}

// inForce reports whether one of some licences is in force. Where none is
// known, the first to name one is believed.
func (s *statements) inForce(entries []*license.Entry) bool {
	return len(s.force) == 0 || slices.ContainsFunc(entries, func(e *license.Entry) bool {
		return slices.ContainsFunc(s.force, func(f *license.Entry) bool {
			family := e.ID == e.Family && (f.Family == e.Family || // a name for all of them: "Creative Commons"
				e.Category == term.PublicDomain && f.Category == e.Category) // "public domain"
			return family || e.Stands(f.ID) || f.Stands(e.ID)
		})
	})
}

// pointsHome reports whether a link in a statement leads to a licence file of
// this repository, whose words are read themselves.
func (s *statements) pointsHome(at doc.Span) bool {
	return s.own != nil && slices.ContainsFunc(s.card.LinksIn(at), func(l card.Link) bool { return s.own(l.URL) })
}

// spans returns the words of a statement with those that lead it in.
func (s *statements) spans(f card.Statement) []doc.Span {
	lead := s.text.Segments[f.Segment].Lead.Tokens
	if len(lead) == 0 {
		return []doc.Span{f.Span}
	}
	first := s.card.Reading.In(s.card.Doc, lead[0].Start, lead[len(lead)-1].End)
	if first.Overlaps(f.Span) || first.Start > f.Span.Start || strings.Contains(string(s.card.Doc.Text[first.Start:first.End]), "\n\n") {
		return []doc.Span{f.Span}
	}
	return []doc.Span{first, f.Span}
}

// matches reads the clause rules over the card, those for licences and those
// for cards alone, and keeps what they find in statements whose limits nothing
// explains, which are clauses then.
func (s *statements) matches(out []Statement) []clause.Match {
	in := clause.Input{Doc: doc.New(s.card.Doc.Path, doc.RoleCard, "", s.text.Bytes), Text: s.text}
	return slices.DeleteFunc(s.clauses.MatchCard(in, openLimits(out)), func(m clause.Match) bool { return !s.take(out, m) })
}

// openLimits returns where in a Reading the statements stand whose limits
// nothing explains, those that share words as one.
func openLimits(list []Statement) []doc.Span {
	var out []doc.Span
	for _, st := range list {
		if !slices.Contains(st.Open, card.Limit) {
			continue
		}
		at := doc.Span{Start: st.Start, End: st.End}
		for n := len(out) - 1; n >= 0 && out[n].Overlaps(at); n-- { // a sentence comes behind its items
			at.Start, at.End, out = min(at.Start, out[n].Start), max(at.End, out[n].End), out[:n]
		}
		out = append(out, at)
	}
	return out
}

// limits reports whether a clause limits anything. What a sentence asks in the
// words of every day is not understood by the duty alone that is found in it:
// "delete it when the workshop ends" says, too, that the permission ends.
func (s *statements) limits(m clause.Match) bool {
	info, known := s.clauses.Kind(m.Kind)
	return known && info.Binding()
}

// take gives a clause its place in the card, and the statement that it stands
// in its standing; false for one that stands in none.
func (s *statements) take(out []Statement, m clause.Match) bool {
	at := m.Own()
	i := slices.IndexFunc(out, func(st Statement) bool {
		return slices.Contains(st.Open, card.Limit) && st.Start < at.End && at.Start < st.End
	})
	if i < 0 {
		return false
	}
	if out[i].Standing == NotUnderstood && (!out[i].Everyday || s.limits(m)) {
		out[i].Standing = IsClause
	}
	for k, span := range m.Spans {
		m.Spans[k] = s.card.Reading.In(s.card.Doc, span.Start, span.End)
	}
	return true
}
