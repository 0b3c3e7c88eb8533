package license

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// The numbers and letters of list items are words, because a clause may refer
// to them. But the same list may be laid out with bullets or as HTML. So a text
// with lists is known in a second form, without its marks. A document's own
// marks always count: it has them as they are in the text, or none.

// listMarks reports which words of a document are the marks of list items, and what they
// count: "1 2 3 1 2". The latter is empty when there are none.
func listMarks(v *view) (drop []bool, counts string) {
	var open []listMark
	var all []string
	drop = make([]bool, v.len())
	for i := range v.len() - 1 {
		if !v.startsLine(i) || !marks(v, i) {
			continue
		}
		for _, m := range readMark(string(v.word(i))) {
			at := follows(open, m)
			if at < 0 && m.value != 1 {
				continue
			}
			if at < 0 {
				at = len(open)
			}
			open = append(open[:at], m)
			all = append(all, m.count())
			drop[i] = true
			break
		}
	}
	return drop, strings.Join(all, " ")
}

// listMark is the mark of a list item: its place in the list, and how that is
// written: "1", "a" or "i", behind the number of the item that the list is in.
type listMark struct {
	style string
	value int
}

// count returns what m counts however it is written. What stands before its
// last point always matters.
func (m listMark) count() string {
	prefix := m.style[:strings.LastIndexByte(m.style, '.')+1]
	return prefix + strconv.Itoa(m.value)
}

// follows returns which of the open lists, outermost first, m goes on with, or
// -1. The lists inside of it end.
func follows(open []listMark, m listMark) int {
	for at := len(open) - 1; at >= 0; at-- {
		if open[at] == (listMark{m.style, m.value - 1}) {
			return at
		}
	}
	return -1
}

// readMark returns what a word may be as the mark of an item.
func readMark(word string) (marks []listMark) {
	prefix, last := "", word
	if point := strings.LastIndexByte(word, '.'); point >= 0 {
		prefix, last = word[:point+1], word[point+1:]
	}
	if number, _, _ := prose.Ordinals(last); number > 0 && len(last) <= 2 {
		return []listMark{{prefix + "1", number}}
	}
	_, letter, roman := prose.Ordinals(word)
	if letter > 0 {
		marks = append(marks, listMark{"a", letter})
	}
	if roman > 0 && roman <= maxRoman {
		marks = append(marks, listMark{"i", roman})
	}
	return marks
}

// maxRoman is the largest Roman numeral that is taken for a mark: longer ones
// are words as like as not.
const maxRoman = 20

// marks reports whether word i is written as a mark: with a point or bracket
// behind it.
func marks(v *view, i int) bool {
	after := bytes.TrimLeft(v.text[v.to[i]:], "\\*_")
	return len(after) > 1 && (after[0] == ')' || after[0] == '.' && !isDigit(after[1]))
}
