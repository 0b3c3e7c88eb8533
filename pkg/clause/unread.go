package clause

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// unread returns, as open sentences, the words that no sentence holds although
// somebody can see them: in a tag that is none, or in signs that look like
// letters. They lie between the sentences, which are in order.
func unread(in Input, signs []doc.Span, sentences []Sentence) []Sentence {
	var out []Sentence
	holds := func(s doc.Span) func(Sentence) bool {
		return func(one Sentence) bool { return one.Span.Overlaps(s) }
	}
	for i, s := range slices.Concat(signs, in.Unplaced) {
		if i >= len(signs) && !visible(in.Doc.Text[s.Start:s.End]) {
			continue
		}
		if !slices.ContainsFunc(sentences, holds(s)) && !slices.ContainsFunc(out, holds(s)) {
			out = append(out, Sentence{Span: s, State: StateOpen, Limits: true, Why: Why{Code: NotRead}})
		}
	}
	return out
}

// signs returns where signs stand that may say something and are no words. A card
// is full of them.
func (in Input) signs() []doc.Span {
	if in.Card {
		return nil
	}
	var out []doc.Span
	for _, at := range prose.Signs(in.Doc.Text) {
		if s := in.Doc.Span(at[0], at[1]); in.Regions == nil || touchedBy(in.Regions, s) {
			out = append(out, s)
		}
	}
	return out
}

// touchedBy reports whether one of some spans shares words with s.
func touchedBy(spans []doc.Span, s doc.Span) bool {
	return slices.ContainsFunc(spans, s.Overlaps)
}

// minVisible is the least number of bytes of words that nobody may overlook.
const minVisible = 12

// visible reports whether text shows more than blanks and bare signs.
func visible(text []byte) bool { return len(bytes.Trim(text, " \t\r\n-=_*#.<>/|")) >= minVisible }

// withUnread puts the unread words among the sentences, in order.
func withUnread(in Input, signs []doc.Span, sentences []Sentence) []Sentence {
	more := unread(in, signs, sentences)
	if len(more) == 0 {
		return sentences
	}
	sentences = append(sentences, more...)
	slices.SortStableFunc(sentences, func(a, b Sentence) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return sentences
}

// struckOut reports whether words of a sentence are struck out: what the rest
// says is not what its words say.
func struckOut(text []byte, s doc.Span) bool {
	if !bytes.ContainsAny(text[s.Start:s.End], "~<") {
		return false
	}
	for _, mark := range []string{"~~", "<del", "<s>", "<strike", "</del", "</s>", "</strike"} {
		if bytes.Contains(text[s.Start:s.End], []byte(mark)) {
			return true
		}
	}
	return false
}
