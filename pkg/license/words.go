package license

import (
	"unicode/utf8"
)

// words is a text as the words that count: lower case, without markup, quotes,
// punctuation, bullets and wrapping. Numbers and CJK characters count.
//
// Letters holds all words in a row, so that two texts are the same when their
// letters are, wherever lines were broken and words hyphenated. A space stands
// only between two digits that belong to different words.
type words struct {
	letters []byte
	ends    []int32 // by word: where it ends in letters
	from    []int32 // by word: its first byte in the text
	to      []int32 // by word: the byte after its last
	hashes  []uint32
}

func (w *words) len() int { return len(w.ends) }

// start returns where word i starts in letters. A word's separating space
// belongs to the word after it.
func (w *words) start(i int) int {
	if i == 0 {
		return 0
	}
	return int(w.ends[i-1])
}

// word returns the letters of word i, without the separating space.
func (w *words) word(i int) []byte {
	s := w.letters[w.start(i):w.ends[i]]
	if len(s) > 0 && s[0] == ' ' {
		return s[1:]
	}
	return s
}

// reset makes w empty and keeps its memory.
func (w *words) reset() {
	w.letters, w.ends, w.from, w.to, w.hashes = w.letters[:0], w.ends[:0], w.from[:0], w.to[:0], w.hashes[:0]
}

// splitter reads a text into words.
type splitter struct {
	*words
	text []byte
	open bool   // a word is open
	last int    // end of the open word in the text
	hash uint32 // of the open word
}

// FNV-1a, 32 bits.
const (
	hashSeed  = 2166136261
	hashPrime = 16777619
)

// split appends the words of text to w.
func (w *words) split(text []byte) {
	s := splitter{words: w, text: text}
	s.read(0, len(text))
}

// read appends the words in the bytes [i, end).
func (s *splitter) read(i, end int) {
	for i < end {
		c := s.text[i]
		switch class := classes[c]; class {
		case classWord:
			i = s.run(i, end)
		case classBreak:
			s.close()
			i++
		default:
			i = s.special(class, i)
		}
	}
	s.close()
}

// run adds the letters from i on, most of a text, and returns where they end.
func (s *splitter) run(i, end int) int {
	s.put(lower[s.text[i]], i, i+1)
	letters, hash := s.letters, s.hash
	for i++; i < end && classes[s.text[i]] == classWord; i++ {
		c := lower[s.text[i]]
		letters, hash = append(letters, c), (hash^uint32(c))*hashPrime
	}
	s.letters, s.hash, s.last = letters, hash, i
	return i
}

// put adds a letter that stands at [from, to) of the text.
func (s *splitter) put(c byte, from, to int) {
	if !s.open {
		s.open, s.hash = true, hashSeed
		s.from = append(s.from, int32(from))
		if n := len(s.letters); n > 0 && isDigit(c) && isDigit(s.letters[n-1]) {
			s.letters = append(s.letters, ' ')
		}
	}
	s.letters = append(s.letters, c)
	s.hash = (s.hash ^ uint32(c)) * hashPrime
	s.last = to
}

// close ends the open word, if any.
func (s *splitter) close() {
	if !s.open {
		return
	}
	s.open = false
	s.ends = append(s.ends, int32(len(s.letters)))
	s.to = append(s.to, int32(s.last))
	s.hashes = append(s.hashes, s.hash)
	s.mend()
}

// mend rewrites the word just closed where spelling varies without meaning:
// the sign for copyright, and the secure form of an address.
func (s *splitter) mend() {
	n := len(s.ends) - 1
	word := s.word(n)
	switch {
	case len(word) == 1 && word[0] == 'c' && n > 0 && string(s.word(n-1)) == "copyright":
		s.drop()
	case string(word) == "https":
		s.letters = s.letters[:len(s.letters)-1]
		s.ends[n]--
		s.hashes[n] = hashOf("http")
	case len(word) == 4 && isYear(word) && n > 0 && string(s.word(n-1)) == "c" && s.bracketed(n-1):
		s.dropBefore()
	}
}

// drop removes the last word.
func (s *splitter) drop() {
	n := len(s.ends) - 1
	s.letters = s.letters[:s.start(n)]
	s.ends, s.from, s.to, s.hashes = s.ends[:n], s.from[:n], s.to[:n], s.hashes[:n]
}

// dropBefore removes the word before the last.
func (s *splitter) dropBefore() {
	n := len(s.ends) - 1
	word := append([]byte(nil), s.word(n)...)
	from, to, hash := s.from[n], s.to[n], s.hashes[n]
	s.drop()
	s.drop()
	if k := len(s.letters); k > 0 && isDigit(s.letters[k-1]) {
		s.letters = append(s.letters, ' ')
	}
	s.letters = append(s.letters, word...)
	s.ends, s.from, s.to, s.hashes = append(s.ends, int32(len(s.letters))), append(s.from, from), append(s.to, to), append(s.hashes, hash)
}

// bracketed reports whether word i stands in round brackets.
func (s *splitter) bracketed(i int) bool {
	from, to := int(s.from[i]), int(s.to[i])
	return from > 0 && to < len(s.text) && s.text[from-1] == '(' && s.text[to] == ')'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isYear(word []byte) bool {
	return (word[0] == '1' && word[1] == '9' || word[0] == '2' && word[1] == '0') && isDigit(word[2]) && isDigit(word[3])
}

func hashOf(word string) uint32 {
	h := uint32(hashSeed)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * hashPrime
	}
	return h
}

// class says what a byte does to the splitter.
type class uint8

const (
	classBreak     class = iota // ends a word
	classWord                   // is part of one
	classQuote                  // an apostrophe, which does not break a word
	classPoint                  // a point, kept inside a number
	classComma                  // a comma, dropped inside a number
	classMoney                  // a currency sign or a percent sign, kept at a number
	classTag                    // may open an HTML tag
	classEntity                 // may open an HTML entity
	classFence                  // may open a fenced block
	classTilde                  // may strike text out
	classEscape                 // a backslash
	classMultibyte              // starts a rune of several bytes
)

var classes, lower = func() (classes [256]class, lower [256]byte) {
	for c := range 256 {
		switch b := byte(c); {
		case 'a' <= b && b <= 'z' || isDigit(b):
			classes[c], lower[c] = classWord, b
		case 'A' <= b && b <= 'Z':
			classes[c], lower[c] = classWord, b+'a'-'A'
		case b >= utf8.RuneSelf:
			classes[c] = classMultibyte
		}
	}
	for c, class := range map[byte]class{'\'': classQuote, '.': classPoint, ',': classComma, '$': classMoney, '%': classMoney, '<': classTag,
		'&': classEntity, '`': classFence, '~': classTilde, '\\': classEscape} {
		classes[c] = class
	}
	return classes, lower
}()
