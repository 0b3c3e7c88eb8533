package clause

import (
	"slices"
	"strings"
)

// readPlaces reads one place or a list of them: "the European Union, the
// United Kingdom or South Korea".
func readPlaces(_ []byte, tokens []token, i int) (entity, bool) {
	code, end := placeAt(tokens, i)
	if code == "" {
		return entity{}, false
	}
	e := entity{kind: entityPlaces, start: i, end: end, places: []string{code}}
	for {
		j := e.end
		for j < len(tokens) && slices.Contains([]string{"and", "or", "the", "in", "of", "member", "states", "within", "和", "或", "及", "以", "s", "eu"}, tokens[j].w.text) {
			j++
		}
		code, end := placeAt(tokens, j)
		if code == "" || j > e.end+6 {
			return e, true
		}
		if !slices.Contains(e.places, code) {
			e.places = append(e.places, code)
		}
		e.end = end
	}
}

// placeAt returns the code of the longest place name at token i.
func placeAt(tokens []token, i int) (code string, end int) {
	name := ""
	for j := i; j < len(tokens) && j < i+5; j++ {
		if j > i && !(len(tokens[j].w.text) > 1 && tokens[j].w.text[0] >= 0x80) {
			name += " "
		}
		name += tokens[j].w.text
		if c := placeCode(name); c != "" {
			code, end = c, j+1
		}
	}
	return code, end
}

// placeCode returns the ISO 3166 code of a country, or EU, EEA or EFTA.
func placeCode(name string) string {
	switch name {
	case "european union", "eu", "e.u", "欧盟", "欧 盟":
		return "EU"
	case "european economic area", "eea":
		return "EEA"
	case "united kingdom", "uk", "u.k", "great britain", "英国", "英 国":
		return "UK"
	case "south korea", "republic of korea", "korea", "韩国", "韩 国":
		return "KR"
	case "switzerland":
		return "CH"
	case "united states", "united states of america", "usa", "u.s.a", "美国", "美 国":
		return "US"
	case "china", "people's republic of china", "prc", "mainland china", "中国", "中 国":
		return "CN"
	case "russia", "russian federation":
		return "RU"
	}
	return countryCode(strings.TrimPrefix(name, "the "))
}

func countryCode(name string) string {
	switch name {
	case "france":
		return "FR"
	case "germany":
		return "DE"
	case "japan":
		return "JP"
	case "india":
		return "IN"
	case "canada":
		return "CA"
	case "israel":
		return "IL"
	case "brazil":
		return "BR"
	case "iran":
		return "IR"
	case "north korea":
		return "KP"
	case "syria":
		return "SY"
	case "cuba":
		return "CU"
	case "belarus":
		return "BY"
	case "taiwan":
		return "TW"
	case "hong kong":
		return "HK"
	case "singapore":
		return "SG"
	case "australia":
		return "AU"
	case "new zealand":
		return "NZ"
	case "italy":
		return "IT"
	case "spain":
		return "ES"
	case "united arab emirates", "uae":
		return "AE"
	}
	return ""
}

// readQuoted reads the words between quotation marks, at most 12.
func readQuoted(text []byte, tokens []token, i int) (entity, bool) {
	closing, ok := openQuote(text, tokens[i].start)
	if !ok {
		return entity{}, false
	}
	for j := i; j < len(tokens) && j < i+12; j++ {
		limit := len(text)
		if j+1 < len(tokens) {
			limit = tokens[j+1].start
		}
		if limit < tokens[j].end {
			return entity{}, false // the lead-in ends here
		}
		if at := strings.Index(string(text[tokens[j].end:limit]), closing); at >= 0 {
			return entity{kind: entityQuoted, start: i, end: j + 1, text: string(text[tokens[i].start:tokens[j].end])}, true
		}
	}
	return entity{}, false
}

// openQuote reports whether a quotation opens right before offset, and what
// closes it.
func openQuote(text []byte, offset int) (closing string, ok bool) {
	before := strings.TrimRight(string(text[max(0, offset-12):offset]), "*_`[ ")
	for _, q := range []struct{ open, close string }{{"“", "”"}, {"\"", "\""}, {"&quot;", "&quot;"}, {"「", "」"}, {"‘", "’"}, {"''", "''"}, {"”", "”"}} {
		if strings.HasSuffix(before, q.open) {
			return q.close, true
		}
	}
	return "", false
}
