package card

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// Statement is a place in a card that speaks of terms: a sentence, a label, a
// heading, a row or an item.
type Statement struct {
	Topics   []Topic          // what it speaks of
	Open     []Topic          // what of that no rule explains
	Reasons  []Reason         // why the others need no attention
	Why      map[Topic]Reason // the reason of each topic that a rule explains
	Rules    []string         // ids of the rules that found and explained it
	Span     doc.Span         // of the card's bytes
	Heading  bool
	Label    bool // it has a label that names terms
	Binds    bool // it binds users to a use policy
	Complies bool // it says that a licence binds, and nothing beside it
	Chooses  bool // it lets the reader choose among the licences that it names
	Everyday bool // something that it limits stands in the words of every day
	Yields   bool // it holds a formula that says nothing where the card names the licence in force
	Kind     BlockKind
	Section  int // number of the section that it stands in
	// Name is the name of a work behind words that say what the model was made
	// from, empty when none stands there.
	Name string
	// Segment is its number in the text that the Reading was cut into, and
	// Start and End its bytes in the Reading.
	Segment, Start, End int
}

// Cut returns the sentences of the card's Reading.
func (c *Card) Cut() *prose.Text { return prose.Cut(c.Reading.Text) }

// Cut is as Card.Cut, for whoever reads many cards: when done is called, the text
// must no longer be used.
func (r *Rules) Cut(c *Card) (text *prose.Text, done func()) { return r.cutter.Cut(c.Reading.Text) }

// Statements returns what the body of a card says about terms, in the order of
// the text. text is what Cut returned.
func (c *Card) Statements(rules *Rules, text *prose.Text) []Statement {
	r := statementReader{passageReader: passageReader{card: c, reading: &c.Reading, rules: rules.terms, text: text}}
	r.words, r.rest = rules, rules.rest
	if r.rest != nil {
		r.answers = r.rest.In
	}
	r.rules.phrases().Each(text, func(n int) bool { return r.asks(n) || r.licensed(n) }, r.segment)
	return r.found
}

// passageReader knows where a sentence stands and what rules make of it there.
type passageReader struct {
	card    *Card
	reading *Reading // that text was cut from
	rules   ruleSet
	text    *prose.Text
	at      int       // the section that the segment at hand stands in
	open    []section // the sections around it whose kind is known, outermost first
	answers []string  // kinds of sections that an answer about terms is read as
}

type statementReader struct {
	passageReader
	words  *Rules
	rest   *role // that finds what the others do not
	column licenceColumn
	found  []Statement
}

// least is the fewest words of a sentence that is found for where it stands,
// unless it is all that its section says.
const least = 4

// asks reports whether a segment is found even if nothing in it is: the words
// of a section about terms, and of an answer about them, are terms until something
// explains them.
func (r *statementReader) asks(n int) bool {
	seg := &r.text.Segments[n]
	p := r.reading.Passage(seg.Tokens[0].Start)
	if r.rest == nil || p < 0 {
		return false
	}
	first := seg.Tokens[0]
	if len(seg.Tokens) < least && !r.alone(p, seg) &&
		(!r.reading.answering(first.Start) || strings.Trim(first.Word.Text, "0123456789") == "") {
		return false
	}
	passage := &r.reading.Passages[p]
	r.enter(passage.Section)
	return passage.Kind != Code && passage.Kind != Comment && !passage.Heading && r.rest.within(place{kinds: r.kinds(first.Start)})
}

// alone reports whether a segment is all that stands in the section of passage
// p below its heading.
func (r *statementReader) alone(p int, seg *prose.Segment) bool {
	all := r.reading.Passages
	only := p > 0 && all[p-1].Heading && all[p-1].Section == all[p].Section && (p+1 == len(all) || all[p+1].Section != all[p].Section)
	return only && seg.Tokens[0].Start-all[p].Start < least && all[p].End-seg.Tokens[len(seg.Tokens)-1].End < least
}

// section is a section that goes on, with the kinds that its heading names.
type section struct {
	level int
	kinds []string
}

// segment reads the sentence of a segment. hits are the rules that match in it.
func (r *statementReader) segment(n int, hits []clause.Hit) {
	seg := &r.text.Segments[n]
	start, end := seg.Tokens[0].Start, seg.Tokens[len(seg.Tokens)-1].End
	passage, at := r.place(seg, hits)
	if passage == nil {
		return
	}
	hits = slices.DeleteFunc(hits, func(h clause.Hit) bool { return r.rules.roles[h.Rule].Capitals && !r.inCapitals(seg, h) })
	found, explained := r.topics(passage, at, hits)
	var ids []string
	if found == 0 && r.asks(n) {
		found, ids = r.rest.finds, []string{r.rest.ID}
	}
	licensed := r.licensed(n)
	if licensed {
		found |= setOf(Licence)
	}
	if found == 0 {
		return
	}
	s := Statement{
		Topics: found.list(), Open: (found &^ explained).list(), Rules: ids,
		Everyday: (found&^explained)&setOf(Conduct) != 0,
		Span:     r.card.whole(r.card.Reading.In(r.card.Doc, start, end)),
		Heading:  passage.Heading, Label: at.label, Kind: passage.Kind, Section: passage.Section,
		Segment: n, Start: start, End: end,
	}
	for _, h := range hits {
		r.note(&s, h, found, at)
	}
	if licensed && s.Why[Licence] == Technical { // no word in passing
		delete(s.Why, Licence)
		s.Open = (found & (setOf(s.Open...) | setOf(Licence))).list()
	}
	if slices.Contains(s.Open, Limit) || !r.heads(seg) {
		r.found = append(r.found, s)
	}
}

// note adds to a statement, in which topics were found, what a rule that matches
// in it says.
func (r *statementReader) note(s *Statement, h clause.Hit, found topics, at place) {
	role := &r.rules.roles[h.Rule]
	switch {
	case role.Binds:
		s.Binds = true
	case role.Complies:
		s.Complies = true
	case role.Chooses:
		s.Chooses = true
	case role.finds != 0:
		if role.Named && h.Start >= 0 {
			s.Name = r.nameBehind(r.text.Segments[s.Segment].Tokens[h.End:])
		}
		s.Rules = append(s.Rules, role.ID)
		s.Yields = s.Yields || role.Yields
	case role.explains&found != 0 && role.explainsAt(at):
		s.Rules = append(s.Rules, role.ID)
		s.Reasons = append(s.Reasons, role.As)
		s.explain(role)
	}
}

// place says where a segment stands; the passage is nil where that is nowhere.
// hits are the rules that match in it.
func (r *passageReader) place(seg *prose.Segment, hits []clause.Hit) (*Passage, place) {
	p := r.reading.Passage(seg.Tokens[0].Start)
	if p < 0 {
		return nil, place{}
	}
	passage := &r.reading.Passages[p]
	r.enter(passage.Section)
	if passage.Heading {
		r.title(passage, len(seg.Tokens), hits)
	}
	return passage, place{
		kinds: r.kinds(seg.Tokens[0].Start), heading: passage.Heading, label: r.labelled(seg, hits), row: r.isRow(passage),
		comment: passage.Kind == Comment,
		words:   len(seg.Tokens), code: passage.Kind == Code || r.holdsCode(passage, seg), anchors: r.leadOn(seg, hits),
	}
}

// leadOn reports whether all that the hits find in a segment stands in links to
// places of the same card.
func (r *passageReader) leadOn(seg *prose.Segment, hits []clause.Hit) bool {
	found := 0
	for _, h := range hits {
		if r.rules.roles[h.Rule].finds == 0 {
			continue
		}
		if h.Start < 0 || h.End <= h.Start {
			return false
		}
		at := r.reading.In(r.card.Doc, seg.Tokens[h.Start].Start, seg.Tokens[h.End-1].End)
		if !slices.ContainsFunc(r.card.LinksIn(at), func(l Link) bool {
			return strings.HasPrefix(l.URL, "#") && l.Span.Start <= at.Start && at.End <= l.Span.End
		}) {
			return false
		}
		found++
	}
	return found > 0
}

// holdsCode reports whether there is inline code in a segment.
func (r *passageReader) holdsCode(p *Passage, seg *prose.Segment) bool {
	if p.Section == len(r.card.Sections) { // a section of nothing but a comment is none
		return false
	}
	at := r.reading.In(r.card.Doc, seg.Tokens[0].Start, seg.Tokens[len(seg.Tokens)-1].End)
	return slices.ContainsFunc(r.card.Sections[p.Section].Blocks, func(b Block) bool {
		return b.Span.Overlaps(at) && slices.ContainsFunc(b.Code, at.Overlaps)
	})
}

// inCapitals reports whether the word that a hit begins with stands in capitals
// anywhere in its segment.
func (r *passageReader) inCapitals(seg *prose.Segment, h clause.Hit) bool {
	if h.Start < 0 {
		return false
	}
	word := seg.Tokens[h.Start].Word
	return slices.ContainsFunc(seg.Tokens, func(t prose.Token) bool {
		written := r.reading.Text[t.Start:t.End]
		return t.Word == word && bytes.Equal(written, bytes.ToUpper(written))
	})
}

// isRow reports whether a passage is a row of a table that holds no sentence.
func (r *passageReader) isRow(p *Passage) bool {
	if p.Kind != Row {
		return false
	}
	for _, cell := range bytes.Split(r.reading.Text[p.Start:p.End], []byte("|")) {
		cell = bytes.TrimRight(cell, " *_")
		if bytes.HasSuffix(cell, []byte("。")) || bytes.HasSuffix(cell, []byte(".")) && len(bytes.Fields(cell)) > 2 {
			return false
		}
	}
	return true
}

// nameBehind returns the name of a work that words begin with, empty when they
// begin with none: one word that mixes letters and digits, and begins with a
// capital letter.
func (r *statementReader) nameBehind(words []prose.Token) string {
	if len(words) == 0 {
		return ""
	}
	text := r.card.Reading.Text[words[0].Start:]
	text = text[:min(len(text), maxWorkName)]
	if end := bytes.IndexAny(text, " \n\t,;:()[]|\"'"); end >= 0 {
		text = text[:end]
	}
	name := strings.TrimRight(string(text), ".*_`")
	mixed := strings.ContainsAny(name, "0123456789") && strings.ContainsAny(name, "abcdefghijklmnopqrstuvwxyz")
	if len(name) >= minName && name[0] >= 'A' && name[0] <= 'Z' && mixed {
		return name
	}
	return ""
}

// The least and the greatest length of the name of a work: shorter ones are
// those of chips, formats and benchmarks.
const (
	minName     = 6
	maxWorkName = 80
)

// explain notes how a role explains topics; that they are of another work
// goes before the other reasons.
func (s *Statement) explain(role *role) {
	if s.Why == nil {
		s.Why = map[Topic]Reason{}
	}
	for _, t := range role.Explains {
		if s.Why[t] == "" || role.As == Elsewhere {
			s.Why[t] = role.As
		}
	}
}

// labelled reports whether a segment has a label that names terms: words at
// its beginning with a colon behind them, or the next cell.
func (r *passageReader) labelled(seg *prose.Segment, hits []clause.Hit) bool {
	for _, h := range hits {
		if !r.rules.roles[h.Rule].Label || h.Start < 0 || h.End > maxLabel || h.End == len(seg.Tokens) {
			continue
		}
		gap := r.reading.Text[seg.Tokens[h.End-1].End:seg.Tokens[h.End].Start]
		if bytes.ContainsAny(gap, ":|") || bytes.Contains(gap, []byte("：")) {
			return true
		}
	}
	return false
}

// maxLabel is the most words that a label has.
const maxLabel = 5

// topics returns what the rules that match in a sentence find, and what of it
// they explain.
func (r *passageReader) topics(p *Passage, at place, hits []clause.Hit) (found, explained topics) {
	for _, h := range hits {
		role := &r.rules.roles[h.Rule]
		led := h.Start < 0 && role.Finds == Parent // the words in front of a list speak of what it lists
		if !led && (p.Kind != Code || role.Code) && role.findsAt(at) {
			found |= role.finds
		}
		if role.explainsAt(at) {
			explained |= role.explains
		}
	}
	return found, explained
}

// enter leaves the sections that have ended where section n stands.
func (r *passageReader) enter(n int) {
	for ; r.at < n; r.at++ {
		level := r.card.Sections[r.at+1].Level
		for len(r.open) > 0 && r.open[len(r.open)-1].level >= level {
			r.open = r.open[:len(r.open)-1]
		}
	}
}

// title notes the kinds that a heading gives its section.
func (r *passageReader) title(p *Passage, words int, hits []clause.Hit) {
	var kinds []string
	for _, h := range hits {
		if role := &r.rules.roles[h.Rule]; role.Section != "" && (role.Most == 0 || words <= role.Most) {
			kinds = append(kinds, role.Section)
		}
	}
	if len(kinds) > 0 {
		r.open = append(r.open, section{r.card.Sections[p.Section].Level, kinds})
	}
}

// kinds returns the kinds of the innermost section that has any, for what stands
// at byte i. What answers a question about terms stands in a section about them.
func (r *passageReader) kinds(i int) []string {
	if r.reading.answering(i) {
		return r.answers
	}
	if len(r.open) == 0 {
		return nil
	}
	return r.open[len(r.open)-1].kinds
}

// list returns the topics of a set. Conduct is a limit to everybody but those who
// explain it.
func (t topics) list() []Topic {
	var out []Topic
	if t&setOf(Conduct) != 0 {
		t |= setOf(Limit)
	}
	for _, topic := range []Topic{Licence, Limit, Parent} {
		if t&setOf(topic) != 0 {
			out = append(out, topic)
		}
	}
	return out
}
