package clause

// need is the number of a set of words that some patterns need beside those
// that announce them; 0 stands for none, which every segment meets.
type need int32

// metNeeds are the needs that a segment meets, a bit each.
type metNeeds []uint64

func (n need) in(met metNeeds) bool { return met[n>>6]&(1<<(n&63)) != 0 }

// needs are those of some patterns: nine in ten that are announced fail by them.
type needs struct {
	rarest []need   // by pattern: the first of its needs
	more   [][]need // by pattern: the others
}

// all reports whether a segment meets the needs of pattern n behind the rarest.
func (of *needs) all(n int32, met metNeeds) bool {
	for _, more := range of.more[n] {
		if !more.in(met) {
			return false
		}
	}
	return true
}

// needsBook numbers needs.
type needsBook struct {
	sets []*node // by number; the first is none
}

func newNeedsBook() *needsBook { return &needsBook{sets: []*node{{}}} }

// take numbers the needs of so many patterns.
func (b *needsBook) take(patterns int, at func(n int) *pattern) *needs {
	out := &needs{rarest: make([]need, patterns), more: make([][]need, patterns)}
	var all []need
	for n := range patterns {
		from := len(all)
		for i, of := range at(n).needs {
			switch i {
			case 0: // announces it
			case 1:
				out.rarest[n] = b.number(of)
			default:
				all = append(all, b.number(of))
			}
		}
		out.more[n] = all[from:len(all):len(all)]
	}
	return out
}

func (b *needsBook) number(n *node) need {
	if n.need == 0 {
		n.need = need(len(b.sets))
		b.sets = append(b.sets, n)
	}
	return n.need
}

// meeting tells which needs each symbol meets: as a list, or as bits where they
// are many.
type meeting struct {
	lists[need]
	rows []metNeeds // by symbol; nil for a list
	size int        // of metNeeds
}

// meeting returns what so many symbols meet.
func (b *needsBook) meeting(symbols int) meeting {
	out := meeting{rows: make([]metNeeds, symbols), size: len(b.sets)/64 + 1}
	out.lists = newLists(symbols, func(yield func(n need, s symbol)) {
		for i, n := range b.sets {
			for _, s := range n.symbols {
				yield(need(i), s)
			}
		}
	})
	for s := range out.rows {
		if list := out.of(symbol(s)); len(list) > out.size {
			out.rows[s] = make(metNeeds, out.size)
			out.rows[s].add(list)
		}
	}
	return out
}

func (m metNeeds) add(numbers []need) {
	for _, n := range numbers {
		m[n>>6] |= 1 << (n & 63)
	}
}

// met returns the needs that the segment meets, which are worked out once.
func (m *matcher) met() metNeeds {
	if m.metAt == m.stamp {
		return m.needsMet
	}
	m.metAt = m.stamp
	of, met := &m.set.meeting, m.needsMet
	clear(met)
	met[0] = 1
	for _, s := range m.present {
		if row := of.rows[s]; row != nil {
			for i, bits := range row {
				met[i] |= bits
			}
		} else {
			met.add(of.of(s))
		}
	}
	return met
}
