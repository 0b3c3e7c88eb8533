package clause_test

import (
	"os"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/clause/clausetest"
)

func TestOurRulesHoldInDisguise(t *testing.T) {
	rules, err := clause.ReadRules(os.DirFS(rulesDir))
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) == 0 {
		t.Fatal("no rules")
	}
	set := load(t)
	for _, r := range rules {
		clausetest.Accept(t, set, r)
	}
}
