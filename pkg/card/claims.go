package card

import (
	"bytes"
	"strings"

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
	self := selfOf(c)
	for _, s := range c.Sections {
		if says().SectionOfOthers.MatchString(s.Title) {
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
func (c *Card) claimsIn(w words, self subject, standalone bool) []Claim {
	if !says().Mention.Match(w.text) {
		return nil
	}
	var out []Claim
	before := "" // the sentence before
	for _, s := range sentences(w.text) {
		text := fold(w.text[s.start:s.end])
		from := placeOf(w.runs, s.start)
		code := from > 0 && c.Doc.Text[from-1] == '`'
		if !code && self.claims(text, before, standalone && before == "") {
			out = append(out, c.claim(c.Doc.Span(from, placeOf(w.runs, s.end-1)+1)))
		}
		before = text
	}
	return out
}

// sentences cuts words into sentences without their outer blanks.
func sentences(text []byte) []segment {
	var out []segment
	start := 0
	end := func(i int) {
		s := segment{start, i}
		for s.start < s.end && (blank(text[s.start]) || text[s.start] == boundary) {
			s.start++
		}
		for s.start < s.end && (blank(text[s.end-1]) || text[s.end-1] == boundary) {
			s.end--
		}
		if s.start < s.end {
			out = append(out, s)
		}
		start = i
	}
	for i, b := range text {
		switch {
		case b == boundary:
			end(i)
		case (b == '.' || b == '!' || b == '?') && (i+1 == len(text) || blank(text[i+1])) && !abbreviation(text[start:i]):
			end(i + 1)
		case b >= 0x80:
			for _, stop := range []string{"。", "！", "？", "；"} {
				if bytes.HasPrefix(text[i:], []byte(stop)) {
					end(i + len(stop))
				}
			}
		}
	}
	end(len(text))
	return out
}

// abbreviation reports whether a full stop behind text ends no sentence.
func abbreviation(text []byte) bool {
	word := strings.ToLower(string(text[bytes.LastIndexAny(text, " \n\t(")+1:]))
	return word == "etc" || prose.Abbreviation(word)
}

var spaces = strings.NewReplacer("’", "'", "‑", "-", "–", "-", "*", "", "_", " ", "“", `"`, "”", `"`, "「", `"`, "」", `"`)

// fold puts a sentence into the form that the patterns read: lower case, one
// blank between words, no marks of emphasis.
func fold(text []byte) string {
	return strings.Join(strings.Fields(strings.ToLower(spaces.Replace(string(text)))), " ")
}
