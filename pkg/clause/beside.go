package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// elsewhere tells whether clauses of a kind were found in other sentences than
// the one in which those of kinds were; times says in how many of all.
func elsewhere(times map[term.Kind]int, kinds []term.Kind) func(term.Kind) bool {
	return func(k term.Kind) bool {
		if slices.Contains(kinds, k) {
			return times[k] > 1
		}
		return times[k] > 0
	}
}

// holding returns the plain rules that match a sentence: those that hold in any
// text, and those that hold because of clauses elsewhere in it.
func (l *ledger) holding(u *unit, others func(term.Kind) bool) (always, beside []int) {
	for _, n := range u.plain {
		switch kinds := l.x.plain[n].beside; {
		case len(kinds) == 0:
			always = append(always, n)
		case slices.ContainsFunc(kinds, others):
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

// besides returns the kinds found elsewhere that some plain rules stand beside.
func (x *explainer) besides(rules []int, others func(term.Kind) bool) (out []term.Kind) {
	for _, n := range rules {
		for _, k := range x.plain[n].beside {
			if others(k) && !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}
