package audit

import (
	"errors"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// repository says what a repository is to those made from it.
func (a *Auditor) repository(f found) lineage.Repository {
	y := ancestry{f.contents, f.statements, a.cfg.Cards}
	r := lineage.Repository{
		Ref: f.self(), HubID: f.snap.HubID, Commit: f.snap.Commit, Status: lineage.Read, Licenses: f.governing, Findings: f.findings,
		Parents: y.parents(), Template: lineage.Template(f.snap.Info.Tags), Bare: f.snap.Complete && !f.hasText() && !f.has(doc.RoleNotice),
	}
	r.Texts = f.shippedDocuments(a.cfg.KeepTexts)
	if !slices.ContainsFunc(r.Parents, isModel) {
		r.Incomplete = y.adapter()
	}
	if f.card != nil && f.card.BaseModels.Dropped {
		says := finding.Say("base-model-not-taken")
		r.Incomplete = &says
	}
	if r.Template == "" && f.card != nil {
		r.Template = lineage.Template(f.card.Tags.Texts())
	}
	r.Families = append(a.madeFrom(f, y.relation(nil)), a.families(r.Ref, f.types(), y.relation(nil), f.answer.value("id"))...)
	for _, d := range f.allUnread() {
		switch {
		case d.Status == doc.StatusDenied:
			r.Status = lineage.Gated
			p := doc.NewProblem("upstream-gated", "repository", r.Ref.ID(), "read", "metadata")
			if f.snap.Disabled {
				p = doc.NewProblem("upstream-disabled", "repository", r.Ref.ID(), "read", "metadata")
			}
			r.Problem = &p
			if d.Role == doc.RoleLicence || f.snap.Disabled {
				r.Denied = append(r.Denied, d.Path)
			}
		case holdsTerms(d.Role), d == f.snap.Card():
			r.Unread = append(r.Unread, d.Path)
			if r.Problem == nil {
				p := doc.NewProblem("upstream-unread", "repository", r.Ref.ID(), "file", d.Path)
				r.Problem = &p
			}
		}
	}
	return r
}

// unreadRepository says what is known of a repository upstream that could not
// be read.
func (a *Auditor) unreadRepository(r ref.Ref, err error) lineage.Repository {
	out := lineage.Repository{Ref: r, Status: lineage.NotFetched}
	problem := FetchProblem(r, err)
	problem.Code = "upstream-" + problem.Code
	out.Families = a.families(r, nil, lineage.Finetune, doc.Evidence{Path: "reference:" + r.String(), Spans: []doc.Span{}})
	switch {
	case errors.Is(err, hub.ErrNotFound), errors.Is(err, hub.ErrMissingOrPrivate):
		out.Status = lineage.Missing
		if entry := a.service(r); entry != nil {
			out.Status = lineage.Closed
			out.Licenses, out.Findings = a.knownTerms(entry)
			problem = doc.NewProblem("upstream-closed", "repository", r.ID(), "service", entry.Name)
		}
	case errors.Is(err, hub.ErrGated):
		out.Status = lineage.Gated
	}
	out.Problem = &problem
	return out
}

// upstream lists the models upstream whose terms are not known.
func upstream(g *lineage.Graph) []string {
	ids := g.Unsettled()
	if g.Cut {
		ids = append(ids, "more than the walk of its lineage took in")
	}
	if g.Root().Incomplete != nil {
		ids = append(ids, "a base model that it does not name")
	}
	return ids
}

// reportLineage writes a graph as the report shows it.
func reportLineage(g *lineage.Graph) Lineage {
	l := Lineage{Nodes: []LineageNode{}, Edges: []LineageEdge{}}
	for _, n := range g.Nodes {
		node := LineageNode{ID: n.ID, Commit: n.Commit, Licenses: []string{}, Status: n.Status}
		for _, lic := range n.Licenses {
			if !slices.Contains(node.Licenses, lic.ID) {
				node.Licenses = append(node.Licenses, lic.ID)
			}
		}
		l.Nodes = append(l.Nodes, node)
	}
	for _, e := range g.Edges {
		l.Edges = append(l.Edges, LineageEdge{From: g.Nodes[e.From].ID, To: g.Nodes[e.To].ID, Relation: e.Relation, Source: e.Source})
	}
	return l
}
