package prose

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"
)

// marker is the kind of sign that opens a list item. Items of one list have
// the same kind.
type marker uint8

const (
	noMarker marker = iota
	bullet
	numeral      // 1. or 1)
	numeralParen // (1)
	letter       // a. or a)
	letterParen  // (a)
	roman        // i. or i)
	romanParen   // (i)
	section      // 1.2, 3.1.4
	article      // 第三条, 一、
	annexed      // Annex B
	hanParen     // （二）
)

// mark is the sign that opens a list item, and its place in the list.
type mark struct {
	kind    marker
	ordinal int // 1 for the first; 0 for a bullet
	// asLetter is the ordinal of i, v, x, l, c, d or m read as a letter.
	asLetter int
	depth    int    // of a section: the points in its number
	label    string // as it is written, without brackets and points
	// Of one that is open, what sections asks for: the columns before it, and whether
	// it numbers a title.
	indent int
	title  bool
}

// continues reports whether m is the mark of the item behind one of the given
// kind and ordinal.
func (m mark) continues(kind marker, ordinal int) bool {
	if m.kind == kind {
		return m.ordinal == 0 || m.ordinal == ordinal+1
	}
	return m.asLetter > 0 && m.asLetter == ordinal+1 && (m.kind == roman && kind == letter || m.kind == romanParen && kind == letterParen)
}

// readMark reads a list mark at the start of s, a line, and returns it with
// its width, 0 where there is none.
func readMark(s []byte) (mark, int) {
	if strong := count(s, '*'); strong == 2 || strong == 3 {
		if m, w := readEnumerator(s[strong:]); m.kind != noMarker {
			return m, strong + w
		}
		return mark{}, 0
	}
	r, size := utf8.DecodeRune(s)
	if strings.ContainsRune("-*+•·–—●○◦▪■□➢※", r) {
		if size == len(s) || isBlank(s[size]) || r > 0x2000 {
			return mark{kind: bullet}, size
		}
		return mark{}, 0
	}
	return readEnumerator(s)
}

// readEnumerator reads "1.", "1.2", "(a)", "iv)", "第三条" and the like.
func readEnumerator(s []byte) (mark, int) {
	if m, w := readHanEnumerator(s); w > 0 {
		return m, w
	}
	i, paren := 0, false
	if r, size := utf8.DecodeRune(s); r == '(' || r == '（' {
		i, paren = size, true
	}
	label := enumeratorLabel(s[i:], paren)
	m := enumerator(label)
	if m.kind == noMarker {
		return mark{}, 0
	}
	m.label = label
	i += len(label)
	r, size := utf8.DecodeRune(s[i:])
	switch {
	case closesLabel(r, paren):
		i += size
	case paren || m.kind != section || r != ' ' && r != '\t':
		return mark{}, 0
	}
	if paren && copyrightSign(m, s[i:]) || !paren && r != ')' && opensWord(m, s[i:]) {
		return mark{}, 0
	}
	if paren && (m.kind == numeral || m.kind == letter || m.kind == roman) {
		m.kind++
	}
	return m, i
}

// copyrightSign reports whether a letter in parentheses is the sign of copyright:
// the number of a year stands behind it, as in "(c) 2031 Acme".
func copyrightSign(m mark, behind []byte) bool {
	return m.kind == letter && m.ordinal == 3 && startsWithYear.Match(behind)
}

var startsWithYear = regexp.MustCompile(`^[ \t]*(?:19|20)[0-9]{2}(?:[^0-9]|$)`)

// opensWord reports whether a letter with its point begins a word: "e.g".
func opensWord(m mark, behind []byte) bool {
	return m.kind != section && len(behind) > 0 && isASCIILetter(behind[0])
}

// closesLabel reports whether r ends the label of an item; a point ends none
// that a bracket opened.
func closesLabel(r rune, paren bool) bool {
	return r == ')' || r == '）' || !paren && (r == '.' || r == '、')
}

// maxLabel bounds the number or letters of an item.
const maxLabel = 9

// enumeratorLabel returns the letters, digits and points between digits that s
// starts with, empty where nothing ends them as a mark is ended: the first word of
// most lines.
func enumeratorLabel(s []byte, paren bool) string {
	i := 0
	for i < len(s) && i < maxLabel {
		point := s[i] == '.' && i > 0 && i+1 < len(s) && isDigit(s[i+1])
		if !isASCIILetter(s[i]) && !isDigit(s[i]) && !point {
			break
		}
		i++
	}
	if r, _ := utf8.DecodeRune(s[i:]); !closesLabel(r, paren) && bytes.IndexByte(s[:i], '.') < 0 {
		return ""
	}
	return string(s[:i])
}

// enumerator reads the name of an item: a number, a letter or a Roman number.
func enumerator(name string) mark {
	if points := strings.Count(name, "."); points > 0 {
		if name[0] == '.' || strings.Trim(name, ".0123456789") != "" || len(name) > 8 {
			return mark{}
		}
		return mark{kind: section, ordinal: 1, depth: points}
	}
	number, asLetter, asRoman := Ordinals(name)
	switch {
	case number > 0 || name != "" && strings.Trim(name, "0") == "" && len(name) <= 3:
		return mark{kind: numeral, ordinal: number}
	case asRoman > 0 && (len(name) > 1 || strings.ContainsAny(name, "ivxIVX")):
		return mark{kind: roman, ordinal: asRoman, asLetter: asLetter}
	case asLetter > 0:
		return mark{kind: letter, ordinal: asLetter}
	}
	return mark{}
}

// Ordinals returns the place in a list that the name of an item may stand for,
// as a number of up to three digits, as a letter and as a Roman numeral; 0 for
// what it cannot be.
func Ordinals(name string) (number, asLetter, asRoman int) {
	lower := strings.ToLower(name)
	switch {
	case name == "" || len(name) > 8:
	case isDigit(name[0]):
		if len(name) <= 3 && strings.Trim(name, "0123456789") == "" {
			number = digits(name)
		}
	default:
		if len(name) == 1 && isASCIILetter(name[0]) {
			asLetter = int(lower[0]-'a') + 1
		}
		if strings.Trim(lower, "ivxlc") == "" {
			asRoman = max(0, romanValue(lower))
		}
	}
	return number, asLetter, asRoman
}

func digits(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func romanValue(s string) int {
	value := func(i int) int { return [...]int{1, 5, 10, 50, 100}[strings.IndexByte("ivxlc", s[i])] }
	n := 0
	for i := range len(s) {
		v := value(i)
		if i+1 < len(s) && value(i+1) > v {
			n -= v
		} else {
			n += v
		}
	}
	return n
}

const hanDigits = "一二三四五六七八九十"

// closesHan reports whether r ends the number of an item that opened opens.
func closesHan(opened, r rune) bool {
	switch opened {
	case '第':
		return strings.ContainsRune("条章节款", r)
	case '（':
		return r == '）'
	case '(':
		return r == ')'
	}
	return false
}

// readHanEnumerator reads "第三条", "一、" and "（二）".
func readHanEnumerator(s []byte) (mark, int) {
	if len(s) > 0 && s[0] < utf8.RuneSelf && s[0] != '(' {
		return mark{}, 0 // most lines
	}
	r, size := utf8.DecodeRune(s)
	i, opened := 0, r
	if r == '第' || r == '（' || r == '(' {
		i = size
	}
	n, from := 0, i
	for i < len(s) && i < from+12 {
		r, size = utf8.DecodeRune(s[i:])
		at := strings.IndexRune(hanDigits, r)
		if at < 0 {
			break
		}
		switch {
		case n%10 == 0 && n > 0:
			n += at/3 + 1
		case at/3 == 9:
			n = max(n, 1) * 10
		default:
			n = at/3 + 1
		}
		i += size
	}
	r, size = utf8.DecodeRune(s[i:])
	switch {
	case i == from:
		return mark{}, 0
	case closesHan(opened, r) || from == 0 && r == '、':
		label := s[from:i]
		if opened == '第' {
			label = s[:i+size]
		}
		kind := article
		if opened == '（' || opened == '(' {
			kind = hanParen
		}
		return mark{kind: kind, ordinal: n, label: string(label)}, i + size
	}
	return mark{}, 0
}
