package prose

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// fractions are the signs of fractions, each with what stands behind the point
// for it: exact to one in a billion.
var fractions = map[rune]string{
	'½': ".5", '¼': ".25", '¾': ".75", '⅕': ".2", '⅖': ".4", '⅗': ".6", '⅘': ".8", '⅛': ".125", '⅜': ".375", '⅝': ".625", '⅞': ".875",
	'⅒': ".1",
	'⅓': ".333333333333", '⅔': ".666666666666", '⅙': ".166666666666", '⅚': ".833333333333", '⅐': ".142857142857", '⅑': ".111111111111",
}

func isFraction(r rune) bool {
	if r < '¼' {
		return false
	}
	_, ok := fractions[r]
	return ok
}

// readFraction adds the fraction that stands at i, or behind a blank there, to the
// digits in the buffer: "3½" and "3 ½" are 3.5. It returns how many bytes it reads,
// 0 where there is none. Digits with a point have no fraction.
func (l *lexer) readFraction(i, limit int) int {
	r, size := utf8.DecodeRune(l.text[i:limit])
	if strings.ContainsRune(" \u00a0\u2009\u202f", r) {
		var next int
		r, next = utf8.DecodeRune(l.text[i+size : limit])
		size += next
	}
	if !isFraction(r) || bytes.ContainsRune(l.buf, '.') {
		return 0
	}
	if len(l.buf) == 0 {
		l.buf = append(l.buf, '0')
	}
	l.buf = append(l.buf, fractions[r]...)
	return size
}
