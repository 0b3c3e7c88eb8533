package card

import (
	"bytes"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
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
	text, done := rules.cutter.Cut(b.reading.Text)
	defer done()
	r := namedReader{
		passageReader: passageReader{card: c, reading: &b.reading, rules: rules.names, text: text}, found: b.found, of: b.of,
	}
	r.rules.phrases().Each(r.text, nil, r.segment)
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
