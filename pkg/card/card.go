package card

import "github.com/fineprint-audit/fineprint/pkg/doc"

// Status says what became of a card's front matter.
type Status string

// The statuses of front matter. OK, Absent, Empty and ThematicBreak need no
// complaint; with any other the block could not be read.
const (
	OK            Status = "ok"
	Absent        Status = "absent"         // the card does not start with a block
	Empty         Status = "empty"          // a block without a key
	Unclosed      Status = "unclosed"       // keys, and no closing fence
	BadFence      Status = "bad-fence"      // keys behind a line that is almost a fence
	ThematicBreak Status = "thematic-break" // the card starts with a rule, no metadata is meant
	InvalidYAML   Status = "invalid-yaml"
	NotAMapping   Status = "not-a-mapping" // a list or plain text between the fences
	NotUTF8       Status = "not-utf8"
)

// Value is one declared text and where it stands. Text is the author's, with
// quotes and surrounding blanks removed; it is empty when nothing is declared.
type Value struct {
	Text string
	Span doc.Span
}

// Declared reports whether the author wrote anything.
func (v Value) Declared() bool { return v.Text != "" }

// List is the values of a key that may hold one text or several, in the
// author's order, repeats and letter case kept.
type List struct {
	Values   []Value
	Sequence bool // written as a list, if only of one
	Dropped  bool // something else was written, too, and not taken: of another type, or under the same key before
}

// Texts returns the texts of the values, never nil.
func (l List) Texts() []string {
	out := make([]string, 0, len(l.Values))
	for _, v := range l.Values {
		out = append(out, v.Text)
	}
	return out
}

// Card is what a card says. Spans are of Doc's bytes.
type Card struct {
	Doc         *doc.Document
	FrontMatter Status
	Block       doc.Span // the text between the fences; empty without a block
	Body        doc.Span // everything behind the block

	License           List
	LicenseName       Value
	LicenseLink       Value
	LicenseDetails    Value
	BaseModels        List
	BaseModelRelation Value
	Datasets          List
	Language          List
	NewVersion        Value
	Tags              List
	PipelineTag       Value
	Gate              Gate
	// Remarks are the comments of the front matter.
	Remarks []Value

	// Derived are the texts of the gate, which stand inside front matter in
	// another form. A card in UTF-16 has itself, decoded, as its only derived
	// document.
	Derived []*doc.Document

	// MissedTerms tells that the front matter says something of the licence
	// where or in a form that it is not taken from.
	MissedTerms bool

	Sections []Section
	Reading  Reading
	Claims   []Claim
	Problems []doc.Problem
}

// OK reports whether the front matter was read or there was none to read.
func (c *Card) OK() bool {
	switch c.FrontMatter {
	case OK, Absent, Empty, ThematicBreak:
		return c.Doc.Read()
	}
	return false
}

// Understood reports whether all that the front matter says of the licence was
// taken. Of a card that is not, nobody knows what it declares.
func (c *Card) Understood() bool { return c.OK() && !c.MissedTerms }

// Parse reads a card. It never fails and it takes time linear in the size of
// the text.
func Parse(d *doc.Document) *Card {
	c := &Card{Doc: d, FrontMatter: Absent}
	if !d.Read() {
		c.problem(doc.NewProblem("card-not-read", "what", "card", "status", d.Status), 0, 0)
		return c
	}
	if c.decodeUTF16() {
		return c
	}
	blockReader{c}.find()
	c.readBody()
	c.Claims = findClaims(c)
	c.dropWords()
	return c
}

// ParseData reads front matter that stands alone: the metadata of a card as a
// hub gives it out for a repository whose files are closed. The text of d is
// YAML, or JSON as encoding/json writes it, without fences.
func ParseData(d *doc.Document) *Card {
	c := &Card{Doc: d, FrontMatter: Absent}
	if !d.Read() {
		c.problem(doc.NewProblem("card-not-read", "what", "metadata", "status", d.Status), 0, 0)
		return c
	}
	c.Block, c.Body = d.Span(0, len(d.Text)), d.Span(len(d.Text), len(d.Text))
	blockReader{c}.read()
	return c
}

// problem adds a problem about the bytes [start, end).
func (c *Card) problem(p doc.Problem, start, end int) {
	if !c.Doc.Read() {
		c.Problems = append(c.Problems, p.At(c.Doc.Path))
		return
	}
	c.Problems = append(c.Problems, p.In(c.Doc, start, end))
}
