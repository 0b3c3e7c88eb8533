package prose

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTag bounds the length of an HTML tag; a longer one is taken as text.
const maxTag = 2000

// TagLength returns the length of the HTML tag that text starts with, or 0 for
// anything else, such as the blank "<year>" of a template. Tags that mark text
// as put in or struck out are none: whether that text holds is for a person.
func TagLength(text []byte) int { return tagLength(text, plainTag) }

func tagLength(text []byte, known func(name string) bool) int {
	i := 1
	if i < len(text) && text[i] == '/' {
		i++
	}
	name := i
	for i < len(text) && i-name < 12 && (isASCIILetter(text[i]) || isDigit(text[i])) {
		i++
	}
	if i >= len(text) || i == name || !known(string(bytes.ToLower(text[name:i]))) {
		return 0
	}
	if c := text[i]; c != '>' && c != '/' && !isBlank(c) {
		return 0
	}
	end := bytes.IndexAny(text[i:min(len(text), i+maxTag)], "<>")
	if end < 0 || text[i+end] != '>' {
		return 0
	}
	return i + end + 1
}

// plainTag tells the elements whose tags are markup. Blanks of templates are
// written like tags, so no other name counts.
func plainTag(name string) bool {
	switch name {
	case "a", "abbr", "article", "b", "blockquote", "body", "br", "center", "code", "dd", "details", "div", "dl", "dt", "em", "font",
		"footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "img", "li", "link", "main", "meta", "nav",
		"ol", "p", "pre", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
		"thead", "title", "tr", "tt", "u", "ul":
		return true
	}
	return false
}

// anyTag tells the elements whose tags are no words of a sentence.
func anyTag(name string) bool {
	switch name {
	case "aside", "big", "caption", "cite", "del", "figcaption", "figure", "input", "ins", "kbd", "label", "mark", "picture", "q", "s",
		"source", "strike", "video", "audio", "iframe", "script", "style", "col", "colgroup", "form", "button", "svg", "path":
		return true
	}
	return plainTag(name)
}

// entity is a letter or digit that a text writes as an HTML entity.
type entity struct {
	letter rune
	size   int // bytes of the text; 0 for none
}

// letterEntity returns the letter or digit that text, which begins with an
// ampersand, writes as an entity: "&#78;", "&eacute;".
func letterEntity(text []byte) entity {
	const longest = 10
	end := bytes.IndexByte(text[:min(len(text), longest)], ';')
	if end < 3 {
		return entity{}
	}
	plain := html.UnescapeString(string(text[:end+1]))
	r, size := utf8.DecodeRuneInString(plain)
	if size != len(plain) || !unicode.IsLetter(r) && !unicode.IsDigit(r) || isCJK(r) {
		return entity{}
	}
	return entity{r, end + 1}
}

// letterAhead returns the rune that text begins with, or the letter or digit
// that it writes as an entity, and its length in bytes.
func letterAhead(text []byte) (rune, int) {
	r, size := utf8.DecodeRune(text)
	if r == '&' {
		if e := letterEntity(text); e.size > 0 {
			return e.letter, e.size
		}
	}
	return r, size
}

// Attributes whose value a reader sees or hears.
var spoken = [...]string{"alt", "title", "aria-label", "placeholder", "summary", "abbr", "label"}

// Spoken returns where the words stand that a reader sees of a tag, as offsets
// of it: what stands in place of a picture or above a link, what a page says of
// its terms, and sentences, which are nothing that markup needs.
func Spoken(tag []byte) [][2]int {
	var out [][2]int
	at := bytes.IndexAny(tag, " \t\r\n/")
	if at < 0 {
		return nil
	}
	end := len(tag) - 1 // the bracket
	for at < end {
		name := at
		for at < end && tag[at] != '=' {
			at++
		}
		// What stands before the sign of equality is one name, or words.
		if words := tag[name:at]; isSentence(words) {
			out = append(out, [2]int{name, at})
		}
		if at == end {
			break
		}
		from, to, next := attributeValue(tag, at+1, end)
		key, value := lastWord(tag[name:at]), tag[from:to]
		terms := tellsTerms(key) || key == "content" && (tellsTerms(string(tag[:name])) || tellsTerms(string(tag[next:])))
		heard := isSpoken(key) || terms && bytes.IndexByte(value, ' ') > 0
		if from < to && (heard || isSentence(value)) {
			out = append(out, [2]int{from, to})
		}
		at = next
	}
	return out
}

// attributeValue returns where the value behind a sign of equality stands.
func attributeValue(tag []byte, at, end int) (from, to, next int) {
	for at < end && isBlank(tag[at]) {
		at++
	}
	if at < end && (tag[at] == '"' || tag[at] == '\'') {
		if n := bytes.IndexByte(tag[at+1:end], tag[at]); n >= 0 {
			return at + 1, at + 1 + n, at + 2 + n
		}
		return at + 1, end, end
	}
	from = at
	for at < end && !isBlank(tag[at]) {
		at++
	}
	return from, at, at
}

// lastWord returns the last word of s in small letters.
func lastWord(s []byte) string {
	fields := bytes.Fields(s)
	if len(fields) == 0 {
		return ""
	}
	return string(bytes.ToLower(fields[len(fields)-1]))
}

func tellsTerms(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(grammarWords().OfTerms, func(part string) bool { return strings.Contains(name, part) })
}

func isSpoken(name string) bool {
	for _, s := range spoken {
		if s == name {
			return true
		}
	}
	return false
}

// isSentence reports whether s reads as words of a text, and not as names of
// classes and the like: three words at least, one of which only joins others,
// or ideographs.
func isSentence(s []byte) bool {
	if len(s) < 8 {
		return false
	}
	words, joins, ideographs := 0, false, 0
	for _, w := range strings.Fields(html.UnescapeString(string(s))) {
		w = strings.TrimFunc(w, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) })
		if r, _ := utf8.DecodeRuneInString(w); isCJK(r) {
			ideographs += utf8.RuneCountInString(w)
		}
		if w != "" && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) < 0 {
			words++
			joins = joins || grammarWords().Joining[strings.ToLower(w)]
		}
	}
	return words >= 3 && joins || ideographs >= 4
}
