package audit

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// works returns the licences of the works that a sentence names, where they
// are known.
func (s *statements) works(sentence string) []*license.Entry {
	var out []*license.Entry
	words := license.MarkWords(sentence)
	for i := 0; i < len(words); {
		entries, n := s.catalogue.MarkOf(words[i:])
		if id, k := s.rules.WorkOf(words[i:], s.size); k >= n && k > 0 {
			entries, n = nil, k
			if e, ok := s.catalogue.Entry(id); ok {
				entries = []*license.Entry{e}
			}
		}
		for _, e := range entries {
			if !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
		i += max(n, 1)
	}
	return out
}

// isFree reports whether a name is that of a work that everybody may use freely.
func (s *statements) isFree(name string) bool {
	words := license.MarkWords(name)
	licence, n := s.rules.WorkOf(words, s.size)
	return n > 0 && licence == ""
}

// sizeWord is how the name of a model says how large it is.
var sizeWord = regexp.MustCompile(`(?i)(?:^|[^0-9a-z.])([0-9]+(?:\.[0-9]+)?b)(?:$|[^0-9a-z])`)

// sizeOf returns the size that the name of a repository or the title of its
// card names, empty when they name none.
func sizeOf(name string, c *card.Card) string {
	titles := []string{name}
	if len(c.Sections) > 0 {
		titles = append(titles, c.Sections[0].Title)
	}
	for _, t := range titles {
		if m := sizeWord.FindStringSubmatch(t); m != nil {
			return strings.ToLower(m[1])
		}
	}
	return ""
}

// madeFrom returns the licences of the works that the words of the card say
// the model was made from.
func (a *Auditor) madeFrom(f found, relation lineage.Relation) []lineage.Family {
	var out []lineage.Family
	for _, st := range f.statements {
		if !slices.Contains(st.Open, card.Parent) {
			continue
		}
		for _, e := range st.Works {
			y := lineage.Family{Parent: lineage.Parent{
				Ref: ref.Ref{Hub: lineage.Catalogue, Kind: ref.Model, Name: e.ID}, Name: e.Name, Relation: relation, Source: term.Inferred,
				Reason:   finding.Say("card-says-under", "licence", e.Name),
				Evidence: []doc.Evidence{f.card.Doc.Evidence(f.snap.Commit, st.Spans)},
			}}
			y.Licenses, y.Findings = a.knownTerms(e)
			out = append(out, y)
		}
	}
	return out
}
