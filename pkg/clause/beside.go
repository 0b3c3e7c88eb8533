package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// holding returns the plain rules that match a sentence: those that hold in any
// text, and those that hold because clauses of some kinds were found.
func (l *ledger) holding(u *unit, found []term.Kind) (always, beside []int) {
	for _, n := range u.plain {
		switch kinds := l.x.plain[n].beside; {
		case len(kinds) == 0:
			always = append(always, n)
		case slices.ContainsFunc(kinds, func(k term.Kind) bool { return slices.Contains(found, k) }):
			beside = append(beside, n)
		}
	}
	return always, beside
}

// plainly reports whether some plain rules explain all of a sentence; beside are
// those of them that do not hold in every text.
func (l *ledger) plainly(u *unit, rules, beside []int) bool {
	return len(rules) > 0 && l.topicsOf(u, rules).without(l.x.allowed(rules)).empty() && !u.bound(beside)
}

// topicsOf returns what a sentence speaks of that some plain rules have to
// explain. A lead-in is a sentence of its own: what it bars holds for its items,
// what it speaks of does not.
func (l *ledger) topicsOf(u *unit, rules []int) topicSet {
	if slices.ContainsFunc(rules, func(n int) bool { return l.x.plain[n].anyLead }) {
		return u.own
	}
	return u.own.or(u.topics.and(l.x.cues))
}

// allowed returns the topics that some plain rules explain.
func (x *explainer) allowed(rules []int) (out topicSet) {
	for _, n := range rules {
		out = out.or(x.plain[n].allows)
	}
	return out
}

// besides returns the kinds found that some plain rules stand beside.
func (x *explainer) besides(rules []int, found []term.Kind) (out []term.Kind) {
	for _, n := range rules {
		for _, k := range x.plain[n].beside {
			if slices.Contains(found, k) && !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}
