package prose

import (
	"slices"
	"strings"
)

// placeName is a name of a place, word by word, and its code.
type placeName struct {
	words []string
	code  string
}

// Gazetteer knows the names of places by their first word. The codes are those
// of ISO 3166, UK for the United Kingdom, and EU, EEA and EFTA.
type Gazetteer map[string][]placeName

// read reads one place or a list of them: "the European Union, the United
// Kingdom or South Korea".
func (g Gazetteer) read(tokens []Token, i int) (Value, bool) {
	code, end := g.placeAt(tokens, i)
	if code == "" {
		return Value{}, false
	}
	e := Value{Start: i, End: end, Places: []string{code}}
	for {
		j := e.End
		for j < len(tokens) && j < e.End+7 && joinsPlaces(tokens[j].Word.Text) {
			j++
		}
		if j == len(tokens) {
			return e, true
		}
		code, end := g.placeAt(tokens, j)
		if code == "" {
			return e, true
		}
		if !slices.Contains(e.Places, code) {
			e.Places = append(e.Places, code)
		}
		e.End = end
	}
}

// joinsPlaces reports whether a word may stand between two places of a list.
func joinsPlaces(w string) bool {
	switch w {
	case "and", "or", "the", "in", "of", "any", "member", "states", "state", "within", "nor", "s", "和", "或", "及", "以", "与", "者":
		return true
	}
	return false
}

// placeAt returns the code of the longest place name at token i.
func (g Gazetteer) placeAt(tokens []Token, i int) (code string, end int) {
	for _, name := range g[tokens[i].Word.Text] {
		n := len(name.words)
		if i+n <= end || i+n > len(tokens) {
			continue
		}
		if sameWords(tokens[i:i+n], name.words) {
			code, end = name.code, i+n
		}
	}
	return code, end
}

func sameWords(tokens []Token, words []string) bool {
	for i := range tokens {
		if tokens[i].Word.Text != words[i] {
			return false
		}
	}
	return true
}

// World returns the gazetteer of the world.
func World() Gazetteer {
	out := Gazetteer{}
	for line := range strings.Lines(gazetteer) {
		code, names, _ := strings.Cut(strings.TrimSpace(line), " ")
		for name := range strings.SplitSeq(names, "|") {
			words := strings.Fields(name)
			if isCJK([]rune(name)[0]) {
				words = strings.Split(name, "")
			}
			out[words[0]] = append(out[words[0]], placeName{words, code})
		}
	}
	return out
}
