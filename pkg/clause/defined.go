package clause

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// The classes of the lexicon by which defined terms are read where they are
// used: "'Permitted Purpose' means teaching. … only for the Permitted Purpose".
const (
	definingClass = "defining"    // between a term and what it stands for
	tellingClass  = "telling"     // what a term has to stand for to be read so
	limitClass    = "limit_terms" // what the term names: a use, an end, a class of users
)

// Bounds that keep the work linear, in words.
const (
	maxTerm    = 5
	maxMeaning = 40
	maxUsed    = 3 // terms that one sentence uses, which are read in it
	beforeTerm = 5 // words before a term: "as used here, the"
	afterTerm  = 3 // words between a term and what defines it
)

// definition is a term with what the text says it stands for.
type definition struct {
	term    []string // its words, in lower case
	meaning []prose.Token
	span    doc.Span // the whole definition
	// What stands elsewhere: in the items of a list that it opens, by their segments,
	// or in parts of the text that it names: "means each end set out in Schedule 3".
	items []int
	refs  []reference
}

// definitions are those of one text that tell who may use it and for what, by
// the first word of the term, in the singular.
type definitions map[string][]definition

// define reads the definitions of the text of r.
func define(r *reader, text *prose.Text) definitions {
	var out definitions
	for i := range text.Segments {
		x := &text.Segments[i]
		if x.Heading || x.Items > 0 || !quotesEarly(text.Bytes, x.Tokens) {
			continue
		}
		if d, ok := readDefinition(r, x.Tokens, itemsBehind(text, i)); ok {
			if out == nil {
				out = definitions{}
			}
			first := singular(d.term[0])
			out[first] = append(out[first], d)
		}
	}
	return out
}

// itemsBehind returns the items that segment i of a text opens.
func itemsBehind(text *prose.Text, i int) (out []int) {
	last := text.Segments[i].Tokens[len(text.Segments[i].Tokens)-1].Start
	for i++; i < len(text.Segments) && len(out) < maxReferred; i++ {
		x := &text.Segments[i]
		if x.Items > 0 {
			continue
		}
		if n := len(x.Lead.Tokens); n == 0 || x.Lead.Tokens[n-1].Start != last {
			break
		}
		out = append(out, i)
	}
	return out
}

// quotesEarly reports whether a quotation mark stands near the start of a
// sentence: most have none and define nothing.
func quotesEarly(text []byte, tokens []prose.Token) bool {
	last := tokens[min(len(tokens)-1, beforeTerm)]
	early := text[max(0, tokens[0].Start-2):max(last.Start, tokens[0].Start)]
	return doublyQuoted(early) || bytes.IndexByte(early, '\'') >= 0 || bytes.Contains(early, []byte("‘"))
}

// doublyQuoted reports whether a double quotation mark stands in some words.
func doublyQuoted(words []byte) bool {
	return bytes.IndexByte(words, '"') >= 0 || bytes.Contains(words, []byte("“"))
}

// capitalAt reports whether a word with a capital starts at offset.
func capitalAt(text []byte, offset int) bool {
	first, _ := utf8.DecodeRune(text[offset:])
	return unicode.IsUpper(first)
}

// readDefinition reads a sentence as the definition of a term; items are those
// that it opens.
func readDefinition(r *reader, tokens []prose.Token, items []int) (definition, bool) {
	m := r.matcher
	term, ok := prose.FirstQuoted(m.text, tokens, beforeTerm)
	if !ok || r.set.defining[0].node == nil {
		return definition{}, false
	}
	m.begin(tokens)
	h, ok := m.search(&r.set.defining[0], term.End)
	if !ok || h.start < term.End || h.start > term.End+afterTerm || term.End-term.Start > maxTerm ||
		!m.within(&r.set.defining[2], term.Start, term.End) {
		return definition{}, false
	}
	end := min(len(tokens), h.end+maxMeaning)
	d := definition{term: lowered(tokens[term.Start:term.End]), meaning: slices.Clone(tokens[h.end:end]), span: r.span(tokens[term.Start:end])}
	if !m.within(&r.set.defining[1], h.end, end) {
		if d.items = items; len(items) == 0 {
			d.refs = r.cross.references(r, &r.set.cross[0], segment{tokens: tokens, lead: h.end})
		}
		if len(d.items)+len(d.refs) == 0 {
			return definition{}, false
		}
	}
	return d, true
}

// usedAt reports whether the term of d is used, with its capital, at token i.
func (d *definition) usedAt(text *doc.Document, tokens []prose.Token, i int) bool {
	if i+len(d.term) > len(tokens) {
		return false
	}
	for j, w := range d.term {
		if is := tokens[i+j].Word.Text; is != w && (j < len(d.term)-1 || singular(is) != singular(w)) {
			return false
		}
	}
	return capitalAt(text.Text, tokens[i].Start) && !d.span.Overlaps(text.Span(tokens[i].Start, tokens[i].End))
}

// singular returns a word of English without the ending of the plural.
func singular(word string) string {
	if stem, many := strings.CutSuffix(word, "ies"); many {
		return stem + "y"
	}
	return strings.TrimSuffix(word, "s")
}

// spellOut looks for clauses in a segment once more, with the meaning of each of
// the first defined terms that it uses in its own words in the place of the term.
// from is where its own candidates start.
func (all definitions) spellOut(r *reader, seg segment, from int) {
	used := 0
	for i := seg.lead; i < len(seg.tokens) && used < maxUsed; i++ {
		found := all[singular(seg.tokens[i].Word.Text)]
		for j := range found {
			if d := &found[j]; d.usedAt(r.in.Doc, seg.tokens, i) {
				d.readAt(r, seg, i, from)
				used++
				break
			}
		}
	}
}

// readAt reads a segment with the meaning of d in the place of its term, which
// stands at token i.
func (d *definition) readAt(r *reader, seg segment, i, from int) {
	end := i + len(d.term)
	if len(d.items)+len(d.refs) == 0 {
		joint{start: i, end: end, meaning: d.meaning, span: d.span}.read(r, seg, from)
		return
	}
	r.cross.readParts(r, seg, i, end, d.items, from)
	for _, x := range d.refs {
		r.cross.readParts(r, seg, i, end, r.cross.part(x), from)
	}
}

// joint is what is read in the place of some words of a sentence.
type joint struct {
	start, end int // the words, in tokens of the segment
	meaning    []prose.Token
	span       doc.Span             // where the meaning stands
	only       func(term.Kind) bool // the kinds that are looked for; nil: all
}

// read reads a segment with a joint, and keeps what only the two together
// say; both places are quoted. from is where its own candidates start.
func (j joint) read(r *reader, seg segment, from int) {
	full := seg
	full.tokens = slices.Concat(seg.tokens[:j.start], j.meaning, seg.tokens[j.end:])
	r.begin(full)
	own := r.found[from:len(r.found):len(r.found)]
	for _, n := range r.agenda.due {
		p := &r.set.patterns[n]
		rule := &r.set.rules[p.rule]
		if r.only != "" && r.only != rule.id || j.only != nil && !j.only(rule.kind) || len(r.rules.confirm[p.rule]) > 0 ||
			slices.ContainsFunc(own, func(c candidate) bool { return c.Kind == rule.kind && !c.joined }) {
			continue
		}
		h, ok := r.matcher.search(p, full.lead)
		end := j.start + len(j.meaning)
		if !ok || h.end <= j.start || h.start >= end || h.start >= j.start && h.end <= end || !r.holds(rule, 0, h) {
			continue
		}
		spans := []doc.Span{j.span, r.span(seg.tokens[seg.lead:])}
		slices.SortFunc(spans, func(a, b doc.Span) int { return cmp.Compare(a.Start, b.Start) })
		r.found = append(r.found, candidate{
			Match:   Match{Kind: rule.kind, Rule: rule.id, Params: r.params(rule, h), Spans: spans, Section: seg.section, By: ByPattern},
			segment: r.count, joined: true,
		})
	}
}
