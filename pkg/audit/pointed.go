package audit

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// pointsAway returns the addresses at which a statement says that terms of the
// model stand and that nobody knows: neither a licence of this repository nor
// one of the catalogue.
func (s *statements) pointsAway(f card.Statement, named []Named) []string {
	if f.Why[card.Licence] == card.Elsewhere || f.Why[card.Limit] == card.Elsewhere {
		return nil
	}
	agreed := len(named) > 0 && !slices.ContainsFunc(named, func(n Named) bool { return !s.inForce(n.Entries) })
	links := s.card.LinksIn(f.Span)
	labelled := slices.ContainsFunc(links, s.saysTerms)
	var out []string
	for _, l := range links {
		if !leadsAway(l) || s.known(l) || s.own != nil && s.own(l.URL) || len(s.force) > 0 && f.Why[card.Licence] != "" && isLicenceFile(l.URL) {
			continue
		}
		words := string(s.card.Doc.Text[f.Span.Start:max(f.Span.Start, min(l.Span.Start, f.Span.End))])
		words = words[strings.LastIndexAny(words, ";|")+1:]
		about := s.rules.About(words)
		ours := slices.Contains(about, term.Weights) || len(about) == 0 && !agreed
		if ours && (s.saysTerms(l) || !labelled && s.rules.Terms(words) && (l.Text == l.URL || s.rules.Points(l.Text))) {
			out = append(out, l.URL)
		}
	}
	return out
}

// saysTerms reports whether the words of a link say that terms stand behind it,
// or are the name of a licence.
func (s *statements) saysTerms(l card.Link) bool {
	return s.rules.Terms(cmp.Or(l.Text, l.URL)) || s.rules.StrangerIn(l.Text, nil) != ""
}

// isLicenceFile reports whether an address is that of the plain licence file of
// a repository, which the licence that is declared names.
func isLicenceFile(url string) bool {
	name := path.Base(url)
	return strings.EqualFold(strings.TrimSuffix(name, path.Ext(name)), "license")
}

// leadsAway reports whether a link leads to a page or a file.
func leadsAway(l card.Link) bool {
	lower := strings.ToLower(l.URL)
	return !l.Image && !strings.HasPrefix(lower, "#") && !strings.HasPrefix(lower, "mailto:")
}

// known reports whether the catalogue knows the licence that a link names or
// leads to.
func (s *statements) known(l card.Link) bool {
	text := []byte(l.Text)
	named := slices.ContainsFunc(prose.Cut(text).Segments, func(seg prose.Segment) bool {
		return len(s.catalogue.Mentions(text, seg.Tokens, true)) > 0
	})
	return named || len(s.catalogue.Lookup(l.URL)) > 0
}

// unreadTextTerms lists the documents at which the licence texts of a repository
// say that terms stand, and that were not read.
func (n *named) unreadTextTerms(a *Auditor) {
	if a.cfg.Cards == nil {
		return
	}
	s := statements{rules: a.cfg.Cards, catalogue: a.cfg.Licenses}
	for _, p := range n.papers {
		if p.Role != doc.RoleLicence && p.Role != doc.RolePrompt || !mayLink(p.Text) {
			continue
		}
		for _, url := range s.leadsFrom(p) {
			n.pointsTo(url, p.Document)
		}
	}
}

// mayLink tells the few texts that hold an address from those that hold none.
func mayLink(text []byte) bool {
	return bytes.Contains(text, []byte("://")) || bytes.Contains(text, []byte("www.")) || bytes.Contains(text, []byte("]("))
}

// leadsFrom returns the addresses at which a licence text says that terms stand,
// outside of the words of known licences.
func (s *statements) leadsFrom(p paper) []string {
	own := known(p.Document, p.identity)
	var out []string
	for _, l := range card.Parse(doc.New(p.Path, doc.RoleCard, "", p.Text)).Links() {
		if !leadsAway(l) || slices.ContainsFunc(own, l.Span.Overlaps) || s.known(l) {
			continue
		}
		bare := l.Text == l.URL
		if s.saysTerms(l) || (bare || s.rules.Points(l.Text)) && s.rules.Terms(sentenceAround(p.Text, l.Span)) {
			out = append(out, l.URL)
		}
	}
	return out
}

// sentenceAround returns the sentence in which a link stands.
func sentenceAround(text []byte, at doc.Span) string {
	start, end := 0, len(text)
	for _, mark := range []string{". ", "\n\n", "\n- ", "\n* ", "。", "；", "; "} {
		if i := bytes.LastIndex(text[:at.Start], []byte(mark)); i >= 0 {
			start = max(start, i+len(mark))
		}
		if i := bytes.Index(text[at.End:end], []byte(mark)); i >= 0 {
			end = at.End + i
		}
	}
	return string(text[start:at.Start]) + " " + string(text[at.End:end])
}

// unreadTerms lists the documents at which the card says that terms stand, and
// that were not read.
func (n *named) unreadTerms(st Statement) {
	for _, url := range st.away {
		n.pointsTo(url, n.card.Doc)
	}
}

// pointsTo adds a document that another one gives for terms and that was not
// read.
func (n *named) pointsTo(url string, from *doc.Document) {
	code, name := "link-not-read", url
	if !strings.Contains(url, "://") {
		code, name = "document-missing", hub.CleanPath(url)
	}
	if n.holdsLicence(url) || slices.ContainsFunc(n.docs, func(d *doc.Document) bool { return d.Path == name || d.URL == url }) {
		return
	}
	n.docs = append(slices.Clip(n.docs), doc.Unread(name, doc.RoleLinked, url, 0, doc.StatusNotFollowed))
	n.problems = append(slices.Clip(n.problems), doc.NewProblem(code, "from", from.Path, "url", url).At(from.Path))
}
