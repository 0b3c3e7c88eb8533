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

// texts reads documents, each distinct text once per run: the same licence
// file stands in thousands of repositories.
type texts struct {
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

func newTexts(cfg Config) *texts {
	return &texts{rules: cfg.Clauses, catalogue: cfg.Licenses, asUnknown: cfg.AsUnknown, seen: map[string]*onceReading{}}
}

// read returns what the text of d says. d must have been read.
func (t *texts) read(d *doc.Document) reading {
	t.mu.Lock()
	entry, ok := t.seen[d.SHA256]
	if !ok {
		entry = &onceReading{}
		t.seen[d.SHA256] = entry
	}
	t.mu.Unlock()
	entry.once.Do(func() {
		if !t.asUnknown {
			entry.identity = t.catalogue.Identify(d)
		}
		in := clause.Input{Doc: d, Text: prose.Cut(d.Text), Known: known(d, entry.identity)}
		read := t.rules.Read(in)
		entry.clauses, entry.account = read.Matches, read.Account()
		entry.terms = t.termsOf(d, read.Grants(), entry.reading)
	})
	return entry.reading
}

// known returns the parts of a text that known licences explain word for word.
func known(d *doc.Document, id license.Identification) []doc.Span {
	var out []doc.Span
	for _, l := range id.Licenses {
		if l.Degree == license.Exact && len(id.Unmatched) == 0 {
			return []doc.Span{d.Span(0, len(d.Text))}
		}
		out = append(out, l.Known...)
	}
	slices.SortFunc(out, func(a, b doc.Span) int { return cmp.Compare(a.Start, b.Start) })
	return out
}
