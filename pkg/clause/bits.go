package clause

import "math/bits"

// places is a set of places between the tokens of a segment: place i stands
// before token i. Its size bounds a segment; see prose.MaxLead and
// prose.MaxSentence.
type places [8]uint64

func (p *places) add(i int)      { p[i>>6] |= 1 << (i & 63) }
func (p *places) has(i int) bool { return i >= 0 && p[i>>6]&(1<<(i&63)) != 0 }

func (p *places) empty() bool {
	for _, w := range p {
		if w != 0 {
			return false
		}
	}
	return true
}

// or adds the places of q.
func (p *places) or(q *places) {
	for i, w := range q {
		p[i] |= w
	}
}

// and returns the places that p and q share.
func (p *places) and(q *places) (out places) {
	for i, w := range q {
		out[i] = p[i] & w
	}
	return out
}

// later returns the places n behind those of p.
func (p *places) later(n int) (out places) {
	skip, shift := n>>6, uint(n&63)
	for i := len(p) - 1; i >= skip; i-- {
		out[i] = p[i-skip] << shift
		if shift > 0 && i > skip {
			out[i] |= p[i-skip-1] >> (64 - shift)
		}
	}
	return out
}

// within returns the places at most n behind those of p.
func (p *places) within(n int) places {
	out := *p
	for reach := 0; reach < n; {
		step := min(reach+1, n-reach)
		further := out.later(step)
		out.or(&further)
		reach += step
	}
	return out
}

// first returns the first place that is not before from, or -1.
func (p *places) first(from int) int {
	for i := from >> 6; i < len(p); i++ {
		w := p[i]
		if i == from>>6 {
			w &= ^uint64(0) << (from & 63)
		}
		if w != 0 {
			return i<<6 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

// last returns the last place that is not behind to, or -1.
func (p *places) last(to int) int {
	for i := min(to>>6, len(p)-1); i >= 0; i-- {
		w := p[i]
		if i == to>>6 {
			w &= ^uint64(0) >> (63 - to&63)
		}
		if w != 0 {
			return i<<6 + 63 - bits.LeadingZeros64(w)
		}
	}
	return -1
}
