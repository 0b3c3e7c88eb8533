package clause

import (
	"cmp"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Match is one clause found in a document: an observation without severity.
type Match struct {
	Kind   term.Kind
	Params term.Params // all core parameters of Kind, and more
	Rule   string      // id of the rule that found it
	Spans  []doc.Span  // the operative words, sorted, in bounds
	// Section is the number by which the words are cited: "3(b)"; empty when the
	// text does not number them.
	Section string
	By      By
	// Language is the one that the sentence is in, "" for English.
	Language string
}

// By says how a clause was found. What both a pattern and a frame see is right
// more often than what one of them sees alone.
type By string

// How a clause was found.
const (
	ByPattern By = "pattern"
	ByFrame   By = "frame"
	ByBoth    By = "both"
)

// Input says what to read in a document.
type Input struct {
	Doc *doc.Document
	// Regions are the parts to read, sorted; nil reads the whole text.
	Regions []doc.Span
	// Text is the document cut into segments already; nil: Match cuts Regions.
	Text *prose.Text
	// Card tells that the text is a model card, where talk about other models,
	// citations and benchmarks is common and must not count.
	Card bool
	// Known are the parts that a known licence explains word for word, sorted:
	// a sentence that lies within one of them needs no other explanation.
	Known []doc.Span
	// Altered are the words of known licences that the text changes, sorted: a
	// grant that holds some of them and is not Known says something else there.
	Altered []doc.Span
	// Cuts are the places at which the text leaves out words of a known licence,
	// sorted: a grant around one of them gives something else, too.
	Cuts []doc.Span
	// Unplaced are the words that are in no known licence, sorted: those of them
	// that no sentence holds count as open.
	Unplaced []doc.Span
}

// cut returns the text cut into segments.
func (in Input) cut() *prose.Text {
	if in.Text != nil {
		return in.Text
	}
	return prose.Cut(in.Doc.Text, in.Regions...)
}

// Match finds the clauses of a text, ordered by position, then kind.
func (s *Set) Match(in Input) []Match { return s.matchOnly(in, "") }

// matchOnly finds what one rule finds on its own; without an id, what all find.
func (s *Set) matchOnly(in Input, id string) []Match {
	text := in.cut()
	r := newReader(s, in, text)
	defer r.matcher.release()
	r.only = id
	r.all(text)
	return r.merge(r.found)
}

// MatchCard finds the clauses of a card in one pass: those that the rules for
// licences find, and behind them what those for cards alone find elsewhere. It
// finds none where none stands in one of the parts that are open: sorted, and
// apart from each other.
func (s *Set) MatchCard(in Input, open []doc.Span) []Match {
	text := in.cut()
	if !s.holdsClause(in, text, open) {
		return nil
	}
	r := newReader(s, in, text)
	defer r.matcher.release()
	r.agenda.triggers = &s.both
	r.all(text)
	var licences, cards []candidate
	for _, c := range r.found {
		if c.cardsOnly {
			cards = append(cards, c)
		} else {
			licences = append(licences, c)
		}
	}
	found := r.merge(licences)
	for _, m := range r.merge(cards) {
		if !slices.ContainsFunc(found, func(have Match) bool { return have.Kind == m.Kind && have.Own().Overlaps(m.Own()) }) {
			found = append(found, m)
		}
	}
	return found
}

// holdsClause reports whether a clause may stand in one of some parts of a card.
// Most cards hold none there, and the rest of a card only matters to what its
// clauses share.
func (s *Set) holdsClause(in Input, text *prose.Text, open []doc.Span) bool {
	r := newReader(s, in, text)
	defer r.matcher.release()
	r.agenda.triggers = &s.both
	var buffer segment
	for i := range text.Segments {
		seg := buffer.take(&text.Segments[i])
		start, end := seg.tokens[0].Start, seg.tokens[len(seg.tokens)-1].End
		first, _ := slices.BinarySearchFunc(open, start, func(s doc.Span, at int) int { return cmp.Compare(s.End, at+1) })
		if first < len(open) && open[first].Start < end {
			r.segment(seg)
		} else {
			pass(r, seg)
		}
		if len(r.found)+len(r.defined) > 0 {
			return true
		}
	}
	return false
}

// pass leaves a segment unread.
func pass(r *reader, seg segment) {
	r.count++
	if r.frames != nil {
		r.frames.Pass(seg.tokens)
	}
	r.ends = append(r.ends, len(r.found))
}

// all reads every segment.
func (r *reader) all(text *prose.Text) {
	var buffer segment
	for i := range text.Segments {
		seg := buffer.take(&text.Segments[i])
		r.named.put(r.in.Doc, seg.tokens)
		seg.titled = titles(text, i)
		r.segment(seg)
	}
	settleElsewhere(r, text)
}
