package clause

import (
	"cmp"
	"slices"
)

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

// patterns are some patterns by number.
type patterns struct {
	len int
	at  func(n int) *pattern
}

// needsBook numbers needs.
type needsBook struct {
	sets []*node // by number; the first is none
}

// newNeedsBook numbers the needs of all lists of patterns. The largest sets come
// first: most words are in several of these, whose bits are in few words then.
func newNeedsBook(lists ...patterns) *needsBook {
	b := &needsBook{sets: []*node{{}}}
	for _, list := range lists {
		for n := range list.len {
			for i, of := range list.at(n).needs {
				if i > 0 && of.need == 0 {
					of.need = need(len(b.sets))
					b.sets = append(b.sets, of)
				}
			}
		}
	}
	slices.SortFunc(b.sets[1:], func(x, y *node) int { return cmp.Or(len(y.symbols)-len(x.symbols), int(x.need-y.need)) })
	for i, n := range b.sets {
		n.need = need(i)
	}
	return b
}

// of returns the needs of some patterns beside the first, which announces them.
func (b *needsBook) of(list patterns) *needs {
	out := &needs{rarest: make([]need, list.len), more: make([][]need, list.len)}
	var all []need
	for n := range list.len {
		from := len(all)
		for i, of := range list.at(n).needs {
			switch i {
			case 0:
			case 1:
				out.rarest[n] = of.need
			default:
				all = append(all, of.need)
			}
		}
		out.more[n] = all[from:len(all):len(all)]
	}
	return out
}

// meeting tells which needs each symbol meets.
type meeting struct {
	lists[block]
	size int // of metNeeds
}

// meeting returns what so many symbols meet.
func (b *needsBook) meeting(symbols int) meeting {
	each := newLists(symbols, func(yield func(n need, s symbol)) {
		for i, n := range b.sets {
			for _, s := range n.symbols {
				yield(need(i), s)
			}
		}
	})
	out := meeting{lists: lists[block]{ends: make([]int32, symbols)}, size: len(b.sets)/64 + 1}
	for s := range out.ends {
		out.items = appendBlocks(out.items, each.of(symbol(s)))
		out.ends[s] = int32(len(out.items))
	}
	return out
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
		for _, b := range of.of(s) {
			met[b.at] |= b.bits
		}
	}
	return met
}
