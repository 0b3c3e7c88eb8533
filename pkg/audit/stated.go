package audit

import (
	"cmp"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

// catalogueRule begins the name of the rule behind a clause that is known from
// the catalogue and that no rule found.
const catalogueRule = "catalogue/"

// withStated joins the clauses that the rules found in a text with those that
// known licences are known to state in the words that stand there unchanged:
// what people read goes before what a rule made of it.
func (l *library) withStated(found []clause.Match, id license.Identification) []clause.Match {
	out := l.withoutAbsent(found, id)
	taken := make([]bool, len(out))
	for _, m := range id.Licenses {
		for _, known := range m.Stated {
			i := nearest(out[:len(taken)], taken, known)
			if i < 0 {
				out = append(out, clause.Match{Kind: known.Kind, Params: known.Params, Rule: catalogueRule + m.ID, Spans: known.Spans})
				continue
			}
			taken[i] = true
			out[i].Params = settled(out[i], known)
		}
	}
	slices.SortStableFunc(out, func(a, b clause.Match) int {
		return cmp.Or(cmp.Compare(a.Spans[0].Start, b.Spans[0].Start), cmp.Compare(a.Kind, b.Kind))
	})
	return out
}

// withoutAbsent leaves out what people found a text not to state, where it is
// one known licence word for word.
func (l *library) withoutAbsent(found []clause.Match, id license.Identification) []clause.Match {
	out := slices.Clone(found)
	if len(id.Licenses) != 1 || id.Licenses[0].Degree != license.Exact {
		return out
	}
	e, ok := l.catalogue.Entry(id.Licenses[0].ID)
	if !ok {
		return out
	}
	return slices.DeleteFunc(out, func(m clause.Match) bool {
		info, known := l.rules.Kind(m.Kind)
		limit := known && (info.Restrictive() || len(info.Limited)+len(info.Barred) > 0)
		stated := slices.Contains(e.Disputed, m.Kind) || slices.ContainsFunc(e.Terms, func(t license.Term) bool { return t.Kind == m.Kind })
		return slices.Contains(e.Absent, m.Kind) || e.Complete && limit && !stated
	})
}

// nearest returns the clause of a known term's kind that shares most words with
// it, of those that are not taken; -1 for none.
func nearest(found []clause.Match, taken []bool, known license.Stated) int {
	best, most := -1, 0
	for i, m := range found {
		if n := shared(m.Spans, known.Spans); m.Kind == known.Kind && !taken[i] && n > most {
			best, most = i, n
		}
	}
	return best
}

// shared returns how many bytes two lists of spans share.
func shared(a, b []doc.Span) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
}

// settled returns the parameters of a clause with those that are known of it.
func settled(m clause.Match, known license.Stated) map[string]any {
	params := map[string]any{}
	for name, value := range m.Params {
		params[name] = value
	}
	for name, value := range known.Params {
		if list, ok := value.([]string); value != nil && (!ok || len(list) > 0) {
			params[name] = value
		}
	}
	return params
}
