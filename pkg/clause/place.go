package clause

import (
	"slices"
	"strings"
)

// placeName is a name of a place, word by word, and its code.
type placeName struct {
	words []string
	code  string
}

// readPlaces reads one place or a list of them: "the European Union, the
// United Kingdom or South Korea".
func readPlaces(_ []byte, tokens []token, i int) (entity, bool) {
	code, end := placeAt(tokens, i)
	if code == "" {
		return entity{}, false
	}
	e := entity{start: i, end: end, places: []string{code}}
	for {
		j := e.end
		for j < len(tokens) && j < e.end+7 && joinsPlaces(tokens[j].w.text) {
			j++
		}
		if j == len(tokens) {
			return e, true
		}
		code, end := placeAt(tokens, j)
		if code == "" {
			return e, true
		}
		if !slices.Contains(e.places, code) {
			e.places = append(e.places, code)
		}
		e.end = end
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
func placeAt(tokens []token, i int) (code string, end int) {
	for _, name := range tokens[i].w.places {
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

func sameWords(tokens []token, words []string) bool {
	for i := range tokens {
		if tokens[i].w.text != words[i] {
			return false
		}
	}
	return true
}

// placeNames returns the names of places by their first word. The codes are
// those of ISO 3166, UK for the United Kingdom, and EU, EEA and EFTA.
func placeNames() map[string][]placeName {
	out := map[string][]placeName{}
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
