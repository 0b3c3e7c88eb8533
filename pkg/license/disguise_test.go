package license_test

import (
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// change is a way to disguise or alter a text.
type change struct {
	name  string
	apply func(string) string
}

// disguises change how a text looks and none of its words.
func disguises() []change {
	return []change{
		{"as it is", func(s string) string { return s }},
		{"upper case", strings.ToUpper},
		{"lower case", strings.ToLower},
		{"60 columns", func(s string) string { return wrapped(s, 60) }},
		{"paragraphs joined", func(s string) string {
			return paragraphs(s, func(p string) string { return strings.Join(strings.Fields(p), " ") })
		}},
		{"all on one line", func(s string) string { return strings.Join(strings.Fields(s), " ") }},
		{"one word a line", func(s string) string { return strings.Join(strings.Fields(s), "\n") }},
		{"block quote and markdown", func(s string) string { return lines("> **", wrapped(s, 72), "**") }},
		{"bulleted paragraphs", func(s string) string { return paragraphs(s, func(p string) string { return "- " + p }) }},
		{"html paragraphs", func(s string) string {
			return "<html><body>" + paragraphs(s, func(p string) string { return "<p class=\"x\">" + html.EscapeString(p) + "</p>" }) +
				"</body></html>"
		}},
		{"curly quotes and nbsp", func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(curly(s), ". ", ".\u00a0"), " the ", "\u00a0the\u00a0")
		}},
		{"straight quotes", func(s string) string {
			return strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'", "–", "-", "—", "--").Replace(s)
		}},
		{"crlf and tabs", func(s string) string { return "\ufeff\t" + strings.ReplaceAll(s, "\n", "\r\n\t") }},
		{"comment signs", func(s string) string { return "/*\n" + lines(" * ", s, "") + "\n */" }},
		{"hash signs", func(s string) string { return lines("# ", s, "") }},
		{"line numbers", func(s string) string { return numbered(s) }},
		{"pages", func(s string) string { return paged(s, "\n\nPage %d of %d\n\n") }},
		{"page numbers", func(s string) string { return paged(s, "\n\n- %[1]d -\n\f\n") }},
		{"hyphenated", func(s string) string { return hyphenated(s) }},
		{"soft hyphens", func(s string) string { return strings.ReplaceAll(s, "ment", "\u00adment") }},
		{"ligatures", func(s string) string { return strings.NewReplacer("fi", "ﬁ", "fl", "ﬂ").Replace(s) }},
		{"full width", fullWidth},
		{"copyright notice above", func(s string) string { return "Copyright (c) 2021-2024 Nordlicht Labs GmbH and contributors\n\n" + s }},
		{"two notices below", func(s string) string {
			return s + "\n\nCopyright © 2019 Jane Doe <jane@quillworks.example>\nCopyright 2020, Acme, Inc. All rights reserved.\n"
		}},
		{"fenced", func(s string) string { return "```text\n" + s + "\n```\n" }},
		{"notice in small letters above", func(s string) string { return "Copyright (c) 2023 quillsmith\n\n" + s }},
		{"notice in ideographs above", func(s string) string { return "Copyright (c) 2023 北石科技有限公司\n\n" + s }},
		{"bare title above", func(s string) string { return "## License\n\n" + s }},
		{"title case", func(s string) string {
			return anyWord.ReplaceAllStringFunc(s, func(w string) string {
				first, size := utf8.DecodeRuneInString(w)
				return string(unicode.ToUpper(first)) + strings.ToLower(w[size:])
			})
		}},
		{"web page with a style", func(s string) string {
			return "<!DOCTYPE html>\n<html><head><style>p { margin: 0 }</style></head><body>" + lines("", html.EscapeString(s), "<br/>") +
				"</body></html>"
		}},
		{"raw data", func(s string) string { return "<![CDATA[" + s + "]]>" }},
		{"string of JSON", func(s string) string {
			return `{"license": "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"}`
		}},
		{"escaped markdown", func(s string) string { return strings.NewReplacer(".", `\.`, "(", `\(`, "-", `\-`).Replace(s) }},
		{"comment words", func(s string) string { return lines("dnl ", wrapped(s, 60), "") }},
		{"pages of many", func(s string) string { return paged(s, "\n\n%d/%d\n\n") }},
		{"between rules", func(s string) string { return "-----BEGIN LICENSE-----\n" + s + "\n-----END LICENSE-----\n" }},
		{"between starred rules", func(s string) string {
			return "*** Start of the License Agreement ***\n\n" + s + "\n\n*** End of license ***"
		}},
		{"title at the foot of pages", func(s string) string { return paged(s, "\n\n"+firstLine(s)+"\n\n") }},
		{"title and page at the head", func(s string) string { return paged(s, "\n\n"+firstLine(s)+" | Page %d of %d\n\n") }},
		{"table cells", func(s string) string { return lines("| ", s, " |") }},
	}
}

// alteration changes what a text says.
type alteration struct {
	name  string
	tries int
	apply func(string, *rand.Rand) string
}

func alterations() []alteration {
	return []alteration{
		{"first 15 % cut", 1, func(s string, _ *rand.Rand) string { return s[len(s)*15/100:] }},
		{"last 15 % cut", 1, func(s string, _ *rand.Rand) string { return s[:len(s)*85/100] }},
		{"first 5 % cut", 1, func(s string, _ *rand.Rand) string { return s[len(s)*5/100:] }},
		{"last 5 % cut", 1, func(s string, _ *rand.Rand) string { return s[:len(s)*95/100] }},
		{"clause inserted", 6, func(s string, r *rand.Rand) string {
			at := paragraphStart(s, r)
			return s[:at] + "You may not use the Software to train or operate a service for more than ten thousand people.\n\n" + s[at:]
		}},
		{"clause appended", 1, func(s string, _ *rand.Rand) string {
			return s + "\n\nCommercial use requires a separate written agreement.\n"
		}},
		{"short clause appended", 1, func(s string, _ *rand.Rand) string { return s + "\n\nNon-commercial use only.\n" }},
		{"clause put first", 1, func(s string, _ *rand.Rand) string { return "For research purposes only.\n\n" + s }},
		{"clause in a notice", 1, func(s string, _ *rand.Rand) string {
			return "Copyright (c) 2024 Acme Inc. Military use is prohibited.\n\n" + s
		}},
		{"short clause in a notice", 1, func(s string, _ *rand.Rand) string {
			return "Copyright (c) 2024 Acme Inc, Noncommercial Research Only\n\n" + s
		}},
		{"clause in a closing notice", 1, func(s string, _ *rand.Rand) string {
			return s + "\nCopyright 2024 Acme Inc. All rights reserved. Use in the EU is not allowed.\n"
		}},
		{"struck out", 2, func(s string, r *rand.Rand) string {
			return wordChanged(s, r, func(w string) string { return "~~" + w + "~~" })
		}},
		{"struck out in html", 2, func(s string, r *rand.Rand) string {
			return wordChanged(s, r, func(w string) string { return "<s>" + w + "</s>" })
		}},
		{"clause in a picture", 1, func(s string, _ *rand.Rand) string {
			return s + "\n<img src=\"a.png\" alt=\"Commercial use is prohibited.\">\n"
		}},
		{"clause in an attribute", 1, func(s string, _ *rand.Rand) string {
			return s + "\n<p class=\"You may not sell the software\">\n"
		}},
		{"clause in a tag", 1, func(s string, _ *rand.Rand) string { return s + "\n<p you may not sell the software>\n" }},
		{"clause in circles", 1, func(s string, _ *rand.Rand) string { return s + "\n" + guise("no selling", 'ⓐ') + "\n" }},
		{"clause in squares", 1, func(s string, _ *rand.Rand) string { return s + "\n" + guise("no selling", '🅰') + "\n" }},
		{"clause in tags", 1, func(s string, _ *rand.Rand) string {
			return s + "\n" + strings.Map(func(r rune) rune { return 0xe0000 + r }, "no selling") + "\n"
		}},
		{"clause in Morse code", 1, func(s string, _ *rand.Rand) string { return s + "\n-. --- / ... . .-.. .-..\n" }},
		{"clause in pictographs", 1, func(s string, _ *rand.Rand) string { return s + "\n🚫💰\n" }},
		{"clause in a picture without words", 1, func(s string, _ *rand.Rand) string { return s + "\n<img src=\"more.png\">\n" }},
		{"clause in braille", 1, func(s string, _ *rand.Rand) string { return s + "\n⠝⠕ ⠎⠑⠇⠇⠊⠝⠛\n" }},
		{"number on a line of its own", 2, func(s string, r *rand.Rand) string {
			return wordChanged(s, r, func(w string) string { return "\n1\n" + w })
		}},
		{"number changed", 8, numberChanged},
		{"word changed", 8, func(s string, r *rand.Rand) string {
			return wordChanged(s, r, func(string) string { return "banana" })
		}},
		{"word removed", 8, func(s string, r *rand.Rand) string { return wordChanged(s, r, func(string) string { return "" }) }},
		{"word doubled", 8, func(s string, r *rand.Rand) string {
			return wordChanged(s, r, func(w string) string { return w + " " + w })
		}},
		{"not inserted", 8, func(s string, r *rand.Rand) string {
			return wordChanged(s, r, func(w string) string { return "not " + w })
		}},
		{"may and shall swapped", 2, func(s string, r *rand.Rand) string {
			if r.IntN(2) == 0 {
				return strings.Replace(s, " may ", " shall ", 1)
			}
			return strings.Replace(s, " shall ", " may ", 1)
		}},
		{"sentences swapped", 3, sentencesSwapped},
		{"sentence removed", 3, func(s string, r *rand.Rand) string {
			p := strings.SplitAfter(s, ". ")
			if len(p) < 10 {
				return s
			}
			k := r.IntN(len(p))
			return strings.Join(p[:k], "") + strings.Join(p[min(k+1, len(p)):], "")
		}},
		{"paragraph doubled", 2, func(s string, r *rand.Rand) string {
			p := strings.Split(s, "\n\n")
			if len(p) < 4 {
				return s
			}
			k := 1 + r.IntN(len(p)-1)                 // a second title does not count
			if strings.HasPrefix(p[k], "Copyright") { // nor does a second notice
				return s
			}
			return strings.Join(p[:k], "\n\n") + "\n\n" + p[k] + "\n\n" + strings.Join(p[k:], "\n\n")
		}},
	}
}

// same reports whether a change left all but spaces and ruled lines as it was.
func same(a, b string) bool {
	return strings.EqualFold(bare(a), bare(b))
}

// bare is a text without spaces and ruled lines.
func bare(s string) string {
	const leastRule = 3
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		rule := 0
		if strings.ContainsRune("-=*_", r) {
			rule = len(s) - len(strings.TrimLeft(s, s[:n]))
		}
		switch {
		case rule >= leastRule:
			n = rule
		case !unicode.IsSpace(r):
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

var (
	anyWord   = regexp.MustCompile(`[\pL]+`)
	anyNumber = regexp.MustCompile(`(?:^|[^</h\d])(\d+)`) // but not those of HTML headings
)

func wordChanged(s string, r *rand.Rand, f func(string) string) string {
	all := anyWord.FindAllStringIndex(s, -1)
	at := all[r.IntN(len(all))]
	return s[:at[0]] + f(s[at[0]:at[1]]) + s[at[1]:]
}

func numberChanged(s string, r *rand.Rand) string {
	all := anyNumber.FindAllStringSubmatchIndex(s, -1)
	if len(all) == 0 {
		return s
	}
	at := all[r.IntN(len(all))][2:]
	var n int
	_, _ = fmt.Sscan(s[at[0]:at[1]], &n)
	return s[:at[0]] + fmt.Sprint(n+1+r.IntN(20)) + s[at[1]:]
}

func sentencesSwapped(s string, r *rand.Rand) string {
	p := strings.Split(s, ". ")
	if len(p) < 4 {
		return s
	}
	k := 1 + r.IntN(len(p)-3)
	p[k], p[k+1] = p[k+1], p[k]
	return strings.Join(p, ". ")
}

func paragraphStart(s string, r *rand.Rand) int {
	starts := []int{0}
	for i := 0; ; {
		k := strings.Index(s[i:], "\n\n")
		if k < 0 {
			return starts[r.IntN(len(starts))]
		}
		i += k + 2
		starts = append(starts, i)
	}
}

func paragraphs(s string, f func(string) string) string {
	parts := regexp.MustCompile(`\n\s*\n`).Split(s, -1)
	for i, p := range parts {
		parts[i] = f(p)
	}
	return strings.Join(parts, "\n\n")
}

func wrapped(s string, width int) string {
	return paragraphs(s, func(p string) string {
		var b strings.Builder
		column := 0
		for _, word := range strings.Fields(p) {
			if column > 0 && column+1+len(word) > width {
				b.WriteByte('\n')
				column = 0
			} else if column > 0 {
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += len(word)
		}
		return b.String()
	})
}

func lines(before, s, after string) string {
	all := strings.Split(s, "\n")
	for i, line := range all {
		if strings.TrimSpace(line) != "" {
			all[i] = before + line + after
		}
	}
	return strings.Join(all, "\n")
}

func curly(s string) string {
	open := true
	return strings.Map(func(r rune) rune {
		switch r {
		case '"':
			open = !open
			if open {
				return '”'
			}
			return '“'
		case '\'':
			return '’'
		}
		return r
	}, s)
}

func numbered(s string) string {
	all := strings.Split(wrapped(s, 70), "\n")
	for i, line := range all {
		all[i] = fmt.Sprintf("%4d  %s", i+1, line)
	}
	return strings.Join(all, "\n")
}

// firstLine returns the first line of s as paged leaves it.
func firstLine(s string) string {
	for _, line := range strings.Split(wrapped(s, 70), "\n") {
		if strings.TrimSpace(line) != "" {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

func paged(s, footer string) string {
	all := strings.Split(wrapped(s, 70), "\n")
	pages := (len(all) + 29) / 30
	var b strings.Builder
	for i, line := range all {
		b.WriteString(line + "\n")
		if i%30 == 29 {
			switch strings.Count(footer, "%") {
			case 0:
				b.WriteString(footer)
			case 1:
				fmt.Fprintf(&b, footer, i/30+1)
			default:
				fmt.Fprintf(&b, footer, i/30+1, pages)
			}
		}
	}
	return b.String()
}

var longWord = regexp.MustCompile(`\b[a-z]{5}([a-z]{5,})\b`)

func hyphenated(s string) string {
	n := 0
	return longWord.ReplaceAllStringFunc(s, func(w string) string {
		if n++; n%5 == 0 {
			return w[:5] + "-\n" + w[5:]
		}
		return w
	})
}

var markedUp = regexp.MustCompile(`<[^<>]*>|&#?\w+;|[^<&]+|.`)

// fullWidth writes the words of s in full width, and its markup as it is.
func fullWidth(s string) string {
	return markedUp.ReplaceAllStringFunc(s, func(part string) string {
		if part[0] == '<' || part[0] == '&' {
			return part
		}
		return strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7f && !strings.ContainsRune("<>&`", r) {
				return r + 0xfee0
			}
			return r
		}, part)
	})
}

// guise writes small letters as those of another row.
func guise(s string, a rune) string {
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return r
		}
		return a + r - 'a'
	}, s)
}
