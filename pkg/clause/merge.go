package clause

import (
	"cmp"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// merge keeps one match of a kind where several cover the same words, and
// sorts.
func (r *reader) merge(found []candidate) []Match {
	found = slices.DeleteFunc(found, func(c candidate) bool { return !c.ungranted.Empty() && c.ungranted.Meets(r.granted.in(c.refs)) })
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.Own().Start, b.Own().Start), cmp.Compare(b.heart, a.heart), cmp.Compare(a.Rule, b.Rule))
	})
	var out []Match
	last := map[term.Kind]int{} // the match of a kind that reaches furthest
	for _, c := range found {
		i, ok := last[c.Kind]
		if ok && out[i].Own().Overlaps(c.Own()) && sameFigures(out[i].Params, c.Params) {
			out[i] = join(out[i], c.Match)
			continue
		}
		last[c.Kind] = len(out)
		out = append(out, c.Match)
	}
	slices.SortStableFunc(out, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Spans[0].Start, b.Spans[0].Start), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Own().Start, b.Own().Start))
	})
	spread(out)
	return out
}

// spread gives what one sentence settles for the whole text to all matches of
// its kind: that disputes go to arbitration, that research alone is left. A
// sentence that says otherwise outweighs one that says so, as where a title
// speaks of research and the grant of teaching and art, too; where none says
// anything it is not so.
func spread(found []Match) {
	type settled struct {
		kind term.Kind
		name string
	}
	said := map[settled]bool{}
	each := func(do func(m Match, of settled)) {
		for _, m := range found {
			for _, p := range term.ParamsOf(m.Kind) {
				if p.Whole {
					do(m, settled{m.Kind, p.Name})
				}
			}
		}
	}
	each(func(m Match, of settled) {
		if v, ok := m.Params[of.name].(bool); ok {
			before, has := said[of]
			said[of] = v && (before || !has)
		}
	})
	each(func(m Match, of settled) { m.Params[of.name] = said[of] })
}

// sameFigures reports whether two matches of a kind do not name different
// thresholds: one sentence may hold two caps.
func sameFigures(a, b term.Params) bool {
	for _, name := range term.Figures() {
		if a[name] != nil && b[name] != nil && a[name] != b[name] {
			return false
		}
	}
	return true
}

// Own returns the words of the item itself; items of one list share their
// lead-in.
func (m Match) Own() doc.Span { return m.Spans[len(m.Spans)-1] }

// join adds what b knows to a: lists are united, empty parameters filled.
func join(a, b Match) Match {
	if a.By != b.By {
		a.By = ByBoth
	}
	narrowed := part(a, b)
	for _, name := range b.Params.Names() {
		switch have := a.Params[name].(type) {
		case nil:
			a.Params[name] = b.Params[name]
		case bool:
			if v, ok := b.Params[name].(bool); ok {
				a.Params[name] = have || v
			}
		case []string:
			if more, ok := b.Params[name].([]string); ok {
				a.Params[name] = sortedUnion(have, more)
			}
		}
	}
	if narrowed != "" {
		delete(a.Params, narrowed)
	}
	return a
}

// part returns the parameter that narrows one of two matches of the same words
// and must not narrow both: the other speaks of another part, or of the whole,
// being a frame, which reads what it is said of.
func part(a, b Match) string {
	for _, p := range term.ParamsOf(a.Kind) {
		if !p.Part {
			continue
		}
		x, y := a.Params[p.Name], b.Params[p.Name]
		if x == nil && a.By != ByPattern || y == nil && b.By != ByPattern || x != nil && y != nil && x != y {
			return p.Name
		}
	}
	return ""
}

func sortedUnion(a, b []string) []string {
	out := term.Joined(a, b)
	slices.Sort(out)
	return out
}
