package clause

import (
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// The classes of the lexicon that tell on which side of a figure a limit
// begins: "more than" 100 begins above it, "at least" 100 and "fewer than" 100
// with it.
const (
	overClass   = "figure_over"    // before the figure
	fromClass   = "figure_from"    // before the figure
	orMoreClass = "figure_or_more" // behind the figure: it belongs to what is limited
)

// boundary sets what the words around the figures of a match say of the
// parameter "boundary", for kinds that have it.
func (r *reader) boundary(rule *rule, h hit, params term.Params) {
	if !rule.bounded {
		return
	}
	for _, c := range h.captures {
		if c.sort != prose.Count && c.sort != prose.Money || c.name != "threshold" && c.name != "amount" {
			continue
		}
		side := ""
		switch v := c.value; {
		case r.matcher.starts(&r.set.bounds[2], v.End):
			side = "from"
		case r.matcher.stops(&r.set.bounds[1], v.Start):
			side = "from"
		case r.matcher.stops(&r.set.bounds[0], v.Start):
			side = "over"
		}
		if side != "" && params["boundary"] == nil {
			params["boundary"] = side
		}
	}
}

// isBounded reports whether clauses of a kind begin above a figure or with it.
func isBounded(k term.Kind) bool {
	return k == term.UserCap || k == term.RevenueCap || k == term.AttributionThreshold
}

// starts reports whether p matches from place at on.
func (m *matcher) starts(p *pattern, at int) bool {
	return p.node != nil && m.lastEndFrom(p, at, at) >= 0
}

// stops reports whether p matches so as to end at place at, or up to two words
// before it.
func (m *matcher) stops(p *pattern, at int) bool {
	if p.node == nil {
		return false
	}
	end := m.firstEnd(p, max(0, at-2))
	return end >= 0 && end <= at
}
