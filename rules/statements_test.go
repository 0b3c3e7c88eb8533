package rules_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/rules"
)

// TestProofs runs every proof of fineprint's own rules.
func TestProofs(t *testing.T) {
	n, err := rules.Prove()
	if err != nil {
		t.Error(err)
	}
	if n.Rules < 100 || n.Proofs < 1000 || n.WordLists == 0 {
		t.Errorf("proved %+v", n)
	}
}
