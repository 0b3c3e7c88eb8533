package inventory_test

import (
	"os"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/inventory"
)

// TestProofs runs the proofs of the sinks that come with fineprint.
func TestProofs(t *testing.T) {
	files, proofs, err := inventory.Prove(os.DirFS("../../rules"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if files < 5 || proofs < 10 {
		t.Errorf("only %d proofs in %d files", proofs, files)
	}
}
