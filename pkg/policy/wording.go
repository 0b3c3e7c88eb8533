package policy

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Wording returns the words that a clause asks to be shown exactly as they
// are, one of which will do; none when it only describes them.
func Wording(f finding.Finding) []string {
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
func exact(f finding.Finding, words string) bool {
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

// quoteAll prints words that must stand as they are, one of which will do.
func quoteAll(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	return strings.Join(quoted, " or ")
}

// sentence finds words in quotation marks that are long enough for a notice.
var sentence = regexp.MustCompile(`[“"]([^“”"]{20,600})[”"]`)

// Notices returns the sentences that a clause wants in a notice with every
// copy, as it writes them between quotation marks.
func Notices(f finding.Finding) []string {
	if f.Kind != term.NoticeRetention {
		return nil
	}
	var out []string
	for _, e := range f.Evidence {
		for _, m := range sentence.FindAllStringSubmatch(e.Quote, -1) {
			if s := oneLine(m[1]); strings.Count(s, " ") >= 3 {
				out = append(out, s)
			}
		}
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
