package ref

import (
	"fmt"
	"strings"
	"unicode"
)

// SyntaxError says what is wrong with a reference and where.
type SyntaxError struct {
	Input string // as given
	Pos   int    // byte offset into Input, at most its length
	Why   string // what is wrong and what to write instead
}

// Error names the input and says what to do. It is one line whatever the
// input holds.
func (e *SyntaxError) Error() string {
	shown, _ := excerpt(e.Input, e.Pos)
	return fmt.Sprintf("parse reference %q: %s", shown, e.Why)
}

// Caret returns two lines: the input (a long one cut around the fault) and a
// caret below the character that is wrong.
func (e *SyntaxError) Caret() string {
	shown, col := excerpt(e.Input, e.Pos)
	return shown + "\n" + strings.Repeat(" ", col) + "^"
}

// context is how many characters Caret shows on either side of the fault: a
// whole line fits an 80-column terminal with room for an indent.
const context = 35

// excerpt returns the printable surroundings of s[pos:] and the column of the
// fault in them. What a terminal might act on is shown as U+FFFD.
func excerpt(s string, pos int) (shown string, col int) {
	pos = min(max(pos, 0), len(s))
	before, after := printable(s[:pos]), printable(s[pos:])
	head, tail := "", ""
	if len(before) > context {
		before, head = before[len(before)-context:], "…"
	}
	if len(after) > context {
		after, tail = after[:context], "…"
	}
	return head + string(before) + string(after) + tail, len([]rune(head)) + len(before)
}

func printable(s string) []rune {
	out := []rune(s)
	for i, r := range out {
		if !unicode.IsPrint(r) {
			out[i] = unicode.ReplacementChar
		}
	}
	return out
}
