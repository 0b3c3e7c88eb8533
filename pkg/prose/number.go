package prose

import (
	"bytes"
	"strconv"
	"strings"
)

// numeric is what a word says of a number. It is worked out once for every
// word of a text.
type numeric struct {
	figure   float64 // of digits: "700", "1.5", and 20 million of "20mm"
	unit     float64 // of a number word below hundred: "seven", "ninety", 九
	scale    float64 // of a word that multiplies: "hundred", "million", 亿
	isFigure bool
	bare     bool // digits alone: "700", "000"
	cjk      bool // a character of a Chinese or Japanese number
	plural   bool // "millions": many, if no number stands before it
}

func readNumeric(w string) numeric {
	n := numeric{unit: numberTable().Units[w], scale: numberTable().Scales[w], cjk: w[0] >= 0x80 && len(w) < 5}
	if n.scale > 0 && !n.cjk {
		n.plural = strings.HasSuffix(w, "s")
	}
	if !isDigit(w[0]) {
		if value := hangulNumber(w); value > 0 {
			n.figure, n.isFigure = value, true
		}
		return n
	}
	end := strings.IndexFunc(w, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end < 0 {
		end = len(w)
		n.bare = !strings.Contains(w, ".")
	}
	figure, ok := decimal(w[:end])
	scale := suffixScale(w[end:])
	if ok && scale > 0 {
		n.figure, n.isFigure = figure*scale, true
	}
	return n
}

// decimal reads digits with points: those between groups of three are no
// decimal point, and one alone before three zeros is taken for such a group,
// since nobody counts to a thousandth.
func decimal(w string) (float64, bool) {
	switch groups := strings.Split(w, "."); {
	case len(groups) == 2 && groups[1] == "000" && groups[0] != "0":
		w = groups[0] + groups[1]
	case len(groups) > 2:
		for _, g := range groups[1:] {
			if len(g) != 3 || len(groups[0]) > 3 || groups[0] == "0" {
				return 0, false // the number of a section or of a version
			}
		}
		w = strings.Join(groups, "")
	}
	value, err := strconv.ParseFloat(w, 64)
	return value, err == nil
}

// particles are what Korean writes on to a noun.
const particles = "을를이가은는의에"

// suffixScale reads what is written on to digits: "20mm", "7e8", "100万명".
func suffixScale(s string) float64 {
	if s == "" {
		return 1
	}
	if exponent, ok := strings.CutPrefix(s, "e"); ok {
		if power, err := strconv.Atoi(exponent); err == nil && power > 0 && power < 16 {
			return powerOfTen(power)
		}
	}
	if scale := numberTable().Scales[s]; scale > 0 {
		return scale
	}
	unit := strings.TrimRight(strings.TrimRight(s, particles), "명원대개인건회")
	if unit == "" {
		return 1 // "300명"
	}
	return hangulScale(unit)
}

func powerOfTen(n int) float64 {
	value := 1.0
	for range n {
		value *= 10
	}
	return value
}

// hangulScale reads a Korean multiplier: "만", "천만", "십억"; 0 for anything else.
func hangulScale(s string) float64 {
	value := 1.0
	for _, r := range s {
		switch r {
		case '십':
			value *= 10
		case '백':
			value *= 100
		case '천':
			value *= 1e3
		case '만':
			value *= 1e4
		case '억':
			value *= 1e8
		case '조':
			value *= 1e12
		default:
			return 0
		}
	}
	if s == "" {
		return 0
	}
	return value
}

// hangulNumber reads a Korean number in words: "일억", "오천만". Shorter words
// mean other things as well.
func hangulNumber(w string) float64 {
	w = strings.TrimRight(w, "명원대개")
	digit, size := 0, len("일")
	if len(w) > size {
		digit = strings.Index("일이삼사오육칠팔구", w[:size])
	}
	if len(w) <= size {
		return 0
	}
	if digit >= 0 {
		if scale := hangulScale(w[size:]); scale >= 1e4 {
			return float64(digit/size+1) * scale
		}
		return 0
	}
	if scale := hangulScale(w); scale >= 1e5 {
		return scale
	}
	return 0
}

// numberReader adds up the words of one number.
type numberReader struct {
	text    []byte
	tokens  []Token
	start   int
	total   float64 // of all that stands before the last large multiplier
	section float64 // of hundreds and the like since
	digit   float64 // of figures and small number words since
	counted bool    // digit says something
	largest float64 // the last large multiplier, 0 before the first
	last    numeric
}

// readNumber reads a number at token i, in figures, in words or mixed: "700
// million", "1 000 000", "half a million", "three thousand million", 一亿五千万.
func readNumber(text []byte, tokens []Token, i int) (value float64, end int, ok bool) {
	if i >= len(tokens) || !tokens[i].Word.beginsNumber() {
		return 0, i, false
	}
	r := &numberReader{text: text, tokens: tokens, start: i}
	end = i + r.opening()
	for end < len(tokens) {
		n := r.take(end)
		if n == 0 {
			break
		}
		end += n
	}
	return r.value(), end, end > i && (r.counted || r.total > 0 || r.section > 0)
}

func (r *numberReader) value() float64 { return r.total + r.section + r.digit }

// beginsNumber reports whether a number may begin with w: most words end the
// search for one right here.
func (w *Word) beginsNumber() bool {
	n := &w.numeric
	return n.isFigure || n.unit > 0 || n.scale > 0 || w.is(openings)
}

// opening reads the words that begin a number without being one: "a million",
// "half a million", "a quarter of a million". It returns how many there are.
func (r *numberReader) opening() int {
	if !r.tokens[r.start].Word.is(openings) {
		return 0
	}
	for _, o := range numberTable().Openings {
		n := r.match(r.start, o.words...)
		if n == 0 || r.start+n >= len(r.tokens) {
			continue
		}
		if next := r.tokens[r.start+n].Word.numeric; next.scale > 0 && !next.plural &&
			!(r.start > 0 && numberTable().PartOf[r.tokens[r.start-1].Word.Text]) {
			r.digit, r.counted = o.value, true
			return n
		}
	}
	return 0
}

// match returns the number of words if they stand at token i, else 0.
func (r *numberReader) match(i int, words ...string) int {
	if i+len(words) > len(r.tokens) || !sameWords(r.tokens[i:i+len(words)], words) {
		return 0
	}
	return len(words)
}

// take reads on at token j and returns the number of tokens read, 0 at the end
// of the number.
func (r *numberReader) take(j int) int {
	n := r.tokens[j].Word.numeric
	first := j == r.start
	switch {
	case n.isFigure && (first || r.last.cjk && r.last.scale >= 1e4 && r.adjacent(j)):
		return r.figure(j)
	case n.isFigure:
		return 0
	case n.unit > 0:
		return r.unit(n)
	case n.cjk && numberTable().Zero[r.tokens[j].Word.Text] && !first:
		r.last = n
		return 1
	case n.scale > 0 && r.scales(n, j):
		r.multiply(n)
		return 1
	case !first && r.match(j, "and", "a", "half") > 0:
		return r.half()
	case !first && r.last.scale == 100 && r.match(j, "and") > 0 && j+1 < len(r.tokens) && r.tokens[j+1].Word.numeric.unit > 0:
		return 1
	}
	return 0
}

// half adds the half of "two and a half", or of the largest word before it: "a
// million and a half".
func (r *numberReader) half() int {
	switch {
	case r.counted:
		r.digit += 0.5
	case r.largest > 0:
		r.total += r.largest / 2
	default:
		return 0
	}
	return 3
}

// figure reads digits and the groups of three that follow them: "700 000 000".
func (r *numberReader) figure(j int) int {
	n := r.tokens[j].Word.numeric
	r.digit, r.counted, r.last = n.figure, true, n
	taken := 1
	if n.bare && len(r.tokens[j].Word.Text) <= 3 {
		for ; j+taken < len(r.tokens) && r.groupAt(j+taken); taken++ {
			r.digit = r.digit*1000 + r.tokens[j+taken].Word.numeric.figure
		}
	}
	if power, words := r.power(j + taken); words > 0 {
		r.digit *= power
		taken += words
	}
	return taken
}

// groupAt reports whether token j is three digits one space, apostrophe or
// the like behind the token before it.
func (r *numberReader) groupAt(j int) bool {
	t := r.tokens[j]
	if !t.Word.numeric.bare || len(t.Word.Text) != 3 {
		return false
	}
	switch string(r.text[r.tokens[j-1].End:t.Start]) {
	case " ", "\u00a0", "\u202f", "\u2009", "'", "’", "_", "，", "٬":
		return true
	}
	return false
}

// power reads "× 10^8" and "x 10⁸" behind a figure.
func (r *numberReader) power(j int) (power float64, words int) {
	k := j
	if k < len(r.tokens) && r.tokens[k].Word.Text == "x" {
		k++
	}
	if k >= len(r.tokens) || r.tokens[k].Word.Text != "10" {
		return 0, 0
	}
	if gap, _ := gapBefore(r.text, r.tokens, j); k == j && !bytes.ContainsAny(gap, "×*·⋅") {
		return 0, 0
	}
	rest := string(r.text[r.tokens[k].End:min(len(r.text), r.tokens[k].End+12)])
	if strings.HasPrefix(rest, "^") && k+1 < len(r.tokens) && r.tokens[k+1].Word.numeric.bare {
		return powerOfTen(min(int(r.tokens[k+1].Word.numeric.figure), 15)), k + 2 - j
	}
	exponent := 0
	for _, c := range rest {
		i := strings.IndexRune("⁰¹²³⁴⁵⁶⁷⁸⁹", c)
		if i < 0 {
			break
		}
		exponent = exponent*10 + len([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹"[:i]))
	}
	if exponent == 0 {
		return 0, 0
	}
	return powerOfTen(min(exponent, 15)), k + 1 - j
}

// unit reads a number word below hundred. "Twenty five" adds up, 二五 are digits
// of one number, "two three" are two numbers.
func (r *numberReader) unit(n numeric) int {
	switch {
	case !r.counted || r.digit == 0:
		r.digit = n.unit
	case n.cjk && r.last.cjk && r.last.unit > 0:
		r.digit = r.digit*10 + n.unit
	case r.last.unit >= 20 && n.unit < 10:
		r.digit += n.unit
	default:
		return 0
	}
	r.counted, r.last = true, n
	return 1
}

// scales reports whether the multiplier at token j belongs to the number: it
// needs something to multiply, save that 十 and 千万 speak for themselves.
func (r *numberReader) scales(n numeric, j int) bool {
	if len(r.tokens[j].Word.Text) == 1 && !isUpper(r.text[r.tokens[j].Start]) {
		return false // "10 m" are metres as like as not
	}
	if r.counted || r.section > 0 || r.largest > 0 {
		return true
	}
	if !n.cjk || j != r.start {
		return false
	}
	next := numeric{}
	if j+1 < len(r.tokens) {
		next = r.tokens[j+1].Word.numeric
	}
	return n.scale == 10 || n.scale < 1e4 && next.cjk && next.scale >= 1e4
}

func (r *numberReader) multiply(n numeric) {
	count := r.digit
	if !r.counted {
		count = 1
	}
	switch {
	case n.scale < 1e3 || n.cjk && n.scale < 1e4: // hundred, 十, 百, 千
		if !r.counted && r.section > 0 {
			r.section *= n.scale
		} else {
			r.section += count * n.scale
		}
	case r.section == 0 && !r.counted: // "three thousand million", 万亿
		r.total *= n.scale
		r.largest = n.scale
	case n.scale > r.largest && r.largest > 0:
		r.total = (r.total + r.section + r.digit) * n.scale
		r.section, r.largest = 0, n.scale
	default:
		r.total += (r.section + r.digit) * n.scale
		r.section, r.largest = 0, n.scale
	}
	r.digit, r.counted, r.last = 0, false, n
}

// adjacent reports whether nothing stands between token j and the one before.
func (r *numberReader) adjacent(j int) bool { return r.tokens[j-1].End == r.tokens[j].Start }

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
