package audit

import (
	"cmp"
	"slices"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// reading is what one text says: which licence it is and which clauses it has.
type reading struct {
	identity license.Identification
	clauses  []clause.Match
	account  clause.Account
	terms    finding.Terms // what the text allows, its clauses among it
}

// library reads documents, each distinct text once per run: the same licence
// file stands in thousands of repositories.
type library struct {
	rules     *clause.Set
	catalogue *license.Catalogue
	asUnknown bool // leave identification out

	mu   sync.Mutex
	seen map[string]*onceReading
}

type onceReading struct {
	once sync.Once
	reading
}

func newLibrary(cfg Config) *library {
	return &library{rules: cfg.Clauses, catalogue: cfg.Licenses, asUnknown: cfg.AsUnknown, seen: map[string]*onceReading{}}
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
		in := clause.Input{Doc: d, Text: prose.Cut(d.Text), Known: known(d, entry.identity), Unplaced: entry.identity.Unmatched}
		read := l.rules.Read(in)
		entry.clauses, entry.account = read.Matches, read.Account()
		entry.terms = l.termsOf(d, read.Grants(), entry.reading)
	})
	return entry.reading
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

// termsOf says what a text allows, as a summary takes it.
func (l *library) termsOf(d *doc.Document, grants []clause.Grant, r reading) finding.Terms {
	out := finding.Terms{Licence: d.Role != doc.RolePolicy, Open: len(r.account.Open)}
	for _, m := range r.clauses {
		out.Clauses = append(out.Clauses, finding.Clause{Kind: m.Kind, Params: m.Params})
	}
	for _, g := range grants {
		out.Grants = append(out.Grants, finding.Grant{Rights: g.Rights, Spans: g.Spans, Quote: d.Quote(g.Spans)})
	}
	for _, m := range r.identity.Licenses {
		entry, known := l.catalogue.Entry(m.ID)
		switch {
		case !known || m.Degree != license.Exact:
		case entry.DocType == license.Policy:
			out.Licence = false
		default:
			out.Full = true
			out.Open += l.missed(entry, r.clauses)
		}
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
		if known.Policy || known.Possible || ok && !info.Restrictive() {
			continue
		}
		if !slices.ContainsFunc(found, func(m clause.Match) bool { return m.Kind == known.Kind }) {
			n++
		}
	}
	return n
}
