package prose

import "math"

// leastCount is the least number that is read as a count of users or the like.
const leastCount = 10

// most is the largest number that is read: beyond it a count is no count.
const most = 1e15

// readCount reads a number of users or the like at token i: "700,000,000", "one
// hundred million (100,000,000)", 1亿. A sum of money is none; a number that is
// left blank or told by "several" is one that nobody can read.
func (n *Names) readCount(text []byte, tokens []Token, i int) (Value, bool) {
	if v, ok := readVague(text, tokens, i); ok {
		return v, true
	}
	value, end, ok := readNumber(text, tokens, i)
	if !ok || value < leastCount || value > most || math.Abs(value-math.Round(value)) > 1e-3 {
		return Value{}, false
	}
	if end == i+1 && isYear(tokens, i) || n.pricedBefore(text, tokens, i) || n.pricedBehind(text, tokens, end) || isPercent(tokens, end) {
		return Value{}, false
	}
	return Value{Start: i, End: repeated(text, tokens, end, value), Count: int64(math.Round(value))}, true
}

// isYear reports whether the figure at token i is the year of a date: "August
// 2024", "since 2023", "1 May 2025".
func isYear(tokens []Token, i int) bool {
	n := tokens[i].Word.numeric
	if !n.bare || len(tokens[i].Word.Text) != 4 || n.figure < 1900 || n.figure > 2100 {
		return false
	}
	if i+1 < len(tokens) && tokens[i+1].Word.Text == "年" {
		return true
	}
	for j := i - 1; j >= max(0, i-2); j-- {
		if numberTable().Dated[tokens[j].Word.Text] {
			return true
		}
	}
	return false
}

// repeated returns the end of the same number in figures, if it stands at end.
func repeated(text []byte, tokens []Token, end int, value float64) int {
	if again, e, ok := readNumber(text, tokens, end); ok && again == value {
		return e
	}
	return end
}

func isPercent(tokens []Token, i int) bool {
	return i < len(tokens) && tokens[i].Word.is(percent)
}

// readVague reads a number that is not said: a blank to be filled in, "several
// million".
func readVague(text []byte, tokens []Token, i int) (Value, bool) {
	if end := blankAt(text, tokens, i); end > i {
		for end < len(tokens) && tokens[end].Word.numeric.scale >= 100 {
			end++ // "[X] million"
		}
		return Value{Start: i, End: end, Unread: true}, true
	}
	if !tokens[i].Word.is(vague) {
		return Value{}, false
	}
	j := i + 1
	for j < min(len(tokens), i+4) && numberTable().VagueJoining[tokens[j].Word.Text] {
		j++
	}
	end := j
	for end < len(tokens) && tokens[end].Word.numeric.scale >= 10 && !tokens[end].Word.numeric.isFigure {
		end++
	}
	if end == j || end == j+1 && tokens[j].Word.numeric.scale < 100 {
		return Value{}, false
	}
	return Value{Start: i, End: end, Unread: true}, true
}

// blankWord reports whether a blank for a figure may hold a word.
func blankWord(w string) bool { return w == blank || numberTable().Blank[w] }

// stands reports whether token i stands for a sum that is to be filled in behind
// a sign of a currency: "US$X", "$amount".
func stands(text []byte, tokens []Token, i int) bool {
	if i == 0 || i >= len(tokens) || !blankWord(tokens[i].Word.Text) {
		return false
	}
	return tokens[i-1].End == tokens[i].Start || len(tokens[i].Word.Text) <= 3 && isUpper(text[tokens[i].Start])
}

// blank is the word for a place left empty: "____", "[●]".
const blank = "___"

// blankAt returns the end of a blank for a figure that starts at token i, or i.
func blankAt(text []byte, tokens []Token, i int) int {
	if tokens[i].Word.Text == blank {
		return i + 1
	}
	if start := tokens[i].Start; start == 0 || !isOpening(text[start-1]) {
		return i
	}
	for j := i; j < min(len(tokens), i+5) && blankWord(tokens[j].Word.Text); j++ {
		if end := tokens[j].End; end < len(text) && isClosing(text[end]) {
			return j + 1
		}
	}
	return i
}

func isOpening(c byte) bool { return c == '[' || c == '{' || c == '<' }
func isClosing(c byte) bool { return c == ']' || c == '}' || c == '>' }
