package audit

import (
	"reflect"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// detectedClauses turns the clauses of every text in force into findings. The
// same clause in the same words in two copies of a text is one finding with
// two places.
func (o *observation) detectedClauses() {
	for _, t := range o.texts {
		if !t.bound {
			continue
		}
		for _, m := range t.clauses {
			o.clause(t.Document, m, t.scopes)
		}
	}
}

func (o *observation) clause(d *doc.Document, m clause.Match, scopes []term.Scope) {
	info, _ := o.cfg.Clauses.Kind(m.Kind)
	f := finding.New(finding.Finding{
		Kind: m.Kind, Scopes: clauseScopes(info, scopes), Source: term.Detected, Rule: m.Rule, Params: m.Params,
		Title:    title(info, m.Kind),
		Evidence: []doc.Evidence{d.Evidence(o.snap.Commit, m.Spans)},
	})
	for i, have := range o.findings {
		if have.ID == f.ID {
			if !slices.ContainsFunc(have.Evidence, func(e doc.Evidence) bool { return e.Path == d.Path && slices.Equal(e.Spans, m.Spans) }) {
				o.findings[i].Evidence = slices.Concat(have.Evidence, f.Evidence)
			}
			return
		}
	}
	o.findings = append(o.findings, f)
}

// clauseScopes adds outputs to the scopes of a clause that is about them.
func clauseScopes(info kind.Info, scopes []term.Scope) []term.Scope {
	if info.Outputs && !slices.Contains(scopes, term.Outputs) {
		return append(slices.Clone(scopes), term.Outputs)
	}
	return scopes
}

func title(info kind.Info, k term.Kind) string {
	if info.Title == "" {
		return string(k)
	}
	return info.Title
}

// catalogueTerms adds the known terms of every licence whose text was not
// read here. Of an ambiguous identifier, the terms that all its texts share
// are certain; the rest are said to be possible.
func (o *observation) catalogueTerms() {
	for i, l := range o.licenses {
		if l.Source == term.Detected && l.Known() {
			o.policyTerms(l)
		}
		if l.Source == term.Detected || !l.Known() {
			continue
		}
		if o.textOf(l.Entry) {
			continue
		}
		for _, t := range l.Entry.Terms {
			o.known(o.licenses[i], t)
		}
	}
}

// policyTerms adds the terms of a policy that a licence makes part of itself
// when that policy was not read here.
func (o *observation) policyTerms(l finding.License) {
	if o.policyRead() {
		return
	}
	for _, t := range l.Entry.Terms {
		if t.Policy {
			o.known(l, t)
		}
	}
}

// textOf reports whether a text that e stands for was read.
func (o *observation) textOf(e *license.Entry) bool {
	return slices.ContainsFunc(o.licenses, func(l finding.License) bool {
		return l.Source == term.Detected && (l.ID == e.ID || slices.Contains(e.Members, l.ID))
	})
}

func (o *observation) known(l finding.License, t license.Term) { o.add(o.knownTerm(l, t)) }

// knownTerm returns a term that the catalogue knows of a licence.
func (a *Auditor) knownTerm(l finding.License, t license.Term) finding.Finding {
	info, _ := a.cfg.Clauses.Kind(t.Kind)
	code := "known-of-licence"
	switch {
	case t.Policy:
		code = "known-of-policy"
	case t.Possible:
		code = "known-of-versions"
	}
	params := term.NewParams(t.Kind)
	for name, value := range t.Params {
		params[name] = value
	}
	return finding.Finding{
		Possible: t.Possible, Kind: t.Kind, Scopes: clauseScopes(info, l.Scopes), Source: term.Catalogue, Rule: l.Entry.ID, Params: params,
		Title: title(info, t.Kind), Remarks: []finding.Remark{finding.Say(code, "licence", l.ID)},
		Evidence: []doc.Evidence{{Path: "catalogue:" + l.Entry.ID, Spans: []doc.Span{}}},
	}
}

// add completes a finding and keeps it, once.
func (o *observation) add(f finding.Finding) {
	f = finding.New(f)
	if !slices.ContainsFunc(o.findings, func(have finding.Finding) bool { return have.ID == f.ID && reflect.DeepEqual(have.Remarks, f.Remarks) }) {
		o.findings = append(o.findings, f)
	}
}
