package clause

import (
	"slices"
	"unicode/utf8"
)

// symbol numbers a literal or a stem of the patterns.
type symbol uint16

// vocabulary numbers the words that patterns use, and tells for any word of a
// text which of them it is.
type vocabulary struct {
	literals map[string]symbol
	stems    map[string]symbol
	lengths  [256][]int // of the stems, in bytes, ascending, by their first byte
	weights  []int      // by symbol: how common it is, by and large
}

func newVocabulary() *vocabulary {
	return &vocabulary{literals: map[string]symbol{}, stems: map[string]symbol{}}
}

// symbol returns the number of a literal or stem, a new one if need be.
func (v *vocabulary) symbol(text string, stem bool) symbol {
	table := v.literals
	if stem {
		table = v.stems
		lengths := &v.lengths[text[0]]
		if i, known := slices.BinarySearch(*lengths, len(text)); !known {
			*lengths = slices.Insert(*lengths, i, len(text))
		}
	}
	s, ok := table[text]
	if !ok {
		s = symbol(len(v.weights))
		table[text] = s
		v.weights = append(v.weights, commonness(text, stem))
	}
	return s
}

// symbols returns what patterns may call a word.
func (v *vocabulary) symbols(word string) []symbol {
	out := []symbol{}
	if s, ok := v.literals[word]; ok {
		out = append(out, s)
	}
	for _, n := range v.lengths[word[0]] {
		if n > len(word) {
			break
		}
		if s, ok := v.stems[word[:n]]; ok {
			out = append(out, s)
		}
	}
	return out
}

// weight estimates how often one of some symbols occurs.
func (v *vocabulary) weight(symbols []symbol) int {
	sum := 0
	for _, s := range symbols {
		sum += v.weights[s]
	}
	return sum
}

// commonness guesses how often a word occurs in licences and cards. Only the
// order in which rules are tried depends on it.
func commonness(text string, stem bool) int {
	switch text {
	case "the", "of", "to", "a", "and", "or", "in", "any", "for", "you", "your", "by", "is", "be", "this", "that", "with", "as", "on", "it",
		"are":
		return 200
	case "model", "models", "use", "used", "using", "not", "may", "shall", "will", "can", "we", "our", "from", "at", "has", "have",
		"data", "train", "license", "licence", "agreement", "work", "software", "such", "other", "all", "no", "if", "under", "terms":
		return 40
	}
	switch {
	case stem && len(text) < 5, utf8.RuneCountInString(text) == 1:
		return 10
	case stem:
		return 4
	}
	return 1
}
