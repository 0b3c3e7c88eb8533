package clause

import "math/bits"

// places is a set of places between the tokens of a segment: place i stands
// before token i. Nine segments out of ten are so short that one machine word
// holds it, and two hold nearly all others; the size of the rest is bounded by prose.MaxLead and
// prose.MaxSentence.
type places interface {
	fewPlaces | morePlaces | manyPlaces
}

type (
	fewPlaces  [1]uint64
	morePlaces [2]uint64
	manyPlaces [8]uint64
)

func with[P places](p P, i int) P {
	p[i>>6] |= 1 << (i & 63)
	return p
}

func has[P places](p P, i int) bool { return i >= 0 && p[i>>6]&(1<<(i&63)) != 0 }

func empty[P places](p P) bool {
	for i := range len(p) {
		if p[i] != 0 {
			return false
		}
	}
	return true
}

// or returns the places of p and q.
func or[P places](p, q P) P {
	for i := range len(p) {
		p[i] |= q[i]
	}
	return p
}

// and returns the places that p and q share.
func and[P places](p, q P) P {
	for i := range len(p) {
		p[i] &= q[i]
	}
	return p
}

// next returns the places one behind those of p.
func next[P places](p P) P {
	carry := uint64(0)
	for i := range len(p) {
		p[i], carry = p[i]<<1|carry, p[i]>>63
	}
	return p
}

// gap returns the places at most n behind those of p.
func gap[P places](p P, n int) P {
	for reach := 0; reach < n; {
		step := min(reach+1, n-reach, 63)
		carry := uint64(0)
		for i := range len(p) {
			w := p[i]
			p[i], carry = w|w<<step|carry, w>>(64-step)
		}
		reach += step
	}
	return p
}

// behind returns the places of p and all behind the first of them.
func behind[P places](p P) P {
	all := uint64(0)
	for i := range len(p) {
		w := p[i]
		p[i] = w | -w | all
		if w != 0 {
			all = ^uint64(0)
		}
	}
	return p
}

// first returns the first place that is not before from, or -1.
func first[P places](p P, from int) int {
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
func last[P places](p P, to int) int {
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

// block is the part of a set of numbers, symbols or needs, that one machine word
// holds.
type block struct {
	at   int // numbers from 64 times this on
	bits uint64
}

// appendBlocks appends the blocks of some numbers, which are sorted.
func appendBlocks[N symbol | need](blocks []block, numbers []N) []block {
	from := len(blocks)
	for _, n := range numbers {
		if last := len(blocks) - 1; last < from || blocks[last].at != int(n>>6) {
			blocks = append(blocks, block{at: int(n >> 6)})
		}
		blocks[len(blocks)-1].bits |= 1 << (n & 63)
	}
	return blocks
}
