package gate

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// errPath says that a path can be read in more ways than one, or in none.
var errPath = errors.New("the path is not written as the hub's clients write it")

// maxPath bounds a path, in bytes. Names of files on the hub are far shorter.
const maxPath = 4 << 10

// segments reads an escaped path into its segments, unescaped once. A path that
// two readers could take for two things is an error: one with empty or dotted
// segments, backslashes, control characters, or escapes inside of escapes. A
// slash inside a segment stays there: revisions are written so.
func segments(escaped string) ([]string, error) {
	if len(escaped) > maxPath || !strings.HasPrefix(escaped, "/") {
		return nil, errPath
	}
	if escaped == "/" {
		return nil, nil
	}
	var out []string
	for part := range strings.SplitSeq(escaped[1:], "/") {
		s, err := url.PathUnescape(part)
		if err != nil || !plain(s) {
			return nil, errPath
		}
		out = append(out, s)
	}
	return out, nil
}

// plain reports whether a segment means the same to everybody who reads it.
func plain(s string) bool {
	if s == "" || !utf8.ValidString(s) || strings.Contains(s, `\`) || strings.ContainsFunc(s, unicode.IsControl) ||
		escapedAgain.MatchString(s) {
		return false
	}
	return !slices.ContainsFunc(strings.Split(s, "/"), func(part string) bool { return part == "" || part == "." || part == ".." })
}

// escapedAgain finds what unescaping a second time would change.
var escapedAgain = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
