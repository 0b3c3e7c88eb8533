package lineage_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// world answers for repositories by the name that is asked for.
type world struct {
	repos map[string]lineage.Repository
	mu    sync.Mutex
	asked []string
}

func (w *world) load(_ context.Context, r ref.Ref) lineage.Repository {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, r.ID())
	if answer, ok := w.repos[r.ID()]; ok {
		return answer
	}
	problem := doc.NewProblem("upstream-missing", "repository", r.ID())
	return lineage.Repository{Ref: r, Status: lineage.Missing, Problem: &problem}
}

// repo is a repository that was read, made from parents.
func repo(tb testing.TB, id string, parents ...string) lineage.Repository {
	tb.Helper()
	r := lineage.Repository{Ref: parse(tb, id), HubID: "id of " + id, Commit: "c0ffee", Status: lineage.Read}
	for _, p := range parents {
		r.Parents = append(r.Parents, parent(tb, p))
	}
	return r
}

func parent(tb testing.TB, name string) lineage.Parent {
	tb.Helper()
	p := lineage.Parent{Name: name, Relation: lineage.Finetune, Source: term.Declared}
	if strings.HasPrefix(name, "datasets/") {
		p.Relation = lineage.TrainedOn
	}
	if !strings.HasPrefix(name, "/") {
		p.Ref = parse(tb, name)
	}
	return p
}

func parse(tb testing.TB, id string) ref.Ref {
	tb.Helper()
	r, err := ref.Parse(id)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// shape writes a graph as one line for each edge, and each problem's code.
func shape(g *lineage.Graph) []string {
	out := []string{}
	for _, e := range g.Edges {
		out = append(out, fmt.Sprintf("%s < %s", g.Nodes[e.From].ID, g.Nodes[e.To].ID))
	}
	for _, p := range g.Problems {
		out = append(out, "! "+p.Code)
	}
	return out
}

func TestWalk(t *testing.T) {
	old := repo(t, "acme/new-name")
	tests := []struct {
		name   string
		root   lineage.Repository
		others map[string]lineage.Repository
		limits lineage.Limits
		want   []string
	}{
		{"no parents", repo(t, "a/a"), nil, lineage.Limits{}, []string{}},
		{"a chain and its data", repo(t, "a/a", "b/b", "datasets/d/d"),
			map[string]lineage.Repository{"b/b": repo(t, "b/b", "c/c"), "c/c": repo(t, "c/c"), "d/d": repo(t, "datasets/d/d")}, lineage.Limits{},
			[]string{"a/a < b/b", "a/a < datasets/d/d", "b/b < c/c"}},
		{"a diamond", repo(t, "a/a", "b/b", "c/c"), map[string]lineage.Repository{"b/b": repo(t, "b/b", "d/d"), "c/c": repo(t, "c/c", "d/d"),
			"d/d": repo(t, "d/d")}, lineage.Limits{}, []string{"a/a < b/b", "a/a < c/c", "b/b < d/d", "c/c < d/d"}},
		{"two names of one parent", repo(t, "a/a", "acme/old-name", "ACME/new-name", "acme/new-name"),
			map[string]lineage.Repository{"acme/old-name": old, "ACME/new-name": old, "acme/new-name": old}, lineage.Limits{},
			[]string{"a/a < acme/new-name", "! upstream-renamed"}},
		{"a cycle", repo(t, "a/a", "b/b"), map[string]lineage.Repository{"a/a": repo(t, "a/a", "b/b"), "b/b": repo(t, "b/b", "a/a")},
			lineage.Limits{}, []string{"a/a < b/b", "b/b < a/a", "! lineage-cycle"}},
		{"itself", repo(t, "a/a", "A/a"), map[string]lineage.Repository{"A/a": repo(t, "a/a")}, lineage.Limits{}, []string{"! lineage-cycle"}},
		{"a missing parent", repo(t, "a/a", "no/one"), nil, lineage.Limits{}, []string{"a/a < no/one", "! upstream-missing"}},
		{"a path", repo(t, "a/a", "/root/model"), nil, lineage.Limits{}, []string{"a/a < /root/model", "! upstream-not-on-hub"}},
		{"too deep", repo(t, "a/a", "b/b"), map[string]lineage.Repository{"b/b": repo(t, "b/b", "c/c"), "c/c": repo(t, "c/c", "d/d")},
			lineage.Limits{Depth: 1}, []string{"a/a < b/b", "b/b < c/c", "! lineage-too-deep"}},
		{"switched off", repo(t, "a/a", "b/b"), nil, lineage.Limits{Depth: -1}, []string{"a/a < b/b", "! lineage-not-walked"}},
		{"too many", repo(t, "a/a", "b/b", "c/c", "d/d"), map[string]lineage.Repository{"b/b": repo(t, "b/b"), "c/c": repo(t, "c/c")},
			lineage.Limits{Nodes: 2}, []string{"a/a < b/b", "! lineage-too-large"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := &world{repos: tt.others}
			g := lineage.Walk(context.Background(), tt.root, w.load, tt.limits)
			if got := shape(g); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			slices.Sort(w.asked)
			if n := len(w.asked); n != len(slices.Compact(w.asked)) {
				t.Errorf("asked twice: %v", w.asked)
			}
			if g.Cut != (tt.limits != lineage.Limits{}) {
				t.Errorf("cut is %v", g.Cut)
			}
		})
	}
}
