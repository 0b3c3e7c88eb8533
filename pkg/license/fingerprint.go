package license

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// FingerprintOptions says which stretches of a text do not count as its words.
// Each is given by its own words, as they stand in the text.
type FingerprintOptions struct {
	// Titles are the title lines that the text starts with, in order.
	Titles []string
	// Appendix is the beginning of the licence's own published appendix, which
	// runs to the end of the text.
	Appendix string
	// Fields are the blanks for a year, a holder or an organisation. Blanks
	// that change the terms are none.
	Fields []string
	// Blanks are the same as bytes of the text, [start, end), for those whose
	// words stand elsewhere, too.
	Blanks [][2]int
	// Notice tells that the text is what an author puts above a work that is
	// under the licence, and no text of the licence.
	Notice bool
	// Variant says what sets this wording apart from the entry's first text.
	Variant string
}

// Fingerprint returns the element of `texts` that describes a licence text in
// a catalogue file, in YAML.
func Fingerprint(text []byte, o FingerprintOptions) ([]byte, error) {
	t, err := fingerprint(text, o)
	if err != nil {
		return nil, err
	}
	out, err := yaml.Marshal([]textSource{t})
	if err != nil {
		return nil, fmt.Errorf("write fingerprint: %w", err)
	}
	return out, nil
}

func fingerprint(text []byte, o FingerprintOptions) (textSource, error) {
	v := &view{}
	v.read(text)
	if v.len() < shingleWords {
		return textSource{}, fmt.Errorf("take fingerprint: %d words are too few to recognise a licence by", v.len())
	}
	parts, err := stretches(v, o)
	if err != nil {
		return textSource{}, fmt.Errorf("take fingerprint: %w", err)
	}
	return textSource{
		Variant: o.Variant, Notice: o.Notice, Words: v.len(), SHA256: hexSum(v.letters), Parts: sums(v, parts),
		Fingerprint: wrap(encodeShingles(v.shingles), 120), Unlisted: unlisted(v, parts),
	}, nil
}

func encodeShingles(shingles []uint32) string {
	packed := make([]byte, 0, 4*len(shingles))
	for _, h := range shingles {
		packed = binary.LittleEndian.AppendUint32(packed, h)
	}
	return base64.StdEncoding.EncodeToString(packed)
}

// stretch is a part of a text in its words.
type stretch struct {
	role     partRole
	from, to int
}

// sums describes stretches by their digests.
func sums(v *view, stretches []stretch) []partSource {
	parts := make([]partSource, len(stretches))
	for i, s := range stretches {
		letters := v.letters[v.bareStart(s.from):v.ends[s.to-1]]
		parts[i] = partSource{Role: s.role, Words: s.to - s.from, Letters: len(letters), SHA256: hexSum(letters)}
	}
	return parts
}

// unlisted describes the text without the marks of its list items, nil when it
// has none.
func unlisted(v *view, stretches []stretch) *unlistedSource {
	drop, marks := listMarks(v)
	if marks == "" {
		return nil
	}
	kept := func(to int) (n int) {
		for i := range to {
			if !drop[i] {
				n++
			}
		}
		return n
	}
	bare, title := v.without(drop), 0
	var moved []stretch
	for _, s := range stretches {
		if m := (stretch{s.role, kept(s.from), kept(s.to)}); m.from < m.to {
			moved = append(moved, m)
		}
		if s.role == partTitle {
			title = kept(s.to)
		}
	}
	opening := bare.shingles[:min(len(bare.shingles), title+openingOffset+1)]
	return &unlistedSource{Marks: marks, SHA256: hexSum(bare.letters), Parts: sums(&bare, moved), Opening: encodeShingles(opening)}
}

// stretches cuts the text into what it is made of.
func stretches(v *view, o FingerprintOptions) ([]stretch, error) {
	var parts []stretch
	add := func(role partRole, from, to int) {
		if from < to {
			parts = append(parts, stretch{role, from, to})
		}
	}
	title, body := 0, v.len()
	for _, line := range o.Titles {
		end, ok := v.phraseAt(lettersOf(line), title)
		if !ok {
			return nil, fmt.Errorf("the title %q does not stand at the start of the text", line)
		}
		add(partTitle, title, end)
		title = end
	}
	if o.Appendix != "" {
		start, _, ok := v.find(lettersOf(o.Appendix), title)
		if !ok {
			return nil, errors.New("the appendix is not in the text")
		}
		body = start
	}
	type cut struct{ from, to int }
	var fields []cut
	for _, field := range o.Fields {
		from, to, ok := v.find(lettersOf(field), title)
		if !ok {
			return nil, fmt.Errorf("the blank %q is not in the text", field)
		}
		fields = append(fields, cut{from, to})
	}
	for _, b := range o.Blanks {
		if from, to := v.wordsIn(b[0], b[1]); from < to {
			fields = append(fields, cut{from, to})
		}
	}
	slices.SortFunc(fields, func(a, b cut) int { return a.from - b.from })
	counted := func(from, to int) {
		add(partBody, from, min(to, max(from, body)))
		add(partAppendix, max(from, min(to, body)), to)
	}
	at := title
	for _, f := range fields {
		counted(at, f.from)
		add(partField, f.from, f.to)
		at = f.to
	}
	counted(at, v.len())
	return parts, nil
}

// lettersOf returns the letters of a phrase.
func lettersOf(phrase string) []byte {
	var w words
	w.split([]byte(phrase))
	return w.letters
}

func hexSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func wrap(s string, width int) string {
	var b strings.Builder
	for len(s) > width {
		b.WriteString(s[:width] + "\n")
		s = s[width:]
	}
	return b.String() + s + "\n"
}
