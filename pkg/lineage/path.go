package lineage

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// path leads from the root to an ancestor: edges of the graph, nearest the
// root first. It is nil where no terms of the ancestor reach the root.
type path struct {
	graph *Graph
	edges []int
}

// reach returns the best path on which the terms of a node reach the root:
// over declared steps if there is one, over training data only if there is no
// other. A repository between them that belongs to the owner of the node and
// has a licence of its own ends the path: an owner may license own work anew.
func (g *Graph) reach(node int) path {
	for _, allowed := range []func(Edge) bool{
		func(e Edge) bool { return !e.data() && e.Source != term.Inferred },
		func(e Edge) bool { return !e.data() },
		func(Edge) bool { return true },
	} {
		if edges := g.search(node, allowed, g.licensesAnew); edges != nil {
			return path{g, edges}
		}
	}
	return path{graph: g}
}

// madeFrom reports whether the root was made from a node, whoever licensed
// what on the way.
func (g *Graph) madeFrom(node int) bool {
	return g.search(node, func(e Edge) bool { return !e.data() }, func(int, int) bool { return false }) != nil
}

// search returns the shortest way from the root to a node over edges that are
// allowed, nil if there is none. A way does not lead through a node that ends
// the terms of the target.
func (g *Graph) search(target int, allowed func(Edge) bool, ends func(node, target int) bool) []int {
	if ends(0, target) {
		return nil
	}
	by := make([]int, len(g.Nodes)) // the edge that led to each node, plus one
	queue := []int{0}
	for len(queue) > 0 && by[target] == 0 {
		node := queue[0]
		queue = queue[1:]
		for _, i := range g.from[node] {
			to := g.Edges[i].To
			if to == 0 || by[to] != 0 || !allowed(g.Edges[i]) || to != target && ends(to, target) {
				continue
			}
			by[to] = i + 1
			queue = append(queue, to)
		}
	}
	var edges []int
	for node := target; by[node] != 0; node = g.Edges[by[node]-1].From {
		edges = append(edges, by[node]-1)
	}
	slices.Reverse(edges)
	return edges
}

// licensesAnew reports whether a node is its ancestor's owner's own licence on
// what came from the ancestor.
func (g *Graph) licensesAnew(node, ancestor int) bool {
	n, a := &g.Nodes[node], &g.Nodes[ancestor]
	return n.Ref.Owner != "" && n.Ref.Owner == a.Ref.Owner && n.Ref.Hub == a.Ref.Hub && n.settled() && a.ownWork()
}

// ownWork reports whether the licences of n leave it open whose work it is: an
// account may hold a copy of another's. Licences that anybody may give are no
// sign of that; one that belongs to a licensor of another name is, and so is
// a text that nobody knows, or that nobody read beside a label that asks for nothing.
func (n *Node) ownWork() bool {
	if len(n.Unread) > 0 || len(n.Denied) > 0 && n.permissive() {
		return false
	}
	for _, l := range n.Licenses {
		switch {
		case !l.Covers(n.main()):
		case l.Entry == nil:
			return false
		case l.Entry.SPDX == "" && l.Entry.Issuer != "" && !l.Permissive() && !sameName(l.Entry.Issuer, n.Ref.Owner):
			return false
		}
	}
	return true
}

// sameName reports whether the name of a licensor and that of an account may
// be those of one organisation: a word of the one begins the other.
func sameName(licensor, account string) bool {
	account = strings.ToLower(account)
	for _, word := range strings.Fields(strings.ToLower(licensor)) {
		if len(word) > 2 && strings.Contains(account, word) {
			return true
		}
	}
	return false
}

// made reports whether the path leads to something that the root was made
// from, not to data alone.
func (p path) made() bool { return len(p.edges) > 0 && !p.any(Edge.data) }

// inferred reports whether a step of the path was inferred, and why the first
// such step was.
func (p path) inferred() (reason finding.Remark, ok bool) {
	for _, i := range p.edges {
		if e := p.graph.Edges[i]; e.Source == term.Inferred {
			return e.Reason, true
		}
	}
	return finding.Remark{}, false
}

// source returns the source of a finding that comes along the path.
func (p path) source() term.Source {
	if _, ok := p.inferred(); ok {
		return term.Inferred
	}
	return term.Inherited
}

// via names the steps of the path for a report.
func (p path) via() []string {
	out := make([]string, len(p.edges))
	for i, e := range p.edges {
		out[i] = p.graph.Nodes[p.graph.Edges[e].To].step()
	}
	return out
}

// copies reports whether every step only puts the same model into another
// form.
func (p path) copies() bool {
	return !p.any(func(e Edge) bool { return e.Relation != Quantized })
}

func (p path) any(is func(Edge) bool) bool {
	return slices.ContainsFunc(p.edges, func(i int) bool { return is(p.graph.Edges[i]) })
}
