package license

import "bytes"

// A title that every page repeats at its head or foot, and rules that say where
// the licence begins and ends, are layout like page numbers.

// repeatedTitle marks the lines between blank lines that say the document's
// first line again, with or without the number of a page.
func (v *view) repeatedTitle(lines [][2]int, drop []bool) bool {
	title := lines[0]
	length := title[1] - title[0]
	found := false
	for _, line := range lines[1:] {
		if rest, ok := v.saysAgain(line, title, length); !ok || !v.apart(line) || rest[0] < rest[1] && !v.page(rest) {
			continue
		}
		mark(drop, line)
		found = true
	}
	return found
}

// saysAgain reports whether line starts or ends with the words of title, and
// returns its other words.
func (v *view) saysAgain(line, title [2]int, length int) (rest [2]int, ok bool) {
	switch {
	case line[1]-line[0] < length:
		return rest, false
	case v.equal(line[0], title[0], length):
		return [2]int{line[0] + length, line[1]}, true
	default:
		return [2]int{line[0], line[1] - length}, v.equal(line[1]-length, title[0], length)
	}
}

func (v *view) equal(i, j, n int) bool {
	for k := range n {
		if !bytes.Equal(v.word(i+k), v.word(j+k)) {
			return false
		}
	}
	return true
}

func (v *view) page(line [2]int) bool {
	n, _ := v.pageNumber(line)
	return n >= 0
}

// rulers marks lines such as "-----BEGIN LICENSE-----".
func (v *view) rulers(lines [][2]int, drop []bool) bool {
	found := false
	for _, line := range lines {
		if v.ruler(line) {
			mark(drop, line)
			found = true
		}
	}
	return found
}

func (v *view) ruler(line [2]int) bool {
	i, end := line[0], line[1]
	if !v.is(i, "begin") && !v.is(i, "start") && !v.is(i, "end") {
		return false
	}
	rule := bytes.TrimSpace(v.gap(i)[bytes.LastIndexByte(v.gap(i), '\n')+1:])
	if len(rule) < 3 || len(bytes.Trim(rule, string(rule[:1]))) > 0 {
		return false
	}
	for i++; i < end && (v.is(i, "of") || v.is(i, "the")); i++ {
	}
	if i == end || !v.is(i, "license") && !v.is(i, "licence") {
		return false
	}
	return i+1 == end || i+2 == end && (v.is(i+1, "text") || v.is(i+1, "agreement") || v.is(i+1, "file"))
}
