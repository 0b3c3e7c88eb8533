package clause

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// ReadLanguages reads languages/*.yaml of fsys with their proofs, by code.
func ReadLanguages(fsys fs.FS) ([]prose.LanguageSource, error) { return readLanguages(fsys) }

// The least number of proofs that a language must bear, and of those that hold
// no clause.
const (
	minProofs = 25
	minBare   = 5
)

// ProveLanguages runs the proofs of languages through s and returns every one
// that fails: all rules together must find in each sentence the kinds of clauses
// that it holds, and no others.
func (s *Set) ProveLanguages(languages []prose.LanguageSource) error {
	var faults []error
	for _, l := range languages {
		plain := 0
		for _, p := range l.Proofs {
			if len(p.Kinds) == 0 {
				plain++
			}
			if got := s.kindsOf(p.Text); !slices.Equal(got, p.Kinds) {
				faults = append(faults, fmt.Errorf("languages/%s.yaml: proofs: %q holds %v, and %v is found", l.Code, p.Text, p.Kinds, got))
			}
		}
		if len(l.Proofs) < minProofs || plain < minBare {
			faults = append(faults, fmt.Errorf("languages/%s.yaml: proofs: a language needs at least %d, %d of them without a clause",
				l.Code, minProofs, minBare))
		}
	}
	return errors.Join(faults...)
}

// kindsOf returns the kinds of clauses that are found in a text, sorted.
func (s *Set) kindsOf(text string) []string {
	var out []string
	for _, m := range s.Match(Input{Doc: doc.New("proof", doc.RoleLicence, "", []byte(text))}) {
		out = append(out, string(m.Kind))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// KindsRead returns the kinds of clauses that the proofs of a language show it
// to be read for, in the order of the taxonomy.
func KindsRead(l prose.LanguageSource) []term.Kind {
	var out []term.Kind
	for _, k := range term.ClauseKinds() {
		if slices.ContainsFunc(l.Proofs, func(p prose.LanguageProof) bool { return slices.Contains(p.Kinds, string(k)) }) {
			out = append(out, k)
		}
	}
	return out
}
