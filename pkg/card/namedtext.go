package card

import (
	"bytes"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

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

// introduces keeps the words that a list may follow.
func (b *namedBuilder) introduces(p *Passage, line namedLine) {
	switch {
	case p.Heading:
		b.lead = b.text(line)
	case p.Kind == Paragraph || p.Kind == HTML:
		b.lead = ""
		if b.endsInColon(line) {
			b.lead = lastSentence(strings.TrimRight(b.text(line), leadEnd))
		}
	}
}

// leadEnd may stand behind the colon of words that a list follows.
const leadEnd = " \n*_"

// endsInColon reports whether a colon ends a line, and no name.
func (b *namedBuilder) endsInColon(line namedLine) bool {
	for i := len(line) - 1; i >= 0 && line[i].id == ""; i-- {
		text := bytes.TrimRight(b.card.Reading.Text[line[i].start:line[i].end], leadEnd)
		if len(text) > 0 {
			return bytes.HasSuffix(text, []byte(":")) || bytes.HasSuffix(text, []byte("："))
		}
	}
	return false
}

// text returns the words of a line with those that stand for the names in it.
func (b *namedBuilder) text(line namedLine) string {
	var out strings.Builder
	for _, p := range line {
		switch {
		case p.id == "":
			out.Write(b.card.Reading.Text[p.start:p.end])
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
	before, after := b.sums(b.text(nearBefore(line, k)), b.text(nearBehind(line, k)))
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

// sums puts into words what the signs around a name say: "Wren = acme/tern +
// letters" is a sentence about what Wren is.
func (b *namedBuilder) sums(before, after string) (string, string) {
	added, plus := strings.CutPrefix(strings.TrimLeft(after, " `*_"), "+ ")
	equals, is := strings.CutSuffix(strings.TrimRight(before, " `*_"), "=")
	is = is && b.isOwn(equals)
	if is || plus && bare(before) {
		before = itself + " is "
	}
	if plus {
		after = " with " + added
	}
	return before, after
}

// isOwn reports whether words are the name of the card's own model.
func (b *namedBuilder) isOwn(words string) bool {
	words = strings.Trim(words, " \n`*_")
	if len(b.card.Sections) == 0 || words == "" {
		return false
	}
	name, _, _ := strings.Cut(b.card.Sections[0].Title, " ")
	return words == itself || strings.EqualFold(words, name) || strings.EqualFold(words, b.card.Sections[0].Title)
}

// nearBefore and nearBehind return the pieces around the k-th that are looked
// at.
func nearBefore(line namedLine, k int) namedLine {
	from := k
	for n := 0; from > 0 && n < maxAround; from-- {
		n += line[from-1].size()
	}
	return line[max(from, k-maxPieces):k]
}

func nearBehind(line namedLine, k int) namedLine {
	to := k + 1
	for n := 0; to < len(line) && n < maxAround; to++ {
		n += line[to].size()
	}
	return line[k+1 : min(to, k+1+maxPieces)]
}

// maxPieces bounds the names and the words between them on either side.
const maxPieces = 64

// add writes a passage that is about a name.
func (b *namedBuilder) add(p Passage, name int, mark, text string) {
	b.reading.Text = append(b.reading.Text, mark...)
	p.Start = len(b.reading.Text)
	b.reading.Text = append(b.reading.Text, strings.ReplaceAll(text, "\n\n", " ")...)
	if p.End = len(b.reading.Text); p.End > p.Start {
		b.reading.Passages, b.of = append(b.reading.Passages, p), append(b.of, name)
	}
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
