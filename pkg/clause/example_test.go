package clause_test

import (
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/rules"
)

// Read finds the clauses of a text, and accounts for every sentence: what nobody
// understood is open, with its words.
func ExampleSet_Read() {
	set, err := rules.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	d := doc.New("LICENCE", doc.RoleLicence, "", []byte("You may not sell the Model. Whoever was born on a Tuesday shall keep away from "+
		"it.\n"))
	read := set.Clauses.Read(clause.Input{Doc: d})
	for _, m := range read.Matches {
		fmt.Printf("%s: %q\n", m.Kind, d.Quote(m.Spans))
	}
	for _, o := range read.Account().Open {
		fmt.Printf("open: %q\n", d.Quote(o.Spans))
	}
	// Output:
	// no-selling: "You may not sell the Model"
	// open: "Whoever was born on a Tuesday shall keep away from it"
}
