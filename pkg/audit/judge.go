package audit

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// judge reports a target that was read, the fourth step: what it inherits, how
// open it is, what it allows, and what a policy makes of all that. self is what
// it is to those made from it.
func (r *run) judge(ctx context.Context, t Request, f *found, self lineage.Repository) judged {
	kinds := r.cfg.Clauses.Kinds()
	graph := lineage.Walk(ctx, self, r.load, r.cfg.Lineage)
	inherited := graph.Findings(kinds.Of)
	findings := make([]finding.Finding, 0, len(f.findings)+len(inherited)+mostShown)
	findings = append(append(findings, f.findings...), inherited...)
	open, shown, unchecked := r.openness(ctx, *f, graph, findings)
	findings = append(findings, shown...)
	finding.Sort(findings)
	out := f.report(t, r.cfg.KeepTexts)
	out.Lineage, out.Openness = reportLineage(graph), open
	out.Problems = list(slices.Concat(f.problems, graph.Problems, unchecked, f.noSuchFile(t.File)))
	facts := policy.Facts{
		Tier: open.Tier, Target: policyTarget(t.Ref), PipelineTag: f.pipelineTag(), ModelType: f.snap.Info.ModelType, PolicyRead: f.policyRead(),
		Kind: t.Ref.Kind, Fetched: true, Complete: f.snap.Complete, Disabled: f.snap.Disabled, Upstream: upstream(graph),
		Ungoverned: f.uncovered(), Texts: f.texts(),
		Licenses: f.governing, Findings: findings, Kinds: kinds.Of,
	}
	terms, ids := f.binding(facts, "")
	out.Summary, out.Rights = summarise(kinds, terms, ids)
	out.Verdict, out.Findings = r.cfg.Policy.Judge(facts)
	out.Components = f.components(r.Auditor, facts)
	if t.Component != "" {
		out.narrow(t.Component, r.cfg.Policy, facts)
	}
	out.Findings = list(out.Findings)
	if !r.cfg.Brief {
		out.Obligations = policy.Obligations(out.Findings, kinds.Of, f.shipped(graph, kinds.Of))
		out.Sources = f.origins(graph, kinds.Of, r.cfg.KeepTexts)
	}
	return judged{report: &out, facts: facts, terms: terms, ids: ids}
}

// mostShown is how many findings the assessment of openness adds, by and large.
const mostShown = 12

// report begins the report on a target with what needs no judgement.
func (f *found) report(t Request, texts bool) TargetReport {
	out := emptyReport(t)
	out.Target.AnsweredID, out.Target.HubID, out.Target.Commit = f.snap.AnsweredID, f.snap.HubID, f.snap.Commit
	out.Target.Gated, out.Target.Private, out.Target.Disabled = f.snap.Gated, f.snap.Private, f.snap.Disabled
	if !f.snap.FetchedAt.IsZero() {
		at := f.snap.FetchedAt
		out.Target.FetchedAt = &at
	}
	out.Documents, out.Open, out.Licenses, out.Safety = f.documents(texts), f.open(), list(f.governing), f.safety
	return out
}

// noSuchFile says that the file that was named is not in the repository.
func (f *found) noSuchFile(name string) []doc.Problem {
	named := func(x hub.File) bool {
		return strings.Contains(strings.ToLower(path.Base(x.Path)), strings.ToLower(name))
	}
	if name == "" || !f.snap.Complete || slices.ContainsFunc(f.snap.Files, named) {
		return nil
	}
	return []doc.Problem{doc.NewProblem("no-such-file", "file", name, "repository", f.snap.AnsweredID)}
}

// texts lists the digests of the documents that bind.
func (f *found) texts() []string {
	var out []string
	for _, p := range f.inForce("", f.main()) {
		out = append(out, p.SHA256)
	}
	return out
}

func policyTargets(requests []Request) []string {
	out := make([]string, len(requests))
	for i, t := range requests {
		out[i] = policyTarget(t.Ref)
	}
	return out
}

// policyTarget is the name of a target in the exceptions of a profile.
func policyTarget(r ref.Ref) string {
	r.Revision = ""
	return r.String()
}
