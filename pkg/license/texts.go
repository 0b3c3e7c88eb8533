package license

import (
	"encoding/binary"
	"sync"
)

// texts are the known texts of a catalogue, decoded as they are needed, and
// the tables that lead to them.
type texts struct {
	list  list
	known []lazyText

	once     sync.Once // guards what follows
	sums     map[[32]byte]int
	openings openings
	anchors  anchors
}

// lazyText is a known text of the index, decoded at most once.
type lazyText struct {
	once sync.Once
	text *knownText
}

// openings are the shingles near the start of the known texts.
type openings struct {
	at  map[uint32][]opening
	set [1 << 10]uint64 // a bit for each shingle in at, by its low 16 bits
}

// may reports whether h could be in the table; most shingles are not.
func (o *openings) may(h uint32) bool { return o.set[h>>6&(1<<10-1)]&(1<<(h&63)) != 0 }

func (o *openings) add(h uint32, x opening) {
	o.at[h] = append(o.at[h], x)
	o.set[h>>6&(1<<10-1)] |= 1 << (h & 63)
}

// openingOffset is how many words the second opening of a text stands behind
// the first.
const openingOffset = 8

// text returns the i-th known text.
func (t *texts) text(i int) *knownText {
	l := &t.known[i]
	l.once.Do(func() { l.text, _ = decodeText(t.list.at(i)) })
	return l.text
}

// entryOf returns the number of the entry that text i belongs to.
func (t *texts) entryOf(i int) int { return int(binary.LittleEndian.Uint16(t.list.at(i))) }

// prepare builds the tables, once.
func (t *texts) prepare() {
	t.once.Do(func() {
		t.sums = make(map[[32]byte]int, len(t.known))
		t.openings.at = make(map[uint32][]opening, 2*len(t.known))
		for i := range t.known {
			data := t.list.at(i)
			t.sums[textSum(data)] = i
			start := bodyStart(data)
			for _, offset := range []int{0, openingOffset} {
				if h, ok := textShingle(data, start+offset); ok {
					t.openings.add(h, opening{i, offset})
				}
			}
		}
	})
}

// votes counts for every text the anchors that stand in shingles.
func (t *texts) votes(shingles []uint32, free func(i int) bool) []int {
	votes := make([]int, len(t.known))
	t.anchors.each(shingles, func(i, text int) {
		if free(i) {
			votes[text]++
		}
	})
	return votes
}

// numbered returns the text with a number, from 0, of the entry that text i
// belongs to, nil when it has fewer.
func (t *texts) numbered(i, number int) *knownText {
	entry := t.entryOf(i)
	for i > 0 && t.entryOf(i-1) == entry {
		i--
	}
	for ; i < len(t.known) && t.entryOf(i) == entry; i++ {
		if text := t.text(i); text.unlisted == 0 {
			if number == 0 {
				return text
			}
			number--
		}
	}
	return nil
}
