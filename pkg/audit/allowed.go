package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// summary says what the terms of a target, or of a part of it, allow.
func (f *found) summary(kinds kind.Table, facts policy.Facts, component string) (finding.Summary, map[term.Right]Right) {
	terms, ids := f.binding(facts, component)
	return summarise(kinds, terms, ids)
}

// summarise folds terms into a summary, and says which findings and documents,
// by their ids, are behind each right.
func summarise(kinds kind.Table, terms []finding.Terms, ids []string) (finding.Summary, map[term.Right]Right) {
	s := finding.Summarise(kinds, terms...)
	return s, rightsBy(s.Rights, ids)
}

// binding lists everything that binds the target together: the
// licences and texts over its main scope, every clause among the findings
// whatever document states it, and what is not known.
// component names the part that is asked about, "" for all of it.
func (f *found) binding(facts policy.Facts, component string) (terms []finding.Terms, ids []string) {
	main := f.main()
	stated := statedIn(facts.Findings, main)
	for _, p := range f.inForce(component, main) {
		if slices.Contains(p.scopes, main) {
			own := p.terms
			own.Clauses = stated.take(p.Path + "\x00" + p.SHA256)
			terms = append(terms, own)
		}
	}
	for _, l := range facts.Licenses {
		if l.Source == term.Detected && l.Covers(main) && l.Known() && l.Standing().Strange() {
			terms = append(terms, finding.Terms{Open: finding.Everything(1)}) // an exception, to nobody knows what
		}
		if l.Source != term.Detected && l.Covers(main) {
			own := declaredTerms(l)
			own.Clauses = stated.take(cataloguePath + l.ID + "\x00")
			terms = append(terms, own)
		}
	}
	if open := len(facts.Upstream) + len(facts.Ungoverned) + unsettled(facts.Findings, main); open > 0 {
		unread := slices.ContainsFunc(facts.Findings, func(x finding.Finding) bool {
			return x.Kind == term.DocumentUnread && x.Covers(main)
		})
		terms = append(terms, finding.Terms{Open: finding.Everything(open), Unread: unread})
	}
	return append(terms, stated.rest()...), stated.ids
}

// inForce lists the documents that bind a part of a target, "" for all of it: a
// part without a licence of its own is under that of the whole.
func (f *found) inForce(component string, main term.Scope) []paper {
	if slices.ContainsFunc(f.governing, func(l finding.License) bool { return l.Component == component && len(l.Of) > 0 && l.Covers(main) }) {
		return nil // words alone give it a licence
	}
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
			term.PolicyUnbound, term.TwinDiffers:
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
		out.Open = finding.Everything(1)
		return out
	}
	out.Stated = l.Entry.Rights
	return out
}

// clausesAt are the clauses among findings by the document that states them.
type clausesAt struct {
	order []string // in which the documents come first
	by    map[string][]*finding.Finding
	ids   []string // of the findings, in the order in which they were taken
}

// statedIn returns the clauses among findings that are about a scope.
func statedIn(findings []finding.Finding, scope term.Scope) *clausesAt {
	out := &clausesAt{by: map[string][]*finding.Finding{}}
	for i := range findings {
		f := &findings[i]
		if !f.Kind.IsClause() || !f.Covers(scope) {
			continue
		}
		key := f.Rule
		if len(f.Evidence) > 0 {
			key = f.Evidence[0].Path + "\x00" + f.Evidence[0].SHA256
		}
		if out.by[key] == nil {
			out.order = append(out.order, key)
		}
		out.by[key] = append(out.by[key], f)
	}
	return out
}

// take returns the clauses of one document, once.
func (c *clausesAt) take(key string) []finding.Clause {
	var out []finding.Clause
	for _, f := range c.by[key] {
		out = append(out, finding.Clause{Kind: f.Kind, Params: f.Params, Doubtful: !f.Certain()})
		c.ids = append(c.ids, f.ID)
	}
	delete(c.by, key)
	return out
}

// rest returns the clauses of the documents that are left, those of one together.
func (c *clausesAt) rest() []finding.Terms {
	var out []finding.Terms
	for _, key := range c.order {
		if clauses := c.take(key); len(clauses) > 0 {
			out = append(out, finding.Terms{Clauses: clauses})
		}
	}
	return out
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
