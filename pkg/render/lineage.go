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
// indented by its distance.
func (l *reportWriter) lineage(g audit.Lineage) {
	title := "  made from       "
	var write func(steps []origins, indent string)
	write = func(steps []origins, indent string) {
		for _, o := range steps {
			l.text(title+indent, o.Name)
			title = "                  "
			write(o.Below, indent+"  ")
		}
	}
	write(ancestry(g), "")
}

// origins is one step upstream, and what that was made from in turn.
type origins struct {
	Name  string
	Below []origins
}

// ancestry is what a target is made from, as a tree. A repository that stands at
// several places is followed at the first.
func ancestry(g audit.Lineage) []origins {
	if len(g.Edges) == 0 {
		return nil
	}
	nodes := map[string]audit.LineageNode{}
	for _, n := range g.Nodes {
		nodes[n.ID] = n
	}
	followed := map[string]bool{}
	var below func(id string) []origins
	below = func(id string) []origins {
		followed[id] = true
		var out []origins
		for _, e := range g.Edges {
			if e.From != id {
				continue
			}
			o := origins{Name: step(e, nodes[e.To])}
			if !followed[e.To] {
				o.Below = below(e.To)
			}
			out = append(out, o)
		}
		return out
	}
	return below(g.Nodes[0].ID)
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
