package license

import (
	"slices"

	"github.com/google/licensecheck"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// minLicensecheckWords is the least number of words of a match that counts as
// a text; a shorter one only names a licence.
const minLicensecheckWords = 50

// spdx asks licensecheck about a document in which no known text was found.
//
// Its patterns leave gaps, for names mostly, and a gap may hold a changed
// number; they leave words to choose and to leave out. A match is therefore
// exact only when it covers every word and the pattern is plain words; else it
// is a changed form.
func (r *reader) spdx(id *Identification) {
	var found []Match
	covered := make([]bool, r.view.len())
	for _, pattern := range r.catalogue.others.likely(r.view.shingles) {
		matches, plain := r.catalogue.others.scan(pattern, r.doc.Text)
		for _, m := range matches {
			from, to := r.view.wordsIn(m.Start, m.End)
			if m.IsURL || slices.Contains(covered[from:to], true) {
				continue // the catalogue knows addresses itself; a likelier pattern was first
			}
			x := r.spdxMatch(m, to-from)
			if x.Degree == Modified && to-from == r.view.len() && plain {
				x.Degree, x.Complete = Exact, 1
			}
			for i := from; i < to && x.Degree != Reference; i++ {
				covered[i] = true
			}
			found = append(found, x)
		}
	}
	if len(found) > 0 {
		id.Licenses, id.Unmatched = append(id.Licenses, found...), r.uncovered(covered)
	}
}

// spdxMatch puts a match of licensecheck into the form of the contract.
func (r *reader) spdxMatch(m licensecheck.Match, words int) Match {
	out := Match{ID: m.ID, SPDX: m.ID, Name: m.ID, Degree: Reference, Spans: []doc.Span{r.doc.Span(m.Start, m.End)}}
	if words >= minLicensecheckWords {
		out.Degree = Modified
		out.Covers = float64(words) / float64(r.view.len())
		out.Complete = min(out.Covers, 0.99) // a part of the text may be missing without a trace
	}
	for _, name := range []string{m.ID + "-only", m.ID} {
		if e, ok := r.catalogue.Entry(name); ok {
			out.ID, out.SPDX, out.Name, out.Family, out.Aliases = e.ID, e.SPDX, e.Name, e.Family, e.Aliases
			break
		}
	}
	return out
}

// uncovered returns the spans of the words that are not covered.
func (r *reader) uncovered(covered []bool) []doc.Span {
	var out []doc.Span
	for i := 0; i < len(covered); {
		end := i
		for end < len(covered) && !covered[end] {
			end++
		}
		if end > i {
			out = append(out, r.doc.Span(r.view.span(i, end)))
		}
		i = max(end, i+1)
	}
	return out
}
