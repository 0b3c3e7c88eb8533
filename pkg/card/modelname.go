package card

import (
	"bytes"
	"sort"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// namedPiece is a stretch of a passage: words, or the name of a model.
type namedPiece struct {
	id         string   // of a model, empty for words
	start, end int      // bytes of the Reading; a name has no end
	link       doc.Span // where the link stands whose address the name is; empty for words
}

// size returns the bytes of words; 0 for a name.
func (p *namedPiece) size() int { return max(0, p.end-p.start) }

type namedLine []namedPiece

// line cuts passage i at the names of models in it.
func (b *namedBuilder) line(i int) namedLine {
	p := &b.card.Reading.Passages[i]
	l := lineCutter{text: b.card.Reading.Text, code: b.inCode, names: b.names}
	if p.Kind == Code || p.Kind == Comment || p.Section >= len(b.card.Sections) {
		l.until(p.Start, p.End)
		return l.out
	}
	links := b.card.Sections[p.Section].Links
	if len(links) == 0 {
		l.until(p.Start, p.End)
		return l.out
	}
	at, place := p.Start, b.place(i)
	first := sort.Search(len(links), func(n int) bool { return links[n].Span.Start >= place.Start })
	for _, link := range links[first:] {
		if link.Span.Start >= place.End {
			break
		}
		if link.Image {
			continue
		}
		from := b.card.Reading.from(link.Span.Start, at, p.End)
		to := b.card.Reading.from(link.Span.End, from, p.End)
		l.until(at, from)
		if id := b.names.At(link.URL); id != "" {
			l.name(id, from)
			l.out[len(l.out)-1].link = link.Span
		} else {
			l.words(from, to)
		}
		at = to
	}
	l.until(at, p.End)
	return l.out
}

// place returns where a passage stands, with the bare addresses before and
// behind it, which are no words.
func (b *namedBuilder) place(i int) doc.Span {
	passages := b.card.Reading.Passages
	first := func(n int) (at, line int) {
		at = placeOf(b.card.Reading.runs, passages[n].Start)
		return at, bytes.LastIndexByte(b.card.Doc.Text[:at], '\n') + 1
	}
	at, line := first(i)
	start, end := line, b.card.Body.End
	if i > 0 {
		if _, above := first(i - 1); above == line {
			start = at
		}
	}
	if i+1 < len(passages) && passages[i+1].Kind != Comment {
		next, below := first(i + 1)
		if end = below; below <= line {
			end = max(start, next)
		}
	}
	return b.card.Doc.Span(start, end)
}

// from returns the first byte in [start, end) of the Reading that stands in the
// card at or behind a place; end where none does.
func (r *Reading) from(place, start, end int) int {
	n := max(0, sort.Search(len(r.runs), func(n int) bool { return r.runs[n].at > start })-1)
	for ; start < end; n++ {
		stop := end
		if n+1 < len(r.runs) {
			stop = min(end, r.runs[n+1].at)
		}
		if at := max(start, r.runs[n].at+place-r.runs[n].from); at < stop {
			return at
		}
		start = stop
	}
	return start
}

// inCode reports whether the word that begins at a byte of the Reading is inline
// code.
func (b *namedBuilder) inCode(i int) bool {
	place := placeOf(b.card.Reading.runs, i)
	return place > 0 && b.card.Doc.Text[place-1] == '`'
}

type lineCutter struct {
	text  []byte
	code  func(i int) bool // whether inline code begins at a byte
	names ModelNames
	out   namedLine
}

func (l *lineCutter) words(start, end int) {
	if end > start {
		l.out = append(l.out, namedPiece{start: start, end: end})
	}
}

func (l *lineCutter) name(id string, start int) {
	l.out = append(l.out, namedPiece{id: id, start: start})
}

// until adds what stands in [start, end), ids that are written out among it.
func (l *lineCutter) until(start, end int) {
	from := start
	for i := start; i < end; i++ {
		if l.text[i] != '/' {
			continue
		}
		first, last := l.idAround(i, from, end)
		if l.isModel(first, last) {
			l.words(from, first)
			l.name(string(l.text[first:last]), first)
			from = last
		}
		i = max(i, last-1)
	}
	l.words(from, end)
}

// idAround returns the bounds of what may be an id around a stroke.
func (l *lineCutter) idAround(stroke, start, end int) (first, last int) {
	first, last = stroke, stroke+1
	for first > start && idByte(l.text[first-1]) {
		first--
	}
	for last < end && idByte(l.text[last]) {
		last++
	}
	for last > stroke+1 && strings.IndexByte(".-", l.text[last-1]) >= 0 {
		last--
	}
	return first, last
}

func (l *lineCutter) isModel(first, last int) bool {
	if !alone(l.text, first, last) {
		return false
	}
	marked := l.code(first) || value(l.text[:first], l.text[last:])
	return l.names.Written(string(l.text[first:last]), marked)
}

// alone reports whether nothing beside an id makes it a part of a path, of an
// address or of a name with a sign before it.
func alone(text []byte, first, last int) bool {
	if first > 0 && strings.IndexByte("/:@~#\\", text[first-1]) >= 0 {
		label := text[first-1] == ':' && (first < 2 || text[first-2] != '/')
		if !label {
			return false
		}
	}
	return last >= len(text) || strings.IndexByte("/@\\", text[last]) < 0
}

// value reports whether what stands between two texts is all that a cell, an
// item, a line or a label holds.
func value(before, after []byte) bool {
	before, after = bytes.TrimRight(before, " \t*_"), bytes.TrimLeft(after, " \t*_.")
	return (len(before) == 0 || bytes.ContainsAny(before[len(before)-1:], "|:\n-") || bytes.HasSuffix(before, []byte("："))) &&
		(len(after) == 0 || bytes.ContainsAny(after[:1], "|\n"))
}

func idByte(c byte) bool { return wordByte(c) || c == '-' || c == '.' }
