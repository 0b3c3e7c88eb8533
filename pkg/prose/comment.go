package prose

import "bytes"

// minComment is the least number of lines that a comment of a program has for
// its signs to be told from those of headings and lists.
const minComment = 4

// comment tells the signs of comments from the words of a text.
type comment struct {
	text  []byte
	end   int
	sign  []byte // of the comment at hand
	until int    // where its last line ends
}

// newComment returns the comment that the bytes [start, end) of text are, if they
// are one.
func newComment(text []byte, start, end int) comment {
	c := comment{text: text, end: end, sign: commentSign(text[start:end])}
	if c.sign != nil {
		c.until = end
	}
	return c
}

// behind returns where the words of the line at pos begin, behind the sign of a
// comment.
func (c *comment) behind(pos int) int {
	if pos >= c.until {
		c.sign, c.until = commentRun(c.text, pos, c.end)
	}
	return pos + commentLength(c.text[pos:c.end], c.sign)
}

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

// commentRun returns the sign with which the line at pos and some behind it begin,
// as those of a comment that is a part of a text do, and where the last of them
// ends; nothing where they are too few, or all may be marks of a list.
func commentRun(text []byte, pos, end int) (sign []byte, until int) {
	from := skipBlanks(text, pos, end)
	for _, s := range []string{"#", "//", ";", "%"} {
		if bytes.HasPrefix(text[from:end], []byte(s)) {
			sign = []byte(s)
		}
	}
	if sign == nil {
		return nil, 0
	}
	lines := 0
	for until = pos; until < end; lines++ {
		from = skipBlanks(text, until, end)
		if !bytes.HasPrefix(text[from:end], sign) {
			break
		}
		_, until = lineEnd(text, from, end, false)
	}
	if lines < minComment {
		return nil, 0
	}
	return sign, until
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
