package lineage_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
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

// BenchmarkFromProse reads what real cards say that their models were made from;
// median-ms is the time that the card in the middle takes.
func BenchmarkFromProse(b *testing.B) {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("FINEPRINT_CORPUS"), "card-terms", "cards", "*.md")) // the pattern is a good one
	if os.Getenv("FINEPRINT_CORPUS") == "" || len(files) == 0 {
		b.Skip("FINEPRINT_CORPUS is not set, or holds no cards")
	}
	words := cardRules(b)
	var cards []*card.Card
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		cards = append(cards, card.Parse(doc.New("README.md", doc.RoleCard, "", text)))
	}
	took := make([]time.Duration, len(cards))
	for b.Loop() {
		for i, c := range cards {
			start := time.Now()
			lineage.FromProse(c, words, ref.MustParse("me/self"), "")
			took[i] = time.Since(start)
		}
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "median-ms")
}
