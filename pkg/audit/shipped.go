package audit

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// shipped names the documents that go along with every copy: the licence texts
// and notices of the repository, and those of what it is made from.
func (o *observation) shipped(g *lineage.Graph) string {
	var parts []string
	for _, d := range o.terms() {
		name := d.Path
		if !d.Read() {
			name += " (not read here)"
		}
		parts = append(parts, name)
	}
	for _, l := range o.licenses {
		if l.Source != term.Detected && l.Known() && !o.textOf(l.Entry) && !slices.Contains(parts, textOfLicence(l.ID)) {
			parts = append(parts, textOfLicence(l.ID))
		}
	}
	var upstream []string
	for _, i := range g.Imposes(o.cfg.Clauses.Kind) {
		if n := g.Nodes[i]; n.Ref.Hub != lineage.Catalogue {
			upstream = append(upstream, n.ID)
		}
	}
	if len(upstream) > 0 {
		parts = append(parts, "those of "+strings.Join(upstream, ", "))
	}
	return strings.Join(parts, ", ")
}

// sources lists the repositories whose terms go along with every copy.
func (o *observation) sources(g *lineage.Graph) []Terms {
	out := []Terms{{ID: g.Root().ID, Commit: o.snap.Commit, Licenses: o.licenses, Documents: o.terms()}}
	for _, i := range g.Imposes(o.cfg.Clauses.Kind) {
		n := g.Nodes[i]
		out = append(out, Terms{ID: n.ID, Commit: n.Commit, Licenses: n.Licenses, Documents: n.Texts})
	}
	return out
}

func textOfLicence(id string) string { return "the text of " + id + " (not read here)" }

// terms lists the documents that hold the terms in force and the notices,
// read or not.
func (o *observation) terms() []*doc.Document {
	bound := map[*doc.Document]bool{}
	for _, t := range o.texts {
		bound[t.Document] = t.bound
	}
	var out []*doc.Document
	for _, d := range o.docs {
		if d.Status == doc.StatusAbsent || !holdsTerms(d.Role) && d.Role != doc.RoleNotice {
			continue
		}
		if !d.Read() || bound[d] || d.Role == doc.RoleNotice {
			out = append(out, d)
		}
	}
	return out
}
