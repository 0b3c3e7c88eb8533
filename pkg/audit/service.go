package audit

import (
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// provider reports a closed model, of which there is nothing to download.
func (a *Auditor) provider(t Request) TargetReport {
	r := emptyReport(t)
	kinds := a.cfg.Clauses.Kinds()
	entries := a.cfg.Licenses.Lookup("provider:" + t.Ref.ID())
	if len(entries) == 0 {
		entries = a.cfg.Licenses.Lookup("provider:" + t.Ref.Owner)
	}
	f := finder{kinds: kinds}
	for _, e := range entries {
		licenses, terms := a.knownTerms(e)
		r.Licenses = append(r.Licenses, licenses...)
		for i := range terms {
			f.keep(&terms[i])
		}
		f.add(finding.Finding{
			Kind: term.NoWeights, Scopes: licenses[0].Scopes, Source: term.Catalogue, Rule: e.ID, Evidence: licenses[0].Evidence,
			Remarks: []finding.Remark{finding.Say("service-only", "id", t.Ref.ID())},
		})
	}
	if len(entries) == 0 {
		r.Problems = append(r.Problems, doc.NewProblem("provider-unknown", "provider", t.Ref.Owner))
	}
	r.Findings = list(f.out)
	if len(entries) > 0 && a.cfg.Openness != nil {
		r.Openness, _ = openness.Assess(openness.Facts{Definitions: a.cfg.Openness, Kinds: kinds.Of, Closed: true, Licenses: r.Licenses,
			Findings: r.Findings})
	}
	r.Verdict, r.Findings = a.cfg.Policy.Judge(policy.Facts{
		Tier: r.Openness.Tier, Target: policyTarget(t.Ref), Kind: ref.Model, Fetched: len(entries) > 0, Complete: true, Licenses: r.Licenses,
		Findings: r.Findings, Kinds: kinds.Of,
	})
	return r
}
