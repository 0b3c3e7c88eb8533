package rules

import (
	"io/fs"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// Index is one generated file and the function that makes it from the folder
// rules/.
type Index struct {
	File    string
	Compile func(fs.FS) ([]byte, error)
	// Prove runs the proofs of the folder; nil where Compile does.
	Prove func(fs.FS) error
}

// Indexes lists the generated files.
func Indexes() []Index {
	return append([]Index{
		{"clauses.idx", clause.Compile, nil},
		{"licenses.idx", license.Compile, nil},
		{"openness.idx", openness.Compile, nil},
		{"statements.idx", card.Compile, nil},
		{"sinks.idx", inventory.Compile, nil},
	}, wordLists()...)
}

// wordLists are the indexes of the lists of words. Making one checks its proofs,
// or Prove does.
func wordLists() []Index {
	return []Index{
		{"words/files.idx", hub.CompileNames, nil},
		{"words/formats.idx", hub.CompileFormats, nil},
		{"words/links.idx", hub.CompileLinks, nil},
		{"words/cards.idx", card.CompileWords, nil},
		{"words/claims.idx", card.CompileClaims, nil},
		{"words/openness.idx", openness.CompileWords, nil},
		{"words/grammar.idx", prose.CompileGrammar, prose.ProveGrammar},
		{"words/numbers.idx", prose.CompileNumbers, prose.ProveNumbers},
		{"words/holders.idx", license.CompileHolders, license.ProveHolders},
		{"words/titles.idx", license.CompileTitles, license.ProveTitles},
		{"words/references.idx", license.CompileReferences, license.ProveReferences},
		{"words/drafts.idx", license.CompileDrafts, nil},
		{"words/lineage.idx", lineage.CompileWords, nil},
	}
}
