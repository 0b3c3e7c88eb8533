package audit

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// licenceFindings states what is notable about the licences themselves.
func (f *finder) licenceFindings() {
	for _, c := range f.conflicts {
		f.add(finding.Finding{
			Kind: term.LicenceContradiction, Scopes: c.Scopes, Source: term.Declared,
			Remarks:  []finding.Remark{stated(c.A), contrary(c.B)},
			Evidence: []doc.Evidence{c.A.Evidence, c.B.Evidence},
		})
	}
	if f.folder == "" && !f.declared.metadata() && !f.cardUnread() {
		f.add(finding.Finding{
			Kind: term.LicenceUndeclared, Scopes: []term.Scope{f.main()}, Source: term.Declared,
			Remarks: []finding.Remark{finding.Say("no-licence-declared")}, Evidence: []doc.Evidence{f.declared.place},
		})
	}
	for _, l := range f.licenses {
		switch s := l.Standing(); {
		case !l.Known():
			f.licence(term.LicenceUnknown, l, stranger(l))
		case s.Changed():
			f.modified(l)
		case l.Source != term.Detected && f.snap.Complete && !f.hasText():
			f.licence(term.LicenceTextMissing, l, finding.Say("no-licence-file", "licence", l.ID))
		}
	}
}

func (f *finder) licence(k term.Kind, l finding.License, says ...finding.Remark) {
	f.add(finding.Finding{Kind: k, Scopes: l.Scopes, Source: l.Source, Remarks: says, Evidence: l.Evidence, Components: l.Of})
}

// stated says what a claim says, and where it is not in the card.
func stated(c license.Claim) finding.Remark {
	if c.From == license.FromGGUF {
		return finding.Say("file-says", "path", source(c), "name", c.Name)
	}
	return finding.Say("card-says", "name", c.Name)
}

// source names the file behind the fields that make a claim.
func source(c license.Claim) string {
	file, _, _ := strings.Cut(c.Path, "#")
	if file == infoPath {
		return "the metadata of its GGUF files"
	}
	return file
}

// contrary says what a claim says that stands against the card's.
func contrary(c license.Claim) finding.Remark {
	switch {
	case c.Text != nil:
		if ids := held(c.Text); len(ids) > 0 {
			return finding.Say("but-text-is", "path", c.Path, "licences", ids)
		}
		return finding.Say("but-text-is-another", "path", c.Path)
	case c.From == license.FromGGUF:
		return finding.Say("but-file-says", "path", source(c), "name", c.Name)
	default:
		return finding.Say("but-its-text-says", "name", c.Name)
	}
}

// held lists the licences whose text stands in a document.
func held(id *license.Identification) []string {
	var out []string
	for _, m := range id.Licenses {
		if m.Degree != license.Reference {
			out = append(out, m.ID)
		}
	}
	return out
}

// unknownText is the id of a licence text that has no name.
const unknownText = "unknown"

// stranger says of a licence that it is not known. A text without a name of
// its own has none to tell.
func stranger(l finding.License) finding.Remark {
	if l.ID == unknownText {
		return finding.Say("unknown-text")
	}
	return finding.Say("unknown-licence", "licence", l.ID)
}

// modified states that a licence text was changed, and quotes the words that
// the known text does not have.
func (f *finder) modified(l finding.License) {
	form := finding.Say("changed-form", "form", changed(l.Match), "licence", l.ID)
	for _, p := range f.bound {
		if len(p.identity.Unmatched) == 0 || !slices.ContainsFunc(p.identity.Licenses,
			func(m license.Match) bool { return m.ID == l.ID && m.Degree == l.Match }) {
			continue
		}
		added := p.Evidence(f.snap.Commit, p.identity.Unmatched[:min(len(p.identity.Unmatched), maxAdded)])
		f.add(finding.Finding{
			Kind: term.LicenceModified, Scopes: l.Scopes, Source: l.Source, Remarks: []finding.Remark{form, finding.Say("words-added")},
			Evidence: []doc.Evidence{added},
		})
		return
	}
	f.licence(term.LicenceModified, l, form, finding.Say("words-left-out"))
}

// maxAdded bounds the stretches of added words that a finding quotes; the text
// command lists all of them.
const maxAdded = 20

func changed(d license.Degree) string {
	if d == license.Partial {
		return "partial"
	}
	return "changed"
}

// policies states which use policies no licence in force names: their clauses
// do not count.
func (f *finder) policies() {
	for _, p := range f.unbound {
		if p.plain() {
			continue
		}
		f.add(finding.Finding{
			Kind: term.PolicyUnbound, Scopes: p.scopes, Source: term.Detected,
			Remarks:  []finding.Remark{finding.Say("policy-unbound", "path", p.Path)},
			Evidence: p.asking(f.snap.Commit),
		})
	}
}

// plain reports whether every sentence of a text is known to ask and bar
// nothing, as in a disclaimer.
func (p paper) plain() bool {
	return p.account.Plain > 0 && p.account.Plain == p.account.Sentences
}

// asking quotes what a text limits or may limit: its clauses and the open
// sentences that limit; of a text that seems to limit nothing, its title.
func (p paper) asking(commit string) []doc.Evidence {
	var out []doc.Evidence
	for _, m := range p.clauses {
		out = append(out, p.Evidence(commit, m.Spans))
	}
	for _, o := range p.account.Open {
		if o.Limits {
			out = append(out, p.Evidence(commit, o.Spans))
		}
	}
	if len(out) == 0 {
		return []doc.Evidence{p.Evidence(commit, []doc.Span{p.title()})}
	}
	return out[:min(len(out), maxOpen)]
}

// notices states which notices hold words that may limit use or users, or name
// a licence that does: a notice gives credit, and whether such words bind needs
// a person.
func (f *finder) notices(a *Auditor) {
	for _, d := range f.docs {
		if !d.Read() || d.Role != doc.RoleNotice {
			continue
		}
		at := f.limiting(a.library, d)
		if len(at) == 0 {
			at = a.limitsOf(d)
		}
		if len(at) == 0 {
			continue
		}
		scopes, _ := license.Scopes(f.kind, d.Path)
		f.barred(a.library, d, scopes)
		f.add(finding.Finding{
			Kind: term.PolicyUnbound, Scopes: scopes, Source: term.Detected,
			Remarks:  []finding.Remark{finding.Say("notice-limits", "path", d.Path)},
			Evidence: []doc.Evidence{d.Evidence(f.snap.Commit, at)},
		})
	}
}

// barred adds the clauses of a notice that limit use or users.
func (f *finder) barred(l *library, d *doc.Document, scopes []term.Scope) {
	for _, m := range l.read(d).clauses {
		if info, known := f.kinds.Of(m.Kind); known && info.Stating(m.Params).Restrictive() {
			f.clause(d, m, scopes)
		}
	}
}

// limiting returns where a document holds something that may limit use or
// users, nil where nothing does: a clause, the name of a licence with such terms,
// words that nobody understood.
func (f *finder) limiting(l *library, d *doc.Document) []doc.Span {
	restricts := func(k term.Kind, p term.Params) bool {
		info, known := f.kinds.Of(k)
		return !known || info.Stating(p).Restrictive()
	}
	r := l.read(d)
	for _, m := range r.clauses {
		if restricts(m.Kind, m.Params) {
			return m.Spans
		}
	}
	named := l.mentions(d)
	for _, m := range named {
		if slices.ContainsFunc(m.Entries, func(e *license.Entry) bool {
			return slices.ContainsFunc(e.Terms, func(t license.Term) bool { return restricts(t.Kind, t.Params) })
		}) {
			return []doc.Span{d.Span(m.Start, m.End)}
		}
	}
	for _, o := range r.account.Open {
		names := slices.ContainsFunc(named, func(m license.Mention) bool { return o.Spans[0].Start <= m.Start && m.End <= o.Spans[0].End })
		if limiting(o) || o.Limits && !names {
			return o.Spans
		}
	}
	return nil
}
