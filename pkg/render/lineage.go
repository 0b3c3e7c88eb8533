package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// lineage writes what a target is made from, a line for every step upstream,
// indented by its distance. A repository that stands at several places is
// described at the first.
func (l *reportWriter) lineage(g audit.Lineage) {
	if len(g.Edges) == 0 {
		return
	}
	w := lineageWriter{layout: l.layout, graph: g, nodes: map[string]audit.LineageNode{}, shown: map[string]bool{}}
	for _, n := range g.Nodes {
		w.nodes[n.ID] = n
	}
	w.title = "  made from       "
	w.below(g.Nodes[0].ID, "")
}

type lineageWriter struct {
	*layout
	graph audit.Lineage
	nodes map[string]audit.LineageNode
	shown map[string]bool
	title string // of the first line
}

func (w *lineageWriter) below(id, indent string) {
	w.shown[id] = true
	for _, e := range w.graph.Edges {
		if e.From != id {
			continue
		}
		w.text(w.title+indent, step(e, w.nodes[e.To]))
		w.title = "                  "
		if !w.shown[e.To] {
			w.below(e.To, indent+"  ")
		}
	}
}

// step describes one step upstream.
func step(e audit.LineageEdge, n audit.LineageNode) string {
	s := fmt.Sprintf("%s (%s)", e.To, e.Relation)
	if e.Source == term.Inferred {
		s = fmt.Sprintf("%s (%s, inferred)", e.To, e.Relation)
	}
	switch licences := strings.Join(n.Licenses, ", "); {
	case n.Status != lineage.Read && n.Status != lineage.Known && licences == "":
		return s + ": " + strings.ToUpper(string(n.Status))
	case licences == "":
		return s + ": no licence found"
	case n.Status == lineage.Gated || n.Status == lineage.Closed:
		return fmt.Sprintf("%s: %s, %s", s, licences, n.Status)
	default:
		return s + ": " + licences
	}
}

// steps names the repositories of a path, nearest first.
func steps(via []string) string {
	out := make([]string, len(via))
	for i, step := range via {
		parts := strings.SplitN(step, ":", 3)
		out[i], _, _ = strings.Cut(parts[len(parts)-1], "@")
	}
	return strings.Join(out, ", then ")
}

// upstream names the repository that evidence stands in, when it is not the
// target itself.
func upstream(e doc.Evidence, t audit.TargetReport) string {
	if e.Commit == "" || e.Commit == t.Target.Commit {
		return ""
	}
	for _, n := range t.Lineage.Nodes {
		if n.Commit == e.Commit {
			return n.ID + " "
		}
	}
	return ""
}
