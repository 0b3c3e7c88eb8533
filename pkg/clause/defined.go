package clause

import (
	"bytes"
	"cmp"
	"slices"
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
	beforeTerm = 5 // words before a term: "as used here, the"
	afterTerm  = 3 // words between a term and what defines it
)

// definition is a term with what the text says it stands for.
type definition struct {
	term    []string // its words, in lower case
	meaning []prose.Token
	span    doc.Span // the whole definition
}

// definitions are those of one text that tell who may use it and for what, by
// the first word of the term.
type definitions map[string][]definition

// define reads the definitions of the text of r.
func define(r *reader, text *prose.Text) definitions {
	var out definitions
	for i := range text.Segments {
		x := &text.Segments[i]
		if x.Heading || x.Items > 0 || !quotesEarly(text.Bytes, x.Tokens) {
			continue
		}
		if d, ok := readDefinition(r, x.Tokens); ok {
			if out == nil {
				out = definitions{}
			}
			out[d.term[0]] = append(out[d.term[0]], d)
		}
	}
	return out
}

// quotesEarly reports whether a quotation mark stands near the start of a
// sentence: most have none and define nothing.
func quotesEarly(text []byte, tokens []prose.Token) bool {
	last := tokens[min(len(tokens)-1, beforeTerm)]
	early := text[max(0, tokens[0].Start-2):max(last.Start, tokens[0].Start)]
	return bytes.IndexByte(early, '"') >= 0 || bytes.IndexByte(early, '\'') >= 0 ||
		bytes.Contains(early, []byte("“")) || bytes.Contains(early, []byte("‘"))
}

// readDefinition reads a sentence as the definition of a term.
func readDefinition(r *reader, tokens []prose.Token) (definition, bool) {
	m := r.matcher
	term, ok := prose.FirstQuoted(m.text, tokens, beforeTerm)
	if !ok || r.set.defining[0].node == nil {
		return definition{}, false
	}
	m.begin(tokens)
	h, ok := m.search(&r.set.defining[0], term.End)
	if !ok || h.start < term.End || h.start > term.End+afterTerm || h.end == len(tokens) || term.End-term.Start > maxTerm {
		return definition{}, false
	}
	end := min(len(tokens), h.end+maxMeaning)
	if !m.within(&r.set.defining[1], h.end, end) || !m.within(&r.set.defining[2], term.Start, term.End) {
		return definition{}, false
	}
	return definition{
		term: lowered(tokens[term.Start:term.End]), meaning: slices.Clone(tokens[h.end:end]), span: r.span(tokens[term.Start:end]),
	}, true
}

// usedAt reports whether the term of d is used, with its capital, at token i.
func (d *definition) usedAt(text *doc.Document, tokens []prose.Token, i int) bool {
	if i+len(d.term) > len(tokens) {
		return false
	}
	for j, w := range d.term {
		if tokens[i+j].Word.Text != w {
			return false
		}
	}
	first, _ := utf8.DecodeRune(text.Text[tokens[i].Start:])
	return unicode.IsUpper(first) && !d.span.Overlaps(text.Span(tokens[i].Start, tokens[i].End))
}

// first returns the first definition whose term a segment uses in its own words,
// and where; nil when it uses none.
func (all definitions) first(text *doc.Document, seg segment) (d *definition, at int) {
	for i := seg.lead; i < len(seg.tokens); i++ {
		found := all[seg.tokens[i].Word.Text]
		for j := range found {
			if found[j].usedAt(text, seg.tokens, i) {
				return &found[j], i
			}
		}
	}
	return nil, 0
}

// spellOut looks for clauses in a segment once more, with the meaning of the
// first defined term in the place of the term. from is where its own candidates
// start.
func (all definitions) spellOut(r *reader, seg segment, from int) {
	if d, at := all.first(r.in.Doc, seg); d != nil {
		joint{start: at, end: at + len(d.term), meaning: d.meaning, span: d.span}.read(r, seg, from)
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
