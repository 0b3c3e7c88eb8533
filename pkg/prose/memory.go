package prose

import "hash/maphash"

// memory keeps the words of the blocks that were read: cards and licences are made
// of the same paragraphs over and over.
type memory struct {
	seeds [2]maphash.Seed
	kept  map[uint64]*recollection // by the hash of a block
	led   map[[2]int32]int32       // by a lead-in and what stands behind it: the number of both
	bytes int                      // that all of it takes, by and large
	last  int32                    // the greatest number of a segment
}

// recollection is a block that is kept.
type recollection struct {
	hash    uint64 // another one than its blocks are kept by
	tokens  []keptToken
	numbers []int32 // of its segments, each as none and as a heading; 0: not given yet
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
	mostMemory   = 16 << 20
	bytesKept    = 150 // a block, beside its tokens
	bytesLed     = 30
	bytesOfToken = 8
)

// bytesBefore is how many bytes before a block decide how it is cut: they tell
// whether its first word stands in parentheses.
const bytesBefore = 2

func newMemory() *memory {
	return &memory{
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, kept: map[uint64]*recollection{}, led: map[[2]int32]int32{},
	}
}

// recall returns what is kept of a block of a text, or a recollection without
// words to keep it in; nil where it is not to be kept.
func (m *memory) recall(text []byte, b block) *recollection {
	if m == nil || b.start < bytesBefore || b.end-b.start > mostRecalled {
		return nil
	}
	block := text[b.start-bytesBefore : b.end]
	hash, other := maphash.Bytes(m.seeds[0], block), maphash.Bytes(m.seeds[1], block)
	r := m.kept[hash]
	switch {
	case r == nil && m.bytes < mostMemory:
		r = &recollection{hash: other}
		m.kept[hash] = r
		m.bytes += bytesKept
	case r == nil || r.hash != other:
		return nil
	}
	return r
}

// keep keeps the words of a block that starts at start.
func (m *memory) keep(r *recollection, tokens []Token, start int) {
	r.tokens = make([]keptToken, len(tokens))
	for i, t := range tokens {
		r.tokens[i] = keptToken{uint16(t.Start - start), uint16(t.End - start), int32(t.Word.ID)}
	}
	m.bytes += len(tokens) * bytesOfToken
}

// append adds the words of a block that starts at start to out.
func (r *recollection) append(out []Token, start int, words []*Word) []Token {
	for _, t := range r.tokens {
		out = append(out, Token{start + int(t.start), start + int(t.end), words[t.word]})
	}
	return out
}

// number returns the number of the n-th segment of a block.
func (m *memory) number(r *recollection, n int, heading bool) int32 {
	n *= 2
	if heading {
		n++
	}
	for len(r.numbers) <= n {
		r.numbers = append(r.numbers, 0)
	}
	if r.numbers[n] == 0 {
		m.last++
		r.numbers[n] = m.last
	}
	return r.numbers[n]
}

// behind returns the number of what has one behind words that have one, too.
func (m *memory) behind(lead, own int32) int32 {
	if lead == 0 || own == 0 {
		return 0
	}
	n := m.led[[2]int32{lead, own}]
	if n == 0 {
		m.last++
		n = m.last
		m.led[[2]int32{lead, own}] = n
		m.bytes += bytesLed
	}
	return n
}

// numbers returns the number that those of all segments are below.
func (m *memory) numbers() int {
	if m == nil {
		return 1
	}
	return int(m.last) + 1
}
