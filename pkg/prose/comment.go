package prose

import "bytes"

// minComment is the least number of lines that a comment of a program has for
// its signs to be told from those of headings and lists.
const minComment = 4

// commentSign returns the sign with which each line of text begins that is not
// blank, as those of a comment in a program do: it is no heading and no mark of a
// list; nothing where they do not. A star is one where it stands alone on a line,
// too, or the comment opens with "/*".
func commentSign(text []byte) []byte {
	head := bytes.TrimLeft(text, " \t\r\n")
	for _, sign := range []string{"#", "//", ";", "--", "%", "*"} {
		open := sign == "*" && bytes.HasPrefix(head, []byte("/*"))
		if (open || bytes.HasPrefix(head, []byte(sign))) && commented(head, []byte(sign), open) {
			return []byte(sign)
		}
	}
	return nil
}

// commented reports whether all lines of a text begin with a sign; open tells that
// the first one opens a comment.
func commented(text, sign []byte, open bool) bool {
	lines, bare := 0, open
	for line := range bytes.Lines(text) {
		switch line = bytes.TrimSpace(line); {
		case len(line) == 0:
		case !bytes.HasPrefix(line, sign) && !(open && lines == 0):
			return false
		case len(line) > len(sign):
			lines++
		default:
			bare = true
		}
	}
	return lines >= minComment && (bare || sign[0] != '*')
}

// commentLength returns how many bytes a comment's sign takes at the start of a
// line, repeated as it may be, with the blanks before it.
func commentLength(line, sign []byte) int {
	if len(sign) == 0 {
		return 0
	}
	rest := bytes.TrimLeft(line, " \t")
	if !bytes.HasPrefix(rest, sign) {
		return 0
	}
	for bytes.HasPrefix(rest, sign) {
		rest = rest[len(sign):]
	}
	return len(line) - len(rest)
}
