package policy

import (
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Facts is what a policy judges: what was observed about one target.
type Facts struct {
	// Target is what exceptions name: "org/name", with "datasets/" or
	// "spaces/" before it for what is no model.
	Target string
	Kind   ref.Kind // what the target holds
	// Fetched tells that the hub answered. When it did not, nothing else is
	// known.
	Fetched bool
	// Complete tells that the file list is complete: a file that is not in it
	// does not exist.
	Complete bool
	// Disabled tells that the hub has withdrawn the repository.
	Disabled bool
	// Upstream are the models that the target was made from, directly or
	// through others, and whose terms are not known.
	Upstream []string
	// Texts are the digests of the documents that hold the terms in force; empty
	// takes everything that a licence was read in for one.
	Texts []string
	// Ungoverned are the folders with weights that no licence governs, where
	// others have one of their own.
	Ungoverned []string
	Licenses   []finding.License
	Findings   []finding.Finding // those of upstream too, with Via
	// Tier is how open the target is, a range where something is not known;
	// both ends empty where it was not assessed.
	Tier openness.Range
	// PipelineTag and ModelType tell what kind of model it is: the hub's tag
	// and the model type of the config; empty where not known.
	PipelineTag, ModelType string
	// PolicyRead tells that the use policy which a licence in force names was
	// read: its clauses are among the findings.
	PolicyRead bool
	// Kinds gives the meaning of a clause kind. A kind that it does not know
	// counts as restrictive.
	Kinds func(term.Kind) (kind.Info, bool)
}
