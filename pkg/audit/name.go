package audit

import (
	"bytes"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// named is what governs a repository: the second step, naming.
type named struct {
	contents
	declared  declared
	licenses  []finding.License
	conflicts []license.Conflict
	bound     []paper // those whose terms bind
	unbound   []paper // use policies that no licence in force names
	// statements are what the words of the card say of terms, and clauses the
	// terms that rules know among them.
	statements []Statement
	clauses    []clause.Match
	size       string       // of the model by its name, empty when it tells none
	sizes      []string     // others that the statements speak of, each once
	unclear    []card.Value // what the metadata says of terms outside of the keys that are defined

	namedFolders []named
}

// name says which licences govern what was read, and which of its documents
// bind.
func (a *Auditor) name(c contents) named {
	n := named{contents: c, declared: a.declare(&c)}
	var texts []license.Claim
	for _, p := range c.papers {
		switch {
		case p.empty():
		case p.names != nil:
			texts = append(texts, p.references(c.snap.Commit)...)
		case p.binds(), n.isOwnLicence(p, a.cfg.Licenses):
			n.bound = append(n.bound, p)
			texts = append(texts, p.claim(c.snap.Commit))
		}
	}
	n.unreadTextTerms(a)
	n.readStatements(a)
	r := a.cfg.Licenses.Reconcile(c.kind, slices.Concat(texts, n.declared.claims))
	n.conflicts = r.Conflicts
	for _, g := range r.Licenses {
		n.licenses = append(n.licenses, finding.NewLicense(finding.License{
			ID: g.ID, SPDX: optional(g.SPDX), Match: g.Degree, Scopes: g.Scopes, Source: g.Source, Evidence: list(g.Evidence),
			Instead: g.Instead, Entry: g.Entry, Of: n.besideItself(g.Of), Ambiguous: g.Source == term.Declared && len(g.Possible) > 1,
		}))
	}
	n.bindPolicies()
	for _, folder := range c.folders {
		n.namedFolders = append(n.namedFolders, a.name(folder))
	}
	return n
}

// binds reports whether a document binds by itself: a licence file, the prompt
// of a gate that states terms, a linked page that holds an agreement. A use
// policy binds when a licence names it.
func (p paper) binds() bool {
	known := slices.ContainsFunc(p.identity.Licenses, func(m license.Match) bool { return m.Degree != license.Reference })
	return p.Role == doc.RoleLicence || p.Role != doc.RolePolicy && (known || len(p.clauses) > 0)
}

// isOwnLicence reports whether a document is the text of the licence that the
// metadata leads to and that is none of the catalogue, whatever its name says.
func (n *named) isOwnLicence(p paper, known *license.Catalogue) bool {
	return p.Role == doc.RolePolicy && len(n.inForce(known)) == 0 && n.linked(p)
}

// linked reports whether the metadata gives a document for the licence.
func (n *named) linked(p paper) bool {
	return slices.ContainsFunc(n.snap.LicenceLinks(), func(l hub.Link) bool { return l.LeadsTo(p.Path) })
}

// empty reports whether nothing stands in a document.
func (p paper) empty() bool { return len(bytes.TrimSpace(p.Text)) == 0 }

// references are the claims of a document that only names or links licences.
func (p paper) references(commit string) []license.Claim {
	var out []license.Claim
	for _, m := range p.names {
		out = append(out, license.Claim{From: license.FromFile, Name: m.ID, Path: p.Path, Evidence: p.Evidence(commit, m.Spans)})
	}
	return out
}

// claim is the claim that a text makes by standing in the repository. Its
// evidence is where the licence stands in it, or all of it when nobody knows
// it.
func (p paper) claim(commit string) license.Claim {
	spans := []doc.Span{p.title()}
	for _, m := range p.identity.Licenses {
		if m.Degree != license.Reference && len(m.Spans) > 0 {
			s := m.Spans[0]
			spans = []doc.Span{p.Span(s.Start, min(s.End, s.Start+titleBytes))}
			break
		}
	}
	from := license.FromFile
	switch p.Role {
	case doc.RolePrompt:
		from = license.FromPrompt
	case doc.RoleLinked:
		from = license.FromLinked
	}
	claim := license.Claim{From: from, Text: &p.identity, Path: p.Path, Evidence: p.Evidence(commit, spans)}
	if p.beside {
		claim.Scopes = p.scopes
	}
	return claim
}

// titleBytes bounds the quote that shows which text a licence is: its
// beginning, not all of it.
const titleBytes = 120

// title returns the beginning of a document, which shows what it is.
func (p paper) title() doc.Span { return p.Span(0, min(len(p.Text), titleBytes)) }

// bindPolicies decides for every use policy whether a licence in force names
// it, or the metadata gives it for the licence.
func (n *named) bindPolicies() {
	bind := n.namesPolicy()
	for _, p := range n.papers {
		switch {
		case p.Role != doc.RolePolicy, slices.ContainsFunc(n.bound, func(b paper) bool { return b.Document == p.Document }):
		case bind, n.linked(p):
			n.bound = append(n.bound, p)
		default:
			n.unbound = append(n.unbound, p)
			n.problems = append(n.problems, doc.NewProblem("policy-unbound").At(p.Path))
		}
	}
}

// namesPolicy reports whether the card binds users to a use policy, or a licence
// in force makes one part of itself: by a clause in its text, or by what the catalogue knows of it.
func (n *named) namesPolicy() bool {
	if slices.ContainsFunc(n.statements, func(s Statement) bool { return s.Binds }) {
		return true
	}
	for _, p := range n.bound {
		for _, m := range p.clauses {
			if m.Params.ByPolicy() {
				return true
			}
		}
	}
	return slices.ContainsFunc(n.licenses, func(l finding.License) bool {
		return l.Known() && slices.ContainsFunc(l.Entry.Terms, func(t license.Term) bool {
			return t.Policy || t.Params.ByPolicy()
		})
	})
}

// policyRead reports whether a use policy that binds was read.
func (n *named) policyRead() bool {
	return slices.ContainsFunc(n.bound, func(p paper) bool { return p.Role == doc.RolePolicy })
}

// textOf reports whether a text that e stands for was read.
func (n *named) textOf(e *license.Entry) bool {
	return slices.ContainsFunc(n.licenses, func(l finding.License) bool {
		return l.Source == term.Detected && (l.ID == e.ID || slices.Contains(e.Members, l.ID))
	})
}

// hasText reports whether the repository has a licence file, read or not, that
// is more than the name of a licence.
func (n *named) hasText() bool {
	return slices.ContainsFunc(n.docs, func(d *doc.Document) bool {
		return d.Role == doc.RoleLicence && d.Status != doc.StatusAbsent && !slices.ContainsFunc(n.papers, func(p paper) bool {
			return p.Document == d && (p.names != nil || p.empty())
		})
	})
}
