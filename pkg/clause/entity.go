package clause

import (
	"slices"
	"strconv"
	"strings"
)

// entity is a run of tokens that stands for a value: a number of users, a sum
// of money, a place.
type entity struct {
	kind       entityKind
	start, end int // tokens
	count      int64
	currency   string
	places     []string
	text       string
}

type entityKind uint8

const (
	entityCount entityKind = iota + 1
	entityMoney
	entityPlaces
	entityQuoted
	entityDate
)

func entityKinds() map[string]entityKind {
	return map[string]entityKind{"count": entityCount, "money": entityMoney, "places": entityPlaces, "quoted": entityQuoted, "date": entityDate}
}

// entities finds the values in tokens and marks the tokens that they are made
// of.
func entities(text []byte, tokens []token) []entity {
	var out []entity
	for i := 0; i < len(tokens); {
		tokens[i].entity = 0
		e, ok := entityAt(text, tokens, i)
		if !ok {
			i++
			continue
		}
		out = append(out, e)
		for ; i < e.end; i++ {
			tokens[i].entity = int32(len(out))
		}
	}
	return out
}

func entityAt(text []byte, tokens []token, i int) (entity, bool) {
	for _, read := range []func([]byte, []token, int) (entity, bool){readMoney, readCount, readPlaces, readQuoted} {
		if e, ok := read(text, tokens, i); ok {
			return e, true
		}
	}
	return entity{}, false
}

// readCount reads "700,000,000", "700 million", "1M", "one hundred million
// (100,000,000)", "1亿".
func readCount(_ []byte, tokens []token, i int) (entity, bool) {
	n, end, ok := number(tokens, i)
	if !ok || n < 100 {
		return entity{}, false
	}
	if m, e, ok := number(tokens, end); ok && m == n { // the same in figures
		end = e
	}
	return entity{kind: entityCount, start: i, end: end, count: n}, true
}

// readMoney reads a sum with its currency before or behind it.
func readMoney(_ []byte, tokens []token, i int) (entity, bool) {
	currency, from := "", i
	for from < len(tokens) && from < i+3 {
		c, ok := currencyCode(tokens[from].w.text)
		if !ok {
			break
		}
		if currency == "" || c != "USD" || currency == "USD" {
			currency = c
		}
		from++
	}
	n, end, ok := number(tokens, from)
	if !ok {
		return entity{}, false
	}
	if m, e, ok := number(tokens, end); ok && m == n {
		end = e
	}
	for j := end; j < len(tokens) && j < end+3; j++ {
		if c, ok := currencyCode(tokens[j].w.text); ok {
			if currency == "" {
				currency = c
			}
			end = j + 1
			break
		}
		if !slices.Contains([]string{"of", "in", "u", "s", "us", "united", "states"}, tokens[j].w.text) {
			break
		}
	}
	if currency == "" {
		return entity{}, false
	}
	return entity{kind: entityMoney, start: i, end: end, count: n, currency: currency}, true
}

func currencyCode(word string) (string, bool) {
	switch word {
	case "$", "usd", "dollar", "dollars", "美", "us", "u.s":
		return "USD", true
	case "€", "eur", "euro", "euros":
		return "EUR", true
	case "£", "gbp", "pounds":
		return "GBP", true
	case "rmb", "cny", "yuan", "renminbi", "元":
		return "CNY", true
	case "¥", "￥", "jpy", "yen":
		return "JPY", true
	case "₩", "krw", "won":
		return "KRW", true
	}
	return "", false
}

// number reads a number in figures or words, with its scale.
func number(tokens []token, i int) (value int64, end int, ok bool) {
	total, current, seen := 0.0, 0.0, false
	for ; i < len(tokens); i++ {
		w := tokens[i].w.text
		if f, scale, isFigure := figure(w); isFigure {
			if seen {
				break
			}
			current, seen = f*scale, true
			continue
		}
		if n, isWord := numberWord(w); isWord {
			current, seen = current+n, true
			continue
		}
		s, isScale := scaleOf(w)
		if !isScale || !seen {
			if w == "and" && seen && isNumberWord(tokens, i+1) {
				continue
			}
			break
		}
		current = max(current, 1) * s
		if s >= 1000 {
			total, current = total+current, 0
		}
	}
	return int64(total + current), i, seen
}

// figure reads "700000000", "1.5", "1m", "20mm", "10k".
func figure(w string) (value, scale float64, ok bool) {
	digits := strings.TrimRight(w, "abcdefghijklmnopqrstuvwxyz")
	if digits == "" || !isDigit(digits[0]) {
		return 0, 0, false
	}
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0, 0, false
	}
	switch w[len(digits):] {
	case "":
		return f, 1, true
	case "k":
		return f, 1e3, true
	case "m", "mm", "mn":
		return f, 1e6, true
	case "b", "bn":
		return f, 1e9, true
	}
	return 0, 0, false
}

// scaleOf returns what a word such as "million" multiplies by.
func scaleOf(w string) (factor float64, ok bool) {
	switch w {
	case "hundred", "百":
		return 100, true
	case "thousand", "千":
		return 1e3, true
	case "万", "萬":
		return 1e4, true
	case "million", "millions":
		return 1e6, true
	case "亿", "億":
		return 1e8, true
	case "billion":
		return 1e9, true
	}
	return 0, false
}

// numberWord returns the value of a word such as "twenty".
func numberWord(w string) (value float64, ok bool) {
	words := [...]struct {
		word  string
		value float64
	}{
		{"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9},
		{"ten", 10}, {"eleven", 11}, {"twelve", 12}, {"fifteen", 15}, {"twenty", 20}, {"thirty", 30}, {"forty", 40},
		{"fifty", 50}, {"sixty", 60}, {"seventy", 70}, {"eighty", 80}, {"ninety", 90},
		{"一", 1}, {"二", 2}, {"三", 3}, {"四", 4}, {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9},
	}
	for _, n := range words {
		if n.word == w {
			return n.value, true
		}
	}
	return 0, false
}

// isNumberWord reports whether token i is a number in words.
func isNumberWord(tokens []token, i int) bool {
	if i >= len(tokens) {
		return false
	}
	_, ok := numberWord(tokens[i].w.text)
	return ok
}
