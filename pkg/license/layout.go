package license

import (
	"bytes"
	"strconv"
)

// Page numbers, line numbers and the words with which some languages start the
// lines of a comment are layout, not words. But a number alone on its line may
// be a word of a licence too, so they are only left out where they count up
// through the document, and only after the text was compared with them in.

// maxLineNumberDigits is the longest number that may count pages or lines.
const maxLineNumberDigits = 5

// layout reports which words are page numbers, line numbers, comment signs,
// titles said again on every page or rules around the licence, nil when there
// are none.
func (v *view) layout() []bool {
	lines := v.lines()
	drop := make([]bool, v.len())
	found := false
	for _, find := range []func([][2]int, []bool) bool{v.pageLines, v.lineNumbers, v.commentWords, v.repeatedTitle, v.rulers} {
		found = find(lines, drop) || found
	}
	if !found {
		return nil
	}
	return drop
}

// lines returns the words of each line that has any, as ranges.
func (v *view) lines() [][2]int {
	var lines [][2]int
	for i := range v.len() {
		if i == 0 || bytes.IndexByte(v.gap(i), '\n') >= 0 || bytes.IndexByte(v.gap(i), '\f') >= 0 {
			lines = append(lines, [2]int{i, i})
		}
		lines[len(lines)-1][1] = i + 1
	}
	return lines
}

// pageLines marks the words of lines that hold nothing but the number of a
// page. Where no line says "page", numbers alone on their lines are those of
// pages if they count 1, 2, 3 and so on.
func (v *view) pageLines(lines [][2]int, drop []bool) bool {
	var bare [][2]int
	found := false
	for _, line := range lines {
		switch n, named := v.pageNumber(line); {
		case n < 0:
		case named:
			found = true
			mark(drop, line)
		case n == len(bare)+1 && v.apart(line):
			bare = append(bare, line)
		}
	}
	if found {
		return true
	}
	for _, line := range bare {
		mark(drop, line)
	}
	return len(bare) > 0
}

// apart reports whether nothing but the number stands between blank lines, as
// a page's foot does; a number that a line break cut off its sentence is none.
func (v *view) apart(line [2]int) bool {
	blank := func(i int) bool {
		return i == 0 || i == v.len() || bytes.Count(v.gap(i), []byte("\n")) > 1 || bytes.IndexByte(v.gap(i), '\f') >= 0
	}
	return blank(line[0]) && blank(line[1])
}

// pageNumber returns the number of the page that a line names, or -1: "7",
// "Page 7", "Page 7 of 12", "7 of 12", "7/12". named tells that the line says
// of how many, or "page".
func (v *view) pageNumber(line [2]int) (n int, named bool) {
	at, end := line[0], line[1]
	if v.is(at, "page") {
		at, named = at+1, true
	}
	if at == end || end-at > 3 {
		return -1, false
	}
	n = v.number(at)
	switch end - at {
	case 1:
		return n, named && n >= 0
	case 2:
		if string(v.gap(at+1)) == "/" && v.number(at+1) >= n {
			return n, n > 0
		}
		return -1, false
	default:
		if v.is(at+1, "of") && v.number(at+2) >= n {
			return n, n >= 0
		}
		return -1, false
	}
}

// lineNumbers marks the numbers that lines start with, if nearly all of them
// do and the numbers count up.
func (v *view) lineNumbers(lines [][2]int, drop []bool) bool {
	const fewest = 4
	var first []int
	last := -1
	for _, line := range lines {
		if n := v.number(line[0]); n > last && (last < 0 || n-last <= 10) {
			first = append(first, line[0])
			last = n
		}
	}
	if len(first) < fewest || 10*len(first) < 9*len(lines) {
		return false
	}
	for _, i := range first {
		drop[i] = true
	}
	return true
}

// commentWords marks the words that start a comment's lines, if all lines do.
func (v *view) commentWords(lines [][2]int, drop []bool) bool {
	const fewest = 3
	sign := string(v.word(lines[0][0]))
	if len(lines) < fewest || sign != "dnl" && sign != "rem" && sign != "c" {
		return false
	}
	for _, line := range lines {
		if !v.is(line[0], sign) {
			return false
		}
	}
	for _, line := range lines {
		drop[line[0]] = true
	}
	return true
}

// number returns the value of word i, or -1 when it is no small number.
func (v *view) number(i int) int {
	word := v.word(i)
	if len(word) > maxLineNumberDigits {
		return -1
	}
	n, err := strconv.Atoi(string(word))
	if err != nil {
		return -1
	}
	return n
}

func mark(drop []bool, line [2]int) {
	for i := line[0]; i < line[1]; i++ {
		drop[i] = true
	}
}

// without returns a view of the same text without the words in drop.
func (v *view) without(drop []bool) view {
	out := view{text: v.text}
	for i := range v.len() {
		word := v.word(i)
		if n := out.len(); drop[i] || n > 0 && string(word) == "c" && string(out.word(n-1)) == "copyright" {
			continue
		}
		if n := len(out.letters); n > 0 && isDigit(out.letters[n-1]) && isDigit(word[0]) {
			out.letters = append(out.letters, ' ')
		}
		out.letters = append(out.letters, word...)
		out.ends = append(out.ends, int32(len(out.letters)))
		out.from, out.to, out.hashes = append(out.from, v.from[i]), append(out.to, v.to[i]), append(out.hashes, v.hashes[i])
	}
	out.shingles = shingles(nil, out.hashes)
	return out
}
