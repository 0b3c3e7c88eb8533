package openness

import (
	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Facts is everything that Assess looks at. Only Definitions and Kinds must be
// set.
type Facts struct {
	Definitions *Definitions
	// Kinds gives the meaning of a clause kind. A kind that it does not know
	// counts as a limit.
	Kinds func(term.Kind) (kind.Info, bool)

	// Closed tells that the catalogue knows the model as a service without
	// weights. There is no Snapshot then.
	Closed   bool
	Snapshot *hub.Snapshot // what the hub said; nil when there is nothing
	Card     *card.Card    // nil when the card could not be read
	// Cite quotes the value at a path of keys of the hub's answer.
	Cite func(keys ...string) doc.Evidence

	Licenses []finding.License
	Findings []finding.Finding // of the target, those inherited from upstream among them
	Unread   []*doc.Document   // documents that may hold terms and were not read
	Upstream []string          // base models whose terms were not read

	// Bases are the models that it was made from, directly or through others.
	// What data and code made them is asked of each.
	Bases    []string
	Datasets []Dataset
	// Code holds what was seen of the code repositories that CodeLinks names,
	// by the address of the repository. One that is not in it was not looked
	// at.
	Code map[string]*hub.CodeTree
}

// Dataset is a dataset that the card's metadata names as training data.
type Dataset struct {
	ID       string
	Status   DatasetStatus
	Licences []finding.License
	Evidence []doc.Evidence // where the card names it
}

// DatasetStatus says what became of a dataset that was looked for.
type DatasetStatus string

// The statuses of datasets.
const (
	DatasetRead    DatasetStatus = "read"
	DatasetGated   DatasetStatus = "gated"   // it exists, and a gate stands before its files
	DatasetMissing DatasetStatus = "missing" // or private: the hub does not tell
	DatasetNotRead DatasetStatus = "not-read"
)
