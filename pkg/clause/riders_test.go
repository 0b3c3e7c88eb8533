package clause_test

import (
	"os"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// freeText is a text that limits nobody, and of which nothing is open.
const freeText = `Copyright (c) 2020 Ada Reed

You may use, copy, modify, distribute and sell this software for any purpose, free of charge.

The software is provided "as is", without warranty of any kind.
`

// TestRidersShow puts beside a free text what a vendor might hide a limit in: a
// title, a line on the holder, a definition, a footnote, a table, an address, signs,
// letters in guise. None of it may be taken for nothing.
func TestRidersShow(t *testing.T) {
	set := load(t)
	if a := accountOf(set, freeText); len(a.Open) > 0 {
		t.Fatalf("the free text has open sentences: %v", a.Open)
	}
	list, err := os.ReadFile("testdata/riders.txt")
	if err != nil {
		t.Fatal(err)
	}
	for rider := range strings.SplitSeq(strings.TrimSpace(string(list)), "\n\n") {
		for where, text := range map[string]string{"above": rider + "\n\n" + freeText, "below": freeText + "\n" + rider + "\n"} {
			d := doc.New("LICENSE", doc.RoleLicence, "", []byte(text))
			in := clause.Input{Doc: d}
			if r := set.Read(in); len(r.Account().Open) == 0 && len(r.Matches) == 0 {
				t.Errorf("%s: %q is taken for nothing", where, rider)
			}
		}
	}
}

func accountOf(set *clause.Set, text string) clause.Account {
	return set.Read(clause.Input{Doc: doc.New("LICENSE", doc.RoleLicence, "", []byte(text))}).Account()
}
