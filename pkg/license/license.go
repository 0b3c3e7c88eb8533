package license

import (
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Degree says how closely a document matches a known licence text.
type Degree string

// The degrees of a match, as the command-line contract defines them.
const (
	Exact     Degree = "exact"
	Modified  Degree = "modified"
	Partial   Degree = "partial"
	Reference Degree = "reference" // only named or linked
)

// Match is one licence found in a document.
type Match struct {
	ID       string
	SPDX     string // empty when SPDX has no identifier
	Name     string
	Family   string
	Aliases  []string
	Degree   Degree
	Covers   float64 // share of the document that the licence explains, 0..1
	Complete float64 // share of the known text that is present, 0..1
	Spans    []doc.Span
	// Known are the stretches in which the known text stands whole and
	// unchanged in its place: every sentence within one of them says there what
	// the licence says. All of an exact text is known, nothing of a reference.
	Known []doc.Span
	// Cuts are the places of a modified text at which words of the known text are
	// missing and fewer or none stand instead, sorted: between two words, or right
	// before the first.
	Cuts []doc.Span
	// Stated are the terms of the catalogue whose words stand in Known.
	Stated []Stated
}

// Stated is a known term with the words of the document that state it.
type Stated struct {
	Term
	Spans []doc.Span
}

// Identification is what the text of one document is.
type Identification struct {
	Licenses  []Match
	Unmatched []doc.Span // words that no licence explains
	Problems  []doc.Problem
}

// Term is one known clause of a licence.
type Term struct {
	Kind   term.Kind   `json:"kind"`
	Params term.Params `json:"params"`
	// Policy marks a term that stands in a policy which the licence makes part
	// of itself, not in the licence's own text.
	Policy bool `json:"policy"`
	// Possible marks a term that only some of the texts behind the identifier
	// have.
	Possible bool `json:"possible"`
	// At is where the term stands; nil where nobody said so.
	At *Place `json:"at,omitempty"`
}

// Place is a stretch of a known text: words [From, To), counted from 0, of the
// entry's text with the number Text.
type Place struct {
	Text int `json:"text"`
	From int `json:"from"`
	To   int `json:"to"`
}

// DocType says whether a text grants rights or only limits use.
type DocType string

// The types of documents in the catalogue.
const (
	Licence DocType = "licence"
	Policy  DocType = "policy" // an acceptable-use policy published apart from its licence
	// Exception adds to a licence and is none: a permission, as a rule.
	Exception DocType = "exception"
)

// Marks is what models that were made under a licence, or from such a model,
// show of it.
type Marks struct {
	// Names are words in the names of repositories, in lower case with a blank
	// between words and between letters and the digits behind them.
	Names []string `json:"names" yaml:"names"`
	// Types are architectures: model_type of a configuration, tags of a hub.
	Types []string `json:"types" yaml:"types"`
}

// Entry is one licence of the catalogue.
type Entry struct {
	ID          string        `json:"id"`
	SPDX        string        `json:"spdx"`
	Name        string        `json:"name"`
	Version     string        `json:"version"`
	Family      string        `json:"family"`
	DocType     DocType       `json:"doc_type"`
	Aliases     []string      `json:"aliases"` // hub tags, ScanCode key, common names; lower case
	URLs        []string      `json:"urls"`    // addresses that stand for the licence
	Category    term.Category `json:"category"`
	OSIApproved bool          `json:"osi_approved"`
	FSFFree     bool          `json:"fsf_free"`
	OpenData    bool          `json:"open_data"`
	Issuer      string        `json:"issuer"`
	Issued      string        `json:"issued"`    // YYYY, YYYY-MM or YYYY-MM-DD
	Successor   string        `json:"successor"` // id of the entry that replaces this one
	Source      string        `json:"source"`    // where the official text lives
	// FixedText tells that the identifier stands for one fixed text, so that a
	// declaration alone says what the terms are.
	FixedText bool `json:"fixed_text"`
	// Closed marks the terms of a service without downloadable weights.
	Closed bool   `json:"closed"`
	Terms  []Term `json:"terms"`
	// Rights is what the text says of a right where its terms do not show it:
	// one that it does not grant is silent.
	Rights map[term.Right]term.Answer `json:"rights,omitempty"`
	// Absent are kinds of clauses that a rule sees in the text, and that people
	// found it not to state.
	Absent []term.Kind `json:"absent,omitempty"`
	// Complete tells that people listed in Terms every clause of the text that
	// limits or bars anything, but those of the kinds in Disputed, on which
	// careful readers differ.
	Complete bool        `json:"complete,omitempty"`
	Disputed []term.Kind `json:"disputed,omitempty"`
	// Drafted tells that the terms were found by the rules and that nobody has
	// read the text yet: it is no better understood than one that is not known.
	Drafted bool `json:"drafted,omitempty"`
	// Policies lists the ids of the policies that the licence makes part of
	// itself.
	Policies []string `json:"policies"`
	// Parameters names the blanks of a template whose filling changes the
	// terms, such as an additional use grant. They never count as known words.
	Parameters []string `json:"parameters"`
	// Members lists the ids of the texts that the identifier may stand for, by
	// date of issue; empty for a single text. Terms of an entry with members
	// are drawn from them: certain when all have them, possible otherwise.
	Members []string `json:"members"`
	// Marks is what models under the licence are recognised by.
	Marks Marks `json:"marks"`
	// HasText tells that the catalogue can recognise the text, not only the
	// name.
	HasText bool `json:"has_text"`
}
