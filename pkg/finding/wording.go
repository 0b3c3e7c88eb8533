package finding

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Wording returns the words that a clause asks to be shown exactly as they
// are, one of which will do; none when it only describes them.
func Wording(f Finding) []string {
	text, _ := f.Params["text"].(string)
	if text == "" {
		return nil
	}
	words := strings.Split(text, "|")
	for _, w := range words {
		if !exact(f, w) {
			return nil
		}
	}
	return words
}

// exact tells words to be repeated from a description of what to say: they are
// a name or a sentence, and the clause has them, where it was read.
func exact(f Finding, words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	quoted := ""
	for _, e := range f.Evidence {
		quoted += " " + e.Quote
	}
	if strings.TrimSpace(quoted) == "" {
		return unicode.IsUpper(first)
	}
	return strings.Contains(oneLine(quoted), oneLine(words))
}

// Notices returns the sentences that a clause wants in a notice with every
// copy, as it writes them between quotation marks.
func Notices(f Finding) []string {
	if f.Kind != term.NoticeRetention {
		return nil
	}
	var out []string
	for _, e := range f.Evidence {
		for _, quoted := range inMarks(e.Quote) {
			if s := oneLine(quoted); strings.Count(s, " ") >= 3 {
				out = append(out, s)
			}
		}
	}
	return out
}

// maxInMarks bounds the words in quotation marks, in characters.
const maxInMarks = 600

// inMarks returns the words in quotation marks, mark by mark: short ones, too,
// so that what stands between two of them is not taken for quoted. A quote may
// end before the last mark.
func inMarks(s string) (out []string) {
	for {
		opening := strings.IndexAny(s, "“\"")
		if opening < 0 {
			return out
		}
		_, size := utf8.DecodeRuneInString(s[opening:])
		s = s[opening+size:]
		end := strings.IndexAny(s, "“”\"")
		if end < 0 {
			end = len(s)
		}
		mark, size := utf8.DecodeRuneInString(s[end:])
		if mark == '“' || utf8.RuneCountInString(s[:end]) > maxInMarks {
			s = s[end:] // the mark may open words itself
			continue
		}
		out, s = append(out, s[:end]), s[end+size:]
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
