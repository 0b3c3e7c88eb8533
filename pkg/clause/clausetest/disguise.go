package clausetest

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// disguise is a way to set a text that changes none of its words.
type disguise struct {
	name    string
	oneLine bool // for texts of one line only
	apply   func(string) string
}

func disguises() []disguise {
	return []disguise{
		{"upper case", false, strings.ToUpper},
		{"wrapped at 20 columns", false, func(s string) string { return wrap(s, 20) }},
		{"wrapped at 60 columns", false, func(s string) string { return wrap(s, 60) }},
		{"block quote", false, func(s string) string { return prefixLines(wrap(s, 60), "> ") }},
		{"bullet", true, func(s string) string { return "- " + s }},
		{"numbered", true, func(s string) string { return "3. " + s }},
		{"bold", true, func(s string) string { return "**" + s + "**" }},
		{"one bold word", true, boldWord},
		{"<br>", true, func(s string) string { return replaceEvery(s, 6, "<br>\n") }},
		{"HTML paragraph", true, func(s string) string { return "<div>\n<p>" + s + "</p>\n</div>" }},
		{"HTML list item", true, func(s string) string { return "<ul><li>" + s + "</li></ul>" }},
		{"curly quotes", false, curl},
		{"no-break spaces", false, func(s string) string { return replaceEvery(s, 3, "\u00a0") }},
		{"&nbsp;", true, func(s string) string { return replaceEvery(s, 4, "&nbsp;") }},
		{"CRLF", false, func(s string) string { return strings.ReplaceAll(wrap(s, 60), "\n", "\r\n") }},
		{"soft hyphens", true, hyphenate},
	}
}

// Prose that says nothing about licences, for the positions.
const (
	before = "Quillworks is a small house by the sea that makes maps and paper."
	after  = "The weather in the north is mild, and the evenings are long."
)

func positions() []disguise {
	return []disguise{
		{"at the start", false, func(s string) string { return s + "\n\n" + after + "\n" }},
		{"at the end", false, func(s string) string { return before + "\n\n" + s }},
		{"in the middle", false, func(s string) string { return before + "\n\n" + s + "\n\n" + after + "\n" }},
		{"below a heading", false, func(s string) string { return "## 4. Further provisions\n\n" + s + "\n" }},
		{"inside other prose", true, func(s string) string { return before + " " + stop(s) + " " + after }},
		{"twice", false, func(s string) string { return s + "\n\n" + after + "\n\n" + s }},
	}
}

// stop ends a sentence that has no end.
func stop(s string) string {
	if s = strings.TrimSpace(s); strings.ContainsAny(s[len(s)-1:], ".!?") || strings.HasSuffix(s, "。") {
		return s
	}
	return s + "."
}

// wrap breaks the lines of s where they exceed width.
func wrap(s string, width int) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		current := ""
		for _, word := range strings.Split(line, " ") {
			if current != "" && len(current)+1+len(word) > width {
				out, current = append(out, current), ""
			}
			if current != "" {
				current += " "
			}
			current += word
		}
		out = append(out, current)
	}
	return strings.Join(out, "\n")
}

func prefixLines(s, prefix string) string {
	return prefix + strings.ReplaceAll(s, "\n", "\n"+prefix)
}

// replaceEvery replaces every n-th blank inside lines.
func replaceEvery(s string, n int, by string) string {
	var b strings.Builder
	count := 0
	for _, r := range s {
		if r == ' ' {
			if count++; count%n == 0 {
				b.WriteString(by)
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// boldWord sets the third word in bold.
func boldWord(s string) string {
	words := strings.Split(s, " ")
	if len(words) < 5 {
		return s
	}
	words[2] = "**" + words[2] + "**"
	return strings.Join(words, " ")
}

// curl turns straight quotation marks and apostrophes into curly ones.
func curl(s string) string {
	var b strings.Builder
	open := false
	for _, r := range s {
		switch r {
		case '"':
			open = !open
			b.WriteString(map[bool]string{true: "“", false: "”"}[open])
		case '\'':
			b.WriteRune('’')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hyphenate puts a soft hyphen into every long word.
func hyphenate(s string) string {
	return regexp.MustCompile(`([A-Za-z]{5})([A-Za-z]{3})`).ReplaceAllString(s, "$1\u00ad$2")
}

var markup = regexp.MustCompile(`<[^>]*>|&[a-z]+;`)

// words returns the letters and digits of s in lower case, single blanks
// between words.
func words(s string) string {
	s = strings.ReplaceAll(markup.ReplaceAllString(s, " "), "\u00ad", "")
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// fold makes parameter values comparable across disguises.
func fold(value any) string { return words(fmt.Sprint(value)) }
