package lists

import (
	"bufio"
	"io"
	"strings"
)

// Read calls each for every line of a list that names something, with its
// number and without its comment. It ends at the first error.
func Read(in io.Reader, each func(line int, asked string) error) error {
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		asked := entry(lines.Text())
		if asked == "" {
			continue
		}
		if err := each(n, asked); err != nil {
			return err
		}
	}
	return lines.Err()
}

// entry returns the reference on a line, without a comment. A # inside a word
// belongs to the word: URLs have fragments.
func entry(line string) string {
	line = strings.TrimPrefix(line, "\ufeff")
	for i, r := range line {
		if r == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			line = line[:i]
			break
		}
	}
	return strings.TrimSpace(line)
}
