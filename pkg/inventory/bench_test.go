package inventory_test

import (
	"context"
	"os"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/inventory"
	"github.com/fineprint-audit/fineprint/rules"
)

// BenchmarkWalk searches the tree named by FINEPRINT_TREE, or this repository.
func BenchmarkWalk(b *testing.B) {
	sinks, err := rules.Sinks()
	if err != nil {
		b.Fatal(err)
	}
	dir := os.Getenv("FINEPRINT_TREE")
	if dir == "" {
		dir = "../.."
	}
	var read int64
	for b.Loop() {
		found, err := inventory.Walk(context.Background(), sinks, os.DirFS(dir))
		if err != nil {
			b.Fatal(err)
		}
		read = found.Bytes
	}
	b.SetBytes(read)
}
