package license

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// addSigns counts the signs of d that are neither words nor layout among what no
// licence explains: they may say something, and then the text is no known one.
func (id *Identification) addSigns(d *doc.Document) {
	signs := slices.DeleteFunc(prose.Signs(d.Text), func(at [2]int) bool { return marksItem(d.Text, at) })
	if len(signs) == 0 {
		return
	}
	for i := range id.Licenses {
		if id.Licenses[i].Degree == Exact {
			id.Licenses[i].Degree = Modified
		}
	}
	for _, at := range signs {
		span := d.Span(at[0], at[1])
		if !slices.ContainsFunc(id.Unmatched, span.Overlaps) {
			id.Unmatched = append(id.Unmatched, span)
		}
	}
	slices.SortFunc(id.Unmatched, func(a, b doc.Span) int { return cmp.Compare(a.Start, b.Start) })
}

// marksItem reports whether a sign opens a line of words, as the mark of a list
// item does: the words tell which text it is.
func marksItem(text []byte, at [2]int) bool {
	start := bytes.LastIndexByte(text[:at[0]], '\n') + 1
	rest, _, _ := bytes.Cut(text[at[1]:], []byte("\n\n"))
	if bytes.IndexFunc(rest, prose.Letter) < 0 {
		return false
	}
	return bytes.IndexFunc(text[start:at[0]], prose.Letter) < 0 || opensSentence(text, at)
}

// opensSentence reports whether a lone sign stands behind the mark of a list, or
// behind the end of a sentence and right before words: the mark of an item whose
// lines were joined.
func opensSentence(text []byte, at [2]int) bool {
	if utf8.RuneCount(bytes.TrimSuffix(text[at[0]:at[1]], []byte("\ufe0f"))) > 1 {
		return false
	}
	if listed := bytes.TrimRight(text[:at[0]], " \t"); len(listed) < at[0] && bytes.ContainsAny(listed[max(0, len(listed)-1):], "-*+") {
		return true
	}
	before, _ := utf8.DecodeLastRune(bytes.TrimRight(text[:at[0]], " \t\n\u3000>"))
	after, _ := utf8.DecodeRune(bytes.TrimLeft(text[at[1]:], " \t\u3000\ufe0f"))
	return prose.Letter(after) && (strings.ContainsRune("。.!?;:：；！？", before) || before == utf8.RuneError)
}
