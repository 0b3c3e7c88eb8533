package license

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// From says which place makes a claim about the licence.
type From string

// The places, texts first.
const (
	FromFile   From = "licence-file"
	FromPrompt From = "gate-prompt"
	FromLinked From = "linked"
	FromProse  From = "card-prose"
	FromCard   From = "card-license"
	FromName   From = "license-name"
	FromTag    From = "hub-tag"
	FromGGUF   From = "gguf"
)

// Claim is one place that says which licence governs: a text, or a name.
type Claim struct {
	From   From
	Name   string          // the identifier as written; empty for a text
	Text   *Identification // what the text is; nil for a name
	Path   string          // of the document that makes the claim
	Scopes []term.Scope    // what it is about; nil: decided by path and kind of repository
	Of     []string        // sizes or versions that it is about; nil for all
	// Plain tells of a name in prose that its sentence gives the licence in so
	// many words, beside the text of another, and says nothing else of terms.
	Plain    bool
	Evidence doc.Evidence

	instead []string // names that the reader may choose instead
}

// Scopes returns what a licence file at filePath in a repository of the given
// kind covers: names such as LICENSE-CODE and MODEL_LICENSE narrow it.
func Scopes(kind ref.Kind, filePath string) (scopes []term.Scope, narrowed bool) {
	words := nameWords(path.Base(filePath))
	for _, n := range inTitles().Scopes {
		if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(n.Words, w) }) {
			scopes = append(scopes, n.Scope)
		}
	}
	if len(scopes) > 0 {
		return scopes, true
	}
	return DefaultScopes(kind), false
}

// Main returns the scope that a repository of the given kind is made of.
func Main(kind ref.Kind) term.Scope {
	switch kind {
	case ref.Dataset:
		return term.Data
	case ref.Space:
		return term.Code
	default:
		return term.Weights
	}
}

// DefaultScopes returns what a repository's plain licence covers, the main
// scope first.
func DefaultScopes(kind ref.Kind) []term.Scope {
	if main := Main(kind); main != term.Weights {
		return []term.Scope{main}
	}
	return []term.Scope{term.Weights, term.Code}
}

var wordBreak = pattern.Lazily(`[^\p{L}\p{N}]+`)

// nameWords splits a file name into lower-case words.
func nameWords(name string) []string {
	return wordBreak().Split(strings.ToLower(strings.TrimSuffix(name, path.Ext(name))), -1)
}
