package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// limb is a part of a sentence that bars or asks something of the reader, from
// its operator on: "…, and must print our name". A plain rule explains those
// that its pattern reaches into and no other: what is known of the rest of a
// sentence says nothing of a limb that follows it.
type limb struct {
	start, end int // tokens of the segment
	explained  bool
}

// limbs returns the limbs of a segment, and the bans of its lead-in that reach
// into it.
func (r *reader) limbs(seg segment) []limb {
	if r.frames == nil || seg.heading || seg.items > 0 {
		return nil
	}
	var out []limb
	for _, f := range r.read(seg) {
		if (f.Start >= seg.lead || f.Speech == prose.Ban && f.End > seg.lead) && r.bindsReader(f) {
			out = append(out, limb{start: f.Start, end: f.End})
		}
	}
	return out
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

// reach marks the limbs that p, a pattern of the plain rule r, reaches into; one
// that describes the sentence as a whole reaches into all. origin tells which
// token of the segment each token at hand is; nil: the same.
func (u *unit) reach(m *matcher, r *plain, p *pattern, origin []int) {
	if !u.bound() {
		return
	}
	if r.at == AsWhole {
		u.limbs = nil // all are explained
		return
	}
	until := 0
	for h, ok := m.find(p, 0); ok; h, ok = m.find(p, h.end) {
		if h.start < until || h.start == h.end {
			continue // the gap at its end, which would take in whatever follows
		}
		until = h.end
		for i := range u.limbs {
			l := &u.limbs[i]
			l.explained = l.explained || place(origin, h.start) < l.end && l.start <= place(origin, h.end-1)
		}
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
// explains.
func (u *unit) bound() bool {
	for _, l := range u.limbs {
		if !l.explained {
			return true
		}
	}
	return false
}
