package inventory

import (
	"path"
	"strings"
)

// patternTable finds the first of many patterns that a name matches, and what
// it stands for. Most patterns are whole names or endings, which are looked up.
type patternTable struct {
	names, endings map[string]int // number of the pattern
	globs          []int
	patterns       []string
	means          []string
}

func (t *patternTable) add(pattern, means string) {
	n := len(t.patterns)
	t.patterns, t.means = append(t.patterns, pattern), append(t.means, means)
	switch rest := strings.TrimPrefix(pattern, "*"); {
	case strings.ContainsAny(rest, `*?[\`):
		t.globs = append(t.globs, n)
	case rest == pattern:
		keepFirst(&t.names, rest, n)
	case strings.HasPrefix(rest, "."):
		keepFirst(&t.endings, rest, n)
	default:
		t.globs = append(t.globs, n)
	}
}

func keepFirst(m *map[string]int, key string, n int) {
	if *m == nil {
		*m = map[string]int{}
	}
	if _, ok := (*m)[key]; !ok {
		(*m)[key] = n
	}
}

// first is what the first pattern that matches a name means.
func (t *patternTable) first(base string) (string, bool) {
	best := len(t.patterns)
	if n, ok := t.names[base]; ok {
		best = n
	}
	for i := range len(base) {
		if base[i] == '.' {
			if n, ok := t.endings[base[i:]]; ok {
				best = min(best, n)
			}
		}
	}
	for _, n := range t.globs {
		if n > best {
			break
		}
		if ok, _ := path.Match(t.patterns[n], base); ok { // the patterns were checked
			best = n
		}
	}
	if best == len(t.patterns) {
		return "", false
	}
	return t.means[best], true
}
