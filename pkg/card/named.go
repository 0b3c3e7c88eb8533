package card

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// NamedModel is a place in a card that names a model of a hub, by its id or the
// address of its page.
type NamedModel struct {
	Name string   // the id, or the address, as written
	Span doc.Span // the sentence, item or row that it stands in
	// Parent tells that the words say that something was made from it, and that
	// nothing explains that otherwise.
	Parent bool
	Rules  []string // ids of the rules that found and explained it
	// Sibling tells that it is of the same account as the card's own model.
	Sibling bool
}

// ModelNames says what names models.
type ModelNames struct {
	// Own tells the names of the card's own model, with an account or without.
	Own func(name string) bool
	// Account is that of the card's repository, empty where nobody knows.
	Account string
	// At returns the id of the model that an address leads to, empty for none.
	At func(address string) string
	// Written tells the id of a model among words; code: it is marked as code.
	Written func(id string, code bool) bool
}

// NamedModels returns the models of a hub that the body of the card names, in
// the order of the text.
func (c *Card) NamedModels(rules *Rules, names ModelNames) []NamedModel {
	b := namedBuilder{card: c, names: names}
	b.all()
	if len(b.found) == 0 {
		return nil
	}
	r := namedReader{
		passageReader: passageReader{card: c, reading: &b.reading, rules: rules.names, text: prose.Cut(b.reading.Text)}, found: b.found, of: b.of,
	}
	r.rules.set.Each(r.text, r.rules.turns, r.segment)
	return r.found
}

// The words that stand for names where rules read what stands around one: for
// the name at hand, for others, and for that of the card's own model.
const (
	judged  = "modelathand"
	sibling = judged + " ofthesameaccount"
	other   = "anothermodel"
	itself  = "thismodel"
)

// namedReader settles what the words around names say.
type namedReader struct {
	passageReader
	found []NamedModel
	of    []int // the number of the name that each passage of reading is about, -1 for a heading that is about none
}

// segment notes what the rules say of a name; those that match in its sentence
// count.
func (r *namedReader) segment(n int, hits []clause.Hit) {
	seg := &r.text.Segments[n]
	passage, at := r.place(seg, hits)
	if passage == nil {
		return
	}
	name := r.of[r.reading.Passage(passage.Start)]
	sentence := r.reading.Text[seg.Tokens[0].Start:seg.Tokens[len(seg.Tokens)-1].End]
	if name < 0 || !bytes.Contains(sentence, []byte(judged)) {
		return
	}
	m := &r.found[name]
	found, explained := r.topics(passage, at, hits)
	m.Parent = m.Parent || found&^explained != 0
	for _, h := range hits {
		if role := &r.rules.roles[h.Rule]; role.finds != 0 || role.explainsAt(at) {
			m.Rules = append(m.Rules, role.ID)
		}
	}
}

// namedBuilder writes a text in which every name stands by itself, with the
// words around it.
type namedBuilder struct {
	card    *Card
	names   ModelNames
	lines   []namedLine // by the number of a passage of the card's Reading
	reading Reading
	found   []NamedModel
	of      []int
	table   table
	lead    string // the words that introduce the list at hand, empty when nothing does
}

// table is the rows at hand.
type table struct {
	header, end int // numbers of passages: of the first row, and behind the last
	models      int // rows that name one
}

// maxProperties is the most rows that name a model in a table of the properties
// of one; a table with more of them lists models.
const maxProperties = 2

// The most names that are looked at in a card, and the most bytes of the words
// on either side of one.
const (
	maxNamed  = 256
	maxAround = 240
)

func (b *namedBuilder) all() {
	passages := b.card.Reading.Passages
	for i := range passages {
		b.lines = append(b.lines, b.line(i))
	}
	b.findAccount()
	for i, line := range b.lines {
		p := &passages[i]
		if len(b.found) >= maxNamed {
			return
		}
		if p.Kind == Row && i >= b.table.end {
			b.measure(i)
		}
		if p.Heading {
			b.add(*p, -1, "\n\n"+strings.Repeat("#", b.card.Sections[p.Section].Level)+" ", b.text(line))
		}
		for k := range line {
			if line[k].id != "" && !b.names.Own(line[k].id) && p.Kind != Code {
				b.name(p, i, line, k)
			}
		}
		b.introduces(p, line)
	}
}

// findAccount takes the account of the card's own model from where it is named.
func (b *namedBuilder) findAccount() {
	for _, line := range b.lines {
		for _, x := range line {
			if owner, _, _ := strings.Cut(x.id, "/"); b.names.Account == "" && x.id != "" && b.names.Own(x.id) {
				b.names.Account = owner
			}
		}
	}
}

// measure looks at the table whose first row is passage i.
func (b *namedBuilder) measure(i int) {
	b.table = table{header: i, end: i}
	for ; b.table.end < len(b.lines) && b.card.Reading.Passages[b.table.end].Kind == Row; b.table.end++ {
		if slices.ContainsFunc(b.lines[b.table.end], func(x namedPiece) bool { return x.id != "" && !b.names.Own(x.id) }) {
			b.table.models++
		}
	}
}

// introduces keeps the words that a list may follow.
func (b *namedBuilder) introduces(p *Passage, line namedLine) {
	switch {
	case p.Heading:
		b.lead = b.text(line)
	case p.Kind == Paragraph || p.Kind == HTML:
		b.lead = ""
		text := strings.TrimRight(b.text(line), " \n*_")
		if strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") {
			b.lead = lastSentence(text)
		}
	}
}

// text returns the words of a line with those that stand for the names in it.
func (b *namedBuilder) text(line namedLine) string {
	var out strings.Builder
	for _, p := range line {
		switch {
		case p.id == "":
			out.WriteString(p.words)
		case b.names.Own(p.id):
			out.WriteString(" " + itself + " ")
		default:
			out.WriteString(" " + other + " ")
		}
	}
	return out.String()
}

// name adds what stands around one name.
func (b *namedBuilder) name(p *Passage, passage int, line namedLine, k int) {
	before, after := b.text(line[:k]), b.text(line[k+1:])
	start, end := line[k].start-min(len(before), maxAround), line[k].start+maxAround
	owner, _, _ := strings.Cut(line[k].id, "/")
	related, word := b.names.Account != "" && strings.EqualFold(owner, b.names.Account), judged
	if related {
		word = sibling
	}
	if i := strings.LastIndexByte(before, '\n'); i >= 0 && bare(before[i:]) { // a name on a line of its own goes on a sentence
		before = before[:i] + " " + before[i+1:]
	}
	text := tail(before, maxAround) + " " + word + " " + head(after, maxAround)
	n := len(b.found)
	span := b.sentence(p, max(p.Start, start), min(p.End, end), line[k].start)
	if at := line[k].link; at.Len() > 0 {
		span = b.card.Doc.Span(min(span.Start, at.Start), max(span.End, at.End))
	}
	b.found = append(b.found, NamedModel{Name: line[k].id, Span: span, Sibling: related})
	switch {
	case p.Kind == Row:
		b.row(*p, passage, n, line, k, word, text)
		return
	case p.Heading:
		b.add(*p, n, "\n\n"+strings.Repeat("#", b.card.Sections[p.Section].Level)+" ", text)
		return
	case b.lead != "" && (p.Kind == Item || bare(before) && bare(after)):
		text = strings.TrimRight(b.lead, ":： ") + ": " + text
	}
	b.add(*p, n, "\n\n", text)
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

// add writes a passage that is about a name.
func (b *namedBuilder) add(p Passage, name int, mark, text string) {
	b.reading.Text = append(b.reading.Text, mark...)
	p.Start = len(b.reading.Text)
	b.reading.Text = append(b.reading.Text, strings.ReplaceAll(text, "\n\n", " ")...)
	if p.End = len(b.reading.Text); p.End > p.Start {
		b.reading.Passages, b.of = append(b.reading.Passages, p), append(b.of, name)
	}
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

// sentence returns where the sentence around a byte of the Reading stands in
// the card, within bounds; of a row all of it.
func (b *namedBuilder) sentence(p *Passage, start, end, at int) doc.Span {
	if p.Kind != Row {
		text := b.card.Reading.Text
		for i := at - 2; i > start; i-- {
			if text[i] == '\n' || strings.IndexByte(".!?", text[i]) >= 0 && text[i+1] == ' ' {
				start = i + 1
				break
			}
		}
		if n := bytes.IndexByte(text[at:end], '\n'); n > 0 {
			end = at + n
		}
	} else {
		start, end = p.Start, p.End
	}
	for start < end && blank(b.card.Reading.Text[start]) {
		start++
	}
	for end > start && blank(b.card.Reading.Text[end-1]) {
		end--
	}
	if start >= end {
		start, end = p.Start, p.End
	}
	return b.card.whole(b.card.Reading.In(b.card.Doc, start, end))
}

// bare reports whether words around a name are none.
func bare(text string) bool {
	return strings.Trim(text, " \n\t.,:;*_`()[]<>|-–") == ""
}

// tail and head cut a text to its last and first bytes, at a blank.
func tail(s string, most int) string {
	if len(s) <= most {
		return s
	}
	s = s[len(s)-most:]
	return s[max(strings.IndexByte(s, ' '), 0):]
}

func head(s string, most int) string {
	if len(s) <= most {
		return s
	}
	s = s[:most]
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		return s[:i]
	}
	return strings.ToValidUTF8(s, "")
}

func lastSentence(s string) string {
	if i := strings.LastIndexAny(s, ".!?\n"); i >= 0 {
		s = s[i+1:]
	}
	return strings.TrimSpace(tail(s, maxAround))
}
