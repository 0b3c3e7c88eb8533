package clause

// needs are the sets of words that some patterns need beside those that
// announce them. Each has a number, so that those which a segment meets are a
// set of bits: nine in ten patterns that are announced fail by it.
type needs struct {
	of [][]int32 // by pattern: the numbers of its needs, rarest first
}

// needsBook numbers needs.
type needsBook struct {
	numbers map[*node]int32
	sets    []*node
}

// take numbers the needs of so many patterns.
func (b *needsBook) take(patterns int, at func(n int) *pattern) *needs {
	out := &needs{of: make([][]int32, patterns)}
	var all []int32
	for n := range patterns {
		from := len(all)
		for i, need := range at(n).needs {
			if i > 0 {
				all = append(all, b.number(need))
			}
		}
		out.of[n] = all[from:len(all):len(all)]
	}
	return out
}

func (b *needsBook) number(n *node) int32 {
	number, ok := b.numbers[n]
	if !ok {
		number = int32(len(b.sets))
		b.numbers[n] = number
		b.sets = append(b.sets, n)
	}
	return number
}

// lists returns the numbers of the needs that each of so many symbols meets.
func (b *needsBook) lists(symbols int) lists {
	return newLists(symbols, func(yield func(n int32, s symbol)) {
		for i, n := range b.sets {
			for _, s := range n.symbols {
				yield(int32(i), s)
			}
		}
	})
}

// metNeeds are the needs that a segment meets, a bit each.
type metNeeds []uint64

func (m metNeeds) all(needs []int32) bool {
	for _, n := range needs {
		if m[n>>6]&(1<<(n&63)) == 0 {
			return false
		}
	}
	return true
}

// met returns the needs that the segment meets, which are worked out once.
func (m *matcher) met() metNeeds {
	if m.metAt == m.stamp {
		return m.needsMet
	}
	m.metAt = m.stamp
	clear(m.needsMet)
	for _, s := range m.present {
		for _, n := range m.set.meeting.of(s) {
			m.needsMet[n>>6] |= 1 << (n & 63)
		}
	}
	return m.needsMet
}
