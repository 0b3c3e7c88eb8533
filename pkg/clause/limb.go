package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// foretellsClass is the class of the lexicon of operators that, where they bind
// nobody by name, only tell what comes: "it will be free of faults".
const foretellsClass = "foretells"

// limb is a part of a sentence that bars or asks something of the reader, from
// its operator on: "…, and must print our name". A plain rule explains those
// that its pattern reaches into and no other: what is known of the rest of a
// sentence says nothing of a limb that follows it.
type limb struct {
	start, end int // tokens of the segment
	explained  bool
	met        bool  // a clause was found in it
	beside     []int // plain rules that explain it in some texts only
}

// limbs returns the limbs of a segment, and the bans of its lead-in that reach
// into it.
func (r *reader) limbs(seg segment) []limb {
	if r.frames == nil || seg.heading || seg.items > 0 {
		return nil
	}
	var out []limb
	told := r.matcher.places(&r.set.foretells)
	for _, f := range r.read(seg) {
		if f.Bearer.Empty() && has(told, f.Start) {
			continue // "the tool will be free of faults"
		}
		if (f.Start >= seg.lead || f.Speech == prose.Ban && f.End > seg.lead) && r.bindsReader(f) {
			out = append(out, limb{start: operator(f), end: f.End})
		}
	}
	return out
}

// operator returns where the words of f that bar or ask begin; those of a
// nominal frame stand at its end: "all warranties are excluded".
func operator(f prose.Frame) int {
	if f.Nominal {
		return max(f.Start, f.End-near)
	}
	return f.Start
}

// bindsReader reports whether a frame bars or asks something of the reader, or
// of whoever has the work.
func (r *reader) bindsReader(f prose.Frame) bool {
	binds := f.Speech == prose.Duty || f.Speech == prose.Ban
	return binds && (f.Bearer.Empty() || !f.Bearer.Without(r.rules.licensor).Empty())
}

// take notes that a plain rule matches.
func (u *unit) take(n int) {
	if !slices.Contains(u.plain, n) {
		u.plain = append(u.plain, n)
	}
}

// reach marks the limbs that p, a pattern of the plain rule r, the n-th, reaches into; one
// that describes the sentence as a whole reaches into all. origin tells which
// token of the segment each token at hand is; nil: the same.
func (u *unit) reach(m *matcher, r *plain, n int, p *pattern, origin []int) {
	if !u.bound(nil) {
		return
	}
	core := p.core()
	if r.at == AsWhole && core.node == p.node {
		for i := range u.limbs {
			u.limbs[i].explain(r, n)
		}
		return
	}
	for h, ok := m.search(&core, 0); ok; h, ok = m.search(&core, h.end) {
		if h.start == h.end {
			continue
		}
		for i := range u.limbs {
			if l := &u.limbs[i]; place(origin, h.start) <= l.start+near && l.start <= place(origin, h.end-1) {
				l.explain(r, n)
			}
		}
	}
}

// explain notes that the plain rule r, the n-th, explains l.
func (l *limb) explain(r *plain, n int) {
	if r.depends() {
		l.beside = append(l.beside, n)
		return
	}
	l.explained = true
}

// near is how many tokens behind its operator a limb may begin to be explained:
// "shall not be liable".
const near = 5

// core returns p without the gap at its end, which would take in whatever
// follows.
func (p pattern) core() pattern {
	if n := p.node; n.op == opSequence && len(n.children) > 1 && n.children[len(n.children)-1].op == opGap {
		p.node = &node{op: opSequence, children: n.children[:len(n.children)-1]}
	}
	return p
}

// pass explains the limbs whose operator is among the words that neutral phrases
// hold.
func (u *unit) pass(dropped manyPlaces) {
	for i := range u.limbs {
		l := &u.limbs[i]
		l.explained = l.explained || has(dropped, l.start)
	}
}

// place returns which token of the segment token i of the reading at hand is.
func place(origin []int, i int) int {
	if origin == nil {
		return i
	}
	return origin[i]
}

// bound reports whether a limb of the sentence is one that no plain rule
// explains. rules are those that hold in the text, of those that do not always.
func (u *unit) bound(rules []int) bool {
	return slices.ContainsFunc(u.limbs, func(l limb) bool { return l.bound(rules) })
}

// bound reports whether no plain rule explains l.
func (l *limb) bound(rules []int) bool {
	return !l.explained && !slices.ContainsFunc(l.beside, func(n int) bool { return slices.Contains(rules, n) })
}
