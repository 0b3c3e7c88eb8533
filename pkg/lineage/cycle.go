package lineage

import "github.com/fineprint-audit/fineprint/pkg/doc"

// cycles reports every way back to where a path has been.
func (w *walker) cycles() {
	const open, done = 1, 2
	state := make([]int, len(w.graph.Nodes))
	var visit func(int)
	visit = func(node int) {
		state[node] = open
		for _, e := range w.graph.from[node] {
			switch state[w.graph.Edges[e].To] {
			case open:
				w.problem(doc.NewProblem("lineage-cycle", "parents", []string{w.graph.Nodes[w.graph.Edges[e].To].ID, w.graph.Nodes[node].ID}))
			case 0:
				visit(w.graph.Edges[e].To)
			}
		}
		state[node] = done
	}
	visit(0)
}

// edgesFrom returns the edges that leave each node, by index.
func (g *Graph) edgesFrom() [][]int {
	out := make([][]int, len(g.Nodes))
	for i, e := range g.Edges {
		out[e.From] = append(out[e.From], i)
	}
	return out
}
