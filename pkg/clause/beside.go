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

// depends reports whether a rule holds in some texts only.
func (r *plain) depends() bool { return len(r.beside) > 0 || r.about }

// basis is what a sentence is decided on: the plain rules that match it and
// hold, and what clauses elsewhere in the text are about.
type basis struct {
	always []int // rules that hold in any text
	rules  []int // these, and those that hold because of clauses elsewhere
	beside []int // the latter
	others func(term.Kind) bool
	told   topicSet
}

// basis sorts the plain rules that match a sentence; others tells which kinds
// of clauses were found elsewhere.
func (l *ledger) basis(u *unit, others func(term.Kind) bool) *basis {
	b := &basis{others: others}
	for _, n := range u.plain {
		switch r := &l.x.plain[n]; {
		case !r.depends():
			b.always = append(b.always, n)
		case r.about:
			if b.told = l.x.told(others); !b.told.and(u.own).empty() {
				b.beside = append(b.beside, n)
			}
		case slices.ContainsFunc(r.beside, others):
			b.beside = append(b.beside, n)
		}
	}
	b.rules = slices.Concat(b.always, b.beside)
	return b
}

// told returns the topics that clauses of some kinds are about.
func (x *explainer) told(found func(term.Kind) bool) (out topicSet) {
	for n := range x.topics {
		if slices.ContainsFunc(x.topics[n].about, found) {
			out.add(n)
		}
	}
	return out
}

// allowed returns the topics that some plain rules explain of themselves.
func (x *explainer) allowed(rules []int) (out topicSet) {
	for _, n := range rules {
		out = out.or(x.plain[n].allows)
	}
	return out
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

// left returns what the rules that hold in any text leave unexplained of a
// sentence, and what all do.
func (l *ledger) left(u *unit, b *basis) (always, all topicSet) {
	always = l.topicsOf(u, b.always).without(l.x.allowed(b.always))
	return always, l.topicsOf(u, b.rules).without(l.x.allowed(b.rules).or(b.told))
}

// besides returns the kinds found elsewhere because of which a sentence with
// some topics is explained.
func (l *ledger) besides(b *basis, topics topicSet) (out []term.Kind) {
	kinds := []term.Kind{}
	for _, n := range b.beside {
		kinds = append(kinds, l.x.plain[n].beside...)
	}
	for n := range topics.and(b.told).all() {
		kinds = append(kinds, l.x.topics[n].about...)
	}
	for _, k := range kinds {
		if b.others(k) && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
