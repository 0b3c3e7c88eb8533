package lineage_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/lineage"
)

// BenchmarkWalk200 walks a graph of 200 nodes, a merge tree with training data
// over a few roots, and reads the terms that travel along it; the documents
// are identified already.
func BenchmarkWalk200(b *testing.B) {
	const nodes = 200
	w := &world{repos: map[string]lineage.Repository{}}
	id := func(i int) string { return fmt.Sprintf("owner-%d/pebble-%d", i, i) }
	for i := range nodes {
		var parents []string
		for _, p := range []int{2*i + 1, 2*i + 2, i + 7} {
			if p < nodes {
				parents = append(parents, id(p))
			}
		}
		r := repo(b, id(i), parents...)
		if i%3 == 0 {
			w.repos[id(i)] = community(r)
		} else {
			w.repos[id(i)] = permissive(r)
		}
	}
	root := permissive(w.repos[id(0)])
	b.ReportAllocs()
	for b.Loop() {
		w.asked = nil
		g := lineage.Walk(context.Background(), root, w.load, lineage.Limits{Depth: nodes, Nodes: nodes})
		if len(g.Nodes) != nodes {
			b.Fatalf("%d nodes", len(g.Nodes))
		}
		g.Findings(meanings)
		g.Unsettled()
	}
}
