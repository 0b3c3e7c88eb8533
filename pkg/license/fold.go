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
	case classTag:
		s.close()
		return i + max(1, tagLength(s.text[i:]))
	case classEntity:
		return s.entity(i)
	case classFence:
		s.close()
		return i + max(1, fenceLength(s.text, i))
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
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		s.close()
	default:
		s.compose(r, from, to)
	}
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
	if n := escapedTagLength(s.text[i:]); n > 0 {
		s.close()
		return i + n
	}
	plain := html.UnescapeString(string(window[:end+1]))
	if r, size := utf8.DecodeRuneInString(plain); size == len(plain) {
		s.fold(r, i, i+end+1)
		return i + end + 1
	}
	s.close()
	return i + 1
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

// escapedTagLength returns the length of the HTML tag that text starts with
// when its angle brackets are written as entities, or 0.
func escapedTagLength(text []byte) int {
	const longest = 120
	rest, ok := bytes.CutPrefix(text, []byte("&lt;"))
	end := bytes.Index(rest[:min(len(rest), longest)], []byte("&gt;"))
	if !ok || end < 0 {
		return 0
	}
	tag := "<" + string(rest[:end]) + ">"
	if tagLength([]byte(tag)) != len(tag) {
		return 0
	}
	return len("&lt;") + end + len("&gt;")
}

// fenceLength returns the length of the opening of a fenced block of plain
// text at text[i:], the name of its language included, or 0.
func fenceLength(text []byte, i int) int {
	if i > 0 && text[i-1] != '\n' || !bytes.HasPrefix(text[i:], []byte("```")) {
		return 0
	}
	line, _, _ := bytes.Cut(text[i+3:], []byte("\n"))
	const longest = 12
	if len(line) > longest {
		return 0
	}
	switch string(bytes.TrimSpace(bytes.ToLower(line))) {
	case "text", "txt", "plain", "plaintext", "none", "md", "markdown", "license", "licence":
		return 3 + len(line)
	}
	return 0
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
