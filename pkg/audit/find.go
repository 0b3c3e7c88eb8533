package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/safety"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// found is what was observed of a repository: the third step, finding. Nothing
// in it is judged.
type found struct {
	named
	parts    []found           // of the folders that speak for themselves
	words    []string          // sizes, versions and files that words give terms of their own, and those beside them
	findings []finding.Finding // of the whole and of all parts
	// governing are the licences of the whole and of all parts.
	governing []finding.License
	safety    safety.Report
}

// find states everything that a named repository shows.
func (a *Auditor) find(n named) found {
	f := finder{named: n, kinds: a.cfg.Clauses.Kinds()}
	f.terms(a)
	f.hubFindings()
	out := found{named: n}
	var unsafe []finding.Finding
	out.safety, unsafe = safety.Assess(safety.Facts{Snapshot: n.snap, Main: n.main(), Cite: n.answer.value, Listed: n.answer.listed,
		Scanned: n.answer.scanned})
	for _, one := range unsafe {
		f.add(one)
	}
	out.findings, out.governing = f.out, slices.Clone(n.licenses)
	out.join(a)
	finding.Sort(out.findings)
	return out
}

// terms states what binds, or may bind.
func (f *finder) terms(a *Auditor) {
	for _, p := range f.bound {
		for _, m := range p.clauses {
			f.clause(p.Document, m, p.scopes)
		}
	}
	f.cardTerms()
	f.permitted()
	f.catalogueTerms(a)
	f.licenceFindings()
	f.languageVersions()
	f.policies()
	f.notices(a)
	f.furtherCards(a)
	f.limits()
	f.prompts(a)
	f.unreadDocuments()
}

// finder collects findings.
type finder struct {
	named
	kinds kind.Table
	out   []finding.Finding
}

// add completes a finding and keeps it, once.
func (f *finder) add(one finding.Finding) {
	one = finding.New(one)
	f.keep(&one)
}

// keep keeps a finding that is complete, once.
func (f *finder) keep(one *finding.Finding) {
	for i := range f.out {
		if have := &f.out[i]; have.ID == one.ID && slices.EqualFunc(have.Remarks, one.Remarks, finding.Remark.Same) {
			return
		}
	}
	f.out = append(f.out, *one)
}

// clause adds a clause that stands in a document. The same clause in the same
// words in two copies of a text is one finding with two places.
func (f *finder) clause(d *doc.Document, m clause.Match, scopes []term.Scope) {
	info, _ := f.kinds.Of(m.Kind)
	at := d.Evidence(f.snap.Commit, m.Spans)
	at.Section = m.Section
	one := finding.New(finding.Finding{
		Kind: m.Kind, Scopes: clauseScopes(info, scopes), Source: term.Detected, Rule: m.Rule, Params: m.Params,
		Title:    title(info, m.Kind),
		Evidence: []doc.Evidence{at},
	})
	for i := range f.out {
		if have := &f.out[i]; have.ID == one.ID {
			if !slices.ContainsFunc(have.Evidence, func(e doc.Evidence) bool { return e.Path == d.Path && slices.Equal(e.Spans, m.Spans) }) {
				have.Evidence = slices.Concat(have.Evidence, one.Evidence)
			}
			return
		}
	}
	f.out = append(f.out, one)
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

// cardTerms adds what the words of the card say of terms: the clauses among
// them, and what nobody understood.
func (f *finder) cardTerms() {
	main := []term.Scope{f.main()}
	for _, m := range f.clauses {
		before := len(f.out)
		f.clause(f.card.Doc, m, main)
		if parts := f.partsAt(m.Own()); parts != nil && len(f.out) > before {
			f.out[before].Components = parts
		}
	}
	for _, st := range f.statements {
		if st.Standing == NotUnderstood {
			f.notUnderstood(main, st.Spans, f.partsAt(st.Span))
		}
	}
	for _, v := range f.unclear {
		f.notUnderstood(main, []doc.Span{v.Span}, nil)
	}
}

// notUnderstood adds words of the card that a person has to read; parts are the
// sizes that they speak of, nil for all.
func (f *finder) notUnderstood(main []term.Scope, spans []doc.Span, parts []string) {
	f.add(finding.Finding{
		Kind: term.StatementNotUnderstood, Scopes: main, Source: term.Detected, Components: parts,
		Evidence: []doc.Evidence{f.card.Doc.Evidence(f.snap.Commit, spans)},
		Remarks:  []finding.Remark{finding.Say("statement-not-understood")},
	})
}
