package render

import (
	"fmt"
	"strings"
	"unicode"
)

// Inert makes a string from outside safe to print on a terminal and in a log:
// control characters, escape sequences, direction marks and other invisible
// characters become visible escapes, and line breaks become blanks.
func Inert(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			b.WriteByte(' ')
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar:
			b.WriteString(escape(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func escape(r rune) string { return fmt.Sprintf(`\u{%X}`, r) }
