package prose

import "strconv"

// numeric is what a word says about a number. It is worked out once for every
// word of a text.
type numeric struct {
	figure   float64 // "700", "1.5", and "20" of "20mm"
	scale    float64 // "million", and of "20mm"; 0 when the word has none
	unit     int64   // number words: "seven", "ninety", 九
	currency string
	isFigure bool
}

func readNumeric(w string) numeric {
	n := numeric{unit: unitWord(w), scale: scaleWord(w), currency: currencyOf(w)}
	end := 0
	for end < len(w) && (isDigit(w[end]) || w[end] == '.') {
		end++
	}
	if end == 0 || !isDigit(w[0]) {
		return n
	}
	figure, err := strconv.ParseFloat(w[:end], 64)
	scale := 1.0
	if end < len(w) {
		scale = scaleWord(w[end:])
	}
	if err == nil && scale > 0 {
		n.figure, n.scale, n.isFigure = figure, scale, true
	}
	return n
}

func scaleWord(w string) float64 {
	switch w {
	case "hundred", "hundreds", "百":
		return 100
	case "thousand", "thousands", "k", "千":
		return 1e3
	case "万", "萬":
		return 1e4
	case "million", "millions", "m", "mm", "mn", "mio":
		return 1e6
	case "亿", "億":
		return 1e8
	case "billion", "billions", "b", "bn":
		return 1e9
	}
	return 0
}

func unitWord(w string) int64 {
	switch w {
	case "one", "一":
		return 1
	case "two", "二", "两":
		return 2
	case "three", "三":
		return 3
	case "four", "四":
		return 4
	case "five", "五":
		return 5
	case "six", "六":
		return 6
	case "seven", "七":
		return 7
	case "eight", "八":
		return 8
	case "nine", "九":
		return 9
	}
	return tens(w)
}

func tens(w string) int64 {
	switch w {
	case "ten", "十":
		return 10
	case "eleven":
		return 11
	case "twelve":
		return 12
	case "fifteen":
		return 15
	case "twenty":
		return 20
	case "twentyfive":
		return 25
	case "thirty":
		return 30
	case "forty":
		return 40
	case "fifty":
		return 50
	case "sixty":
		return 60
	case "seventy":
		return 70
	case "eighty":
		return 80
	case "ninety":
		return 90
	}
	return 0
}

// currencyOf returns the ISO 4217 code that a word or sign stands for.
func currencyOf(word string) string {
	switch word {
	case "$", "usd", "dollar", "dollars", "us", "美元":
		return "USD"
	case "€", "eur", "euro", "euros":
		return "EUR"
	case "£", "gbp", "pounds", "sterling":
		return "GBP"
	case "rmb", "cny", "yuan", "renminbi", "元":
		return "CNY"
	case "¥", "￥", "jpy", "yen":
		return "JPY"
	case "₩", "krw", "won":
		return "KRW"
	case "inr", "₹", "rupees":
		return "INR"
	case "chf", "francs":
		return "CHF"
	}
	return ""
}

// readNumber reads a number in figures or words at token i, with its scale.
func readNumber(tokens []Token, i int) (value int64, end int, ok bool) {
	total, current := 0.0, 0.0
	start := i
	for ; i < len(tokens); i++ {
		n := &tokens[i].Word.numeric
		switch {
		case n.isFigure && i == start:
			current = n.figure * n.scale
		case n.isFigure:
			return int64(total + current), i, true
		case n.unit > 0:
			current += float64(n.unit)
		case n.scale >= 100 && i > start && len(tokens[i].Word.Text) > 1:
			current = max(current, 1) * n.scale
			if n.scale >= 1000 {
				total, current = total+current, 0
			}
		case tokens[i].Word.Text == "and" && i > start && i+1 < len(tokens) && tokens[i+1].Word.numeric.unit > 0:
		default:
			return int64(total + current), i, i > start
		}
	}
	return int64(total + current), i, i > start
}

// leastCount is the least number that is read as a count of users or the like.
const leastCount = 100

// readCount reads "700,000,000", "700 million", "1M", "one hundred million
// (100,000,000)", "1亿".
func readCount(tokens []Token, i int) (Value, bool) {
	if n := &tokens[i].Word.numeric; !n.isFigure && n.unit == 0 {
		return Value{}, false
	}
	value, end, ok := readNumber(tokens, i)
	if !ok || value < leastCount {
		return Value{}, false
	}
	return Value{Start: i, End: repeated(tokens, end, value), Count: value}, true
}

// repeated returns the end of the same number in figures, if it stands at end.
func repeated(tokens []Token, end int, value int64) int {
	if again, e, ok := readNumber(tokens, end); ok && again == value {
		return e
	}
	return end
}

// readMoney reads a sum with its currency before or behind it.
func readMoney(tokens []Token, i int) (Value, bool) {
	currency, from := "", i
	for from < min(len(tokens), i+3) {
		c := tokens[from].Word.numeric.currency
		if c == "" {
			break
		}
		if currency == "" || currency == "USD" {
			currency = c
		}
		from++
	}
	value, end, ok := readNumber(tokens, from)
	if !ok {
		return Value{}, false
	}
	end = repeated(tokens, end, value)
	for j := end; j < min(len(tokens), end+4); j++ {
		if c := currencyBehind(tokens, j); c != "" {
			if currency == "" {
				currency = c
			}
			end = repeated(tokens, j+1, value)
			break
		}
		switch tokens[j].Word.Text {
		case "of", "in", "u", "s", "us", "united", "states", "美", "人", "民":
			continue
		}
		break
	}
	if currency == "" {
		return Value{}, false
	}
	return Value{Start: i, End: end, Count: value, Currency: currency}, true
}

// currencyBehind reads a currency behind its sum: "us" alone is none there, and
// 元 may be that of 美元.
func currencyBehind(tokens []Token, j int) string {
	switch w := tokens[j].Word.Text; {
	case w == "us" || w == "u":
		return ""
	case w == "元" && tokens[j-1].Word.Text == "美":
		return "USD"
	default:
		return tokens[j].Word.numeric.currency
	}
}
