package audit

import (
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// cataloguePath begins the path that stands for an entry of the catalogue where a
// document would be named.
const cataloguePath = "catalogue:"

// catalogueTerms adds the known terms of every licence whose text was not
// read here. Of an ambiguous identifier, the terms that all its texts share
// are certain; the rest are said to be possible. Of a licence whose text was
// read, they are those of a policy that it makes part of itself and that was not.
func (f *finder) catalogueTerms(a *Auditor) {
	for _, l := range f.licenses {
		read := l.Source == term.Detected
		if !l.Known() || !read && f.textOf(l.Entry) || read && f.policyRead() {
			continue
		}
		for i, one := range a.library.catalogued(f.kinds, l) {
			if l.Entry.Terms[i].Policy || !read {
				if l.Of != nil {
					one.Components = l.Of
				}
				f.keep(&one)
			}
		}
	}
}

// knownTerm returns a term that the catalogue knows of a licence.
func knownTerm(kinds kind.Table, l finding.License, t license.Term) finding.Finding {
	info, _ := kinds.Of(t.Kind)
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
		Evidence: []doc.Evidence{{Path: cataloguePath + l.Entry.ID, Spans: []doc.Span{}}},
	}
}

// catalogued returns the terms that the catalogue knows of a licence, in its order.
// They are made once for each licence and what it is over: the same few govern most
// of all repositories. Nobody may change them.
func (l *library) catalogued(kinds kind.Table, of finding.License) []finding.Finding {
	key := of.Entry.ID + "\x00" + of.ID
	for _, s := range of.Scopes {
		key += "\x00" + string(s)
	}
	l.mu.Lock()
	known, found := l.known[key]
	l.mu.Unlock()
	if found {
		return known
	}
	known = make([]finding.Finding, len(of.Entry.Terms)) // without room for more: it is shared
	for i, t := range of.Entry.Terms {
		known[i] = finding.New(knownTerm(kinds, of, t))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.known) < maxKnown {
		l.known[key] = known
	}
	return known
}

// maxKnown bounds the licences whose terms are kept.
const maxKnown = 4000

// knownLicence returns a licence of the catalogue as one that governs a model.
func knownLicence(e *license.Entry) finding.License {
	return finding.NewLicense(finding.License{
		ID: e.ID, SPDX: optional(e.SPDX), Match: license.Reference, Scopes: []term.Scope{license.Main(ref.Model)}, Source: term.Catalogue,
		Evidence: []doc.Evidence{{Path: cataloguePath + e.ID, Spans: []doc.Span{}}}, Entry: e, Ambiguous: len(e.Members) > 1,
	})
}

// knownTerms returns a licence of the catalogue as one that governs a model,
// and its terms.
func (a *Auditor) knownTerms(e *license.Entry) ([]finding.License, []finding.Finding) {
	l := knownLicence(e)
	return []finding.License{l}, a.library.catalogued(a.cfg.Clauses.Kinds(), l)
}

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
