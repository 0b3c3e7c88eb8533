package prose

import (
	"slices"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Text is a text cut into segments. It is safe for concurrent use.
type Text struct {
	Bytes    []byte
	Segments []Segment // in the order of the text, an enumeration before its sentence
	// Glossary numbers the words, of which so many were known when the text was cut.
	Glossary *Glossary
	Words    int
	Numbers  int // the numbers of segments are below it
	// Order are the words that an order leaves out: "you must" keep it.
	Order [2]*Word
	// Things are the words for what a licence is about, which stand in the place of
	// the names that a text gives to it: material, what is made of it, what comes
	// out of it.
	Things [3]*Word
}

// How many bytes of a text a token, a segment and a word that was not met
// before take, by and large, and how many different words long texts have.
const (
	bytesPerToken   = 6
	bytesPerSegment = 150
	bytesPerWord    = 20
	mostWords       = 2000
)

// Cut cuts the given regions of a text, sorted, into segments; without any, the
// whole text. The work is linear in the length of the text.
func Cut(text []byte, regions ...doc.Span) *Text {
	regions, bytes := inBytes(text, regions)
	return (&desk{glossary: newGlossary(min(bytes/bytesPerWord, mostWords))}).cut(text, regions, bytes)
}

// inBytes returns the regions to read, and how many bytes they have.
func inBytes(text []byte, regions []doc.Span) (of []doc.Span, bytes int) {
	if regions == nil {
		regions = []doc.Span{{End: len(text)}}
	}
	for _, r := range regions {
		bytes += r.Len()
	}
	return regions, bytes
}

// Cutter cuts many texts, for whoever lets go of one before the next: the words,
// the blocks and the room of one serve for those behind it. It is safe for
// concurrent use; the zero value is ready.
type Cutter struct {
	mu   sync.Mutex
	idle []*desk
}

// Cut is the function Cut. When done is called, the text must no longer be used.
func (c *Cutter) Cut(text []byte, regions ...doc.Span) (cut *Text, done func()) {
	d := c.take()
	regions, bytes := inBytes(text, regions)
	cut = d.cut(text, regions, bytes)
	return cut, func() { c.release(d) }
}

// take returns the desk that was left last, or a new one.
func (c *Cutter) take() *desk {
	c.mu.Lock()
	defer c.mu.Unlock()
	last := len(c.idle) - 1
	if last < 0 {
		return &desk{glossary: newGlossary(mostWords), memory: newMemory()}
	}
	d := c.idle[last]
	c.idle = c.idle[:last]
	return d
}

// release lets go of a desk, for good where it keeps too much.
func (c *Cutter) release(d *desk) {
	d.tokens, d.segments = roomOf(d.tokens), roomOf(d.segments)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.idle) < mostIdle && d.glossary.Len() < mostKept && d.memory.bytes < mostMemory {
		c.idle = append(c.idle, d)
	}
}

// mostIdle bounds the desks that wait for another text.
const mostIdle = 8

// Bounds of what is kept for the next text: words, and tokens or segments.
const (
	mostKept = 80_000
	mostRoom = 50_000
)

func roomOf[T any](used []T) []T {
	if cap(used) > mostRoom {
		return nil
	}
	return used[:0]
}

// desk is what cutting a text needs: the words and blocks met so far, and room.
type desk struct {
	glossary *Glossary
	memory   *memory // nil: nothing is kept
	tokens   []Token
	segments []Segment
}

// cut cuts regions of a text, which have so many bytes.
func (d *desk) cut(text []byte, regions []doc.Span, bytes int) *Text {
	s := segmenter{memory: d.memory, lexer: lexer{text: text, Glossary: d.glossary, out: d.tokens}, odd: oddBreaks(text), found: d.segments}
	s.out, s.found = slices.Grow(s.out, bytes/bytesPerToken), slices.Grow(s.found, bytes/bytesPerSegment)
	for _, r := range regions {
		s.read(r.Start, r.End)
	}
	d.tokens, d.segments = s.out, s.found
	out := &Text{Bytes: text, Segments: s.found, Glossary: d.glossary, Numbers: d.memory.below()}
	for i, w := range grammarWords().Order {
		out.Order[i] = s.known([]byte(w))
	}
	for i, w := range grammarWords().Things {
		out.Things[i] = s.known([]byte(w))
	}
	out.Words = d.glossary.Len()
	return out
}
