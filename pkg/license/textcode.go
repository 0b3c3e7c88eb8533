package license

import (
	"encoding/binary"
	"slices"
)

// partSize is the length of a part in the index: role, words, letters, digest.
const partSize = 1 + 4 + 4 + 32

// textHead is the length of what stands before the parts of a text: the
// number of its entry, what its list marks count, its digest, whether it is a
// notice, the number of parts.
const textHead = 2 + 4 + 32 + 1 + 1

// encode returns the form of t in the index.
func (t *knownText) encode(entry int) []byte {
	out := binary.LittleEndian.AppendUint16(nil, uint16(entry))
	out = binary.LittleEndian.AppendUint32(out, t.unlisted)
	out = append(out, t.sum[:]...)
	out = append(out, flag(t.notice), byte(len(t.parts)))
	for _, p := range t.parts {
		out = append(out, byte(slices.Index(partRoles(), p.role)))
		out = binary.LittleEndian.AppendUint32(out, uint32(p.words))
		out = binary.LittleEndian.AppendUint32(out, uint32(p.letters))
		out = append(out, p.sum[:]...)
	}
	for _, h := range t.shingles {
		out = binary.LittleEndian.AppendUint32(out, h)
	}
	return out
}

// decodeText is the reverse of encode.
func decodeText(data []byte) (t *knownText, entry int) {
	t, entry = &knownText{}, int(binary.LittleEndian.Uint16(data))
	t.sum = textSum(data)
	t.unlisted, t.notice = binary.LittleEndian.Uint32(data[2:]), data[textHead-2] == flag(true)
	count := partCount(data)
	data = data[textHead:]
	start := 0
	for range count {
		p := part{
			role: partRoles()[data[0]], start: start,
			words:   int(binary.LittleEndian.Uint32(data[1:])),
			letters: int(binary.LittleEndian.Uint32(data[5:])),
			sum:     [32]byte(data[9:partSize]),
		}
		t.parts = append(t.parts, p)
		start += p.words
		data = data[partSize:]
	}
	t.shingles = make([]uint32, len(data)/4)
	for i := range t.shingles {
		t.shingles[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return t, entry
}

// textSum returns the digest of an encoded text without decoding the rest.
func textSum(data []byte) [32]byte { return [32]byte(data[6:38]) }

func flag(set bool) byte {
	if set {
		return 1
	}
	return 0
}

func partCount(data []byte) int { return int(data[textHead-1]) }

// bodyStart returns the number of title words of an encoded text.
func bodyStart(data []byte) int {
	words := 0
	for k := range partCount(data) {
		p := data[textHead+k*partSize:]
		if partRoles()[p[0]] != partTitle {
			break
		}
		words += int(binary.LittleEndian.Uint32(p[1:]))
	}
	return words
}

// textShingle returns the i-th shingle of an encoded text.
func textShingle(data []byte, i int) (h uint32, ok bool) {
	at := textHead + partCount(data)*partSize + 4*i
	if at+4 > len(data) {
		return 0, false
	}
	return binary.LittleEndian.Uint32(data[at:]), true
}

// textAnchors lists the anchors of all texts.
func textAnchors(all []*knownText) anchors {
	shingles := 0
	for _, t := range all {
		shingles += len(t.shingles)
	}
	found := make([]uint64, 0, shingles/(anchorMask+1))
	for i, t := range all {
		if t.unlisted > 0 || t.notice {
			continue // it has only the shingles of its opening; it is known word for word or not at all
		}
		for _, h := range t.shingles {
			if h&anchorMask == 0 {
				found = append(found, anchor(h, i))
			}
		}
	}
	return newAnchors(found)
}
