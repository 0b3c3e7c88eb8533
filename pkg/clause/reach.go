package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// rightSet is a set of rights, by their place in term.Rights.
type rightSet uint8

func rightsOf(list []term.Right) (out rightSet) {
	for i, r := range term.Rights() {
		if slices.Contains(list, r) {
			out |= 1 << i
		}
	}
	return out
}

func (s rightSet) list() []term.Right {
	out := []term.Right{}
	for i, r := range term.Rights() {
		if s&(1<<i) != 0 {
			out = append(out, r)
		}
	}
	return out
}

// ordinary are the rights that any words may take from. Who bars training others
// has to speak of outputs or of training.
func ordinary() rightSet {
	return rightsOf(slices.DeleteFunc(term.Rights(), func(r term.Right) bool { return r == term.TrainOthers }))
}

// reached lists the rights that a sentence may take from of which some topics are
// left unexplained; bars tells that part of what it bars or asks is. A soft topic
// does not tell what such a sentence is about. nil: every right.
func (l *ledger) reached(u *unit, left topicSet, bars bool) []term.Right {
	if u.abroad != nil || l.language(u) != "" {
		return nil
	}
	out, ordinary := rightSet(0), ordinary()
	if bars || left.without(l.x.common).empty() {
		out = ordinary
	}
	for n := range left.all() {
		out |= l.x.topics[n].reaches
	}
	for n := range u.topics.all() {
		out |= l.x.topics[n].reaches &^ ordinary
	}
	return out.list()
}
