package license

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// textSource is how a catalogue file describes a licence text that it knows:
// what its stretches are, and a fingerprint of all its words. It is what
// Fingerprint writes; people do not write it by hand.
type textSource struct {
	Variant     string       `yaml:"variant,omitempty"` // what sets this wording apart from the first
	Words       int          `yaml:"words"`
	SHA256      string       `yaml:"sha256"` // of all letters of the text, hex
	Parts       []partSource `yaml:"parts"`
	Fingerprint string       `yaml:"fingerprint"` // base64 of 32-bit shingle hashes, in order
}

// partSource is one stretch of a known text.
type partSource struct {
	Role    partRole `yaml:"role"`
	Words   int      `yaml:"words"`
	Letters int      `yaml:"letters"` // bytes of the words without spaces
	SHA256  string   `yaml:"sha256"`  // of those bytes, hex
}

// partRole says whether the words of a stretch count.
type partRole string

const (
	partTitle    partRole = "title"    // may be missing
	partField    partRole = "field"    // a blank for a year, a holder or an organisation
	partBody     partRole = "body"     // must stand as it is
	partAppendix partRole = "appendix" // the licence's own published appendix: may be missing as a whole
)

// partRoles lists the roles in the order of their codes in the index.
func partRoles() []partRole { return []partRole{partTitle, partField, partBody, partAppendix} }

// knownText is a licence text as the index holds it.
type knownText struct {
	sum      [32]byte // of all its letters
	parts    []part
	shingles []uint32 // one for every word but the last four
}

// part is one stretch of a known text.
type part struct {
	role    partRole
	start   int // number of words before it
	words   int
	letters int
	sum     [32]byte
}

// shingles decodes the fingerprint.
func (t textSource) shingles() ([]uint32, error) {
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(t.Fingerprint), ""))
	if err != nil {
		return nil, errors.New("not base64; write it with fineprint licenses fingerprint")
	}
	if want := max(0, t.Words-shingleWords+1); len(data) != 4*want {
		return nil, fmt.Errorf("%d bytes, want %d for %d words", len(data), 4*want, t.Words)
	}
	out := make([]uint32, len(data)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return out, nil
}

// known returns the text that t describes. t has passed check.
func (t textSource) known() *knownText {
	k := &knownText{}
	k.shingles, _ = t.shingles() // checked
	_, _ = hex.Decode(k.sum[:], []byte(t.SHA256))
	start := 0
	for _, p := range t.Parts {
		q := part{role: p.Role, start: start, words: p.Words, letters: p.Letters}
		_, _ = hex.Decode(q.sum[:], []byte(p.SHA256)) // checked
		k.parts = append(k.parts, q)
		start += p.Words
	}
	return k
}
