package clause_test

import (
	"fmt"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// A set of one rule, compiled as rules/ is, reads a licence of three sentences.
func Example() {
	rules := fstest.MapFS{
		"lexicon.yaml": {Data: []byte("may_not: \"may not | must not\"\n")},
		"clauses/field/cameras.yaml": {Data: []byte(`id: field/cameras
kind: field-of-use
title: Not in cameras
explain: The model may not be used in cameras.
match: ["{may_not} ..6 cameras"]
params: {fields: [surveillance]}
`)},
	}
	index, err := clause.Compile(rules)
	if err != nil {
		fmt.Println(err)
		return
	}
	set, err := clause.Load(index)
	if err != nil {
		fmt.Println(err)
		return
	}
	d := doc.New("LICENSE", doc.RoleLicence, "", []byte("1. Grant\n\nYou may copy it.\n\n2. Limits\n\nYou must not:\n(a) use it in cameras;\n(b) shout.\n"))
	for _, m := range set.Match(clause.Input{Doc: d}) {
		fmt.Printf("%s, section %s, line %d: %q\n", m.Kind, m.Section, m.Spans[0].Line, d.Quote(m.Spans))
	}
	// Output: field-of-use, section 2(a), line 7: "must not\n[...]\nuse it in cameras"
}
