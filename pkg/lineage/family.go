package lineage

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// inferFamilies adds the licences that names and architectures point to, for
// every node of which no parent is known and which does not bear a licence of
// that family itself. A permissive one imposes nothing and is left out.
func (w *walker) inferFamilies() {
	for i := range w.graph.Nodes {
		if w.hasKnownParent(i) {
			continue
		}
		for _, f := range w.graph.Nodes[i].Families {
			r := Repository{Ref: f.Ref, Status: Known, Licenses: f.Licenses, Findings: f.Findings}
			if len(w.graph.Nodes) >= w.limits.Nodes || related(w.graph.Nodes[i].Licenses, f.Licenses) || (&Node{Repository: r}).permissive() {
				continue
			}
			to, _ := w.place(f.Parent, r, w.graph.Nodes[i].Depth+1)
			w.connect(link{i, f.Parent}, to)
		}
	}
}

func (w *walker) hasKnownParent(node int) bool {
	return slices.ContainsFunc(w.graph.Edges, func(e Edge) bool {
		return e.From == node && !e.data() && w.graph.Nodes[e.To].settled()
	})
}

// bears reports whether one of the licences is, or may stand for, the entry
// with the given id.
func bears(licenses []finding.License, id string) bool {
	return slices.ContainsFunc(licenses, func(l finding.License) bool {
		return l.ID == id || l.Entry != nil && slices.Contains(l.Entry.Members, id)
	})
}

// related reports whether one of the licences a is of the family of one of b,
// other than as its permissive member.
func related(a, b []finding.License) bool {
	return slices.ContainsFunc(a, func(l finding.License) bool {
		return l.Entry != nil && !permissive(l) && slices.ContainsFunc(b,
			func(m finding.License) bool { return m.Entry != nil && l.Entry.Family == m.Entry.Family })
	})
}
