package license

import (
	"bytes"
	"strings"
)

// gap returns what stands between word i and the word before it.
func (v *view) gap(i int) []byte {
	from := 0
	if i > 0 {
		from = int(v.to[i-1])
	}
	return v.text[from:max(from, int(v.from[i]))]
}

func (v *view) bracketed(i int) bool {
	from, to := int(v.from[i]), int(v.to[i])
	return from > 0 && to < len(v.text) && v.text[from-1] == '(' && v.text[to] == ')'
}

// lineBreak reports whether word i starts a line.
func (v *view) lineBreak(i int) bool {
	gap := v.gap(i)
	return bytes.IndexByte(gap, '\n') >= 0 || bytes.IndexByte(gap, '\r') >= 0 || bytes.Contains(gap, []byte("</p>")) ||
		bytes.Contains(gap, []byte("<br")) || bytes.Contains(gap, []byte(`\n`))
}

// startsLine reports whether word i is the first of its line or paragraph.
func (v *view) startsLine(i int) bool {
	return i == 0 || v.lineBreak(i) || bytes.Contains(v.gap(i), []byte("<p")) || bytes.Contains(v.gap(i), []byte("<div"))
}

// startsSentence reports whether a sentence, list item or paragraph may start
// with word i.
func (v *view) startsSentence(i int) bool {
	gap := v.gap(i)
	return bytes.Count(gap, []byte("\n")) > 1 || strings.ContainsAny(string(gap), ".;:!?。；：！？")
}
