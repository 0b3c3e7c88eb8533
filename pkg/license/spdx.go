package license

import (
	"slices"
	"strings"

	"github.com/google/licensecheck"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// minLicensecheckWords is the least number of words of a match that counts as
// a text; a shorter one only names a licence.
const minLicensecheckWords = 50

// spdx asks licensecheck about a document in which no known text was found.
// Building its scanner costs most of a second, so that is left to the end.
//
// Its patterns leave gaps, for names mostly, and a gap may hold a changed
// number. A match is therefore exact only when it covers every word and the
// pattern has no gap; else it is a changed form.
func (r *reader) spdx(id *Identification) {
	text := r.doc.Text
	coverage := licensecheck.Scan(text)
	var found []Match
	covered := make([]bool, r.view.len())
	for _, m := range coverage.Match {
		from, to := r.view.wordsIn(m.Start, m.End)
		degree := Modified
		if m.IsURL || to-from < minLicensecheckWords {
			degree = Reference
		}
		for i := from; i < to && degree != Reference; i++ {
			covered[i] = true
		}
		found = append(found, r.spdxMatch(m, degree, to-from))
	}
	if len(found) == 0 {
		return
	}
	whole := !slices.Contains(covered, false)
	for i, m := range found {
		if m.Degree == Modified && whole && gapless(coverage.Match[i].ID) {
			found[i].Degree, found[i].Complete = Exact, 1
		}
	}
	id.Licenses = append(id.Licenses, found...)
	id.Unmatched = r.uncovered(covered)
}

// spdxMatch puts a match of licensecheck into the form of the contract.
func (r *reader) spdxMatch(m licensecheck.Match, degree Degree, words int) Match {
	out := Match{ID: m.ID, SPDX: m.ID, Name: m.ID, Degree: degree, Spans: []doc.Span{r.doc.Span(m.Start, m.End)}}
	if degree != Reference {
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

// gapless reports whether licensecheck's pattern of a licence leaves no words
// open.
func gapless(id string) bool {
	for _, l := range licensecheck.BuiltinLicenses() {
		if l.ID == id && l.LRE != "" {
			return !strings.Contains(l.LRE, "__")
		}
	}
	return false
}
