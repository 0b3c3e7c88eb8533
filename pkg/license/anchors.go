package license

import (
	"encoding/binary"
	"slices"
	"sort"
)

// anchors lead from shingles to the numbers of what holds them: a hash and a
// number each, sorted.
type anchors []byte

const anchorSize = 4 + 2

// Of a text only the shingles whose hash has its lowest bits clear, a quarter
// of all, are anchors.
const anchorMask = 3

// anchor returns the form in which anchors are sorted.
func anchor(h uint32, number int) uint64 { return uint64(h)<<16 | uint64(number) }

// newAnchors writes anchors, each once.
func newAnchors(all []uint64) anchors {
	slices.Sort(all)
	out := make([]byte, 0, anchorSize*len(all))
	for _, a := range slices.Compact(all) {
		out = binary.LittleEndian.AppendUint32(out, uint32(a>>16))
		out = binary.LittleEndian.AppendUint16(out, uint16(a))
	}
	return out
}

// each calls found for every shingle that is an anchor: its place among
// shingles, and the number that it leads to.
func (a anchors) each(shingles []uint32, found func(i, number int)) {
	n := len(a) / anchorSize
	hash := func(k int) uint32 { return binary.LittleEndian.Uint32(a[k*anchorSize:]) }
	for i, h := range shingles {
		for k := sort.Search(n, func(k int) bool { return hash(k) >= h }); k < n && hash(k) == h; k++ {
			found(i, int(binary.LittleEndian.Uint16(a[k*anchorSize+4:])))
		}
	}
}
