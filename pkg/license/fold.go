package license

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// special reads what stands at text[i:] and is no plain letter, digit or
// punctuation, and returns where to read on.
func (s *splitter) special(class class, i int) int {
	switch class {
	case classTag:
		return s.tag(i)
	case classEntity:
		return s.entity(i)
	case classFence:
		s.close()
		return i + max(1, fenceLength(s.text, i))
	case classTilde:
		return s.strike(i)
	case classEscape:
		return s.escape(i)
	case classMultibyte:
		return s.rune(i)
	default:
		s.sign(class, s.text[i], i, i+1)
		return i + 1
	}
}

// sign reads a sign that may belong to the word or number around it.
func (s *splitter) sign(class class, c byte, from, to int) {
	switch class {
	case classQuote:
		if !s.inside(from, to) {
			s.close()
		}
		s.skip(from, to)
	case classPoint:
		if s.betweenDigits(from, to) {
			s.put('.', from, to)
		} else {
			s.close()
		}
	case classComma:
		if !s.betweenDigits(from, to) || !s.thousands(to) {
			s.close()
		}
		s.skip(from, to)
	case classMoney:
		s.money(string(c), from, to)
	}
}

// skip lets the open word go on behind a sign that is not part of it.
func (s *splitter) skip(from, to int) {
	if s.open && s.last == from {
		s.last = to
	}
}

// inside reports whether the sign at [from, to) stands between two letters.
func (s *splitter) inside(from, to int) bool {
	return s.open && s.last == from && unicode.IsLetter(s.ahead(to))
}

// betweenDigits reports whether the sign at [from, to) stands between two
// digits.
func (s *splitter) betweenDigits(from, to int) bool {
	return s.open && s.last == from && isDigit(s.letters[len(s.letters)-1]) && digit(s.ahead(to))
}

// ahead returns the rune at text[i:], full-width signs as ASCII.
func (s *splitter) ahead(i int) rune {
	r, _ := utf8.DecodeRune(s.text[i:])
	return narrow(r)
}

// narrow returns the ASCII form of a full-width sign, or r.
func narrow(r rune) rune {
	if '\uff01' <= r && r <= '\uff5e' {
		return r - '\uff01' + '!'
	}
	return r
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

// thousands reports whether exactly three digits stand at text[i:].
func (s *splitter) thousands(i int) bool {
	n := 0
	for n < 4 && digit(s.ahead(i)) {
		_, size := utf8.DecodeRune(s.text[i:])
		i += size
		n++
	}
	return n == 3
}

// money keeps a currency or percent sign that belongs to a number: before it
// or after it, and a percent sign only after it.
func (s *splitter) money(sign string, from, to int) {
	next := to
	for next < len(s.text) && s.text[next] == ' ' {
		next++
	}
	before := from
	for before > 0 && s.text[before-1] == ' ' {
		before--
	}
	behind := len(s.to) > 0 && int(s.to[len(s.to)-1]) == before && !s.open || s.open && s.last == before
	behind = behind && isDigit(s.letters[len(s.letters)-1])
	if !behind && (sign == "%" || !digit(s.ahead(next))) {
		s.close()
		return
	}
	for i := range len(sign) {
		s.put(sign[i], from, to)
	}
}

// rune reads one rune of several bytes.
func (s *splitter) rune(i int) int {
	r, size := utf8.DecodeRune(s.text[i:])
	s.fold(r, i, i+size)
	return i + size
}

// fold adds the rune that stands at [from, to) of the text in its plain form:
// full-width letters as ASCII, ligatures spelt out, accents dropped.
func (s *splitter) fold(r rune, from, to int) {
	switch r = narrow(r); {
	case r < utf8.RuneSelf:
		s.foldASCII(byte(r), from, to)
	case r == '\u2019' || r == '\u2018' || r == '\u02bc': // apostrophes
		s.sign(classQuote, '\'', from, to)
	case r == '\u00ad' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff' || unicode.Is(unicode.Mn, r):
		s.skip(from, to) // invisible
	case unicode.Is(unicode.Sc, r):
		s.money(string(r), from, to)
	case unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || unicode.Is(unicode.Hangul, r):
		s.close()
		for _, c := range []byte(string(r)) {
			s.put(c, from, to)
		}
		s.close()
	case !prose.Letter(r) || s.loneSign(r, to):
		s.close()
	default:
		s.compose(r, from, to)
	}
}

// loneSign reports whether a circled c or r stands by itself, as the sign of a
// copyright or a trade mark.
func (s *splitter) loneSign(r rune, to int) bool {
	return (r == 'Ⓒ' || r == 'ⓒ' || r == 'Ⓡ' || r == 'ⓡ') && !s.open && !prose.Letter(s.ahead(to))
}

// foldASCII adds a sign of ASCII that the text writes in another way.
func (s *splitter) foldASCII(c byte, from, to int) {
	switch classes[c] {
	case classWord:
		s.put(lower[c], from, to)
	case classQuote, classPoint, classComma, classMoney:
		s.sign(classes[c], c, from, to)
	default:
		s.close()
	}
}

// compose adds a letter or number outside ASCII, in its plain form.
func (s *splitter) compose(r rune, from, to int) {
	if r == 'ß' || r == 'ẞ' {
		s.put('s', from, to)
		s.put('s', from, to)
		return
	}
	var buf [4 * utf8.UTFMax]byte
	for _, c := range bytes.ToLower(prose.AppendPlain(buf[:0], r)) {
		s.put(c, from, to)
	}
}
