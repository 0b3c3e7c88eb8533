package audit

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// reading is what one text says: which licence it is and which clauses it has.
type reading struct {
	identity license.Identification
	clauses  []clause.Match
	account  clause.Account
	terms    finding.Terms   // what the text allows, its clauses among it
	names    []license.Match // where it only names or links licences: those; nil for a text with terms of its own
}

// library reads documents, each distinct text once per run: the same licence
// file stands in thousands of repositories.
type library struct {
	rules     *clause.Set
	catalogue *license.Catalogue
	asUnknown bool // leave identification out
	cutter    *prose.Cutter
	cards     cardCache

	mu    sync.Mutex
	seen  map[string]*onceReading
	known map[string][]finding.Finding // of licences: see catalogued
}

type onceReading struct {
	once sync.Once
	reading
}

func newLibrary(cfg Config) *library {
	return &library{rules: cfg.Clauses, catalogue: cfg.Licenses, asUnknown: cfg.AsUnknown, cutter: &prose.Cutter{}, cards: newCardCache(),
		seen: map[string]*onceReading{}, known: map[string][]finding.Finding{}}
}

// read returns what the text of d says. d must have been read.
func (l *library) read(d *doc.Document) reading {
	l.mu.Lock()
	entry, ok := l.seen[d.SHA256]
	if !ok {
		entry = &onceReading{}
		l.seen[d.SHA256] = entry
	}
	l.mu.Unlock()
	entry.once.Do(func() {
		if !l.asUnknown {
			entry.identity = l.catalogue.Identify(d)
		}
		text, done := l.cutter.Cut(d.Text)
		defer done()
		in := clause.Input{Doc: d, Text: text, Known: known(d, l.settled(entry.identity)), Altered: l.altered(entry.identity),
			Cuts:     l.cuts(entry.identity),
			Unplaced: entry.identity.Unmatched}
		read := l.rules.Read(in)
		entry.clauses, entry.account = l.withStated(read.Matches, entry.identity), read.Account()
		if language := read.Language(); language != "" && len(entry.account.Open) > 0 {
			entry.identity.Problems = append(entry.identity.Problems, notRead(d, language, clause.Landmarks(text)))
		}
		entry.terms = l.termsOf(d, read.Grants(), entry.reading)
		entry.names = l.namesOnly(d, entry.reading)
	})
	return entry.reading
}

// notRead says that a text is in a language that is read for some kinds of clauses
// at most, and what of it can be told nevertheless.
func notRead(d *doc.Document, language string, seen []string) doc.Problem {
	return doc.NewProblem("language-not-read", "language", language, "holds", seen).At(d.Path)
}

// settled leaves out the licences whose terms nobody has read: they explain
// nothing.
func (l *library) settled(id license.Identification) license.Identification {
	id.Licenses = slices.DeleteFunc(slices.Clone(id.Licenses), func(m license.Match) bool {
		e, ok := l.catalogue.Entry(m.ID)
		return ok && e.Drafted
	})
	return id
}

// known returns the parts of a text that known licences explain word for word.
func known(d *doc.Document, id license.Identification) []doc.Span {
	var out []doc.Span
	for _, m := range id.Licenses {
		if m.Degree == license.Exact && len(id.Unmatched) == 0 {
			return []doc.Span{d.Span(0, len(d.Text))}
		}
		out = append(out, m.Known...)
	}
	slices.SortFunc(out, func(a, b doc.Span) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// altered returns the words of the licences that a text changes. Exceptions are
// worded much alike, and one in other words is another.
func (l *library) altered(id license.Identification) []doc.Span {
	return l.ofChanged(id, func(m license.Match) []doc.Span { return m.Spans })
}

// cuts returns where a text leaves out words of the licences that it changes.
func (l *library) cuts(id license.Identification) []doc.Span {
	return l.ofChanged(id, func(m license.Match) []doc.Span { return m.Cuts })
}

// ofChanged joins what the licences that a text changes have of something.
func (l *library) ofChanged(id license.Identification, of func(license.Match) []doc.Span) []doc.Span {
	var out []doc.Span
	for _, m := range id.Licenses {
		e, ok := l.catalogue.Entry(m.ID)
		if m.Degree == license.Modified && !(ok && e.DocType == license.Exception) {
			out = append(out, of(m)...)
		}
	}
	return out
}

// termsOf says what a text allows, as a summary takes it.
func (l *library) termsOf(d *doc.Document, grants []clause.Grant, r reading) finding.Terms {
	out := finding.Terms{Licence: d.Role != doc.RolePolicy}
	for _, o := range r.account.Open {
		out.Open = append(out.Open, o.Reach)
	}
	for _, m := range r.clauses {
		out.Clauses = append(out.Clauses, finding.Clause{Kind: m.Kind, Params: m.Params})
	}
	for _, g := range grants {
		out.Grants = append(out.Grants, finding.Grant{Rights: g.Rights, Spans: g.Spans, Quote: d.Quote(g.Spans)})
	}
	var exact []*license.Entry
	bare := false // an exception is all there is
	for _, m := range r.identity.Licenses {
		entry, known := l.catalogue.Entry(m.ID)
		switch {
		case !known || m.Degree != license.Exact:
		case entry.DocType == license.Policy:
			out.Licence = false
		case entry.DocType == license.Exception:
			bare = bare || len(r.identity.Licenses) == 1 // it bars nobody, whatever it adds to
			out.Open = append(out.Open, finding.Everything(l.missed(entry, r.clauses))...)
		default:
			exact = append(exact, entry)
			out.Open = append(out.Open, finding.Everything(l.missed(entry, r.clauses))...)
		}
	}
	out.Full = (bare || len(exact) > 0) && !slices.ContainsFunc(exact, func(e *license.Entry) bool { return e.Drafted })
	out.Stated = l.stated(exact)
	return out
}

// stated says what is known that licences which bind together leave of each
// right.
func (l *library) stated(entries []*license.Entry) map[term.Right]term.Answer {
	if len(entries) == 1 {
		return entries[0].Rights
	}
	if !slices.ContainsFunc(entries, func(e *license.Entry) bool { return len(e.Rights) > 0 }) {
		return nil
	}
	var terms []finding.Terms
	for _, e := range entries {
		one := finding.Terms{Licence: true, Full: true, Stated: e.Rights}
		for _, t := range e.Terms {
			one.Clauses = append(one.Clauses, finding.Clause{Kind: t.Kind, Params: t.Params})
		}
		terms = append(terms, one)
	}
	out := map[term.Right]term.Answer{}
	for name, r := range finding.Summarise(l.rules.Kinds(), terms...).Rights {
		out[name] = r.Value
	}
	return out
}

// missed counts the limits that the catalogue knows of an exactly known text
// and that were not found in it: a text is never freer than its catalogue entry
// says.
func (l *library) missed(e *license.Entry, found []clause.Match) int {
	n := 0
	for _, known := range e.Terms {
		info, ok := l.rules.Kind(known.Kind)
		if known.Policy || known.Possible || ok && settledBy(e.Rights, info.Stating(known.Params)) {
			continue
		}
		if !slices.ContainsFunc(found, func(m clause.Match) bool { return m.Kind == known.Kind }) {
			n++
		}
	}
	return n
}

// settledBy reports whether what is known of some rights says all that a clause
// of a kind takes from them.
func settledBy(rights map[term.Right]term.Answer, info kind.Info) bool {
	for _, r := range slices.Concat(info.Limited, info.Barred) {
		if rights[r] == "" {
			return false
		}
	}
	return !info.Restrictive() || len(info.Limited)+len(info.Barred) > 0
}

// maxReference bounds the length of a document that only names licences.
const maxReference = 1500

// namesOnly returns the licences that a document only names or links, nil for
// one that says anything else that binds: it is a reference then, and no text.
func (l *library) namesOnly(d *doc.Document, r reading) []license.Match {
	if len(d.Text) > maxReference || len(r.clauses) > 0 {
		return nil
	}
	whole := bytes.TrimSpace(d.Text)
	for _, name := range [][]byte{whole, labelled(whole)} {
		if entries := l.catalogue.Lookup(string(name)); len(entries) == 1 {
			start := bytes.Index(d.Text, name)
			return []license.Match{{ID: entries[0].ID, Degree: license.Reference, Spans: []doc.Span{d.Span(start, start+len(name))}}}
		}
	}
	var named []doc.Span
	for _, m := range r.identity.Licenses {
		if m.Degree != license.Reference {
			return nil
		}
		named = append(named, m.Spans...)
	}
	if len(named) == 0 {
		return nil
	}
	beside := l.rules.Read(clause.Input{Doc: d, Regions: between(d, named)})
	if len(beside.Matches) > 0 || slices.ContainsFunc(beside.Account().Open, limiting) {
		return nil
	}
	return r.identity.Licenses
}

// labelled returns what stands behind the label of a text of one line.
func labelled(line []byte) []byte {
	label, value, _ := bytes.Cut(line, []byte(":"))
	if len(label) > maxReference/10 || bytes.IndexByte(line, '\n') >= 0 {
		return nil
	}
	return bytes.TrimRight(bytes.TrimSpace(value), ".")
}

// otherLicence is the topic of a sentence that puts something under a licence
// which it names.
const otherLicence = "other-licence"

// limiting reports whether an open sentence limits, asks or conditions more
// than by naming a licence.
func limiting(o clause.Open) bool {
	return o.Limits && !slices.Equal(o.About, []string{otherLicence})
}

// mentions returns the licences that the sentences, labels and cells of a
// document name.
func (l *library) mentions(d *doc.Document) []license.Mention {
	text := prose.Cut(d.Text)
	var out []license.Mention
	for _, s := range text.Segments {
		out = append(out, l.catalogue.Mentions(text.Bytes, s.Tokens, len(s.Tokens) <= maxLabel)...)
	}
	return out
}

// maxLabel is the most words of a label or a cell.
const maxLabel = 8

// between returns the parts of a document beside some spans.
func between(d *doc.Document, spans []doc.Span) []doc.Span {
	slices.SortFunc(spans, func(a, b doc.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []doc.Span
	from := 0
	for _, s := range append(spans, doc.Span{Start: len(d.Text), End: len(d.Text)}) {
		if s.Start > from {
			out = append(out, d.Span(from, s.Start))
		}
		from = max(from, s.End)
	}
	return out
}
