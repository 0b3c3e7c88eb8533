package inventory

import (
	"slices"
	"strings"
)

// familyTable finds words of families of models inside the pieces of a name.
type familyTable struct {
	long, short []string
	tools       set
}

// newFamilyTable keeps short words apart: they must be a whole piece.
func newFamilyTable(words, tools []string) familyTable {
	t := familyTable{tools: setOf(tools)}
	for _, w := range words {
		if len(w) < 4 {
			t.short = append(t.short, w)
		} else {
			t.long = append(t.long, w)
		}
	}
	return t
}

func (t familyTable) has(piece string) bool {
	if t.tools[piece] {
		return false
	}
	for _, w := range t.long {
		if strings.Contains(piece, w) {
			return true
		}
	}
	letters := strings.TrimRight(piece, "0123456789.")
	for _, w := range t.short {
		if letters == w || piece == w {
			return true
		}
	}
	return false
}

// familiar tells whether a name without an owner has the word of a family of
// models in it.
func (s *Sinks) familiar(name string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(name), between), s.families.has)
}

// between tells the signs between the pieces of a name.
func between(r rune) bool { return strings.ContainsRune("-_/:", r) }

// count counts the pieces of a name that models have in theirs: families, and
// sizes, forms and precisions.
func (s *Sinks) count(name string) int {
	n := 0
	for piece := range strings.FieldsFuncSeq(strings.ToLower(name), between) {
		if s.families.has(piece) || s.token.MatchString(piece) {
			n++
		}
	}
	return n
}

// isPath tells whether a text is a path on the machine: it begins like one,
// ends like a file, or its first part is a folder that trees have.
func (s *Sinks) isPath(text string) bool {
	switch {
	case strings.HasPrefix(text, "/"), strings.HasPrefix(text, "./"), strings.HasPrefix(text, "../"), strings.HasPrefix(text, "~"),
		strings.HasPrefix(text, "file:"), strings.HasSuffix(text, "/"), text == ".", text == "..", strings.Contains(text, `\`),
		len(text) > 2 && text[1] == ':' && text[2] == '/':
		return true
	}
	first, rest, parted := strings.Cut(text, "/")
	if parted && s.folders[strings.ToLower(first)] {
		return true
	}
	if i := strings.LastIndexByte(text, '.'); i >= 0 && s.endings[strings.ToLower(text[i+1:])] {
		return true
	}
	return parted && strings.Contains(rest, "/")
}

// isPlaceholder tells whether one of the parts of an id stands for a name.
func (s *Sinks) isPlaceholder(id string) bool {
	if strings.ContainsAny(id, "<>") {
		return true
	}
	for part := range strings.SplitSeq(id, "/") {
		if s.standIn.MatchString(part) {
			return true
		}
	}
	return false
}

// isName tells whether a text may be a part of an id on a hub.
func isName(part string) bool {
	if part == "" || len(part) > 96 || part[0] == '-' || part[0] == '.' || part[len(part)-1] == '.' || part[len(part)-1] == '-' {
		return false
	}
	for i := range len(part) {
		if c := part[i]; !(isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return !strings.Contains(part, "..")
}
