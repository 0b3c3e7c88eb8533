package prose

import "bytes"

// box is the frame of signs around some lines, "* words *": the signs at both
// ends of each line are no words and no marks of a list.
type box struct {
	sign  byte
	width int // of a line, in bytes
}

// minBox is the least width of a box, in bytes.
const minBox = 20

// boxAt returns the box that a line has the edges of; none where it has none.
func boxAt(line []byte) box {
	inner := bytes.TrimSpace(line)
	if len(inner) < minBox || inner[len(inner)-1] != inner[0] {
		return box{}
	}
	if ruler := count(inner, inner[0]) == len(inner); !ruler && (!isBlank(inner[1]) || !isBlank(inner[len(inner)-2])) {
		return box{}
	}
	return box{inner[0], len(bytes.TrimRight(line, " \t\r"))}
}

// boxed returns the line that starts at pos without the edges of the box that it
// is a line of: the line before, which was one of above, or the next one has the
// same. next is where the line behind it starts.
func boxed(text []byte, pos, end int, odd bool, above box) (from, to, next int, at box) {
	if from = skipBlanks(text, pos, end); from == end || bytes.IndexByte([]byte("*#;%"), text[from]) < 0 {
		return 0, 0, 0, box{}
	}
	stop, next := lineEnd(text, pos, end, odd)
	if at = boxAt(text[pos:stop]); at == (box{}) {
		return 0, 0, 0, box{}
	}
	if at != above {
		below, _ := lineEnd(text, next, end, odd)
		if boxAt(text[next:below]) != at {
			return 0, 0, 0, box{}
		}
	}
	words := bytes.TrimRight(text[from+1:stop], " \t\r")
	words = bytes.TrimRight(words[:len(words)-1], " \t")
	return from + 1, from + 1 + len(words), next, at
}
