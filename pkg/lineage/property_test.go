package lineage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// randomWorld returns up to a dozen repositories that name each other at
// random, in cycles and by other spellings, some without a licence.
func randomWorld(tb testing.TB, r *rand.Rand) map[string]lineage.Repository {
	tb.Helper()
	repos := map[string]lineage.Repository{}
	n := 1 + r.IntN(12)
	name := func(i int) string { return fmt.Sprintf("owner-%d/pebble-%d", i%4, i) }
	for i := range n {
		var parents []string
		for range r.IntN(4) {
			p := name(r.IntN(n + 1)) // one of them is not there
			if r.IntN(4) == 0 {
				p = "O" + p[1:]
			}
			parents = append(parents, p)
		}
		one := repo(tb, name(i), parents...)
		switch r.IntN(3) {
		case 0:
			one = permissive(one)
		case 1:
			one = community(one)
		}
		repos[name(i)] = one
		repos["O"+name(i)[1:]] = one
	}
	return repos
}

// Whatever the graph, it keeps its limits and comes out the same however many
// repositories are loaded at a time; and a parent that is added takes no drift
// and no open question away.
func TestRandomGraphs(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		repos := randomWorld(t, r)
		root := repos["owner-0/pebble-0"]
		limits := lineage.Limits{Depth: 1 + r.IntN(6), Nodes: 2 + r.IntN(12), Together: 1}
		walk := func(root lineage.Repository, limits lineage.Limits) *lineage.Graph {
			return lineage.Walk(context.Background(), root, (&world{repos: repos}).load, limits)
		}
		g := walk(root, limits)
		checkGraph(t, g, limits)
		limits.Together = 8
		if diff := cmp.Diff(shape(g), shape(walk(root, limits))); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		more := root
		more.Parents = append(append([]lineage.Parent{}, root.Parents...), parent(t, "owner-9/not-there"))
		before, after := walk(root, lineage.Limits{}), walk(more, lineage.Limits{})
		if len(after.Unsettled()) != len(before.Unsettled())+1 || drifts(after) < drifts(before) {
			t.Fatalf("seed %d: %v and %d drifts, then %v and %d", seed, before.Unsettled(), drifts(before), after.Unsettled(), drifts(after))
		}
	}
}

func drifts(g *lineage.Graph) int {
	n := 0
	for _, f := range g.Findings(meanings) {
		if f.Kind == term.LicenceDrift {
			n++
		}
	}
	return n
}

func checkGraph(t *testing.T, g *lineage.Graph, limits lineage.Limits) {
	t.Helper()
	if len(g.Nodes) > limits.Nodes {
		t.Fatalf("%d nodes, the limit is %d", len(g.Nodes), limits.Nodes)
	}
	seen := map[string]bool{}
	for _, n := range g.Nodes {
		if seen[n.ID] || n.Depth > limits.Depth+1 {
			t.Fatalf("%s stands twice or too deep (%d)", n.ID, n.Depth)
		}
		seen[n.ID] = true
	}
	for _, e := range g.Edges {
		if e.From == e.To || g.Nodes[e.To].Depth > g.Nodes[e.From].Depth+1 {
			t.Fatalf("edge %s < %s", g.Nodes[e.From].ID, g.Nodes[e.To].ID)
		}
	}
	for _, f := range g.Findings(meanings) {
		if len(f.Via) == 0 || len(f.Via) >= len(g.Nodes) {
			t.Fatalf("%s by way of %v", f.Kind, f.Via)
		}
	}
}
