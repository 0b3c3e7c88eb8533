package card

import (
	"bytes"
	"sort"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Section is a heading and the text up to the next heading. The text before
// the first heading is a section of level 0 without a title.
type Section struct {
	Title   string   // plain text of the heading
	Level   int      // 1 to 6, or 0
	Heading doc.Span // its text as written
	Body    doc.Span // from behind the heading to the next one
	Blocks  []Block
	Links   []Link // those of the heading and of the blocks
	text    words  // of the heading

	onOthers, onTests bool
}

// OnOthers reports whether the heading is one of a section on the work of others.
func (s *Section) OnOthers() bool { return s.onOthers }

// OnTests reports whether the heading is one of a section on what was measured.
func (s *Section) OnTests() bool { return s.onTests }

// BlockKind says what a block of a section is.
type BlockKind string

// The kinds of blocks. All but Code are words for people; HTML has tags in it.
const (
	Paragraph BlockKind = "paragraph"
	Item      BlockKind = "item" // the text of a list item
	Row       BlockKind = "row"  // of a table
	HTML      BlockKind = "html"
	Code      BlockKind = "code"
	Comment   BlockKind = "comment" // in HTML; in a Reading only, pages do not show it
)

// Block is one piece of a section's text.
type Block struct {
	Kind   BlockKind
	Span   doc.Span
	Quoted bool       // inside a block quote
	Code   []doc.Span // inline code
	text   words
}

// Link is a link or an image. A reference is resolved; a bare address is its
// own text.
type Link struct {
	Text  string
	URL   string
	Span  doc.Span // as written, text and destination
	Image bool
}

// Prose returns where a section's words for people stand, one span a block,
// its heading left out.
func (s Section) Prose() []doc.Span {
	var out []doc.Span
	for _, b := range s.Blocks {
		if b.Kind != Code {
			out = append(out, b.Span)
		}
	}
	return out
}

// Prose returns the places of all headings and prose blocks, sorted and
// without overlap: what there is to read in a card besides its metadata.
func (c *Card) Prose() []doc.Span {
	var out []doc.Span
	for _, s := range c.Sections {
		if s.Heading.Len() > 0 {
			out = append(out, s.Heading)
		}
		out = append(out, s.Prose()...)
	}
	return out
}

// Links returns the links of all sections in the order of the text.
func (c *Card) Links() []Link {
	var out []Link
	for _, s := range c.Sections {
		out = append(out, s.Links...)
	}
	return out
}

// readBody cuts the text behind the front matter into sections.
func (c *Card) readBody() {
	text := c.Doc.Text[c.Body.Start:c.Body.End]
	defs, pieces := takeDefinitions(text, parseMarkdown(text))
	b := sectionBuilder{card: c, base: c.Body.Start, text: text, defs: defs}
	b.open(Section{}, 0)
	for _, p := range pieces {
		b.add(p)
	}
	b.close(len(text))
	b.card.Reading.joinAnswers()
}

// dropWords lets go of the text that only the claims needed.
func (c *Card) dropWords() {
	for i := range c.Sections {
		c.Sections[i].text = words{}
		for j := range c.Sections[i].Blocks {
			c.Sections[i].Blocks[j].text = words{}
		}
	}
}

// sectionBuilder collects the blocks between two headings.
type sectionBuilder struct {
	card    *Card
	base    int // of text in the document
	text    []byte
	defs    map[string]string
	current Section
	start   int // of the current body in text
	// comments are those that were met and not yet added to the Reading.
	comments []segment
}

func (b *sectionBuilder) span(start, end int) doc.Span {
	return b.card.Doc.Span(b.base+start, b.base+end)
}

func (b *sectionBuilder) open(s Section, bodyStart int) {
	s.onOthers, s.onTests = says().SectionOnOthers.MatchString(s.Title), says().SectionOnTests.MatchString(s.Title)
	b.current, b.start = s, bodyStart
}

// close ends the current section; a nameless first one without text is none.
func (b *sectionBuilder) close(end int) {
	s := b.current
	s.Body = b.span(b.start, max(b.start, end))
	if s.Level > 0 || len(s.Blocks) > 0 {
		b.card.Sections = append(b.card.Sections, s)
	}
}

func (b *sectionBuilder) add(p piece) {
	switch {
	case p.level > 0:
		b.heading(p, b.inline(p))
	case p.kind == HTML:
		b.html(p)
	case p.kind == Code:
		b.current.Blocks = append(b.current.Blocks, Block{Kind: Code, Span: b.span(p.start(), p.end())})
		b.read(p, codeWords(b.text, p.segments, b.base))
	default:
		in := b.inline(p)
		if p.end() > p.start() {
			b.current.Blocks = append(b.current.Blocks, Block{Kind: p.kind, Span: b.span(p.start(), p.end()), Quoted: p.quoted, Code: in.code,
				text: in.words})
			b.current.Links = append(b.current.Links, in.links...)
			b.read(p, in.words)
		}
	}
}

// read adds the words of a piece to the card's Reading.
func (b *sectionBuilder) read(p piece, w words) {
	at := Passage{Kind: p.kind, Heading: p.level > 0, Quoted: p.quoted, Section: len(b.card.Sections)}
	b.card.Reading.add(at, p.mark(w.text), w)
	for _, c := range b.comments {
		at.Kind, at.Heading = Comment, false
		b.card.Reading.add(at, "\n\n", codeWords(b.text, []segment{c}, b.base))
	}
	b.comments = b.comments[:0]
}

func (b *sectionBuilder) heading(p piece, in inlines) {
	lineStart := bytes.LastIndexByte(b.text[:p.start()], '\n') + 1
	b.close(lineStart)
	end := nextLine(b.text, p.end())
	if p.setext {
		end = nextLine(b.text, end)
	}
	b.open(Section{Title: plain(in.words.text), Level: p.level, Heading: b.span(p.start(), p.end()), Links: in.links, text: in.words}, end)
	b.read(p, in.words)
}

// html reads a block of HTML, whose headings are headings too.
func (b *sectionBuilder) html(p piece) {
	from := p.start()
	for _, h := range htmlHeadings(b.text[p.start():p.end()]) {
		head := piece{level: h.level, segments: []segment{{p.start() + h.start, p.start() + h.end}}}
		b.htmlBlock(from, p.start()+h.outer, p.quoted)
		in := b.inline(head)
		b.close(p.start() + h.outer)
		b.open(Section{Title: plain(in.words.text), Level: h.level, Heading: b.span(head.start(), head.end()), Links: in.links, text: in.words},
			p.start()+h.after)
		b.read(head, in.words)
		from = p.start() + h.after
	}
	b.htmlBlock(from, p.end(), p.quoted)
}

func (b *sectionBuilder) htmlBlock(start, end int, quoted bool) {
	for start < end && blank(b.text[start]) {
		start++
	}
	for start < end && blank(b.text[end-1]) {
		end--
	}
	if start == end {
		return
	}
	in := b.inline(piece{segments: []segment{{start, end}}})
	b.read(piece{kind: HTML, quoted: quoted}, in.words)
	if plain(in.words.text) == "" && len(in.links) == 0 {
		return
	}
	b.current.Blocks = append(b.current.Blocks, Block{Kind: HTML, Span: b.span(start, end), Quoted: quoted, Code: in.code, text: in.words})
	b.current.Links = append(b.current.Links, in.links...)
}

// inline reads the text of a piece and gives its spans their place.
func (b *sectionBuilder) inline(p piece) inlines {
	raw := scanInline(b.text, p.segments, b.defs)
	b.comments = append(b.comments, raw.comments...)
	for i := range raw.words.runs {
		raw.words.runs[i].from += b.base
	}
	out := inlines{words: raw.words}
	for _, s := range raw.code {
		out.code = append(out.code, b.span(s.start, s.end))
	}
	for _, l := range raw.links {
		out.links = append(out.links, Link{Text: plain([]byte(l.text)), URL: l.url, Span: b.span(l.at.start, l.at.end), Image: l.image})
	}
	sort.SliceStable(out.links, func(i, j int) bool { return out.links[i].Span.Start < out.links[j].Span.Start })
	return out
}

// inlines is what stands inside one block.
type inlines struct {
	words words
	code  []doc.Span
	links []Link
}

// plain folds white space and drops the marks of emphasis.
func plain(text []byte) string {
	text = bytes.ReplaceAll(bytes.ToValidUTF8(text, []byte("\uFFFD")), []byte{boundary}, []byte(" "))
	s := strings.Join(strings.Fields(string(text)), " ")
	return strings.TrimSpace(strings.ReplaceAll(strings.Trim(s, "*_# "), "**", ""))
}

// nextLine returns the start of the line behind the one that holds i.
func nextLine(text []byte, i int) int {
	if n := bytes.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(text)
}
