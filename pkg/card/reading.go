package card

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Reading is the body of a card as people read it: what stands for letters is
// decoded, the words of images, links, inline code and cells are in their
// place, tags and addresses are gone. Headings, items and rows keep plain
// marks, so that whoever cuts the text into sentences sees them.
type Reading struct {
	Text     []byte
	Passages []Passage // in the order of the text
	runs     []run
	answers  []segment // of Text: what answers questions about terms
}

// Passage is one block of a card in its Reading.
type Passage struct {
	Start, End int // bytes of the Reading's text
	Kind       BlockKind
	Heading    bool
	Quoted     bool
	Section    int // number of the section that it stands in, or opens
}

// Passage returns the number of the passage that holds byte i, or the last one
// before it.
func (r *Reading) Passage(i int) int {
	return sort.Search(len(r.Passages), func(n int) bool { return r.Passages[n].Start > i }) - 1
}

// In returns where the bytes [start, end) of the Reading stand in d, the card
// that it was made of.
func (r *Reading) In(d *doc.Document, start, end int) doc.Span {
	from := placeOf(r.runs, start)
	last := placeOf(r.runs, end-1)
	return d.Span(from, min(last+r.width(d.Text[last:], end-1), len(d.Text)))
}

// width returns how many bytes of source byte i of the Reading stands for.
func (r *Reading) width(source []byte, i int) int {
	if len(source) == 0 || source[0] == r.Text[i] {
		return 1
	}
	if source[0] == '&' {
		return bytes.IndexByte(source, ';') + 1
	}
	_, size := utf8.DecodeRune(source)
	return size
}

// add appends a passage. mark stands before it and in front of no byte of the
// card.
func (r *Reading) add(p Passage, mark string, w words) {
	r.Text = append(r.Text, mark...)
	p.Start = len(r.Text)
	for i, run := range w.runs {
		end := len(w.text)
		if i+1 < len(w.runs) {
			end = w.runs[i+1].at
		}
		for at := run.at; at < end; at++ {
			r.runs = follow(r.runs, len(r.Text), run.from+at-run.at)
			n := bytes.IndexByte(w.text[at:end], boundary)
			if n < 0 {
				r.Text = append(r.Text, w.text[at:end]...)
				break
			}
			r.Text = append(append(r.Text, w.text[at:at+n]...), "\n\n"...)
			at += n
		}
	}
	p.End = len(r.Text)
	if p.End > p.Start {
		r.Passages = append(r.Passages, p)
	}
}

// mark returns what introduces a piece in a Reading.
func (p piece) mark(text []byte) string {
	switch {
	case p.level > 0:
		return "\n\n" + strings.Repeat("#", p.level) + " "
	case p.first:
		return "\n" + strings.Repeat("  ", max(0, p.depth-1)) + "- "
	case p.kind == Row && len(text) > 0 && text[0] == '|':
		return "\n"
	case p.kind == Row:
		return "\n| "
	}
	return "\n\n"
}
