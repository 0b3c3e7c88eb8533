package hub

import (
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPath is the longest path of a file that is taken from a hub's answer.
const maxPath = 1024

// SafePath reports whether p is a plain relative path: no "..", no leading
// slash, no backslash, no control or formatting character, nothing that a
// clean path would write another way.
func SafePath(p string) bool {
	if p == "" || len(p) > maxPath || !utf8.ValidString(p) || strings.ContainsRune(p, '\\') {
		return false
	}
	if p == "." || p == ".." || p[0] == '/' || strings.HasPrefix(p, "../") || path.Clean(p) != p {
		return false
	}
	return !strings.ContainsFunc(p, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
}

// EscapeSegment writes one segment of the path of an address. A slash inside it
// is escaped, and so is the plus sign, which some servers read as a blank.
func EscapeSegment(segment string) string {
	return strings.ReplaceAll(url.PathEscape(segment), "+", "%2B")
}
