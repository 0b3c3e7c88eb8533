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
	// Notice tells that these are the words by which an author puts a work under
	// the licence: they name it, and hold none of its terms.
	Notice bool `yaml:"notice,omitempty"`
	// Unlisted describes the text without the marks of its list items.
	Unlisted *unlistedSource `yaml:"unlisted,omitempty"`
}

// unlistedSource is a text without the marks of its list items.
type unlistedSource struct {
	Marks   string       `yaml:"marks"` // what they count
	SHA256  string       `yaml:"sha256"`
	Parts   []partSource `yaml:"parts"`
	Opening string       `yaml:"opening"` // base64 of the first shingle hashes
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
	// unlisted is the hash of what the list marks count that the text lacks;
	// its shingles are then only those of the opening. It is 0 for a text as it
	// is.
	unlisted uint32
	notice   bool     // it names the licence, and is no text of it
	sum      [32]byte // of all its letters
	parts    []part
	shingles []uint32 // one for every word but the last four
}

// words returns the number of words of t.
func (t *knownText) words() int {
	last := t.parts[len(t.parts)-1]
	return last.start + last.words
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
	out, err := decodeShingles(t.Fingerprint)
	if want := max(0, t.Words-shingleWords+1); err == nil && len(out) != want {
		return nil, fmt.Errorf("%d shingles, want %d for %d words", len(out), want, t.Words)
	}
	return out, err
}

func decodeShingles(encoded string) ([]uint32, error) {
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(encoded), ""))
	if err != nil || len(data)%4 != 0 {
		return nil, errors.New("not the base64 of shingles; write it with fineprint licenses fingerprint")
	}
	out := make([]uint32, len(data)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return out, nil
}

// known returns the text that t describes, and the same without list marks if
// it has any. t has passed check.
func (t textSource) known() []*knownText {
	shingles, _ := t.shingles() // checked
	all := []*knownText{newKnownText(t.SHA256, t.Parts, shingles)}
	all[0].notice = t.Notice
	if u := t.Unlisted; u != nil {
		opening, _ := decodeShingles(u.Opening) // checked
		bare := newKnownText(u.SHA256, u.Parts, opening)
		bare.unlisted, bare.notice = hashOf(u.Marks), t.Notice
		all = append(all, bare)
	}
	return all
}

// newKnownText decodes digests that were checked.
func newKnownText(sum string, parts []partSource, shingles []uint32) *knownText {
	k := &knownText{shingles: shingles}
	_, _ = hex.Decode(k.sum[:], []byte(sum))
	start := 0
	for _, p := range parts {
		q := part{role: p.Role, start: start, words: p.Words, letters: p.Letters}
		_, _ = hex.Decode(q.sum[:], []byte(p.SHA256))
		k.parts = append(k.parts, q)
		start += p.Words
	}
	return k
}
