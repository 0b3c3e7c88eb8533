package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// altered reports whether a sentence has words of a known licence and others
// beside, which may say something else: names of things and of licensors, and
// words that only join others, are none. It is undone where those others are such
// as take a grant back or hold it off, or where words of the licence are left out.
// m has taken up the segment, which words are part of.
func (l *ledger) altered(m *matcher, words []prose.Token, span doc.Span) (altered, undone bool) {
	if !touches(l.alters, span) {
		return false, false
	}
	if slices.ContainsFunc(l.cuts, func(c doc.Span) bool { return span.Start <= c.Start && c.End < span.End }) {
		return true, true
	}
	same, named, undoes := m.places(&l.grant[grantSame]), m.places(&l.grant[grantNamed]), m.places(&l.grant[grantUndone])
	lead, name := len(m.tokens)-len(words), false
	for i, t := range words {
		capital := t.Start < len(m.text) && m.text[t.Start] >= 'A' && m.text[t.Start] <= 'Z'
		switch name = name && capital; {
		case touched(l.alters, t.Start, t.End):
			name = name || has(named, lead+i) && !capital
		case has(undoes, lead+i):
			return true, true
		case has(named, lead+i):
			name = !capital // in a text in capitals nothing tells a name
		case !name && !has(same, lead+i):
			altered = true
		}
	}
	return altered, false
}

// touches reports whether s and one of some spans share words enough to be
// about the same sentence.
func touches(spans []doc.Span, s doc.Span) bool {
	return slices.ContainsFunc(spans, func(k doc.Span) bool {
		return min(k.End, s.End)-max(k.Start, s.Start) >= minTouch
	})
}

// minTouch is the least number of bytes that a changed sentence keeps of the
// known one.
const minTouch = 40

// touched reports whether one of some spans, sorted, holds [start, end).
func touched(spans []doc.Span, start, end int) bool {
	return slices.ContainsFunc(spans, func(k doc.Span) bool { return k.Start <= start && end <= k.End })
}
