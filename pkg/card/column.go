package card

import (
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// licenceColumn is the column of a table that gives the licence of what its rows
// name.
type licenceColumn struct {
	first, end int // numbers of the passages of the table: its header, and behind the last row
	cell       int // -1 where it has no such column

	asked    int // the last segment that was asked about, plus one
	licensed bool
}

// maxColumnHead is the most words at the head of a column.
const maxColumnHead = 4

// licensed reports whether segment n is a row that gives the model, or a part of
// it, a licence: whatever stands in that column is the name of one.
func (r *statementReader) licensed(n int) bool {
	if r.column.asked != n+1 {
		is := r.licenses(&r.text.Segments[n])
		r.column.asked, r.column.licensed = n+1, is
	}
	return r.column.licensed
}

func (r *statementReader) licenses(seg *prose.Segment) bool {
	n := r.row(seg)
	if n < 0 || n == r.column.first {
		return false
	}
	cells := r.cells(n)
	if r.column.cell >= len(cells) {
		return false
	}
	licence := cells[r.column.cell]
	if !strings.ContainsFunc(licence, unicode.IsLetter) || r.words.is(licence, func(a about) bool { return a.Same }) {
		return false
	}
	name := 0
	if r.column.cell == 0 {
		name = min(1, len(cells)-1)
	}
	return r.isOfModel(strings.Trim(cells[name], " *_`"))
}

// heads reports whether a segment is the head of a table with such a column, and
// gives nothing a licence: a label stands there, and nothing behind it, or what
// rows name.
func (r *statementReader) heads(seg *prose.Segment) bool {
	n := r.row(seg)
	if n < 0 || n != r.column.first || r.column.end == n+1 {
		return false
	}
	cells := r.cells(n)
	if last := r.column.cell+1 == len(cells); last && len(cells) == 1 || !last && len(r.words.About(cells[r.column.cell+1])) == 0 {
		return false
	}
	return r.words.is(cells[r.column.cell], func(a about) bool { return a.Head })
}

// row returns the number of the passage that a segment is, if that is a row of a
// table with such a column; -1 otherwise.
func (r *statementReader) row(seg *prose.Segment) int {
	n := r.reading.Passage(seg.Tokens[0].Start)
	if n < 0 || r.reading.Passages[n].Kind != Row || seg.Tokens[0].Start-r.reading.Passages[n].Start > maxColumnHead {
		return -1
	}
	if n >= r.column.end {
		r.column = r.measure(n)
	}
	if r.column.cell < 0 {
		return -1
	}
	return n
}

// measure looks at the table that row n stands in.
func (r *statementReader) measure(n int) licenceColumn {
	out := licenceColumn{first: n, end: n, cell: -1}
	for out.first > r.column.end && r.reading.Passages[out.first-1].Kind == Row {
		out.first--
	}
	for i, head := range r.cells(out.first) {
		if len(strings.Fields(head)) <= maxColumnHead && termWords().Heading.MatchString(head) && !termWords().NotHeading.MatchString(head) {
			out.cell = i
		}
	}
	for out.end < len(r.reading.Passages) && r.reading.Passages[out.end].Kind == Row {
		out.end++
	}
	return out
}

// cells returns the words of the cells of a row.
func (r *statementReader) cells(n int) []string {
	p := r.reading.Passages[n]
	return strings.Split(strings.Trim(string(r.reading.Text[p.Start:p.End]), "| "), "|")
}

// isOfModel reports whether a cell names the model of the card or a part of it:
// what begins with its name, and a size or version by itself.
func (r *statementReader) isOfModel(cell string) bool {
	title := ""
	if len(r.card.Sections) > 0 {
		title, _, _ = strings.Cut(r.card.Sections[0].Title, " ")
	}
	name := nameHead(title)
	if len(name) >= minModelName && len(cell) >= len(name) && strings.EqualFold(cell[:len(name)], name) {
		return true
	}
	return !strings.ContainsAny(cell, " -_/") && len(r.words.Sizes(cell)) > 0
}

// minModelName is the least length of a name that those of its parts begin with.
const minModelName = 4
