package license

import (
	"bytes"
)

// Page numbers, line numbers and the words with which some languages start the
// lines of a comment are layout, not words. But a number alone on its line may
// be a word of a licence too, so they are only left out where they count up
// through the document, and only after the text was compared with them in.

// maxLineNumberDigits is the longest number that may count pages or lines.
const maxLineNumberDigits = 5

// layout looks for the words of a document that are layout.
type layout struct {
	view  *view
	lines [][2]int // the words of each line that has any, as ranges
	drop  []bool   // by word: it is layout
}

// layoutWords reports which words are page numbers, line numbers, comment
// signs, titles said again on every page or rules around the licence, nil when
// there are none.
func layoutWords(v *view) []bool {
	p := &layout{view: v, lines: lines(v), drop: make([]bool, v.len())}
	found := false
	for _, find := range []func() bool{p.pageLines, p.lineNumbers, p.commentWords, p.repeatedTitle, p.rulers} {
		found = find() || found
	}
	if !found {
		return nil
	}
	return p.drop
}

// lines returns the words of each line that has any, as ranges.
func lines(v *view) [][2]int {
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
func (p *layout) pageLines() bool {
	var bare [][2]int
	found := false
	for _, line := range p.lines {
		switch n, named := p.pageNumber(line); {
		case n < 0:
		case named:
			found = true
			p.mark(line)
		case n == len(bare)+1 && p.apart(line):
			bare = append(bare, line)
		}
	}
	if found {
		return true
	}
	for _, line := range bare {
		p.mark(line)
	}
	return len(bare) > 0
}

// apart reports whether nothing but the number stands between blank lines, as
// a page's foot does; a number that a line break cut off its sentence is none.
func (p *layout) apart(line [2]int) bool {
	blank := func(i int) bool {
		return i == 0 || i == p.view.len() || bytes.Count(p.view.gap(i), []byte("\n")) > 1 || bytes.IndexByte(p.view.gap(i), '\f') >= 0
	}
	return blank(line[0]) && blank(line[1])
}

// pageNumber returns the number of the page that a line names, or -1: "7",
// "Page 7", "Page 7 of 12", "7 of 12", "7/12". named tells that the line says
// of how many, or "page".
func (p *layout) pageNumber(line [2]int) (n int, named bool) {
	at, end := line[0], line[1]
	if inTitles().Page[string(p.view.word(at))] {
		at, named = at+1, true
	}
	if at == end || end-at > 3 {
		return -1, false
	}
	n = p.view.number(at)
	switch end - at {
	case 1:
		return n, named && n >= 0
	case 2:
		if string(p.view.gap(at+1)) == "/" && p.view.number(at+1) >= n {
			return n, n > 0
		}
		return -1, false
	default:
		if inTitles().PageOf[string(p.view.word(at+1))] && p.view.number(at+2) >= n {
			return n, n >= 0
		}
		return -1, false
	}
}

// lineNumbers marks the numbers that lines start with, if nearly all of them
// do and the numbers count up.
func (p *layout) lineNumbers() bool {
	const fewest = 4
	var first []int
	last := -1
	for _, line := range p.lines {
		if n := p.view.number(line[0]); n > last && (last < 0 || n-last <= 10) {
			first = append(first, line[0])
			last = n
		}
	}
	if len(first) < fewest || 10*len(first) < 9*len(p.lines) {
		return false
	}
	for _, i := range first {
		p.drop[i] = true
	}
	return true
}

// commentWords marks the words that start a comment's lines, if all lines do.
func (p *layout) commentWords() bool {
	const fewest = 3
	sign := string(p.view.word(p.lines[0][0]))
	if len(p.lines) < fewest || sign != "dnl" && sign != "rem" && sign != "c" {
		return false
	}
	for _, line := range p.lines {
		if !p.view.is(line[0], sign) {
			return false
		}
	}
	for _, line := range p.lines {
		p.drop[line[0]] = true
	}
	return true
}

func (p *layout) mark(line [2]int) {
	for i := line[0]; i < line[1]; i++ {
		p.drop[i] = true
	}
}
