package audit

import (
	"context"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// CodeSource says what a host of source code holds under the address of a
// repository. An error wraps one of package hub.
type CodeSource func(ctx context.Context, address string) (*hub.CodeTree, error)

// maxCode bounds the code repositories that are looked into for one target.
const maxCode = 8

// openness assesses how open a model is, from its own terms and those it
// inherited, and returns what that brings to light as findings, and what could
// not be looked into. Datasets and spaces are not assessed.
func (a *Auditor) openness(ctx context.Context, f found, g *lineage.Graph, findings []finding.Finding) (openness.Result, []finding.Finding,
	[]doc.Problem) {
	if f.kind != ref.Model || a.cfg.Openness == nil {
		return openness.Empty(), nil, nil
	}
	code, problems := a.code(ctx, f.card)
	result, found := openness.Assess(openness.Facts{
		Definitions: a.cfg.Openness, Kinds: a.cfg.Clauses.Kind,
		Snapshot: f.snap, Card: f.card, Cite: f.answer.value,
		Licenses: f.governing, Findings: findings, Unread: f.allUnread(), Upstream: upstream(g),
		Bases: bases(g), Datasets: datasets(g), Code: code,
	})
	return result, found, problems
}

// bases lists the models upstream, nearest first.
func bases(g *lineage.Graph) []string {
	var ids []string
	for _, n := range g.Nodes[1:] {
		if n.Ref.Kind == ref.Model && n.Status != lineage.Known {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// datasets lists the datasets that the target declares, and what the walk saw
// of each.
func datasets(g *lineage.Graph) []openness.Dataset {
	var out []openness.Dataset
	for _, e := range g.Edges {
		if e.From != 0 || e.Relation != lineage.TrainedOn || e.Source != term.Declared {
			continue
		}
		n := g.Nodes[e.To]
		d := openness.Dataset{ID: strings.TrimPrefix(n.ID, "datasets/"), Status: openness.DatasetNotRead, Licences: n.Licenses,
			Evidence: e.Evidence}
		switch n.Status {
		case lineage.Read:
			d.Status = openness.DatasetRead
		case lineage.Gated:
			d.Status = openness.DatasetGated
		case lineage.Missing:
			d.Status = openness.DatasetMissing
		}
		out = append(out, d)
	}
	return out
}

// code looks into the code repositories that the card links to. What could not
// be looked into is a problem, and counts as not looked at.
func (a *Auditor) code(ctx context.Context, c *card.Card) (map[string]*hub.CodeTree, []doc.Problem) {
	if a.cfg.Code == nil || c == nil {
		return nil, nil
	}
	seen := map[string]*hub.CodeTree{}
	var problems []doc.Problem
	for _, l := range openness.CodeLinks(c, a.cfg.Openness) {
		if _, done := seen[l.Repository]; done {
			continue
		}
		if len(seen) == maxCode {
			return seen, append(problems, doc.NewProblem("too-many-links", "most", maxCode))
		}
		tree, err := a.cfg.Code(ctx, l.Repository)
		seen[l.Repository] = tree
		if err != nil {
			problems = append(problems, doc.NewProblem("code-not-read", append(hub.Facts(err), "repository", l.Repository)...))
		}
	}
	return seen, problems
}
