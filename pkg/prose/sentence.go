package prose

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences cuts running text, Markdown or HTML, into sentences and returns the
// bounds of each, without its outer blanks. A sentence ends at a stop before a
// blank, at an empty line and at a tag that breaks the line. Lines are not
// sentences: authors wrap them.
func Sentences(text []byte) [][2]int {
	var out [][2]int
	start := 0
	for i := 0; start < len(text); {
		stop := len(text)
		for i < len(text) && !mayStop(text[i]) {
			i++
		}
		if i < len(text) {
			n := sentenceEnd(text, i)
			if n == 0 {
				i++
				continue
			}
			stop = i + n
		}
		whole := text[start:stop]
		from := len(whole) - len(bytes.TrimLeft(whole, outerBlanks))
		if to := len(bytes.TrimRight(whole, outerBlanks)); from < to {
			out = append(out, [2]int{start + from, start + to})
		}
		start, i = stop, stop
	}
	return out
}

// outerBlanks stand around sentences.
const outerBlanks = " \t\n\f\r"

// mayStop reports whether what ends a sentence may begin with c.
func mayStop(c byte) bool {
	return c >= utf8.RuneSelf || c == '.' || c == '!' || c == '?' || c == '\n' || c == '<'
}

// sentenceEnd returns the length of what ends a sentence at text[i:], with the
// blanks behind it, or 0.
func sentenceEnd(text []byte, i int) int {
	rest := text[i:]
	switch rest[0] {
	case '.', '!', '?':
		closed := bytes.TrimLeft(rest[1:], "\"')]")
		if words := bytes.TrimLeft(closed, outerBlanks); len(words) < len(closed) && (rest[0] != '.' || !abbreviates(text[:i])) {
			return len(rest) - len(words)
		}
	case '\n':
		run := rest[1 : len(rest)-len(bytes.TrimLeft(rest[1:], outerBlanks))]
		if last := bytes.LastIndexByte(run, '\n'); last >= 0 {
			return last + 2
		}
	case '<':
		for _, tag := range [...]string{"<br>", "<br/>", "<br />", "<br >", "</p>", "</li>", "</td>", "</div>"} {
			if len(rest) >= len(tag) && strings.EqualFold(string(rest[:len(tag)]), tag) {
				return len(tag)
			}
		}
	default:
		for _, stop := range [...]string{"。", "！", "？", "；"} {
			if bytes.HasPrefix(rest, []byte(stop)) {
				return len(stop)
			}
		}
	}
	return 0
}

// abbreviates reports whether a full stop behind text ends no sentence.
func abbreviates(text []byte) bool {
	word := text[bytes.LastIndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '(' })+1:]
	return Abbreviation(strings.ToLower(string(word)))
}
