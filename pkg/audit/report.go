package audit

import (
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/safety"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Schema names the version of the report's form.
const Schema = "fineprint.report/1"

// Report is the result of a run: one TargetReport for every target that was
// asked for, in the order in which they were asked. It is the master form that
// every output format is written from.
type Report struct {
	Schema  string         `json:"schema"`
	Tool    Tool           `json:"tool"`
	Profile Profile        `json:"profile"`
	Reports []TargetReport `json:"reports"`
	// Unused are the exceptions of the profile that match none of the targets.
	Unused []policy.Exception `json:"unused_exceptions"`
	// Settings are those of the run that differ from what holds without any.
	Settings []Setting `json:"settings"`
}

// Setting is something that whoever started a run chose, and where.
type Setting struct {
	Name  string `json:"name"` // of the flag, or "exceptions"
	Value string `json:"value"`
	From  string `json:"from"` // "command line", a file, the name of a variable or of a profile
	// Text says what the setting means for a reader, above all what it loosens;
	// whoever writes a report makes it.
	Text string `json:"text"`
}

// Tool says what made a report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Rules   string `json:"rules"` // digest of the rules and the catalogue
}

// Profile names the policy that judged; SHA256 is empty for the default judge.
type Profile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// TargetReport is what fineprint found out about one target.
type TargetReport struct {
	Target    Target            `json:"target"`
	Documents []Document        `json:"documents"`
	Licenses  []finding.License `json:"licenses"`
	Findings  []finding.Finding `json:"findings"`
	// Rights is what the terms in force leave of each right; nil where no
	// licence is known to govern.
	Rights      map[term.Right]Right `json:"rights"`
	Summary     finding.Summary      `json:"summary"`
	Open        []PlacedItem         `json:"open"`       // what a person still has to read
	Components  []Component          `json:"components"` // empty where all of the target is under the same terms
	Lineage     Lineage              `json:"lineage"`
	Openness    openness.Result      `json:"openness"`
	Safety      safety.Report        `json:"safety"`
	Verdict     policy.Verdict       `json:"verdict"`
	Obligations []policy.Obligation  `json:"obligations"`
	Problems    []doc.Problem        `json:"problems"`

	// Sources are the repositories whose terms go along with the target: the
	// target itself first, then those upstream that impose something.
	Sources []Origin `json:"sources"`
}

// Document is a document that was read, or should have been.
type Document struct {
	*doc.Document
	Account *Account `json:"account"` // nil for what is no text of terms, and for what was not read
}

// PlacedItem is a sentence that was not understood, and where it stands.
type PlacedItem struct {
	Path string `json:"path"`
	OpenItem
}

// Origin is what one repository says of its own terms.
type Origin struct {
	ID       string            `json:"id"` // "org/name", "datasets/org/name", "catalogue:<id>"
	Commit   string            `json:"commit"`
	Licenses []finding.License `json:"licenses"`
	// Documents hold the terms in force and the notices, read or not; their texts
	// are at hand with Config.KeepTexts only.
	Documents []*doc.Document `json:"documents"`
}

// Target says what was asked for and what answered.
type Target struct {
	Asked      string     `json:"asked"`
	Hub        string     `json:"hub"`
	Kind       string     `json:"kind"`
	ID         string     `json:"id"`
	AnsweredID string     `json:"answered_id"`
	HubID      string     `json:"hub_id"`
	Revision   string     `json:"revision"`
	Commit     string     `json:"commit"`
	FetchedAt  *time.Time `json:"fetched_at"` // of the snapshot; nil when nothing was fetched or a folder was read
	Gated      string     `json:"gated"`
	Private    bool       `json:"private"`
	Component  string     `json:"component"` // that the verdict is on; empty for all of the target
	Disabled   bool       `json:"disabled"`
	NamedIn    []Place    `json:"named_in"` // where a list or a source names it; empty for what was asked for directly
}

// Place is a line of a file of the user's, counted from 1.
type Place struct {
	Path string `json:"path"`
	Line int    `json:"line"`
}

// Right is the answer for one right, and the ids of the findings behind it.
type Right struct {
	Value term.Answer `json:"value"`
	By    []string    `json:"by"`
}

// Lineage is the graph of what a target is made from.
type Lineage struct {
	Nodes []LineageNode `json:"nodes"`
	Edges []LineageEdge `json:"edges"`
}

// LineageNode is one repository of the graph.
type LineageNode struct {
	ID       string         `json:"id"` // "org/name", "datasets/org/name", "catalogue:<id>", or a name as written
	Commit   string         `json:"commit"`
	Licenses []string       `json:"licenses"`
	Status   lineage.Status `json:"status"`
}

// LineageEdge says that From was made from To.
type LineageEdge struct {
	From     string           `json:"from"`
	To       string           `json:"to"`
	Relation lineage.Relation `json:"relation"`
	Source   term.Source      `json:"source"` // declared or inferred
}
