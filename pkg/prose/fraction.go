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

// appendFraction adds a fraction to the digits before it: "3½" is 3.5. Behind a
// point it stays a sign, and makes the word none that is read.
func appendFraction(digits []byte, r rune) []byte {
	switch {
	case bytes.ContainsRune(digits, '.'):
		return utf8.AppendRune(digits, r)
	case len(digits) == 0:
		digits = append(digits, '0')
	}
	return append(digits, fractions[r]...)
}

// fractionAhead reports whether a blank and a fraction come next: "3 ½".
func fractionAhead(text []byte) bool {
	blank, size := utf8.DecodeRune(text)
	if !strings.ContainsRune(" \u00a0\u2009\u202f", blank) {
		return false
	}
	r, _ := utf8.DecodeRune(text[size:])
	return isFraction(r)
}
