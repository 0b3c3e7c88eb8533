package clause

import "unicode/utf8"

// vocabulary numbers the words that patterns use, and tells for any word of a
// text which of them it is.
type vocabulary struct {
	literals map[string]symbol
	stems    map[string]symbol
	longest  int // of the stems, in bytes
	size     int
}

func newVocabulary() *vocabulary {
	return &vocabulary{literals: map[string]symbol{}, stems: map[string]symbol{}}
}

// symbol returns the number of a literal or stem, a new one if need be.
func (v *vocabulary) symbol(n *node) symbol {
	table := v.literals
	if n.op == opStem {
		table = v.stems
		v.longest = max(v.longest, len(n.word))
	}
	s, ok := table[n.word]
	if !ok {
		s = symbol(v.size)
		v.size++
		table[n.word] = s
	}
	return s
}

// symbols returns what patterns may call a word.
func (v *vocabulary) symbols(word string) []symbol {
	var out []symbol
	if s, ok := v.literals[word]; ok {
		out = append(out, s)
	}
	for i := 0; i < len(word) && i < v.longest; {
		_, size := utf8.DecodeRuneInString(word[i:])
		i += size
		if s, ok := v.stems[word[:i]]; ok {
			out = append(out, s)
		}
	}
	return out
}
