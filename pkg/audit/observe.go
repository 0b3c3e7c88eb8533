package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
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
	licenses []finding.License
	findings []finding.Finding
	problems []doc.Problem
}

// text is a document that may hold terms, with what it says and what it is
// about.
type text struct {
	*doc.Document
	reading
	scopes []term.Scope
	bound  bool // its terms bind: it is a licence, or a licence in force names it
}

// fetched reports a target whose snapshot is at hand.
func (a *Auditor) fetched(t Request, snap *hub.Snapshot) TargetReport {
	o := a.observe(t.Ref.Kind, snap)
	r := emptyReport(t)
	r.Target.AnsweredID, r.Target.HubID, r.Target.Commit = snap.AnsweredID, snap.HubID, snap.Commit
	r.Target.Gated, r.Target.Private, r.Target.Disabled = snap.Gated, snap.Private, snap.Disabled
	if !snap.FetchedAt.IsZero() {
		at := snap.FetchedAt
		r.Target.FetchedAt = &at
	}
	r.Documents = list(o.docs)
	r.Licenses = list(o.licenses)
	r.Summary = o.summary()
	r.Lineage = o.lineage()
	r.Problems = list(o.problems)
	r.Verdict, r.Findings = policy.Judge(policy.Facts{
		Kind: t.Ref.Kind, Fetched: true, Complete: snap.Complete, Disabled: snap.Disabled, Upstream: o.upstream(), Unread: o.unread(),
		Licenses: o.licenses, Findings: o.findings, Kinds: a.cfg.Clauses.Kind,
	})
	r.Findings = list(r.Findings)
	r.Obligations = a.obligations(r.Findings)
	return r
}

// observe reads everything that a snapshot holds.
func (a *Auditor) observe(kind ref.Kind, snap *hub.Snapshot) *observation {
	o := &observation{Auditor: a, snap: snap, kind: kind, docs: slices.Clone(snap.Documents), problems: slices.Clone(snap.Problems)}
	o.readCard()
	o.readTexts()
	o.reconcile()
	o.bindPolicies()
	o.detectedClauses()
	o.cardClauses()
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
