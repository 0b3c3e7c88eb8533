package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// termsOf says what a text allows, as a summary takes it.
func (t *texts) termsOf(d *doc.Document, grants []clause.Grant, r reading) finding.Terms {
	out := finding.Terms{Licence: d.Role != doc.RolePolicy, Open: len(r.account.Open)}
	for _, m := range r.clauses {
		out.Clauses = append(out.Clauses, finding.Clause{Kind: m.Kind, Params: m.Params})
	}
	for _, g := range grants {
		out.Grants = append(out.Grants, finding.Grant{Rights: g.Rights, Spans: g.Spans, Quote: d.Quote(g.Spans)})
	}
	for _, m := range r.identity.Licenses {
		entry, known := t.catalogue.Entry(m.ID)
		switch {
		case !known || m.Degree != license.Exact:
		case entry.DocType == license.Policy:
			out.Licence = false
		default:
			out.Full = true
			out.Open += t.missed(entry, r.clauses)
		}
	}
	return out
}

// missed counts the limits that the catalogue knows of an exactly known text
// and that were not found in it: a text is never freer than its catalogue entry
// says.
func (t *texts) missed(e *license.Entry, found []clause.Match) int {
	n := 0
	for _, known := range e.Terms {
		info, ok := t.rules.Kind(known.Kind)
		if known.Policy || known.Possible || ok && !info.Restrictive() {
			continue
		}
		if !slices.ContainsFunc(found, func(m clause.Match) bool { return m.Kind == known.Kind }) {
			n++
		}
	}
	return n
}

// summary says what everything that binds the target allows together: the
// licences and texts over its main scope, every clause among the findings
// whatever document states it, and what is not known.
func (o *observation) summary(findings []finding.Finding, unknownUpstream int) (finding.Summary, map[term.Right]Right) {
	main := license.Main(o.kind)
	var terms []finding.Terms
	for _, t := range o.texts {
		if t.bound && slices.Contains(t.scopes, main) {
			own := t.terms
			own.Clauses = nil // they are among the findings
			terms = append(terms, own)
		}
	}
	for _, l := range o.licenses {
		if l.Source != term.Detected && l.Covers(main) {
			terms = append(terms, declaredTerms(l))
		}
	}
	if unread := len(o.unread()) + unknownUpstream; unread > 0 {
		terms = append(terms, finding.Terms{Open: unread})
	}
	clauses, ids := clauseTerms(findings, main)
	s := finding.Summarise(o.cfg.Clauses.Kinds(), slices.Concat(terms, clauses)...)
	return s, rightsBy(s.Rights, ids)
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
