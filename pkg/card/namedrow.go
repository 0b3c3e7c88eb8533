package card

import (
	"slices"
	"strings"
)

// table is the rows at hand.
type table struct {
	header, end int // numbers of passages: of the first row, and behind the last
	models      int // rows that name one
}

// maxProperties is the most rows that name a model in a table of the properties
// of one; a table with more of them lists models.
const maxProperties = 2

// measure looks at the table whose first row is passage i.
func (b *namedBuilder) measure(i int) {
	b.table = table{header: i, end: i}
	for ; b.table.end < len(b.lines) && b.card.Reading.Passages[b.table.end].Kind == Row; b.table.end++ {
		if slices.ContainsFunc(b.lines[b.table.end], func(x namedPiece) bool { return x.id != "" && !b.names.Own(x.id) }) {
			b.table.models++
		}
	}
}

// row adds a name that stands in a table: with the words at the head of its
// column where the row speaks of the card's own model, with those of its row
// where the table is one of properties.
func (b *namedBuilder) row(p Passage, passage, n int, line namedLine, k int, word, text string) {
	if passage != b.table.header {
		if label := b.column(line, k); label != "" {
			b.add(p, n, "\n\n", label+": "+word)
		}
	}
	properties := b.table.models <= maxProperties
	switch cell := cellAround(text); {
	case len(strings.Fields(cell)) > maxCell || properties && len(strings.Fields(cell)) > 2: // a sentence
		p.Kind = Paragraph
		b.add(p, n, "\n\n", cell)
	case properties:
		b.add(p, n, "\n\n", strings.ReplaceAll(text, "|", " "))
	}
}

// maxCell is the most words of a cell that is no sentence.
const maxCell = 5

// cellAround returns the cell of a row in which the name at hand stands.
func cellAround(row string) string {
	before, after, _ := strings.Cut(row, judged)
	after, _, _ = strings.Cut(after, "|")
	return before[strings.LastIndexByte(before, '|')+1:] + judged + after
}

// column returns the words at the head of the column that a name stands in, if
// the row speaks of the card's own model.
func (b *namedBuilder) column(line namedLine, k int) string {
	cells := strings.Split(strings.Trim(b.text(line), "| "), "|")
	own := slices.ContainsFunc(line, func(x namedPiece) bool { return x.id != "" && b.names.Own(x.id) })
	if !own && !b.names.Own(strings.TrimSpace(strings.Trim(cells[0], " *_`"))) {
		return ""
	}
	at := strings.Count(strings.TrimLeft(b.text(line[:k]), "| "), "|")
	heads := strings.Split(strings.Trim(b.text(b.lines[b.table.header]), "| "), "|")
	if at >= len(heads) {
		return ""
	}
	return strings.TrimSpace(heads[at])
}
