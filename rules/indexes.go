package rules

import (
	"io/fs"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/openness"
)

// Index is one generated file and the function that makes it from the folder
// rules/.
type Index struct {
	File    string
	Compile func(fs.FS) ([]byte, error)
}

// Indexes lists the generated files.
func Indexes() []Index {
	return append([]Index{
		{"clauses.idx", clause.Compile},
		{"licenses.idx", license.Compile},
		{"openness.idx", openness.Compile},
		{"statements.idx", card.Compile},
	}, wordLists()...)
}

// wordLists are the indexes of the lists of words. Making one checks its proofs.
func wordLists() []Index {
	return []Index{
		{"words/files.idx", hub.CompileNames},
		{"words/links.idx", hub.CompileLinks},
		{"words/cards.idx", card.CompileWords},
		{"words/claims.idx", card.CompileClaims},
		{"words/openness.idx", openness.CompileWords},
	}
}
