// Package rules embeds the indexes compiled from the YAML files beside it: the
// clause rules with the meaning of every clause kind, and the licence
// catalogue. Nothing is decoded until it is asked for.
package rules

import (
	_ "embed"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

//go:generate go run ./gen

//go:embed clauses.idx
var clausesIndex []byte

//go:embed licenses.idx
var licensesIndex []byte

// Clauses returns fineprint's own clause rules and kinds.
func Clauses() (*clause.Set, error) { return clause.Load(clausesIndex) }

// Licenses returns fineprint's own licence catalogue.
func Licenses() (*license.Catalogue, error) { return license.Load(licensesIndex) }
