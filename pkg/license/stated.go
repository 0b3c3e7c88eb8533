package license

import "github.com/fineprint-audit/fineprint/pkg/doc"

// stated returns the terms of e, the entry of f, whose words stand unchanged
// in the document.
func (r *reader) stated(f find, e *Entry) []Stated {
	var out []Stated
	laid := map[int][]piece{} // by text of the entry
	for _, t := range e.Terms {
		if t.At == nil {
			continue
		}
		pieces, ok := laid[t.At.Text]
		if !ok {
			pieces = r.lay(f, t.At.Text)
			laid[t.At.Text] = pieces
		}
		if from, to := placeIn(pieces, t.At.From, t.At.To); from < to && within(f.known, from, to) {
			out = append(out, Stated{Term: t, Spans: []doc.Span{r.doc.Span(r.view.span(from, to))}})
		}
	}
	return out
}

// lay returns how the entry's text with a number lies over the words that f
// explains.
func (r *reader) lay(f find, number int) []piece {
	text := r.catalogue.texts.numbered(f.text, number)
	if text == nil {
		return nil
	}
	own := make([]bool, r.view.len())
	for _, run := range f.runs {
		for i := run[0]; i < run[1]; i++ {
			own[i] = true
		}
	}
	return overlay{&r.view, text}.pieces(r.aligner.align(&r.view, text, own))
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
