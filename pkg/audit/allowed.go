package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// summary says what everything that binds the target allows together: the
// licences and texts over its main scope, every clause among the findings
// whatever document states it, and what is not known.
// component names the part that is asked about, "" for all of it.
func (f *found) summary(kinds kind.Table, facts policy.Facts, component string) (finding.Summary, map[term.Right]Right) {
	main := f.main()
	var terms []finding.Terms
	for _, p := range f.inForce(component, main) {
		if slices.Contains(p.scopes, main) {
			own := p.terms
			own.Clauses = nil // they are among the findings
			terms = append(terms, own)
		}
	}
	for _, l := range facts.Licenses {
		if l.Source != term.Detected && l.Covers(main) {
			terms = append(terms, declaredTerms(l))
		}
	}
	if open := len(facts.Upstream) + len(facts.Ungoverned) + unsettled(facts.Findings, main); open > 0 {
		terms = append(terms, finding.Terms{Open: open})
	}
	clauses, ids := clauseTerms(facts.Findings, main)
	s := finding.Summarise(kinds, slices.Concat(terms, clauses)...)
	return s, rightsBy(s.Rights, ids)
}

// inForce lists the documents that bind a part of a target, "" for all of it: a
// part without a licence of its own is under that of the whole.
func (f *found) inForce(component string, main term.Scope) []paper {
	out := slices.Clone(f.bound)
	for _, p := range f.parts {
		switch {
		case component == "":
			out = append(out, p.bound...)
		case p.folder == component && covers(p.governing, main):
			return p.bound
		case p.folder == component:
			return append(out, p.bound...)
		}
	}
	return out
}

// unsettled counts the findings about a scope that leave open what binds it.
func unsettled(findings []finding.Finding, scope term.Scope) int {
	n := 0
	for _, f := range findings {
		switch f.Kind {
		case term.DocumentUnread, term.StatementNotUnderstood, term.LimitNotUnderstood, term.LicenceContradiction, term.LicenceDrift,
			term.PolicyUnbound:
			if f.Covers(scope) {
				n++
			}
		}
	}
	return n
}

// declaredTerms says what a licence grants that is only named. One that stands
// for one known text grants all that its clauses leave; of any other more is
// open than its name tells.
func declaredTerms(l finding.License) finding.Terms {
	out := finding.Terms{Licence: true, Full: l.Standing().Settled()}
	if !out.Full {
		out.Open = 1
	}
	return out
}

// clauseTerms returns the clauses among findings that are about a scope, those
// of one document together, and the ids of the findings in the same order.
func clauseTerms(findings []finding.Finding, scope term.Scope) (terms []finding.Terms, ids []string) {
	at := map[string]int{}
	var groups [][]finding.Finding
	for _, f := range findings {
		if !f.Kind.IsClause() || !f.Covers(scope) {
			continue
		}
		key := f.Rule
		if len(f.Evidence) > 0 {
			key = f.Evidence[0].Path + "\x00" + f.Evidence[0].SHA256
		}
		i, found := at[key]
		if !found {
			i, at[key] = len(groups), len(groups)
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	for _, g := range groups {
		var t finding.Terms
		for _, f := range g {
			t.Clauses = append(t.Clauses, finding.Clause{Kind: f.Kind, Params: f.Params, Doubtful: !f.Certain()})
			ids = append(ids, f.ID)
		}
		terms = append(terms, t)
	}
	return terms, ids
}

func rightsBy(rights map[term.Right]finding.Right, ids []string) map[term.Right]Right {
	if rights == nil {
		return nil
	}
	out := map[term.Right]Right{}
	for name, r := range rights {
		by := make([]string, len(r.By))
		for i, n := range r.By {
			by[i] = ids[n]
		}
		out[name] = Right{Value: r.Value, By: by}
	}
	return out
}
