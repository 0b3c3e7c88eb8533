package finding

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// License is a licence in force over some scopes of a target.
type License struct {
	ID       string         `json:"id"`   // catalogue id, or the name as written when unknown
	SPDX     *string        `json:"spdx"` // of an exact text or a plain declaration that SPDX knows; nil for any other
	Name     string         `json:"name"` // what the catalogue calls it; empty when it does not know it
	Match    license.Degree `json:"match"`
	Scopes   []term.Scope   `json:"scopes"`
	Source   term.Source    `json:"source"`
	Evidence []doc.Evidence `json:"evidence"`
	Instead  []string       `json:"instead"` // licences that may be chosen instead of this one
	// Component is the part of the target that it governs, "." for what lies
	// outside of the parts; empty where a target has none.
	Component string `json:"component"`

	// Of are the sizes, versions or files of the target that it governs alone, by
	// the words that give it to them; nil for all.
	Of []string `json:"-"`
	// Entry is the catalogue's entry, nil when the catalogue has none.
	Entry *license.Entry `json:"-"`
	// Ambiguous tells that the identifier stands for several texts and it is
	// not known which of them governs.
	Ambiguous bool `json:"-"`
}

// NewLicense completes l: its name from the catalogue, and no SPDX identifier
// unless the text is exactly that licence, or the licence is plainly declared.
// Whoever reads an identifier takes it at face value.
func NewLicense(l License) License {
	if l.Entry != nil {
		l.Name = l.Entry.Name
	}
	if l.Instead == nil {
		l.Instead = []string{}
	}
	declared := l.Match == license.Reference && l.Source != term.Inferred && !l.Ambiguous
	if l.Match != license.Exact && !declared {
		l.SPDX = nil
	}
	return l
}

// Covers reports whether l governs scope.
func (l License) Covers(scope term.Scope) bool { return slices.Contains(l.Scopes, scope) }

// Known reports whether the catalogue knows the licence.
func (l License) Known() bool { return l.Entry != nil }

// Permissive reports whether l is a licence of the catalogue that asks for
// notices at most.
func (l License) Permissive() bool {
	return l.Known() && (l.Entry.Category == term.Permissive || l.Entry.Category == term.PublicDomain)
}
