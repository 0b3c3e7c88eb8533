package rules

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
)

// Proved counts what was proved.
type Proved struct{ Rules, Proofs, WordLists int }

// Prove runs the proofs of fineprint's own rules: of clauses and plain
// sentences, of statements, and of the lists of words. Every proof that fails or
// is missing is in the error.
func Prove() (Proved, error) {
	own, err := Load()
	if err != nil {
		return Proved{}, err
	}
	n, clauseErr := ProveClauses(own.Clauses, sources)
	statements, err := card.ReadRules(sources)
	if err != nil {
		return Proved{}, err
	}
	for _, r := range statements {
		n.Rules++
		n.Proofs += len(r.Found) + len(r.Explained) + len(r.Open)
	}
	files, proofs, sinkErr := inventory.Prove(sources, nil)
	n.Rules, n.Proofs = n.Rules+files, n.Proofs+proofs
	faults := []error{clauseErr, own.Cards.Prove(statements), sinkErr}
	for _, x := range wordLists() {
		n.WordLists++
		faults = append(faults, x.prove(sources))
	}
	return n, errors.Join(faults...)
}

// ProveClauses runs the proofs of the rules for clauses and plain sentences, and
// of languages, in dir through set, which holds them.
func ProveClauses(set *clause.Set, dir fs.FS) (n Proved, err error) {
	clauses, err := clause.ReadRules(dir)
	if err != nil {
		return n, err
	}
	plain, err := clause.ReadPlain(dir)
	if err != nil {
		return n, err
	}
	languages, err := clause.ReadLanguages(dir)
	if err != nil {
		return n, err
	}
	figures, err := clause.ReadFigures(dir)
	if err != nil {
		return n, err
	}
	for _, f := range figures {
		n.Proofs += len(f.Examples)
	}
	for _, r := range clauses {
		n.Proofs += len(r.Examples)
	}
	for _, l := range languages {
		n.Proofs += len(l.Proofs)
	}
	for _, p := range plain {
		n.Proofs += len(p.Examples)
	}
	n.Rules = len(clauses) + len(plain)
	return n, errors.Join(set.Prove(clauses), set.ProveFigures(figures), set.ProvePlain(plain), set.ProveLanguages(languages))
}

// String says it in a sentence.
func (n Proved) String() string {
	s := fmt.Sprintf("%d rules, %d proofs", n.Rules, n.Proofs)
	if n.WordLists > 0 {
		s += fmt.Sprintf(", %d lists of words", n.WordLists)
	}
	return s + ": all hold"
}

// prove runs the proofs of an index's sources.
func (x Index) prove(dir fs.FS) error {
	if x.Prove != nil {
		return x.Prove(dir)
	}
	_, err := x.Compile(dir)
	return err
}
