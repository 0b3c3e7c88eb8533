package clausetest_test

import (
	"os"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/clause/clausetest"
)

func TestOurRulesHoldInDisguise(t *testing.T) {
	fsys := os.DirFS("../../../rules")
	rules, err := clause.ReadRules(fsys)
	if err != nil {
		t.Fatal(err)
	}
	index, err := clause.Compile(fsys)
	if err != nil {
		t.Fatal(err)
	}
	set, err := clause.Load(index)
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) == 0 {
		t.Fatal("no rules")
	}
	for _, r := range rules {
		clausetest.Accept(t, set, r)
	}
}
