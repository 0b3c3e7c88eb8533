package weights

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// readGGUF reads the key-value pairs of a GGUF header. The general keys come
// first; of the rest only the length is looked at.
func readGGUF(head []byte) ([]Fact, error) {
	h := ggufReader{left: head}
	if magic := h.take(4); string(magic) != "GGUF" {
		return nil, ErrFormat
	}
	h.order = binary.LittleEndian
	if len(h.left) >= 4 && binary.LittleEndian.Uint32(h.left) > 0xffff {
		h.order = binary.BigEndian // the number of a version is small
	}
	version := h.uint32()
	if version < 2 || version > 3 {
		return nil, fmt.Errorf("%w: GGUF version %d", ErrFormat, version)
	}
	h.uint64() // number of tensors
	keys := h.uint64()
	var facts []Fact
	for range keys { // ends with the bytes at the latest
		key, kind := h.text(), h.uint32()
		f := Fact{Key: key}
		switch {
		case kind == ggufString:
			f.Value = h.text()
			if f.kept() && !h.cut {
				facts = append(facts, f)
			}
		case kind == ggufArray && (f.Terms() || f.Data()):
			facts = append(facts, h.texts(key)...)
		default:
			h.skip(kind)
		}
		switch {
		case h.bad:
			return facts, ErrFormat
		case h.cut:
			return facts, ErrCut
		case len(facts) >= maxFacts:
			return facts[:maxFacts], ErrCut
		}
	}
	return facts, nil
}

// ggufReader takes values off the front of a header. Once the bytes do not
// suffice it is cut, and gives zero values only.
type ggufReader struct {
	left  []byte
	order binary.ByteOrder
	cut   bool // more bytes were asked for than there are
	bad   bool // a value of no known type
}

// The value types of GGUF that are not plain numbers.
const (
	ggufString = 8
	ggufArray  = 9
)

func (h *ggufReader) take(n uint64) []byte {
	if h.cut || n > uint64(len(h.left)) {
		h.cut = true
		return nil
	}
	b := h.left[:n]
	h.left = h.left[n:]
	return b
}

func (h *ggufReader) uint32() uint32 {
	if b := h.take(4); b != nil {
		return h.order.Uint32(b)
	}
	return 0
}

func (h *ggufReader) uint64() uint64 {
	if b := h.take(8); b != nil {
		return h.order.Uint64(b)
	}
	return 0
}

func (h *ggufReader) text() string {
	b := h.take(h.uint64())
	return strings.ToValidUTF8(string(b[:min(len(b), maxValue)]), "\uFFFD")
}

// skip passes over a value.
func (h *ggufReader) skip(kind uint32) {
	switch kind {
	case ggufString:
		h.take(h.uint64())
		return
	case ggufArray:
		h.skipArray()
		return
	}
	h.take(h.size(kind))
}

// array reads the type and the number of an array's elements.
func (h *ggufReader) array() (kind uint32, n uint64) {
	kind, n = h.uint32(), h.uint64()
	if kind == ggufArray {
		h.bad = true // nothing writes arrays of arrays
	}
	return kind, n
}

func (h *ggufReader) skipArray() {
	kind, n := h.array()
	if kind != ggufString {
		size := h.size(kind)
		if size > 0 && n > uint64(len(h.left))/size {
			h.cut = true
			return
		}
		h.take(n * size)
		return
	}
	for range n {
		if h.take(h.uint64()); h.cut {
			return
		}
	}
}

// texts reads an array of strings, nothing of another.
func (h *ggufReader) texts(key string) []Fact {
	kind, n := h.array()
	if kind != ggufString {
		h.cut = h.cut || kind != ggufString
		return nil
	}
	var facts []Fact
	for range n {
		f := Fact{Key: key, Value: h.text()}
		if h.cut || len(facts) == maxFacts {
			break
		}
		if f.kept() {
			facts = append(facts, f)
		}
	}
	return facts
}

// size returns the size of a number or bool in bytes.
func (h *ggufReader) size(kind uint32) uint64 {
	switch kind {
	case 0, 1, 7:
		return 1
	case 2, 3:
		return 2
	case 4, 5, 6:
		return 4
	case 10, 11, 12:
		return 8
	default:
		h.bad = true
		return 0
	}
}
