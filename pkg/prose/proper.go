package prose

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// maxProper is the most words that a proper name has.
const maxProper = 8

// readProper reads a name in capitals at token i: "Santa Clara County,
// California". A text in capitals throughout has
// none that could be told.
func readProper(text []byte, tokens []Token, i int) (Value, bool) {
	end := i
	for j := i; j < min(len(tokens), i+maxProper); j++ {
		if gap, ok := gapBefore(text, tokens, j); j > i && (!ok || !joinsName(gap)) {
			break
		}
		switch {
		case Capital(text[tokens[j].Start:tokens[j].End]):
			end = j + 1
		case j == i || !grammarWords().NameJoining[tokens[j].Word.Text]:
			j = len(tokens)
		}
	}
	if end == i {
		return Value{}, false
	}
	name := bytes.Join(bytes.Fields(text[tokens[i].Start:tokens[end-1].End]), []byte{' '})
	return Value{Start: i, End: end, Text: string(name)}, true
}

// joinsName reports whether what stands between two words may stand inside a
// name: a space or a comma.
func joinsName(gap []byte) bool {
	return len(bytes.Trim(unmarked(withoutEntities(gap)), ", \n\r\t\u00a0->")) == 0
}

// Capital reports whether a word begins with a capital and goes on in small
// letters.
func Capital(word []byte) bool {
	first, size := utf8.DecodeRune(word)
	second, _ := utf8.DecodeRune(word[size:])
	return unicode.IsUpper(first) && unicode.IsLower(second)
}
