package license

import (
	"bytes"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// A title that every page repeats at its head or foot, and rules that say where
// the licence begins and ends, are layout like page numbers.

// repeatedTitle marks the lines between blank lines that say the document's
// first line again, with or without the number of a page.
func (p *layout) repeatedTitle() bool {
	title := p.lines[0]
	length := title[1] - title[0]
	found := false
	for _, line := range p.lines[1:] {
		if rest, ok := p.saysAgain(line, title, length); !ok || !p.apart(line) || rest[0] < rest[1] && !p.page(rest) {
			continue
		}
		p.mark(line)
		found = true
	}
	return found
}

// saysAgain reports whether line starts or ends with the words of title, and
// returns its other words.
func (p *layout) saysAgain(line, title [2]int, length int) (rest [2]int, ok bool) {
	switch {
	case line[1]-line[0] < length:
		return rest, false
	case p.equal(line[0], title[0], length):
		return [2]int{line[0] + length, line[1]}, true
	default:
		return [2]int{line[0], line[1] - length}, p.equal(line[1]-length, title[0], length)
	}
}

func (p *layout) equal(i, j, n int) bool {
	for k := range n {
		if !bytes.Equal(p.view.word(i+k), p.view.word(j+k)) {
			return false
		}
	}
	return true
}

func (p *layout) page(line [2]int) bool {
	n, _ := p.pageNumber(line)
	return n >= 0
}

// rulers marks lines such as "-----BEGIN LICENSE-----".
func (p *layout) rulers() bool {
	found := false
	for _, line := range p.lines {
		if p.ruler(line) {
			p.mark(line)
			found = true
		}
	}
	return found
}

func (p *layout) ruler(line [2]int) bool {
	i, end := line[0], line[1]
	words := inTitles()
	says := func(i int, set pattern.Set) bool { return i < end && set[string(p.view.word(i))] }
	if !says(i, words.Edge) {
		return false
	}
	rule := bytes.TrimSpace(p.view.gap(i)[bytes.LastIndexByte(p.view.gap(i), '\n')+1:])
	if len(rule) < 3 || len(bytes.Trim(rule, string(rule[:1]))) > 0 {
		return false
	}
	for i++; says(i, words.EdgeFiller); i++ {
	}
	return says(i, words.Called) && (i+1 == end || i+2 == end && says(i+1, words.EdgeText))
}
