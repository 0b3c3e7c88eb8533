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
}

// Passage is one block of a card in its Reading.
type Passage struct {
	Start, End int // bytes of the Reading's text
	Kind       BlockKind
	Heading    bool
	Quoted     bool
	Section    int // number of the section that it stands in, or opens
}

// run is a stretch of the Reading that stands in the card byte for byte; its
// first byte is that at from.
type run struct{ at, from int }

// Passage returns the number of the passage that holds byte i, or the last one
// before it.
func (r *Reading) Passage(i int) int {
	return sort.Search(len(r.Passages), func(n int) bool { return r.Passages[n].Start > i }) - 1
}

// In returns where the bytes [start, end) of the Reading stand in d, the card
// that it was made of.
func (r *Reading) In(d *doc.Document, start, end int) doc.Span {
	from := r.place(start)
	last := r.place(end - 1)
	return d.Span(from, min(last+r.width(d.Text[last:], end-1), len(d.Text)))
}

func (r *Reading) place(i int) int {
	n := sort.Search(len(r.runs), func(n int) bool { return r.runs[n].at > i }) - 1
	if n < 0 {
		return 0
	}
	return r.runs[n].from + i - r.runs[n].at
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
	for i, b := range w.text {
		if n := len(r.runs); n == 0 || r.runs[n-1].from+len(r.Text)-r.runs[n-1].at != w.at[i] {
			r.runs = append(r.runs, run{len(r.Text), w.at[i]})
		}
		if b == boundary {
			r.Text = append(r.Text, "\n\n"...)
			continue
		}
		r.Text = append(r.Text, b)
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

// codeWords are the words of a block of code, without the marks of comments.
func codeWords(src []byte, segments []segment, base int) words {
	var w words
	for _, s := range segments {
		line := bytes.TrimLeft(src[s.start:s.end], "#/*;> \t")
		from := base + s.end - len(line)
		for i, b := range line {
			w.text, w.at = append(w.text, b), append(w.at, from+i)
		}
		w.text, w.at = append(w.text, '\n'), append(w.at, base+s.end)
	}
	return w
}
