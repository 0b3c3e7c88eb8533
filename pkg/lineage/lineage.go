package lineage

import (
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Relation says how a repository came from its parent.
type Relation string

// The relations. The first four are the Hub's own.
const (
	Finetune  Relation = "finetune"
	Adapter   Relation = "adapter"
	Merge     Relation = "merge"
	Quantized Relation = "quantized"
	TrainedOn Relation = "trained-on" // of a dataset
)

// Status says what is known of a node.
type Status string

// The statuses. The terms of a node that was read or is gated are in its
// licences and findings; a known one is a licence of the catalogue, standing
// for a base model that nobody names.
const (
	Read       Status = "read"
	Gated      Status = "gated"       // its metadata was read, its files were not
	Known      Status = "known"       // not a repository: what the catalogue knows of a family
	Missing    Status = "missing"     // or private: the hub does not tell
	Closed     Status = "closed"      // a service, of which there is nothing to download
	NotOnHub   Status = "not-on-hub"  // the name is a path or the address of another site
	NotFetched Status = "not-fetched" // the hub did not answer, or the network is switched off
	Capped     Status = "capped"      // not asked for: the walk had reached its limit
)

// Catalogue is the hub of the nodes with status Known: the licence catalogue.
const Catalogue = "catalogue"

// Parent is something that a repository says it was made from, or seems to be.
type Parent struct {
	Ref      ref.Ref // zero when Name is no reference to a hub
	Name     string  // as written
	Relation Relation
	Source   term.Source    // Declared, or Inferred
	Reason   finding.Remark // why it was inferred
	Evidence []doc.Evidence
	// Guess marks a name that was only put together from others: a repository
	// that does not exist is no parent then, and no problem.
	Guess bool
	// Series marks a model of the same account and the same name in another
	// edition, which only prose names. Its owner's terms are those of the
	// repository at hand, unless it was made from somebody else's work: that is
	// asked where the lineage is walked.
	Series bool
}

// Family is a licence that the name or the architecture of a model points to:
// a parent that is no repository but what the catalogue knows.
type Family struct {
	Parent   // Ref is of the hub Catalogue, with the id of the licence as its name
	Licenses []finding.License
	Findings []finding.Finding // the known terms
}

// Repository is what a loader says of one repository.
type Repository struct {
	Ref      ref.Ref // with the id that answered
	HubID    string  // the hub's immutable id, empty when not told
	Commit   string
	Status   Status
	Problem  *doc.Problem // why it could not be read; nil for Read
	Licenses []finding.License
	Findings []finding.Finding // what stands in it; nothing inherited
	Parents  []Parent
	// Families are the licences that its name or architecture points to. They
	// count where no parent says more.
	Families []Family
	// Unread are the documents that may hold its terms and were not read,
	// other than those behind a gate.
	Unread []string
	// Denied are the licence texts that nobody may read.
	Denied []string
	// Texts are the documents that hold its terms and notices, where they are
	// wanted: see audit.Config.
	Texts []*doc.Document
	// Template names the tool whose template its card is made from, empty when
	// somebody wrote the card.
	Template string
	// Incomplete says what shows that it is only a part of a model, such as an
	// adapter; empty for a whole one.
	Incomplete *finding.Remark
	// Bare tells that the complete file list holds neither a licence text nor
	// a notice.
	Bare bool
}

// Node is one repository of a Graph.
type Node struct {
	Repository
	ID    string // canonical short form of Ref: "org/name", "datasets/org/name"
	Depth int    // edges between it and the root
}

// Edge says that the node From was made from the node To. Both are indexes
// into Graph.Nodes.
type Edge struct {
	From, To int
	Relation Relation
	Source   term.Source
	Reason   finding.Remark // why it was inferred
	Evidence []doc.Evidence
}

// Graph is what a repository is made from. The first node is the repository
// itself.
type Graph struct {
	Nodes    []Node
	Edges    []Edge
	Problems []doc.Problem
	// Cut tells that the walk reached a limit, so that more may stand upstream.
	Cut bool

	from [][]int // edges that leave each node, once the graph is complete
}

// Limits bounds a walk.
type Limits struct {
	Depth    int // edges from the root; zero means DefaultDepth, negative means no walk
	Nodes    int // zero means DefaultNodes
	Together int // repositories loaded at a time; zero means DefaultTogether
}

// The limits of a walk that asks for no others. Real chains are a handful of
// steps long; a merge of merges may name some dozens of models.
const (
	DefaultDepth    = 8
	DefaultNodes    = 128
	DefaultTogether = 4
)

func (l Limits) orDefault() Limits {
	if l.Depth == 0 {
		l.Depth = DefaultDepth
	}
	if l.Nodes <= 0 {
		l.Nodes = DefaultNodes
	}
	if l.Together <= 0 {
		l.Together = DefaultTogether
	}
	return l
}

// Root returns the repository that the graph is of.
func (g *Graph) Root() *Node { return &g.Nodes[0] }

// data reports whether e leads to training data.
func (e Edge) data() bool { return e.Relation == TrainedOn }

// main returns the scope that a repository of n's kind is made of.
func (n *Node) main() term.Scope { return license.Main(n.Ref.Kind) }

// step names n on a path: "hub:kind:id@commit".
func (n *Node) step() string {
	return n.Ref.Hub + ":" + string(n.Ref.Kind) + ":" + n.Ref.ID() + "@" + n.Commit
}
