package prose

import "hash/maphash"

// memory keeps the words of the blocks that were read: cards and licences are made
// of the same paragraphs over and over. It holds no pointers, which a collector
// would follow again and again.
type memory struct {
	seeds   [2]maphash.Seed
	kept    map[uint64]recollection // by the hash of a block
	tokens  []keptToken             // of all blocks
	numbers map[[2]int32]int32      // by what stands before and behind, or by a block and its segment
	bytes   int                     // that all of it takes, by and large
	last    int32                   // the greatest number of a segment
}

// recollection is a block that is kept; the zero value is none.
type recollection struct {
	hash     uint64 // another one than its blocks are kept by
	from, to int32  // its tokens
	id       int32  // from 1
}

// keptToken is a token of a block: where in the block it stands, and its word.
type keptToken struct {
	start, end uint16
	word       int32 // its ID
}

// mostRecalled bounds the blocks that are kept, in bytes: longer ones do not come
// again, by and large.
const mostRecalled = 2000

// mostMemory bounds what is kept, in bytes, and the others say what takes how many
// of them.
const (
	mostMemory    = 16 << 20
	bytesKept     = 150 // a block, beside its tokens
	bytesNumbered = 30
	bytesOfToken  = 8
)

// bytesBefore is how many bytes before a block decide how it is cut: they tell
// whether its first word stands in parentheses.
const bytesBefore = 2

func newMemory() *memory {
	return &memory{
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, kept: map[uint64]recollection{}, numbers: map[[2]int32]int32{},
	}
}

// recall returns what is kept of a block of a text, and the hashes to keep it
// by, which are 0 where it is not to be kept.
func (m *memory) recall(text []byte, b block) (r recollection, hash, other uint64) {
	if m == nil || b.start < bytesBefore || b.end-b.start > mostRecalled {
		return r, 0, 0
	}
	block := text[b.start-bytesBefore : b.end]
	hash, other = maphash.Bytes(m.seeds[0], block), maphash.Bytes(m.seeds[1], block)
	r, known := m.kept[hash]
	switch {
	case known && r.hash == other:
		return r, 0, 0
	case known || m.bytes >= mostMemory:
		return recollection{}, 0, 0
	}
	return r, hash, other
}

// keep keeps the words of a block that starts at start.
func (m *memory) keep(hash, other uint64, tokens []Token, start int) recollection {
	r := recollection{hash: other, from: int32(len(m.tokens)), id: int32(len(m.kept) + 1)}
	for _, t := range tokens {
		m.tokens = append(m.tokens, keptToken{uint16(t.Start - start), uint16(t.End - start), int32(t.Word.ID)})
	}
	r.to = int32(len(m.tokens))
	m.kept[hash] = r
	m.bytes += bytesKept + len(tokens)*bytesOfToken
	return r
}

// append adds the words of a block that starts at start to out.
func (m *memory) append(out []Token, r recollection, start int, words []*Word) []Token {
	for _, t := range m.tokens[r.from:r.to] {
		out = append(out, Token{start + int(t.start), start + int(t.end), words[t.word]})
	}
	return out
}

// number returns the number of the n-th segment of a block.
func (m *memory) number(r recollection, n int, heading bool) int32 {
	n *= 2
	if heading {
		n++
	}
	return m.numberOf([2]int32{-r.id, int32(n)})
}

// behind returns the number of what has one behind words that have one, too.
func (m *memory) behind(lead, own int32) int32 {
	if lead == 0 || own == 0 {
		return 0
	}
	return m.numberOf([2]int32{lead, own})
}

func (m *memory) numberOf(key [2]int32) int32 {
	n := m.numbers[key]
	if n == 0 {
		m.last++
		n = m.last
		m.numbers[key] = n
		m.bytes += bytesNumbered
	}
	return n
}

// below returns the number that those of all segments are below.
func (m *memory) below() int {
	if m == nil {
		return 1
	}
	return int(m.last) + 1
}
