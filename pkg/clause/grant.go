package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// grantClass is the class of the lexicon that tells sentences that grant.
const grantClass = "grant"

// Grant is a sentence or list item that grants rights.
type Grant struct {
	Rights []term.Right
	Spans  []doc.Span
}

// Grants returns the sentences of a text that grant something. Each is taken to
// grant everything that the clauses of the text leave, outputs aside.
func (s *Set) Grants(in Input) []Grant {
	if s.grant.node == nil {
		return nil
	}
	text := in.cut()
	m := newMatcher(s, text)
	var out []Grant
	var buffer segment
	for i := range text.Segments {
		x := &text.Segments[i]
		m.begin(buffer.take(x).tokens, func(symbol) {})
		if m.occurs(&s.grant) {
			span := in.Doc.Span(x.Tokens[0].Start, x.Tokens[len(x.Tokens)-1].End)
			out = append(out, Grant{Rights: grantable(), Spans: []doc.Span{span}})
		}
	}
	return out
}

func grantable() []term.Right {
	return slices.DeleteFunc(term.Rights(), func(r term.Right) bool { return r == term.TrainOthers })
}
