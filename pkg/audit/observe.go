package audit

import (
	"bytes"
	"context"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// observation is what one repository says, before anything is judged.
type observation struct {
	*Auditor
	snap     *hub.Snapshot
	kind     ref.Kind
	info     *doc.Document // the answer of the hub's information call, nil for a folder
	card     *card.Card    // nil when neither the card nor its metadata could be read
	declared declared      // what the card and the hub's tags say
	docs     []*doc.Document
	texts    []text // documents that may hold terms
	// statements are what the words of the card say about terms.
	statements []Statement
	licenses   []finding.License
	findings   []finding.Finding
	problems   []doc.Problem
}

// text is a document that may hold terms, with what it says and what it is
// about.
type text struct {
	*doc.Document
	reading
	scopes []term.Scope
	bound  bool // its terms bind: it is a licence, or a licence in force names it
}

// fetched reports a target that was read.
func (r *run) fetched(ctx context.Context, t Request, o *observation) TargetReport {
	graph := lineage.Walk(ctx, o.repository(), r.load, r.cfg.Lineage)
	inherited := graph.Findings(r.cfg.Clauses.Kind)
	findings := slices.Concat(o.findings, inherited)
	open, shown, unchecked := o.openness(ctx, graph, findings)
	findings = append(findings, shown...)
	finding.Sort(findings)
	out := emptyReport(t)
	out.Target.AnsweredID, out.Target.HubID, out.Target.Commit = o.snap.AnsweredID, o.snap.HubID, o.snap.Commit
	out.Target.Gated, out.Target.Private, out.Target.Disabled = o.snap.Gated, o.snap.Private, o.snap.Disabled
	if !o.snap.FetchedAt.IsZero() {
		at := o.snap.FetchedAt
		out.Target.FetchedAt = &at
	}
	out.Documents = list(o.docs)
	out.Licenses = list(o.licenses)
	out.Summary, out.Rights = o.summary(findings, len(upstream(graph)))
	out.Lineage, out.Openness, out.Safety = reportLineage(graph), open, o.safety()
	out.Problems = list(slices.Concat(o.problems, graph.Problems, unchecked))
	out.Verdict, out.Findings = r.cfg.Policy.Judge(policy.Facts{
		Tier: open.Tier, Target: policyTarget(t.Ref), PipelineTag: o.pipelineTag(), ModelType: o.snap.Info.ModelType, PolicyRead: o.policyRead(),
		Kind: t.Ref.Kind, Fetched: true, Complete: o.snap.Complete, Disabled: o.snap.Disabled, Upstream: upstream(graph), Unread: o.unread(),
		Licenses: o.licenses, Findings: findings, Kinds: r.cfg.Clauses.Kind,
	})
	out.Findings = list(out.Findings)
	out.Obligations = policy.Obligations(out.Findings, r.cfg.Clauses.Kind, o.shipped(graph))
	if r.cfg.KeepTexts {
		out.Sources = o.sources(graph)
	}
	return out
}

// policyRead reports whether a use policy that binds was read.
func (o *observation) policyRead() bool {
	return slices.ContainsFunc(o.texts, func(t text) bool { return t.Role == doc.RolePolicy && t.bound })
}

// policyTarget is the name of a target in the exceptions of a profile.
func policyTarget(r ref.Ref) string {
	if r.Kind == ref.Dataset || r.Kind == ref.Space {
		return string(r.Kind) + "s/" + r.ID()
	}
	return r.ID()
}

// pipelineTag says what the model is for: by the hub, or by the card where no
// hub was asked.
func (o *observation) pipelineTag() string {
	if tag := o.snap.Info.PipelineTag; tag != "" || o.card == nil {
		return tag
	}
	return o.card.PipelineTag.Text
}

// observe reads everything that a snapshot holds.
func (a *Auditor) observe(kind ref.Kind, snap *hub.Snapshot) *observation {
	o := &observation{Auditor: a, snap: snap, kind: kind, docs: slices.Clone(snap.Documents), problems: slices.Clone(snap.Problems)}
	o.readCard()
	o.readTexts()
	o.readStatements()
	o.reconcile()
	o.bindPolicies()
	o.noticeLimits()
	o.detectedClauses()
	o.catalogueTerms()
	o.licenceFindings()
	o.hubFindings()
	finding.Sort(o.findings)
	return o
}

// readTexts reads every document that may hold terms.
func (o *observation) readTexts() {
	for _, d := range o.docs {
		if !d.Read() || !holdsTerms(d.Role) {
			continue
		}
		if len(bytes.TrimSpace(d.Text)) == 0 {
			o.problems = append(o.problems, doc.ProblemAt("empty-document", "the file is there and nothing stands in it, so it states no terms; ask the publisher for the text", d.Path))
		}
		scopes, _ := license.Scopes(o.kind, d.Path)
		t := text{Document: d, reading: o.Auditor.texts.read(d), scopes: scopes}
		t.bound = d.Role == doc.RoleLicence || bindsByContent(t)
		o.problems = append(o.problems, inDocument(d, t.identity.Problems)...)
		o.texts = append(o.texts, t)
	}
}

func holdsTerms(r doc.Role) bool {
	switch r {
	case doc.RoleLicence, doc.RolePolicy, doc.RolePrompt, doc.RoleLinked:
		return true
	default:
		return false
	}
}

// bindsByContent reports whether a text that is not named as a licence binds
// all the same: the prompt of a gate that states terms, or a linked page that
// holds an agreement. Use policies bind when a licence names them.
func bindsByContent(t text) bool {
	known := slices.ContainsFunc(t.identity.Licenses, func(m license.Match) bool { return m.Degree != license.Reference })
	return t.Role != doc.RolePolicy && (known || len(t.clauses) > 0)
}

// inDocument puts the path of d on problems that do not have one: a text is
// read once for all repositories that share it.
func inDocument(d *doc.Document, problems []doc.Problem) []doc.Problem {
	out := slices.Clone(problems)
	for i := range out {
		out[i].Path = &d.Path
	}
	return out
}

// unread lists the documents that exist, or are pointed to, and were not read.
func (o *observation) unread() []*doc.Document {
	var out []*doc.Document
	for _, d := range o.docs {
		if d.Status != doc.StatusRead && d.Status != doc.StatusAbsent {
			out = append(out, d)
		}
	}
	return out
}
