package audit

import (
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// upstream lists the base models that the target declares. None of them is
// read.
func (o *observation) upstream() []string {
	var ids []string
	for _, p := range o.declared.parents {
		if p.kind == ref.Model && !slices.Contains(ids, p.id) {
			ids = append(ids, p.id)
		}
	}
	return ids
}

// lineage shows the parents that the target declares. They are not read, and
// the report says so.
func (o *observation) lineage() Lineage {
	l := Lineage{Nodes: []LineageNode{{ID: o.snap.AnsweredID, Commit: o.snap.Commit, Licenses: []string{}, Status: "read"}}, Edges: []LineageEdge{}}
	for _, lic := range o.licenses {
		l.Nodes[0].Licenses = append(l.Nodes[0].Licenses, lic.ID)
	}
	seen := map[string]bool{}
	for _, p := range o.declared.parents {
		id := string(p.kind) + ":" + p.id
		if !seen[id] {
			seen[id] = true
			l.Nodes = append(l.Nodes, LineageNode{ID: p.id, Licenses: []string{}, Status: "not-read"})
			o.problems = append(o.problems, doc.NewProblem("upstream-not-read", fmt.Sprintf("%s is made from %s, whose terms were not read; audit it too", o.snap.AnsweredID, p.id)))
		}
		l.Edges = append(l.Edges, LineageEdge{From: o.snap.AnsweredID, To: p.id, Relation: p.relation, Source: p.source})
	}
	return l
}
