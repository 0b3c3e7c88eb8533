package lineage

// Imposes lists the nodes, by index and nearest the root first, that have a
// clause which travels to the root, whether or not the root's own licence
// states it, too: their texts and notices go along.
func (g *Graph) Imposes(kinds Kinds) []int {
	r := reader{Graph: g, kinds: kinds}
	var out []int
	for i := 1; i < len(g.Nodes); i++ {
		a := ancestor{&g.Nodes[i], g.reach(i)}
		if len(a.edges) == 0 {
			continue
		}
		for range r.travelling(a) {
			out = append(out, i)
			break
		}
	}
	return out
}
