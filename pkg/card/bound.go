package card

import "bytes"

// Bounds of the depth of blocks. No card for people comes near them; beyond
// them goldmark takes time that grows with the depth.
const (
	maxMarkers = 16  // block markers at the start of one line
	maxIndent  = 100 // columns of them
)

// bound returns a text of the same length in which no line opens blocks
// deeper than the bounds: the markers beyond are letters there. Offsets into
// the result are offsets into src.
func bound(src []byte) []byte {
	out := src
	edit := func(i int) {
		if &out[0] == &src[0] {
			out = bytes.Clone(src)
		}
		out[i] = 'x'
	}
	for start := 0; start < len(src); {
		end := nextLine(src, start)
		line := src[start:end]
		for _, i := range deepMarkers(line) {
			edit(start + i)
		}
		start = end
	}
	return out
}

// deepMarkers returns the block markers of a line that stand too deep.
func deepMarkers(line []byte) []int {
	var deep []int
	markers, column := 0, 0
	for i, b := range line {
		switch {
		case b == ' ':
			column++
			continue
		case b == '\t':
			column += 4 - column%4
			continue
		case b >= '0' && b <= '9', b == '.', b == ')':
		case b == '>' || b == '-' || b == '*' || b == '+':
			markers++
		default:
			return deep
		}
		if column++; markers > maxMarkers || column > maxIndent {
			deep = append(deep, i)
		}
	}
	return deep
}
