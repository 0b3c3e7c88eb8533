package prose

import (
	"bytes"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is one word, number or sign of a text, with its place.
type Token struct {
	Start, End int // bytes of the text
	Word       *Word
}

// Word is a word in lower case; a CJK character is a word of its own. All
// tokens of a text that read alike share one.
type Word struct {
	Text string
	// ID numbers the words of a glossary, from 0 in the order in which they come.
	ID int

	numeric numeric // what it says of a number
	traits  trait
}

func (w *Word) is(t trait) bool { return w.traits&t != 0 }

// lexer turns bytes into tokens. Markup is passed over: HTML tags and
// entities, emphasis, quotation and bullet marks do not count as words.
type lexer struct {
	*Glossary
	text []byte
	pos  int
	buf  []byte
	out  []Token
}

// Words returns the words of a text, one after the other.
func Words(text []byte) []Token {
	l := lexer{text: text, Glossary: newGlossary(0)}
	for l.pos < len(text) {
		l.next(len(text))
	}
	return l.out
}

// phraseWords returns the words of a phrase as those of a text read. Most are of
// plain letters and blanks, which need no lexer.
func phraseWords(phrase string) iter.Seq[string] {
	for i := range len(phrase) {
		if c := phrase[i] | 0x20; (c < 'a' || c > 'z') && phrase[i] != ' ' {
			return func(yield func(string) bool) {
				for _, t := range Words([]byte(phrase)) {
					if !yield(t.Word.Text) {
						return
					}
				}
			}
		}
	}
	return strings.FieldsSeq(strings.ToLower(phrase))
}

// next appends the token at pos, if one starts there, and moves on.
func (l *lexer) next(limit int) {
	if l.text[l.pos] == ' ' || l.text[l.pos] == '\n' { // most of what is no word
		l.pos++
		return
	}
	r, size := utf8.DecodeRune(l.text[l.pos:limit])
	switch {
	case isASCIILetter(l.text[l.pos]):
		l.lexLetters(limit)
	case r == '<' && l.skipTag(limit):
	case r == '&' && l.readEntity(limit):
	case isCJK(r):
		l.emit(l.pos, l.pos+size, l.text[l.pos:l.pos+size])
		l.pos += size
	case unicode.IsLetter(r) || unicode.IsDigit(r) || disguised(r) || isFraction(r):
		l.lexWord(limit)
	case (r == '_' || r == '[') && l.blank(limit):
	case r == '%' || r >= 0x80 && unicode.Is(unicode.Sc, r) || r == '$':
		l.emit(l.pos, l.pos+size, l.text[l.pos:l.pos+size])
		l.pos += size
	default:
		l.pos += size
	}
}

// emit appends a token for the bytes [start, end), which read as text.
func (l *lexer) emit(start, end int, text []byte) {
	l.out = append(l.out, Token{Start: start, End: end, Word: l.word(text)})
}

// lexLetters reads a word that begins with plain letters, as most have no others.
func (l *lexer) lexLetters(limit int) {
	buf, i := l.buf[:0], l.pos
	for ; i < limit; i++ {
		c := l.text[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		buf = append(buf, c)
	}
	if l.buf = buf; i < limit && goesOn(l.text[i]) {
		l.lexWord(limit)
		return
	}
	l.emit(l.pos, i, buf)
	l.pos = i
}

// goesOn reports whether a word may go on with a sign behind plain letters: an
// entity may stand for a letter, too.
func goesOn(c byte) bool { return c == '\'' || c == '&' || c >= '0' && c <= '9' || c >= utf8.RuneSelf }

// lexWord reads letters and digits. Apostrophes stay inside words, commas and
// points inside numbers; soft hyphens are passed over.
func (l *lexer) lexWord(limit int) {
	start, end, apostrophe := l.pos, l.pos, 0
	comma := -1 // the first in a number
	l.buf = l.buf[:0]
	number := true
scan:
	for i := l.pos; i < limit; {
		if c := l.text[i] | 0x20; c >= 'a' && c <= 'z' { // most of what is in words
			number = false
			l.buf = append(l.buf, c)
			i++
			end = i
			continue
		}
		r, size := letterAhead(l.text[i:limit])
		switch {
		case isCJK(r):
			break scan
		case unicode.IsLetter(r):
			number = false
			l.buf = l.appendLetter(r)
			end = i + size
		case disguised(r):
			number = false
			l.buf = append(l.buf, bytes.ToLower(AppendPlain(nil, r))...)
			end = i + size
		case unicode.IsDigit(r):
			l.buf = utf8.AppendRune(l.buf, asciiDigit(r))
			end = i + size
		case isApostrophe(r) && !number && letterAt(l.text, i+size, limit):
			l.buf = append(l.buf, '\'')
			apostrophe = i
		case (r == ',' || r == '.') && number && digitAt(l.text, i+1, limit):
			l.buf = append(l.buf, byte(r))
			if r == ',' && comma < 0 {
				comma = i
			}
		case isInvisible(r):
		default:
			break scan
		}
		i += size
	}
	if comma >= 0 {
		end = l.joinGroups(comma, end)
	}
	if number {
		end += l.readFraction(end, limit)
	}
	l.pos = end
	l.emitWord(start, end, apostrophe)
}

// joinGroups takes the commas out of the digits in the buffer, and returns where
// they end in the text: before the first comma, where it parts no groups.
func (l *lexer) joinGroups(comma, end int) int {
	var whole bool
	if l.buf, whole = ungroup(l.buf); !whole {
		return comma
	}
	return end
}

// emitWord appends the word in the buffer: as two, where it is a contraction
// around the apostrophe at that byte of the text, 0 for none.
func (l *lexer) emitWord(start, end, apostrophe int) {
	if apostrophe > 0 {
		if first, second, before, ok := contraction(string(l.buf)); ok {
			l.emit(start, apostrophe-before, []byte(first))
			l.emit(apostrophe-before, end, []byte(second))
			return
		}
	}
	l.emit(start, end, l.buf)
}

// appendLetter adds a letter in lower case. Letters in another guise become
// plain; accents stay.
func (l *lexer) appendLetter(r rune) []byte {
	if guised(r) {
		return append(l.buf, bytes.ToLower(AppendPlain(nil, r))...)
	}
	return utf8.AppendRune(l.buf, unicode.ToLower(r))
}

func isApostrophe(r rune) bool { return r == '\'' || r == '\u2019' || r == '\u2018' || r == '\u02bc' }

func isInvisible(r rune) bool {
	return r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff'
}

func isCJK(r rune) bool {
	return r >= 0x2e80 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r))
}

// skipTag passes over an HTML tag, but for the words in it that are seen. A "<"
// that opens none is a sign like any other, or opens a comment.
func (l *lexer) skipTag(limit int) bool {
	tag := l.text[l.pos:limit]
	if bytes.HasPrefix(tag, []byte("<!--")) {
		l.pos += len("<!--")
		return true
	}
	n := tagLength(tag, anyTag)
	if n == 0 {
		return false
	}
	start := l.pos
	for _, words := range Spoken(tag[:n]) {
		for l.pos = start + words[0]; l.pos < start+words[1]; {
			l.next(start + words[1])
		}
	}
	l.pos = start + n
	return true
}

// withoutEntities returns what stands between two words without HTML entities,
// whose semicolon parts nothing.
func withoutEntities(gap []byte) []byte {
	for {
		start := bytes.IndexByte(gap, '&')
		if start < 0 {
			return gap
		}
		end := bytes.IndexByte(gap[start:], ';')
		if end < 0 || end > 9 {
			return gap
		}
		gap = slices.Concat(gap[:start], gap[start+end+1:])
	}
}

// readEntity reads the word that a letter written as an HTML entity begins, or
// passes over an entity such as &nbsp;.
func (l *lexer) readEntity(limit int) bool {
	if letterEntity(l.text[l.pos:limit]).size > 0 {
		l.lexWord(limit)
		return true
	}
	return l.skipEntity(limit)
}

// skipEntity passes over an HTML entity such as &nbsp;.
func (l *lexer) skipEntity(limit int) bool {
	for i := l.pos + 1; i < min(limit, l.pos+10); i++ {
		c := l.text[i]
		switch {
		case c == ';' && i > l.pos+1:
			l.pos = i + 1
			return true
		case c != '#' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z'):
			return false
		}
	}
	return false
}

func letterAt(text []byte, i, limit int) bool {
	r, _ := utf8.DecodeRune(text[min(i, limit):limit])
	return unicode.IsLetter(r)
}

func digitAt(text []byte, i, limit int) bool {
	return i < limit && text[i] >= '0' && text[i] <= '9'
}
