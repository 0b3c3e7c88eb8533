package clause

// agenda lists the patterns that can match in a segment, going by its words.
type agenda struct {
	triggers *triggers
	tried    []uint32 // by pattern: the last segment that announced it
	count    uint32   // segments so far
	due      []int32  // the patterns to search for in the segment at hand
}

// newAgenda makes an agenda of as many patterns as t announces.
func newAgenda(t *triggers, patterns int) agenda {
	return agenda{triggers: t, tried: make([]uint32, patterns)}
}

// turn lists the patterns for the segment that m has taken up: those of which it
// holds all words that they need.
func (a *agenda) turn(m *matcher) {
	a.count++
	a.due = append(a.due[:0], a.triggers.always...)
	met := m.met()
	for _, s := range m.present {
		for _, c := range a.triggers.of(s) {
			if c.rarest.in(met) && a.tried[c.pattern] != a.count {
				a.tried[c.pattern] = a.count
				if a.triggers.needs.all(c.pattern, met) {
					a.due = append(a.due, c.pattern)
				}
			}
		}
	}
}

// lists hold a list for every symbol.
type lists[T any] struct {
	items []T     // one list behind the other
	ends  []int32 // by symbol: where its list ends
}

// of returns the list of s.
func (l *lists[T]) of(s symbol) []T {
	from := int32(0)
	if s > 0 {
		from = l.ends[s-1]
	}
	return l.items[from:l.ends[s]]
}

// newLists returns the lists for so many symbols. What each yields is the same
// whenever it is called: an item for the list of a symbol.
func newLists[T any](symbols int, each func(yield func(item T, s symbol))) lists[T] {
	starts := make([]int32, symbols+1)
	each(func(_ T, s symbol) { starts[s+1]++ })
	for s := range symbols {
		starts[s+1] += starts[s]
	}
	items := make([]T, starts[symbols])
	each(func(item T, s symbol) {
		items[starts[s]] = item
		starts[s]++
	})
	return lists[T]{items, starts[:symbols]} // each start has moved on to its end
}

// triggers tells by the words of a segment which patterns can match there: a
// pattern is announced by the rarest words that it needs.
type triggers struct {
	lists[announced]
	always []int32 // patterns that no symbol announces
	needs  *needs  // what else they need
}

// announced is a pattern with the next rarest of its needs, by which most fail.
type announced struct {
	pattern int32
	rarest  need
}

// newTriggers returns the triggers of those of some patterns, by number, that
// are wanted. There are so many symbols.
func newTriggers(symbols int, of *needs, list patterns, wanted func(n int) bool) (t triggers) {
	t.needs = of
	t.lists = newLists(symbols, func(yield func(c announced, s symbol)) {
		for n := range of.rarest {
			if p := list.at(n); wanted(n) && len(p.needs) > 0 {
				for _, s := range p.needs[0].symbols {
					yield(announced{int32(n), of.rarest[n]}, s)
				}
			}
		}
	})
	for n := range of.rarest {
		if wanted(n) && len(list.at(n).needs) == 0 {
			t.always = append(t.always, int32(n))
		}
	}
	return t
}
