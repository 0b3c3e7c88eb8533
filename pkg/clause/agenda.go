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
		if int(s) >= len(a.triggers.bySymbol) {
			continue
		}
		for _, n := range a.triggers.bySymbol[s] {
			if a.tried[n] != a.count {
				a.tried[n] = a.count
				a.due = append(a.due, n)
			}
		}
	}
}

// triggers tells by the words of a segment which patterns can match there.
type triggers struct {
	bySymbol [][]int32 // by symbol: the patterns that need it, by number
	always   []int32   // patterns that no symbol announces
}

func (t *triggers) add(n int32, p *pattern) {
	if len(p.needs) == 0 {
		t.always = append(t.always, n)
		return
	}
	for _, s := range p.needs[0].symbols {
		for int(s) >= len(t.bySymbol) {
			t.bySymbol = append(t.bySymbol, nil)
		}
		t.bySymbol[s] = append(t.bySymbol[s], n)
	}
}
