package localdir

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// gguf takes the licence that the header of a GGUF file names.
func (f *folder) gguf(name string) {
	file, err := f.root.Open(name)
	if err != nil {
		return
	}
	defer file.Close()
	f.snap.Info.GGUFLicense = ggufLicense(file)
}

// The bounds of a GGUF header: the general keys come first, before the
// vocabulary, which may have megabytes.
const (
	maxGGUFHeader = 1 << 20
	maxGGUFKeys   = 200
	maxGGUFString = 1 << 16
)

// ggufLicense returns the value of general.license in a GGUF header, empty when
// there is none within bounds or r is no GGUF file.
func ggufLicense(r io.Reader) string {
	h := ggufHeader{bufio.NewReader(io.LimitReader(r, maxGGUFHeader))}
	magic := make([]byte, 4)
	if _, err := io.ReadFull(h.r, magic); err != nil || string(magic) != "GGUF" {
		return ""
	}
	if version, err := h.uint32(); err != nil || version < 2 || version > 3 {
		return ""
	}
	if _, err := h.uint64(); err != nil { // number of tensors
		return ""
	}
	keys, err := h.uint64()
	if err != nil {
		return ""
	}
	for range min(keys, maxGGUFKeys) {
		key, err := h.string()
		if err != nil {
			return ""
		}
		kind, err := h.uint32()
		if err != nil {
			return ""
		}
		if key == "general.license" && kind == ggufString {
			value, err := h.string()
			if err != nil {
				return ""
			}
			return value
		}
		if h.skip(kind) != nil {
			return ""
		}
	}
	return ""
}

type ggufHeader struct{ r *bufio.Reader }

// The value types of GGUF that are not plain numbers.
const (
	ggufString = 8
	ggufArray  = 9
)

var errGGUF = errors.New("not understood")

func (h ggufHeader) uint32() (uint32, error) {
	var b [4]byte
	_, err := io.ReadFull(h.r, b[:])
	return binary.LittleEndian.Uint32(b[:]), err
}

func (h ggufHeader) uint64() (uint64, error) {
	var b [8]byte
	_, err := io.ReadFull(h.r, b[:])
	return binary.LittleEndian.Uint64(b[:]), err
}

func (h ggufHeader) string() (string, error) {
	n, err := h.uint64()
	if err != nil || n > maxGGUFString {
		return "", errGGUF
	}
	b := make([]byte, n)
	_, err = io.ReadFull(h.r, b)
	return string(b), err
}

// skip passes over a value. Reading ends at the bound of the header, so a
// claimed length cannot keep it busy.
func (h ggufHeader) skip(kind uint32) error {
	switch kind {
	case ggufString:
		_, err := h.string()
		return err
	case ggufArray:
		return h.skipArray()
	}
	size, ok := ggufSize(kind)
	if !ok {
		return errGGUF
	}
	_, err := h.r.Discard(size)
	return err
}

func (h ggufHeader) skipArray() error {
	kind, err := h.uint32()
	if err != nil || kind == ggufArray {
		return errGGUF
	}
	n, err := h.uint64()
	if err != nil || n > maxGGUFHeader {
		return errGGUF
	}
	for range n {
		if err := h.skip(kind); err != nil {
			return err
		}
	}
	return nil
}

// ggufSize returns the size of a number or bool in bytes.
func ggufSize(kind uint32) (int, bool) {
	switch kind {
	case 0, 1, 7:
		return 1, true
	case 2, 3:
		return 2, true
	case 4, 5, 6:
		return 4, true
	case 10, 11, 12:
		return 8, true
	default:
		return 0, false
	}
}
