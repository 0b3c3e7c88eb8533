package clause

// agenda lists the patterns that can match in a segment, going by its words.
type agenda struct {
	triggers *triggers
	tried    []uint32 // by pattern: the last segment that it was listed for
	count    uint32   // segments so far
	due      []int32  // the patterns to try in the segment at hand
}

// newAgenda makes an agenda of as many patterns as t announces.
func newAgenda(t *triggers, patterns int) agenda {
	return agenda{triggers: t, tried: make([]uint32, patterns)}
}

// turn lists the patterns for the segment that m has taken up.
func (a *agenda) turn(m *matcher) {
	a.count++
	a.due = append(a.due[:0], a.triggers.always...)
	for _, s := range m.present {
		for _, n := range a.triggers.of(s) {
			if a.tried[n] != a.count {
				a.tried[n] = a.count
				a.due = append(a.due, n)
			}
		}
	}
}

// triggers tells by the words of a segment which patterns can match there.
type triggers struct {
	patterns []int32 // by number, those that need the first symbol first
	ends     []int32 // by symbol: where its patterns end
	always   []int32 // patterns that no symbol announces
}

// of returns the patterns that need s.
func (t *triggers) of(s symbol) []int32 {
	from := int32(0)
	if s > 0 {
		from = t.ends[s-1]
	}
	return t.patterns[from:t.ends[s]]
}

// newTriggers returns the triggers of those of some patterns, by number, that
// are wanted. There are so many symbols.
func newTriggers(symbols, patterns int, at func(n int) *pattern, wanted func(n int) bool) (t triggers) {
	starts := make([]int32, symbols+1)
	each := func(do func(n int32, s symbol)) {
		for n := range patterns {
			if p := at(n); wanted(n) && len(p.needs) > 0 {
				for _, s := range p.needs[0].symbols {
					do(int32(n), s)
				}
			}
		}
	}
	each(func(_ int32, s symbol) { starts[s+1]++ })
	for s := range symbols {
		starts[s+1] += starts[s]
	}
	t.patterns = make([]int32, starts[symbols])
	each(func(n int32, s symbol) {
		t.patterns[starts[s]] = n
		starts[s]++
	})
	t.ends = starts[:symbols] // each has moved on to its end
	for n := range patterns {
		if wanted(n) && len(at(n).needs) == 0 {
			t.always = append(t.always, int32(n))
		}
	}
	return t
}
