package inventory

import (
	"slices"
	"strings"
)

// familyTable finds words of families of models inside the pieces of a name.
type familyTable struct {
	long, short []string
	tools       set
	words       set // all of them
}

// newFamilyTable keeps short words apart: they must be a whole piece.
func newFamilyTable(words, tools []string) familyTable {
	t := familyTable{tools: setOf(tools), words: setOf(words)}
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

// only tells whether a name is the word of a family, which every model of it
// has, and not one that is made of others: "llama", not "tinyllama".
func (t familyTable) only(name string) bool {
	return t.words[name] && !strings.ContainsAny(name, "0123456789") &&
		!slices.ContainsFunc(t.long, func(w string) bool { return len(w) < len(name) && strings.Contains(name, w) })
}

// familiar tells whether a name without an owner looks like that of a model by
// itself: its first piece has the word of a family that means nothing else.
func (s *Sinks) familiar(name string) bool {
	pieces := strings.FieldsFunc(strings.ToLower(name), between)
	if len(pieces) == 0 || pieces[len(pieces)-1] == "model" {
		return false
	}
	first := pieces[0]
	if s.generic[first] {
		return false
	}
	return s.families.words[first] || s.families.has(first) && !s.generic[strings.TrimRight(first, "0123456789.")]
}

// between tells the signs between the pieces of a name.
func between(r rune) bool { return strings.ContainsRune("-_/:", r) }

// looksLike tells whether "owner/name" looks like the id of a model: somebody
// who publishes models owns it; or its name has the word of a family or a size,
// and a number or another word that such names have.
func (s *Sinks) looksLike(id string) bool {
	owner, name, _ := strings.Cut(id, "/")
	if s.owners[strings.ToLower(owner)] {
		return true
	}
	strong, weak := signs(s, name)
	if !strings.ContainsFunc(name, between) && !s.families.has(strings.ToLower(name)) {
		return false // a size and nothing else
	}
	return strong > 0 && (strong+weak > 1 || strings.ContainsAny(name, "0123456789"))
}

// signs counts the pieces of a name that are words of families or sizes, and
// those that such names have, too.
func signs(s *Sinks, name string) (strong, weak int) {
	for piece := range strings.FieldsFuncSeq(strings.ToLower(name), between) {
		switch {
		case s.families.has(piece) || s.size.MatchString(piece):
			strong++
		case s.token.MatchString(piece):
			weak++
		}
	}
	return strong, weak
}

// isOpen tells whether something is put into a text from outside.
func (s *Sinks) isOpen(text string) bool {
	return strings.ContainsAny(text, "$<{%") && s.open.MatchString(text)
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
	first = strings.ToLower(first)
	if last := strings.LastIndexByte(first, '_'); parted && (s.folders[first] || last > 0 && s.folders[first[last+1:]]) {
		return true // "saved_models"
	}
	if i := strings.LastIndexByte(text, '.'); i >= 0 && s.endings[strings.ToLower(text[i+1:])] {
		return true
	}
	return parted && strings.Contains(rest, "/")
}

// listed are the ids in a text that holds several, with signs between them, such
// as a model and the adapter that is put onto it, "owner/model+owner/adapter";
// the text itself otherwise.
func listed(s *Sinks, text string) []string {
	if !strings.ContainsAny(text, ";,+") || strings.Count(text, "/") < 2 {
		return []string{text}
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ',' || r == '+' || r == ' ' })
	for _, p := range parts {
		if _, ok := s.idShaped(p); !ok {
			return []string{text}
		}
	}
	return parts
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

// hasLetter tells names from numbers: "ViT-B/32" is no id.
func hasLetter(name string) bool { return strings.Trim(name, "0123456789.-_") != "" }

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
	return !strings.Contains(part, "..") && !strings.Contains(part, "--")
}
