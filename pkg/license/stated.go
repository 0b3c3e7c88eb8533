package license

import "github.com/fineprint-audit/fineprint/pkg/doc"

// laid is how the texts of an entry lie over the words that a find explains.
type laid struct {
	reader *reader
	find   find
	pieces map[int][]piece // by the number of the text
}

// stated returns the terms of e, the entry of the find, whose words stand
// unchanged in the document.
func (l laid) stated(e *Entry) []Stated {
	var out []Stated
	for _, t := range e.Terms {
		if t.At == nil {
			continue
		}
		if from, to := placeIn(l.text(t.At.Text), t.At.From, t.At.To); from < to && within(l.find.known, from, to) {
			out = append(out, Stated{Term: t, Spans: []doc.Span{l.reader.doc.Span(l.reader.view.span(from, to))}})
		}
	}
	return out
}

// text returns how the text with a number lies.
func (l laid) text(number int) []piece {
	pieces, ok := l.pieces[number]
	text := l.reader.catalogue.texts.numbered(l.find.text, number)
	if ok || text == nil {
		return pieces
	}
	own := make([]bool, l.reader.view.len())
	for _, run := range l.find.runs {
		for i := run[0]; i < run[1]; i++ {
			own[i] = true
		}
	}
	view := &l.reader.view
	pieces = overlay{view, text}.pieces(l.reader.aligner.align(view, text, own))
	l.pieces[number] = pieces
	return pieces
}

// placeIn returns the words of a document that are words [from, to) of a known
// text; none where they are not in the pieces.
func placeIn(pieces []piece, from, to int) (start, end int) {
	start = -1
	for _, p := range pieces {
		if p.end <= from || p.known >= to {
			continue
		}
		if start < 0 {
			start = p.from + max(0, from-p.known)
		}
		end = p.to - max(0, p.end-to)
	}
	return max(start, 0), end
}

// within reports whether one of some ranges holds all of [from, to).
func within(ranges [][2]int, from, to int) bool {
	for _, r := range ranges {
		if r[0] <= from && to <= r[1] {
			return true
		}
	}
	return false
}
