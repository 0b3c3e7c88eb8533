package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// alteration is how a sentence differs from that of a known licence whose words
// it has, from nothing to the worst.
type alteration int

const (
	unaltered alteration = iota
	reworded             // other words stand beside, or in the stead of some
	narrowed             // among those are such as lead in a purpose, a place, a time or a number
	undone               // those take a grant back or hold it off, or words are left out
)

// alteration tells how a sentence differs from that of a known licence; names of
// things and of licensors, and words that only join others, make no difference.
// m has taken up the segment, which words are part of.
func (l *ledger) alteration(m *matcher, words []prose.Token, span doc.Span) alteration {
	if !touches(l.alters, span) {
		return unaltered
	}
	if slices.ContainsFunc(l.cuts, func(c doc.Span) bool { return span.Start <= c.Start && c.End < span.End }) {
		return undone
	}
	places := func(class int) manyPlaces { return m.places(&l.grant[class]) }
	w := wording{same: places(grantSame), named: places(grantNamed), undoes: places(grantUndone), narrows: places(grantNarrowed),
		asked: places(grantAsked)}
	first := len(m.tokens) - len(words)
	w.gives = anyFrom(places(grantWords), first, len(m.tokens))
	out := unaltered
	for i, t := range words {
		capital := t.Start < len(m.text) && m.text[t.Start] >= 'A' && m.text[t.Start] <= 'Z'
		out = max(out, w.next(first+i, capital, touched(l.alters, t.Start, t.End)))
	}
	return out
}

// wording tells what the words of an altered sentence do that a known licence does
// not have; they are read in their order.
type wording struct {
	same, named, undoes, narrows, asked manyPlaces

	gives bool // the words give something: what is asked for it begins later
	name  bool // a name stands here
	led   bool // a word that narrows stands right before
}

// next says what word i of the sentence, which may be one of a known licence, makes of it.
func (w *wording) next(i int, capital, known bool) alteration {
	w.gives = w.gives && !has(w.asked, i)
	w.name = w.name && capital
	switch {
	case known:
		w.name = w.name || has(w.named, i) && !capital
		w.led = has(w.narrows, i) && !has(w.same, i)
	case has(w.undoes, i):
		return undone
	case has(w.named, i):
		w.name, w.led = !capital, true // in a text in capitals nothing tells a name
	case w.name, has(w.same, i):
	case w.gives && (w.led || has(w.narrows, i)):
		return narrowed
	default:
		return reworded
	}
	return unaltered
}

// anyFrom reports whether one of the places from start up to end is among some.
func anyFrom(p manyPlaces, start, end int) bool {
	for i := start; i < end; i++ {
		if has(p, i) {
			return true
		}
	}
	return false
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
