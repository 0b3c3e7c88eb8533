package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// settleElsewhere removes what rules found that other sentences of the text
// undo. Most texts hold nothing of such rules, and are not read again.
func settleElsewhere(r *reader, text *prose.Text) {
	undone := map[string]bool{}
	for i := range r.found {
		undone[r.found[i].Rule] = false
	}
	var open []*rule
	for i := range r.set.rules {
		if _, found := undone[r.set.rules[i].id]; found && len(r.set.rules[i].elsewhere) > 0 {
			open = append(open, &r.set.rules[i])
		}
	}
	var buffer segment
	for i := 0; i < len(text.Segments) && len(open) > 0; i++ {
		r.matcher.begin(buffer.take(&text.Segments[i]).tokens)
		open = slices.DeleteFunc(open, func(c *rule) bool {
			veto := slices.ContainsFunc(c.elsewhere, func(p pattern) bool { return r.matcher.occurs(&p) })
			undone[c.id] = undone[c.id] || veto
			return veto
		})
	}
	r.found = slices.DeleteFunc(r.found, func(c candidate) bool { return undone[c.Rule] })
}
