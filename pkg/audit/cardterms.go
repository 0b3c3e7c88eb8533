package audit

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// readStatements reads what the card says about terms: licences that it names
// are claims, terms that a rule knows are clauses, and what nobody understood
// is for a person.
func (o *observation) readStatements() {
	if o.card == nil || !o.card.Doc.Read() || o.cfg.Cards == nil {
		return
	}
	s := statements{rules: o.cfg.Cards, catalogue: o.cfg.Licenses, clauses: o.cfg.Clauses, card: o.card, force: o.inForce(), own: o.holdsLicence}
	s.size = sizeOf(path.Base(o.self().ID()), o.card)
	found, clauses := s.settle()
	o.statements = found
	main := []term.Scope{license.Main(o.kind)}
	for _, m := range clauses {
		o.clause(o.card.Doc, m, main)
	}
	for _, st := range found {
		at := o.card.Doc.Evidence(o.snap.Commit, st.Spans)
		switch st.Standing {
		case Contradicts, Narrows:
			o.declared.claims = append(o.declared.claims, s.claims(st, at)...)
		case NotUnderstood:
			o.add(finding.Finding{
				Kind: term.StatementNotUnderstood, Scopes: main, Source: term.Detected, Evidence: []doc.Evidence{at},
				Remarks: []finding.Remark{finding.Say("statement-not-understood")},
			})
		}
	}
}

// claims returns the licences that a statement names beside those in force.
func (s *statements) claims(st Statement, at doc.Evidence) []license.Claim {
	var out []license.Claim
	for _, n := range st.Named {
		if !s.inForce(n.Entries) {
			out = append(out, license.Claim{From: license.FromProse, Name: n.Entries[0].ID, Path: at.Path, Scopes: n.Scopes, Evidence: at})
		}
	}
	return out
}

// inForce returns the licences that metadata and texts show to be in force, as
// far as the catalogue knows them.
func (o *observation) inForce() []*license.Entry {
	var out []*license.Entry
	for _, c := range o.declared.claims {
		out = append(out, o.cfg.Licenses.Lookup(c.Name)...)
	}
	for _, t := range o.texts {
		for _, m := range t.identity.Licenses {
			if e, ok := o.cfg.Licenses.Entry(m.ID); ok && t.bound && m.Degree != license.Reference {
				out = append(out, e)
			}
		}
	}
	return out
}

// holdsLicence reports whether an address leads to a text of this repository
// that binds.
func (o *observation) holdsLicence(url string) bool {
	path := strings.TrimPrefix(url, "./")
	if path == "" || strings.HasPrefix(path, "#") {
		return false
	}
	return slices.ContainsFunc(o.texts, func(t text) bool {
		return t.bound && t.Role == doc.RoleLicence && (t.Path == path || o.self().Name != "" && strings.HasSuffix(path, o.self().ID()+"/blob/main/"+t.Path))
	})
}
