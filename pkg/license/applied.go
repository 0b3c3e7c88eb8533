package license

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// noticed settles what the notices among some matches do: one above the text of
// its licence says which form of it governs, and is no words of its own; one
// below it may be the text's advice how to apply it; one that stands alone names
// its licence.
func noticed(c *Catalogue, found []find, matches []Match) []Match {
	var notices, out []Match
	for i, m := range matches {
		if c.texts.text(found[i].text).notice {
			m.Degree = Reference
			notices = append(notices, m)
		} else {
			out = append(out, m)
		}
	}
	for _, n := range notices {
		e, _ := c.Entry(n.ID)
		if i := slices.IndexFunc(out, func(m Match) bool { return m.ID == n.ID || stands(e, m.ID) }); i >= 0 {
			out[i] = out[i].with(n)
		} else {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int { return a.Spans[0].Start - b.Spans[0].Start })
	return out
}

// with returns m as what it is beside a notice.
func (m Match) with(notice Match) Match {
	if notice.Spans[0].Start < m.Spans[0].Start {
		m.ID, m.SPDX, m.Name, m.Family, m.Aliases = notice.ID, notice.SPDX, notice.Name, notice.Family, notice.Aliases
	}
	m.Spans, m.Known = joinSpans(m.Spans, notice.Spans), joinSpans(m.Known, notice.Known)
	m.Covers += notice.Covers
	return m
}

func joinSpans(a, b []doc.Span) []doc.Span {
	out := slices.Concat(a, b)
	slices.SortFunc(out, func(a, b doc.Span) int { return a.Start - b.Start })
	return out
}
