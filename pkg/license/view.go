package license

import (
	"bytes"
	"crypto/sha256"
	"sort"
	"strconv"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// view is a document in words, ready to be compared with known texts.
type view struct {
	words
	text     []byte
	shingles []uint32
}

// read fills v from text. The view keeps text.
func (v *view) read(text []byte) {
	v.reset()
	v.text = text
	v.split(text)
	v.shingles = shingles(v.shingles[:0], v.hashes)
}

// match reports whether a part of a known text stands at word i, and returns
// the word after it.
func (v *view) match(p part, i int) (end int, ok bool) {
	if p.words == 0 {
		return i, true
	}
	if i >= v.len() {
		return i, false
	}
	from := v.bareStart(i)
	to := from + p.letters
	last := sort.Search(v.len(), func(k int) bool { return int(v.ends[k]) >= to })
	if last >= v.len() || int(v.ends[last]) != to || sha256.Sum256(v.letters[from:to]) != p.sum {
		return i, false
	}
	return last + 1, true
}

// matchBefore reports whether a part stands right before word i, and returns
// its first word.
func (v *view) matchBefore(p part, i int) (first int, ok bool) {
	if i == 0 || p.words == 0 {
		return i, false
	}
	to := int(v.ends[i-1])
	from := to - p.letters
	first = sort.Search(i, func(k int) bool { return v.bareStart(k) >= from })
	if from < 0 || first >= i || v.bareStart(first) != from || sha256.Sum256(v.letters[from:to]) != p.sum {
		return i, false
	}
	return first, true
}

// bareStart returns where word i starts in the letters, its separating space
// aside.
func (v *view) bareStart(i int) int {
	s := v.start(i)
	if v.letters[s] == ' ' {
		s++
	}
	return s
}

// span returns the bytes of words [i, end).
func (v *view) span(i, end int) (from, to int) { return int(v.from[i]), int(v.to[end-1]) }

// wordsIn returns the range of the words that stand in the bytes [start, end).
func (v *view) wordsIn(start, end int) (from, to int) {
	from = sort.Search(v.len(), func(i int) bool { return int(v.from[i]) >= start })
	to = sort.Search(v.len(), func(i int) bool { return int(v.from[i]) >= end })
	return from, max(from, to)
}

// phraseAt reports whether the letters of a phrase stand at word i, and
// returns the word after them.
func (v *view) phraseAt(letters []byte, i int) (end int, ok bool) {
	if len(letters) == 0 || i >= v.len() {
		return i, false
	}
	from := v.bareStart(i)
	if !bytes.HasPrefix(v.letters[from:], letters) {
		return i, false
	}
	to := from + len(letters)
	last := sort.Search(v.len(), func(k int) bool { return int(v.ends[k]) >= to })
	return last + 1, last < v.len() && int(v.ends[last]) == to
}

// is reports whether word i is the given one.
func (v *view) is(i int, word string) bool { return string(v.word(i)) == word }

// says reports whether the words of a phrase stand at word i.
func (v *view) says(p pattern.Row, i int) bool {
	for k, word := range p {
		if i+k >= v.len() || !v.is(i+k, word) {
			return false
		}
	}
	return true
}

// phrase returns words [i, end) with spaces between them.
func (v *view) phrase(i, end int) string {
	parts := make([][]byte, 0, maxFieldWords)
	for k := i; k < end; k++ {
		parts = append(parts, v.word(k))
	}
	return string(bytes.Join(parts, []byte(" ")))
}

// number returns the value of word i, or -1 when it is no small number.
func (v *view) number(i int) int {
	word := v.word(i)
	if len(word) > maxLineNumberDigits {
		return -1
	}
	n, err := strconv.Atoi(string(word))
	if err != nil {
		return -1
	}
	return n
}

// without returns a view of the same text without the words in drop.
func (v *view) without(drop []bool) view {
	out := view{text: v.text}
	for i := range v.len() {
		word := v.word(i)
		if n := out.len(); drop[i] || n > 0 && string(word) == "c" && string(out.word(n-1)) == "copyright" {
			continue
		}
		if n := len(out.letters); n > 0 && isDigit(out.letters[n-1]) && isDigit(word[0]) {
			out.letters = append(out.letters, ' ')
		}
		out.letters = append(out.letters, word...)
		out.ends = append(out.ends, int32(len(out.letters)))
		out.from, out.to, out.hashes = append(out.from, v.from[i]), append(out.to, v.to[i]), append(out.hashes, v.hashes[i])
	}
	out.shingles = shingles(nil, out.hashes)
	return out
}

// find returns the first words at or after word i that have the given letters.
func (v *view) find(letters []byte, i int) (from, to int, ok bool) {
	for ; i < v.len(); i++ {
		if end, ok := v.phraseAt(letters, i); ok {
			return i, end, true
		}
	}
	return 0, 0, false
}

// uncased reports whether the text has no capitals or no small letters, so
// that case tells nothing.
func (v *view) uncased() bool {
	return bytes.IndexFunc(v.text, unicode.IsUpper) < 0 || bytes.IndexFunc(v.text, unicode.IsLower) < 0
}
