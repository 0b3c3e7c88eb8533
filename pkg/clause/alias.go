package clause

import (
	"bytes"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// The classes of the lexicon by which a text's own names are read: "'Blend'
// means the weights and the code" makes a Blend material.
const (
	headEndsClass  = "called_head_ends" // what the first words of a meaning end before
	notThingClass  = "called_no_thing"  // first words that tell of no thing: a person, a use
	takenNameClass = "called_already"   // names that are read by themselves
)

// thingClasses tell what a name stands for, in the order of prose.Text.Things.
var thingClasses = [...]string{"called_material", "called_derivative", "called_output"}

// Bounds of what is looked at around a name, in words.
const (
	maxHead    = 8 // the first words of a meaning
	maxBehind  = 6 // what follows them
	noLongName = 3
)

// alias is a name that a text gives to what it licenses, to what is made of it, or
// to what comes out of it.
type alias struct {
	term   []string // its words, in lower case
	word   *prose.Word
	stated doc.Span // where the text says so
}

// aliases are those of one text, by the last word of the name.
type aliases map[*prose.Word][]alias

// nameThings reads what the names of the text of r stand for.
func nameThings(r *reader, text *prose.Text) aliases {
	if r.set.things[0].node == nil {
		return nil
	}
	out := aliases{}
	for i := range text.Segments {
		x := &text.Segments[i]
		if x.Heading || x.Items > 0 || !quotesIn(text.Bytes, x.Tokens) {
			continue
		}
		for from := 0; from < len(x.Tokens); {
			name, ok := prose.FirstQuoted(text.Bytes, x.Tokens[from:], len(x.Tokens)-from-1)
			if !ok {
				break
			}
			start, end := from+name.Start, from+name.End
			if thing, ok := standsFor(r, x.Tokens, start, end); ok {
				last := x.Tokens[end-1].Word
				out[last] = append(out[last], alias{term: lowered(x.Tokens[start:end]), word: text.Things[thing], stated: r.span(x.Tokens)})
			}
			from = end
		}
	}
	return out
}

// quotesIn reports whether a sentence holds a quotation mark.
func quotesIn(text []byte, tokens []prose.Token) bool {
	return doublyQuoted(text[max(0, tokens[0].Start-3):tokens[len(tokens)-1].End])
}

// standsFor returns which of the things that a text is about the name at tokens
// [start, end) of a sentence stands for: by what is said behind it, or by what it
// stands behind, in parentheses.
func standsFor(r *reader, tokens []prose.Token, start, end int) (thing int, ok bool) {
	m, text := r.matcher, r.matcher.text
	if end-start > noLongName || !capitalAt(text, tokens[start].Start) {
		return 0, false
	}
	m.begin(tokens)
	if len(m.symbols(tokens[end-1].Word)) > 0 || m.within(&r.set.taken, start, end) { // it is read by itself
		return 0, false
	}
	if h, found := m.search(&r.set.defining[0], end); found && h.start >= end && h.start <= end+afterTerm && h.end < len(tokens) {
		return firstThing(r, h.end, len(tokens))
	}
	if !prose.Capital(text[tokens[start].Start:tokens[start].End]) { // short for the name of a body, most often
		return 0, false
	}
	for open := start; open > max(0, start-beforeTerm); open-- {
		if bytes.IndexByte(text[tokens[open-1].End:tokens[open].Start], '(') >= 0 {
			return 0, m.within(&r.set.things[0], open-1, open)
		}
	}
	return 0, false
}

// firstThing returns what the words between two tokens of the segment at hand
// tell of, by the first of them.
func firstThing(r *reader, from, to int) (which int, ok bool) {
	m := r.matcher
	head := min(to, from+maxHead)
	if h, found := m.search(&r.set.headEnds, from); found && h.start >= from && h.start < head {
		head = h.start
	}
	if m.within(&r.set.noThing, from, head) {
		return 0, false
	}
	at := -1
	for i := range r.set.things {
		bound := head
		if i > 0 {
			bound = min(to, head+maxBehind)
		}
		h, found := m.search(&r.set.things[i], from)
		if found && h.start >= from && h.start < head && h.end <= bound && (at < 0 || h.start <= at) {
			which, at = i, h.start
		}
	}
	return which, at >= 0
}

// lowered returns the words of some tokens, in lower case.
func lowered(tokens []prose.Token) []string {
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.Word.Text
	}
	return out
}

// put puts in the place of the names in some words of a text what they stand for.
func (all aliases) put(text *doc.Document, tokens []prose.Token) {
	for i := 0; i < len(tokens) && len(all) > 0; i++ {
		for _, a := range all[tokens[i].Word] {
			if a.usedAt(text, tokens, i+1-len(a.term)) {
				tokens[i].Word = a.word
				break
			}
		}
	}
}

// usedAt reports whether the name stands at token i, with its capital, as a name
// of the thing: not between quotation marks, and not as a part of a longer name.
func (a *alias) usedAt(text *doc.Document, tokens []prose.Token, i int) bool {
	if i < 0 {
		return false
	}
	for j, w := range a.term {
		if tokens[i+j].Word.Text != w {
			return false
		}
	}
	end := i + len(a.term)
	if !capitalAt(text.Text, tokens[i].Start) || prose.OpensQuote(text.Text, tokens[i].Start) {
		return false
	}
	if a.stated.Overlaps(text.Span(tokens[i].Start, tokens[end-1].End)) {
		return false
	}
	return end == len(tokens) || !goesOnInCapitals(text.Text, tokens[end-1], tokens[end])
}

// goesOnInCapitals reports whether a word with a capital follows another right
// behind a space.
func goesOnInCapitals(text []byte, word, next prose.Token) bool {
	return next.Start == word.End+1 && text[word.End] == ' ' && capitalAt(text, next.Start)
}
