package audit

import (
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// families returns the licences that a repository's name or architecture
// points to.
func (a *Auditor) families(r ref.Ref, types []string, relation lineage.Relation, at doc.Evidence) []lineage.Family {
	var out []lineage.Family
	for _, m := range a.cfg.Licenses.Marked(r.Name, types) {
		f := lineage.Family{Parent: lineage.Parent{
			Ref: ref.Ref{Hub: lineage.Catalogue, Kind: ref.Model, Name: m.Entry.ID}, Name: m.Words, Relation: relation, Source: term.Inferred,
			Reason: finding.Say("name-points-to", "repository", r.ID(), "licence", m.Entry.Name, "words", m.Words), Evidence: []doc.Evidence{at},
		}}
		f.Licenses, f.Findings = a.knownTerms(m.Entry)
		out = append(out, f)
	}
	return out
}

// service returns the entry of a closed model's terms, nil for what the
// catalogue does not know as one.
func (a *Auditor) service(r ref.Ref) *license.Entry {
	if r.Kind != ref.Model {
		return nil
	}
	for _, e := range a.cfg.Licenses.Lookup("provider:" + r.ID()) {
		if e.Closed {
			return e
		}
	}
	return nil
}

// knownTerms returns a licence of the catalogue as one that governs a model,
// and its terms.
func (a *Auditor) knownTerms(e *license.Entry) ([]finding.License, []finding.Finding) {
	l := finding.NewLicense(finding.License{
		ID: e.ID, SPDX: optional(e.SPDX), Match: license.Reference, Scopes: []term.Scope{license.Main(ref.Model)}, Source: term.Catalogue,
		Evidence: []doc.Evidence{{Path: "catalogue:" + e.ID, Spans: []doc.Span{}}}, Entry: e, Ambiguous: len(e.Members) > 1,
	})
	var terms []finding.Finding
	for _, t := range e.Terms {
		terms = append(terms, finding.New(a.knownTerm(l, t)))
	}
	return []finding.License{l}, terms
}
