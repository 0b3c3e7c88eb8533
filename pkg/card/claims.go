package card

import (
	"bytes"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// OpenSourceClaim is the kind of a claim that the model is open source.
const OpenSourceClaim = "open-source"

// Claim is a statement of the card about its own model that others may hold
// against its terms. Only plain statements are taken: talk about other models,
// negations, plans, questions and quotations are not, and in doubt there is no
// claim.
type Claim struct {
	Kind  string     `json:"kind"` // OpenSourceClaim
	Quote string     `json:"quote"`
	Spans []doc.Span `json:"spans"`
}

// findClaims reads tags, headings and prose in the order of the text.
func findClaims(c *Card) []Claim {
	var out []Claim
	for _, tag := range c.Tags.Values {
		if says().Tag.MatchString(tag.Text) {
			out = append(out, c.claim(tag.Span))
		}
	}
	self := sync.OnceValue(func() subject { return selfOf(c) }) // most cards claim nothing
	for _, s := range c.Sections {
		if s.OnOthers() || s.OnTests() {
			continue
		}
		out = append(out, c.claimsIn(s.text, self, true)...)
		for _, b := range s.Blocks {
			if b.Kind == Paragraph || b.Kind == Item || b.Kind == HTML {
				if !b.Quoted {
					out = append(out, c.claimsIn(b.text, self, b.Kind == Item)...)
				}
			}
		}
	}
	return out
}

func (c *Card) claim(span doc.Span) Claim {
	spans := []doc.Span{span}
	return Claim{Kind: OpenSourceClaim, Quote: c.Doc.Quote(spans), Spans: spans}
}

// claimsIn returns the sentences of a block that claim. standalone tells that
// the block may be a bare label, such as a heading or a list item.
func (c *Card) claimsIn(w words, self func() subject, standalone bool) []Claim {
	if !says().Mention.Match(w.text) {
		return nil
	}
	var out []Claim
	before := "" // the sentence before
	for _, s := range sentences(w.text) {
		text := fold(w.text[s.start:s.end])
		from := placeOf(w.runs, s.start)
		code := from > 0 && c.Doc.Text[from-1] == '`'
		if !code && self().claims(text, before, standalone && before == "") {
			out = append(out, c.claim(c.Doc.Span(from, placeOf(w.runs, s.end-1)+1)))
		}
		before = text
	}
	return out
}

// sentences cuts words into sentences without their outer blanks.
func sentences(text []byte) []segment {
	var out []segment
	for from := 0; from <= len(text); {
		to := len(text)
		if n := bytes.IndexByte(text[from:], boundary); n >= 0 {
			to = from + n
		}
		for _, s := range prose.Sentences(text[from:to]) {
			out = append(out, segment{from + s[0], from + s[1]})
		}
		from = to + 1
	}
	return out
}

var spaces = strings.NewReplacer("’", "'", "‑", "-", "–", "-", "*", "", "_", " ", "“", `"`, "”", `"`, "「", `"`, "」", `"`)

// fold puts a sentence into the form that the patterns read: lower case, one
// blank between words, no marks of emphasis.
func fold(text []byte) string {
	return strings.Join(strings.Fields(strings.ToLower(spaces.Replace(string(text)))), " ")
}
