package audit

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

// readStatements reads what the words of the card say about terms. Licences that
// they name beside those in force are claims.
func (n *named) readStatements(a *Auditor) {
	if !n.cardRead() || a.cfg.Cards == nil {
		return
	}
	s := statements{rules: a.cfg.Cards, catalogue: a.cfg.Licenses, clauses: a.cfg.Clauses, card: n.card, force: n.inForce(a.cfg.Licenses),
		own: n.holdsLicence, titles: n.titles()}
	s.policy = slices.ContainsFunc(n.papers, func(p paper) bool { return p.Role == doc.RolePolicy })
	s.size = sizeOf(path.Base(n.self().ID()), n.card)
	n.size = s.size
	if !a.library.cards.isSilent(n.card.Doc) {
		s.versions = versionsOf(s.rules, n.self().Name, n.card, n.snap)
		if n.statements, n.clauses = s.settle(); len(n.statements) == 0 {
			a.library.cards.hush(n.card)
		}
	}
	n.sizes = n.sizesIn(n.statements)
	n.unclear = append(n.details(a.cfg.Licenses), s.termsIn(n.card.Remarks)...)
	prose := !n.declared.naming()
	for _, st := range n.statements {
		n.unreadTerms(st)
		if st.Why[card.Licence] == card.Elsewhere || slices.ContainsFunc(st.Named, func(n Named) bool { return n.other }) {
			n.unstate(st.Span)
		}
		if st.Standing == Contradicts || st.Standing == Narrows || prose && st.Standing == Agrees {
			n.state(s.claims(st, n.card.Doc.Evidence(n.snap.Commit, st.Spans), prose))
		}
	}
}

// titles returns what the licences in force are called: by the metadata, and by
// the first lines of their texts.
func (n *named) titles() []string {
	var out []string
	for _, c := range n.declared.claims {
		out = append(out, c.Name)
	}
	for _, p := range n.bound {
		title, _, _ := strings.Cut(strings.TrimSpace(string(p.Text[:min(len(p.Text), titleBytes)])), "\n")
		out = append(out, title)
	}
	return out
}

// state adds what a statement claims, instead of what was taken from the same
// words without reading them as a sentence.
func (n *named) state(claims []license.Claim) {
	for _, c := range claims {
		n.declared.claims = slices.DeleteFunc(n.declared.claims, func(have license.Claim) bool {
			same := have.From == license.FromProse && have.Name == c.Name && have.Path == c.Path
			return same && slices.ContainsFunc(have.Evidence.Spans, func(x doc.Span) bool {
				return slices.ContainsFunc(c.Evidence.Spans, x.Overlaps)
			})
		})
	}
	for _, c := range claims {
		c.Plain = c.Plain && len(n.bound) > 0
		n.declared.claims = append(n.declared.claims, c)
	}
}

// unstate takes back what was taken from words that speak of another work.
func (n *named) unstate(at doc.Span) {
	n.declared.claims = slices.DeleteFunc(n.declared.claims, func(c license.Claim) bool {
		return c.From == license.FromProse && slices.ContainsFunc(c.Evidence.Spans, at.Overlaps)
	})
}

// termsIn returns the comments of front matter that state terms beside those in
// force.
func (s *statements) termsIn(remarks []card.Value) []card.Value {
	return slices.DeleteFunc(slices.Clone(remarks), func(v card.Value) bool {
		words := statements{rules: s.rules, catalogue: s.catalogue, clauses: s.clauses, force: s.force, own: s.own, policy: s.policy,
			card: card.Parse(doc.New(s.card.Doc.Path, doc.RoleCard, "", []byte(v.Text)))}
		found, _ := words.settle()
		return !slices.ContainsFunc(found, func(st Statement) bool {
			return slices.Contains([]Standing{Contradicts, IsClause, NotUnderstood}, st.Standing)
		})
	})
}

// details returns what the card says under license_details, which nobody
// defines, nil where it is nothing or the name of a licence in force.
func (n *named) details(catalogue *license.Catalogue) []card.Value {
	if !n.card.LicenseDetails.Declared() {
		return nil
	}
	v := n.card.LicenseDetails
	entries := catalogue.Lookup(v.Text)
	agrees := slices.ContainsFunc(n.inForce(catalogue), func(f *license.Entry) bool {
		return slices.ContainsFunc(entries, func(e *license.Entry) bool { return e.Stands(f.ID) || f.Stands(e.ID) })
	})
	if agrees {
		return nil
	}
	return []card.Value{v}
}

// claims returns the licences that a statement names beside those in force, or
// all of them where nothing but prose names any.
func (s *statements) claims(st Statement, at doc.Evidence, all bool) []license.Claim {
	plain := len(st.Open) == 0 && !slices.Contains(st.Topics, card.Limit)
	var out []license.Claim
	for _, n := range st.Named {
		if !n.other && (all || !s.inForce(n.Entries)) {
			out = append(out, license.Claim{From: license.FromProse, Name: n.Entries[0].ID, Path: at.Path, Scopes: n.Scopes, Of: n.Of,
				Plain: plain, Evidence: at})
		}
	}
	return out
}

// inForce returns the licences that metadata and texts show to be in force, as
// far as the catalogue knows them.
func (n *named) inForce(catalogue *license.Catalogue) []*license.Entry {
	var out []*license.Entry
	for _, c := range n.declared.claims {
		out = append(out, catalogue.Lookup(c.Name)...)
	}
	for _, p := range n.bound {
		for _, m := range p.identity.Licenses {
			if e, ok := catalogue.Entry(m.ID); ok && m.Degree != license.Reference {
				out = append(out, e)
			}
		}
	}
	return out
}

// holdsLicence reports whether an address leads to a text of this repository
// that binds.
func (n *named) holdsLicence(url string) bool {
	path := strings.TrimPrefix(url, "./")
	if path == "" || strings.HasPrefix(path, "#") {
		return false
	}
	return slices.ContainsFunc(n.bound, func(p paper) bool {
		return p.Role == doc.RoleLicence && (p.Path == path || n.self().Name != "" && strings.HasSuffix(path, n.self().ID()+"/blob/main/"+p.Path))
	})
}

// limitsOf returns the first words of a document that limit something, by the
// net that is cast over cards, which knows the words of more languages than the
// clause rules read; nil where there are none.
func (a *Auditor) limitsOf(d *doc.Document) []doc.Span {
	if a.cfg.Cards == nil {
		return nil
	}
	words := card.Parse(doc.New(d.Path, doc.RoleCard, "", d.Text))
	s := statements{rules: a.cfg.Cards, catalogue: a.cfg.Licenses, clauses: a.cfg.Clauses, card: words}
	found, _ := s.settle()
	for _, st := range found {
		if slices.Contains(st.Open, card.Limit) {
			return st.Spans
		}
	}
	return nil
}
