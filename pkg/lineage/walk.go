package lineage

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Load says what a repository is. It is total: what went wrong is the status
// and the problem of its answer. Walk calls it for several at a time.
type Load func(ctx context.Context, r ref.Ref) Repository

// Walk follows the parents of root, breadth first, until there are none left
// or a limit is met. The same answers give the same graph.
func Walk(ctx context.Context, root Repository, load Load, limits Limits) *Graph {
	w := &walker{graph: &Graph{}, limits: limits.orDefault(), load: load, asked: map[string]int{}, known: map[string]int{}}
	w.add(root, 0)
	level := []int{0}
	for depth := 1; len(level) > 0; depth++ {
		level = w.next(ctx, level, depth)
	}
	w.inferFamilies()
	w.graph.from = w.graph.edgesFrom()
	w.cycles()
	return w.graph
}

type walker struct {
	graph  *Graph
	limits Limits
	load   Load
	asked  map[string]int // nodes by what was asked for
	known  map[string]int // nodes by identity
}

// link is a parent on the way into the graph.
type link struct {
	from   int
	parent Parent
}

// next adds the parents of a level of nodes and returns the new nodes.
func (w *walker) next(ctx context.Context, level []int, depth int) []int {
	var links []link
	for _, from := range level {
		for _, p := range w.graph.Nodes[from].Parents {
			if p.Series && w.limits.Depth < 0 {
				continue
			}
			links = append(links, link{from, p})
		}
	}
	if len(links) == 0 {
		return nil
	}
	if depth > w.limits.Depth {
		w.tooDeep(links, depth)
		return nil
	}
	answers := w.answers(ctx, links)
	var fresh []int
	for _, l := range links {
		to, found := w.asked[askedKey(l.parent)]
		if !found {
			answer, ok := answers[askedKey(l.parent)]
			if !ok {
				w.full()
				continue
			}
			if l.parent.Guess && answer.Status == Missing {
				continue
			}
			var isNew bool
			if to, isNew = w.place(l.parent, answer, depth); isNew {
				fresh = append(fresh, to)
			}
		}
		w.connect(l, to)
	}
	return fresh
}

// answers loads the repositories behind links that were not asked for yet, as
// many as the graph has room for.
func (w *walker) answers(ctx context.Context, links []link) map[string]Repository {
	var todo []Parent
	seen := map[string]bool{}
	for _, l := range links {
		key := askedKey(l.parent)
		if _, done := w.asked[key]; done || seen[key] || len(w.graph.Nodes)+len(todo) >= w.limits.Nodes {
			continue
		}
		seen[key] = true
		todo = append(todo, l.parent)
	}
	loaded := make([]Repository, len(todo))
	var group errgroup.Group
	group.SetLimit(w.limits.Together)
	for i, p := range todo {
		group.Go(func() error {
			loaded[i] = w.answer(ctx, p)
			return nil
		})
	}
	_ = group.Wait() // no load returns an error
	out := make(map[string]Repository, len(todo))
	for i, p := range todo {
		out[askedKey(p)] = loaded[i]
	}
	return out
}

func (w *walker) answer(ctx context.Context, p Parent) Repository {
	if p.Ref != (ref.Ref{}) {
		return w.load(ctx, p.Ref)
	}
	problem := doc.NewProblem("upstream-not-on-hub", "name", p.Name)
	return Repository{Ref: ref.Ref{Kind: p.kind(), Name: p.Name}, Status: NotOnHub, Problem: &problem}
}

// kind returns what a parent is by its relation.
func (p Parent) kind() ref.Kind {
	if p.Relation == TrainedOn {
		return ref.Dataset
	}
	return ref.Model
}

// place puts an answer into the graph, or finds the node that it is already.
func (w *walker) place(p Parent, r Repository, depth int) (node int, isNew bool) {
	if node, found := w.known[identity(r)]; found {
		w.asked[askedKey(p)] = node
		return node, false
	}
	node = w.add(r, depth)
	w.asked[askedKey(p)] = node
	w.complain(p, r)
	return node, true
}

func (w *walker) add(r Repository, depth int) int {
	node := len(w.graph.Nodes)
	id := r.Ref.String()
	if r.Ref.Hub == Catalogue {
		id = Catalogue + ":" + id
	}
	w.graph.Nodes = append(w.graph.Nodes, Node{Repository: r, ID: id, Depth: depth})
	w.known[identity(r)] = node
	w.asked[askedKey(Parent{Ref: r.Ref})] = node // its own name, whatever it was asked by
	return node
}

// askedKey tells one question to the hub from another.
func askedKey(p Parent) string {
	if p.Ref == (ref.Ref{}) {
		return "\x00" + p.Name
	}
	return string(p.Ref.Kind) + "\x00" + strings.ToLower(p.Ref.ID()) + "\x00" + p.Ref.Revision
}

// identity tells one repository from another whatever it was called: by the
// hub's own id and the commit, or by name where the hub gives none.
func identity(r Repository) string {
	if r.HubID != "" {
		return r.HubID + "@" + r.Commit
	}
	return r.Ref.Hub + "\x00" + string(r.Ref.Kind) + "\x00" + strings.ToLower(r.Ref.ID()) + "@" + r.Commit
}

// connect adds an edge, or what a second statement adds to the same edge.
func (w *walker) connect(l link, to int) {
	if l.from == to {
		w.problem(doc.NewProblem("lineage-cycle", "itself", w.graph.Nodes[to].ID))
		return
	}
	e := Edge{From: l.from, To: to, Relation: l.parent.Relation, Source: l.parent.Source, Reason: l.parent.Reason, Evidence: l.parent.Evidence}
	for i, have := range w.graph.Edges {
		if have.From != l.from || have.To != to || have.data() != e.data() {
			continue
		}
		if have.Source == term.Inferred && e.Source != term.Inferred {
			w.graph.Edges[i] = e
		} else if have.Relation == "" {
			w.graph.Edges[i].Relation = e.Relation
		}
		return
	}
	w.graph.Edges = append(w.graph.Edges, e)
}

// complain reports what kept a parent from being read, and a new name.
func (w *walker) complain(p Parent, r Repository) {
	if r.Problem != nil {
		w.graph.Problems = append(w.graph.Problems, *r.Problem)
	}
	if p.Ref != (ref.Ref{}) && r.Ref.ID() != p.Ref.ID() {
		w.problem(doc.NewProblem("upstream-renamed", "answers", r.Ref.ID(), "asked", p.Ref.ID()))
	}
}

// problem notes a problem, once.
func (w *walker) problem(p doc.Problem) {
	if !slices.ContainsFunc(w.graph.Problems, p.Same) {
		w.graph.Problems = append(w.graph.Problems, p)
	}
}

// tooDeep adds the parents that lie beyond the depth of the walk, unread.
func (w *walker) tooDeep(links []link, depth int) {
	for _, l := range links {
		to, found := w.asked[askedKey(l.parent)]
		if !found {
			if len(w.graph.Nodes) >= w.limits.Nodes {
				w.full()
				return
			}
			r := Repository{Ref: l.parent.Ref, Status: Capped}
			if r.Ref == (ref.Ref{}) {
				r.Ref = ref.Ref{Kind: l.parent.kind(), Name: l.parent.Name}
			}
			to, _ = w.place(l.parent, r, depth)
		}
		w.connect(l, to)
	}
	w.graph.Cut = true
	if w.limits.Depth < 0 {
		w.problem(doc.NewProblem("lineage-not-walked"))
		return
	}
	w.problem(doc.NewProblem("lineage-too-deep", "steps", w.limits.Depth))
}

func (w *walker) full() {
	w.graph.Cut = true
	w.problem(doc.NewProblem("lineage-too-large", "repositories", w.limits.Nodes))
}
