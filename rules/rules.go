// Package rules embeds the indexes compiled from the YAML files beside it: the
// clause rules with the meaning of every clause kind, and the licence
// catalogue. Nothing is decoded until it is asked for.
package rules

import (
	_ "embed"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

//go:generate go run ./gen

//go:embed clauses.idx
var clausesIndex []byte

//go:embed licenses.idx
var licensesIndex []byte

//go:embed index.sum
var indexSum string

// Rules is everything fineprint knows as data.
type Rules struct {
	Clauses  *clause.Set
	Licenses *license.Catalogue
	// Digest names this state of the rules: 16 hexadecimal digits.
	Digest string
}

// Load returns fineprint's own rules and catalogue.
func Load() (*Rules, error) {
	clauses, err := clause.Load(clausesIndex)
	if err != nil {
		return nil, err
	}
	licenses, err := license.Load(licensesIndex)
	if err != nil {
		return nil, err
	}
	return &Rules{Clauses: clauses, Licenses: licenses, Digest: strings.TrimSpace(indexSum)}, nil
}
