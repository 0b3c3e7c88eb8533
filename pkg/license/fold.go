package license

import (
	"bytes"
	"html"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// special reads what stands at text[i:] and is no plain letter, digit or
// punctuation, and returns where to read on.
func (s *splitter) special(class class, i int) int {
	switch class {
	case classQuote:
		if !s.inside(i, i+1) {
			s.close()
		}
	case classPoint:
		if s.betweenDigits(i, i+1) {
			s.put('.', i, i+1)
		} else {
			s.close()
		}
	case classComma:
		if !s.betweenDigits(i, i+1) || !s.thousands(i+1) {
			s.close()
		}
	case classMoney:
		s.money(s.text[i:i+1], i, i+1)
	case classTag:
		s.close()
		return i + max(1, tagLength(s.text[i:]))
	case classEntity:
		return s.entity(i)
	case classBracket:
		s.close()
		return i + 1 + linkTarget(s.text[i+1:])
	default:
		return s.rune(i)
	}
	return i + 1
}

// inside reports whether the sign at [from, to) stands between two letters.
func (s *splitter) inside(from, to int) bool {
	if !s.open || s.last != from {
		return false
	}
	r, _ := utf8.DecodeRune(s.text[to:])
	return unicode.IsLetter(r)
}

func (s *splitter) betweenDigits(from, to int) bool {
	return s.open && s.last == from && isDigit(s.text[from-1]) && to < len(s.text) && isDigit(s.text[to])
}

// thousands reports whether exactly three digits follow.
func (s *splitter) thousands(i int) bool {
	n := 0
	for i+n < len(s.text) && n < 4 && isDigit(s.text[i+n]) {
		n++
	}
	return n == 3
}

// money keeps a currency or percent sign that belongs to a number: before it,
// or right after it for a percent sign.
func (s *splitter) money(sign []byte, from, to int) {
	next := to
	for next < len(s.text) && s.text[next] == ' ' {
		next++
	}
	before := from
	for before > 0 && s.text[before-1] == ' ' {
		before--
	}
	ahead := next < len(s.text) && isDigit(s.text[next])
	behind := before > 0 && isDigit(s.text[before-1])
	if string(sign) == "%" && !behind || string(sign) != "%" && !ahead && !behind {
		s.close()
		return
	}
	for _, c := range sign {
		s.put(c, from, to)
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
	switch {
	case r < utf8.RuneSelf:
		s.foldASCII(byte(r), from, to)
	case r == '\u2019' || r == '\u2018' || r == '\u02bc' || r == '\uff07': // apostrophes
		if !s.inside(from, to) {
			s.close()
		}
	case r == '\u00ad' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff' || unicode.Is(unicode.Mn, r):
		if s.open && s.last == from { // invisible: the word goes on
			s.last = to
		}
	case unicode.Is(unicode.Sc, r):
		s.money([]byte(string(r)), from, to)
	case unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || unicode.Is(unicode.Hangul, r):
		s.close()
		for _, c := range []byte(string(r)) {
			s.put(c, from, to)
		}
		s.close()
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		s.close()
	default:
		s.compose(r, from, to)
	}
}

func (s *splitter) foldASCII(c byte, from, to int) {
	switch {
	case classes[c] == classWord:
		s.put(lower[c], from, to)
	case c == '\'' && s.inside(from, to):
	case c == '$' || c == '%':
		s.money([]byte{c}, from, to)
	default:
		s.close()
	}
}

// compose adds a letter or number outside ASCII, decomposed.
func (s *splitter) compose(r rune, from, to int) {
	var in [utf8.UTFMax]byte
	var out [4 * utf8.UTFMax]byte
	if r == 'ß' || r == 'ẞ' {
		s.put('s', from, to)
		s.put('s', from, to)
		return
	}
	n := utf8.EncodeRune(in[:], r)
	decomposed := norm.NFKD.Append(out[:0], in[:n]...)
	for len(decomposed) > 0 {
		part, size := utf8.DecodeRune(decomposed)
		decomposed = decomposed[size:]
		if unicode.Is(unicode.Mn, part) || !unicode.IsLetter(part) && !unicode.IsNumber(part) {
			continue
		}
		n := utf8.EncodeRune(in[:], unicode.ToLower(part))
		for _, c := range in[:n] {
			s.put(c, from, to)
		}
	}
}

// entity reads an HTML character reference.
func (s *splitter) entity(i int) int {
	const longest = 12
	window := s.text[i:min(len(s.text), i+longest)]
	end := bytes.IndexByte(window, ';')
	if end < 2 || bytes.ContainsAny(window[:end], " \t\n<") {
		s.close()
		return i + 1
	}
	plain := html.UnescapeString(string(window[:end+1]))
	if r, size := utf8.DecodeRuneInString(plain); size == len(plain) {
		s.fold(r, i, i+end+1)
		return i + end + 1
	}
	s.close()
	return i + 1
}

// linkTarget returns the length of the "(address)" of a Markdown link whose
// text has just been read, or 0.
func linkTarget(rest []byte) int {
	if len(rest) == 0 || rest[0] != '(' {
		return 0
	}
	end := bytes.IndexAny(rest, ") \t\n")
	if end < 0 || rest[end] != ')' || !isTarget(rest[1:end]) {
		return 0
	}
	return end + 1
}

func isTarget(address []byte) bool {
	return bytes.HasPrefix(address, []byte("#")) || bytes.HasPrefix(address, []byte("mailto:")) || bytes.Contains(address, []byte("://"))
}

// tagLength returns the length of the HTML tag that text starts with, or 0 for
// anything else, such as the blank "<year>" of a template.
func tagLength(text []byte) int {
	const longest = 2000
	i := 1
	if i < len(text) && text[i] == '/' {
		i++
	}
	name := i
	for i < len(text) && i-name < 12 && classes[text[i]] == classWord {
		i++
	}
	if i >= len(text) || i == name || !htmlTags[string(bytes.ToLower(text[name:i]))] {
		return 0
	}
	if c := text[i]; c != '>' && c != '/' && c != ' ' && c != '\n' && c != '\t' && c != '\r' {
		return 0
	}
	end := bytes.IndexAny(text[i:min(len(text), i+longest)], "<>")
	if end < 0 || text[i+end] != '>' {
		return 0
	}
	return i + end + 1
}

// htmlTags lists the elements whose tags are markup. Blanks of templates are
// written like tags, so no other name counts.
var htmlTags = func() map[string]bool {
	tags := map[string]bool{}
	for _, name := range []string{
		"a", "abbr", "article", "b", "blockquote", "body", "br", "center", "code", "dd", "details", "div", "dl", "dt", "em", "font",
		"footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "img", "li", "link", "main", "meta", "nav",
		"ol", "p", "pre", "s", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
		"thead", "title", "tr", "tt", "u", "ul",
	} {
		tags[name] = true
	}
	return tags
}()
