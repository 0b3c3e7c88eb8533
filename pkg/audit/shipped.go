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
func (f *found) shipped(g *lineage.Graph, kinds lineage.Kinds) string {
	var parts []string
	for _, d := range f.shippedDocuments(false) {
		name := d.Path
		if !d.Read() {
			name += " (not read here)"
		}
		parts = append(parts, name)
	}
	for _, l := range f.governing {
		if l.Source != term.Detected && l.Known() && !f.textOf(l.Entry) && !slices.Contains(parts, textOfLicence(l.ID)) {
			parts = append(parts, textOfLicence(l.ID))
		}
	}
	var upstream []string
	for _, i := range g.Imposes(kinds) {
		if n := g.Nodes[i]; n.Ref.Hub != lineage.Catalogue {
			upstream = append(upstream, n.ID)
		}
	}
	if len(upstream) > 0 {
		parts = append(parts, "those of "+strings.Join(upstream, ", "))
	}
	return strings.Join(parts, ", ")
}

// origins lists the repositories whose terms go along with every copy.
func (f *found) origins(g *lineage.Graph, kinds lineage.Kinds, texts bool) []Origin {
	out := []Origin{{ID: g.Root().ID, Commit: f.snap.Commit, Licenses: list(f.governing), Documents: list(f.shippedDocuments(texts))}}
	for _, i := range g.Imposes(kinds) {
		n := g.Nodes[i]
		out = append(out, Origin{ID: n.ID, Commit: n.Commit, Licenses: list(n.Licenses), Documents: list(n.Texts)})
	}
	return out
}

func textOfLicence(id string) string { return "the text of " + id + " (not read here)" }

// shippedDocuments lists the documents that hold the terms in force and the
// notices, read or not, with their texts or without.
func (n *named) shippedDocuments(texts bool) []*doc.Document {
	bound := map[*doc.Document]bool{}
	for _, p := range n.bound {
		bound[p.Document] = true
	}
	var out []*doc.Document
	for _, d := range n.docs {
		if d.Status == doc.StatusAbsent || !holdsTerms(d.Role) && d.Role != doc.RoleNotice {
			continue
		}
		switch {
		case d.Read() && !bound[d] && d.Role != doc.RoleNotice:
		case texts:
			out = append(out, d)
		default:
			out = append(out, d.Address())
		}
	}
	for _, folder := range n.namedFolders {
		out = append(out, folder.shippedDocuments(texts)...)
	}
	return out
}
