package audit

import (
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// reading is what one text says: which licence it is and which clauses it has.
type reading struct {
	identity license.Identification
	clauses  []clause.Match
	summary  clause.Summary
}

// texts reads documents, each distinct text once per run: the same licence
// file stands in thousands of repositories.
type texts struct {
	rules     *clause.Set
	catalogue *license.Catalogue

	mu   sync.Mutex
	seen map[string]*onceReading
}

type onceReading struct {
	once sync.Once
	reading
}

func newTexts(rules *clause.Set, catalogue *license.Catalogue) *texts {
	return &texts{rules: rules, catalogue: catalogue, seen: map[string]*onceReading{}}
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
		entry.identity = t.catalogue.Identify(d)
		in := clause.Input{Doc: d, Text: prose.Cut(d.Text)}
		entry.clauses = t.rules.Match(in)
		entry.summary = t.rules.Summarise(in, entry.clauses)
	})
	return entry.reading
}

// readCard returns the clauses in the prose of a card. Cards are not shared
// between repositories, so they are not kept.
func (t *texts) readCard(d *doc.Document, regions []doc.Span) []clause.Match {
	return t.rules.Match(clause.Input{Doc: d, Regions: regions, Card: true})
}

// readSections returns the clauses in the licence sections of a card.
func (t *texts) readSections(d *doc.Document, sections []doc.Span) []clause.Match {
	return t.rules.Match(clause.Input{Doc: d, Regions: sections})
}
