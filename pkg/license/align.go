package license

import "math/bits"

// alignment is how a known text lies over a view: the runs of words that both
// have, in the order of the view.
type alignment struct {
	text     int
	runs     []run
	words    int     // words of the view that are explained
	missing  int     // words of the known text's body that are not in the view
	complete float64 // share of the shingles of the body that are in the view
	longest  int     // words of the longest run
}

// run is a stretch of equal shingles.
type run struct {
	doc, known int // first shingle of each
	n          int // shingles
}

// solidRun is the number of shingles from which a run is no coincidence.
const solidRun = 8

// aligner holds the memory that alignments share.
type aligner struct {
	slots []int32 // hash table: number of the first shingle, plus one
	next  []int32 // by shingle: the next with the same hash, plus one
	used  []bool  // by shingle
}

// align lays t over the words of v that are free.
func (a *aligner) align(v *view, t *knownText, free []bool) alignment {
	a.index(t)
	runs := a.walk(v, t, free)
	return measure(inOrder(runs), t)
}

// index fills the hash table with the shingles of t.
func (a *aligner) index(t *knownText) {
	size := 1 << bits.Len(uint(2*len(t.shingles)))
	a.slots, a.next, a.used = zeroed(a.slots, size), zeroed(a.next, len(t.shingles)), zeroed(a.used, len(t.shingles))
	for k := len(t.shingles) - 1; k >= 0; k-- {
		slot := a.slot(t, t.shingles[k])
		a.next[k] = *slot
		*slot = int32(k + 1)
	}
}

// slot returns the place of a hash in the table.
func (a *aligner) slot(t *knownText, h uint32) *int32 {
	mask := uint32(len(a.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if s := a.slots[i]; s == 0 || t.shingles[s-1] == h {
			return &a.slots[i]
		}
	}
}

// walk goes through the view and pairs each shingle with one of t not paired
// yet: the one that goes on from the last pair if it can, else the next behind
// it, else the first.
func (a *aligner) walk(v *view, t *knownText, free []bool) []run {
	var runs []run
	expect, blocked := 0, -1
	for i := range min(shingleWords-1, len(free)) {
		if !free[i] {
			blocked = i
		}
	}
	for i, h := range v.shingles {
		if last := i + shingleWords - 1; !free[last] {
			blocked = last
		}
		if blocked >= i {
			continue
		}
		k := a.pick(t, h, expect)
		if k < 0 {
			continue
		}
		a.used[k] = true
		if n := len(runs); n > 0 && runs[n-1].doc+runs[n-1].n == i && runs[n-1].known+runs[n-1].n == k {
			runs[n-1].n++
		} else {
			runs = append(runs, run{i, k, 1})
		}
		expect = k + 1
	}
	return runs
}

// pick returns a shingle of t with hash h that is not paired yet, or -1.
func (a *aligner) pick(t *knownText, h uint32, expect int) int {
	if expect < len(t.shingles) && t.shingles[expect] == h && !a.used[expect] {
		return expect
	}
	first := -1
	for s := *a.slot(t, h); s != 0; s = a.next[s-1] {
		k := int(s - 1)
		switch {
		case a.used[k]:
		case k >= expect:
			return k
		case first < 0:
			first = k
		}
	}
	return first
}

// inOrder drops the short runs that stand out of order: phrases that any legal
// text might share.
func inOrder(runs []run) []run {
	after := make([]int, len(runs)) // the known position of the next solid run
	next := int(^uint(0) >> 1)
	for i := len(runs) - 1; i >= 0; i-- {
		after[i] = next
		if runs[i].n >= solidRun {
			next = runs[i].known
		}
	}
	kept := runs[:0]
	before, solid := -1, false
	for i, r := range runs {
		if r.n >= solidRun {
			before, solid = r.known+r.n, true
			kept = append(kept, r)
		} else if solid && before <= r.known && r.known < after[i] || !solid && r.known < after[i] && after[i] != int(^uint(0)>>1) {
			kept = append(kept, r)
		}
	}
	return kept
}

// measure sums up the runs.
func measure(runs []run, t *knownText) alignment {
	al := alignment{runs: runs}
	first, last := t.body()
	from, to := t.parts[first].start, t.parts[last].start+t.parts[last].words
	present, covered, end := 0, 0, 0
	for _, r := range runs {
		al.longest = max(al.longest, r.n+shingleWords-1)
		al.words += r.doc + r.n + shingleWords - 1 - max(r.doc, end)
		end = r.doc + r.n + shingleWords - 1
		lo, hi := max(r.known, from), min(r.known+r.n, to-shingleWords+1)
		if hi > lo {
			present += hi - lo
			covered += hi - lo + shingleWords - 1
		}
	}
	total := max(1, to-from-shingleWords+1)
	al.complete = float64(present) / float64(total)
	al.missing = max(0, to-from-covered)
	return al
}

// score ranks alignments: what they explain counts, what they lack counts
// against them, but never for more than half of it.
func (al alignment) score() int { return 2*al.words - min(al.missing, al.words) }

// zeroed returns a slice of n zero values, in the memory of s where it fits.
func zeroed[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}
