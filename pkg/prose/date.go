package prose

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// readDate reads a day at token i: "1 March 2029", "March 1st, 2029",
// 2029-03-01, 01.03.2029, 2029年3月1日. One of which nobody can tell the month from
// the day, 01/03/2029, is there and cannot be read.
func readDate(text []byte, tokens []Token, i int) (Value, bool) {
	if day, ok := dottedDate(tokens[i].Word.Text); ok {
		return dateValue(i, i+1, day[2], day[1], day[0]), true
	}
	d := dateReader{text, tokens, i}
	var parts [3]int
	for n := range parts {
		if parts[n] = d.part(n > 0); parts[n] == 0 {
			return Value{}, false
		}
	}
	year, month, day := 0, 0, 0
	switch a, b, c := parts[0], parts[1], parts[2]; {
	case a > 1000 && b <= 12:
		year, month, day = a, b, c
	case a < 0:
		year, month, day = c, -a, b
	case b < 0:
		year, month, day = c, -b, a
	case c > 1000 && a <= 12 && b <= 12 && a != b:
		return Value{Start: i, End: d.at, Unread: true}, true
	case c > 1000 && a <= 12:
		year, month, day = c, a, b
	case c > 1000:
		year, month, day = c, b, a
	}
	if year < 1900 || year > 2100 {
		return Value{}, false
	}
	v := dateValue(i, d.at, year, month, day)
	return v, !v.Unread
}

// dateValue returns a day, which cannot be read where the calendar has none.
func dateValue(start, end, year, month, day int) Value {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day || int(t.Month()) != month {
		return Value{Start: start, End: end, Unread: true}
	}
	return Value{Start: start, End: end, Text: t.Format(time.DateOnly)}
}

// dateReader reads the parts of a date, one after the other.
type dateReader struct {
	text   []byte
	tokens []Token
	at     int
}

// part returns the next number, less than 0 for a month by its name; 0 for what
// is no part of a date.
func (d *dateReader) part(more bool) int {
	table := numberTable()
	for more && d.at < len(d.tokens) && table.DateBetween[d.tokens[d.at].Word.Text] {
		d.at++
	}
	if d.at >= len(d.tokens) || more && !d.near() {
		return 0
	}
	w := d.tokens[d.at].Word
	d.at++
	if month := table.Months[w.Text]; month > 0 {
		return -int(month)
	}
	digits := strings.TrimRightFunc(w.Text, func(r rune) bool { return r < '0' || r > '9' })
	n := 0
	if len(digits) > 0 && len(digits) <= 4 && table.DateBehind[w.Text[len(digits):]] {
		_, _ = fmt.Sscanf(digits, "%d", &n) // 0 for what is no number
	}
	for d.at < len(d.tokens) && table.DateSigns[d.tokens[d.at].Word.Text] {
		d.at++
	}
	return n
}

// near reports whether nothing but signs that parts of a date are joined by
// stands before the next part.
func (d *dateReader) near() bool {
	gap, ok := gapBefore(d.text, d.tokens, d.at)
	plain := string(unmarked(withoutEntities(gap)))
	return ok && strings.Trim(plain, " ,./-*_`~\r\n\t\u00a0年月") == "" || d.at > 0 && numberTable().DateBetween[d.tokens[d.at-1].Word.Text]
}

// dottedDate reads a day written with points, 01.03.2029: day, month, year.
func dottedDate(w string) (day [3]int, ok bool) {
	if strings.Count(w, ".") != 2 || len(w) < 8 || len(w) > 10 {
		return day, false
	}
	n, err := fmt.Sscanf(w, "%d.%d.%d", &day[0], &day[1], &day[2])
	if day[0] > 1000 {
		day[0], day[2] = day[2], day[0]
	}
	return day, err == nil && n == 3 && day[2] >= 1900 && day[2] <= 2100 && day[1] <= 12 && day[0] <= 31
}

// readShare reads a share of a hundred: "20 %", "five percent". One that is no
// whole number is there and cannot be told by one.
func readShare(text []byte, tokens []Token, i int) (Value, bool) {
	value, end, ok := readNumber(text, tokens, i)
	if !ok || !isPercent(tokens, end) {
		return Value{}, false
	}
	return wholeValue(i, end+1, value), true
}

// readPlainNumber reads a number of whatever, a small one, too: "four",
// "three (3)".
func readPlainNumber(text []byte, tokens []Token, i int) (Value, bool) {
	value, end, ok := readNumber(text, tokens, i)
	if !ok || value > most || isPercent(tokens, end) {
		return Value{}, false
	}
	return wholeValue(i, repeated(text, tokens, end, value), value), true
}

func wholeValue(start, end int, value float64) Value {
	if value != math.Trunc(value) {
		return Value{Start: start, End: end, Unread: true}
	}
	return Value{Start: start, End: end, Count: int64(value)}
}
