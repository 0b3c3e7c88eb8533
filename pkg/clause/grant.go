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
func (r Reading) Grants() []Grant {
	var out []Grant
	for _, s := range r.Sentences {
		if s.Grants {
			out = append(out, Grant{Rights: grantable(), Spans: []doc.Span{s.Span}})
		}
	}
	return out
}

func grantable() []term.Right {
	return slices.DeleteFunc(term.Rights(), func(r term.Right) bool { return r == term.TrainOthers })
}
