package license

import (
	"bytes"
)

// Copyright notices and the names in them are the only words beside a known
// text that leave it exact. So they are held tight: a few words on a line of
// their own, shaped like years and names; see holder.go.
const (
	maxNoticeWords = 24 // of one notice, "all rights reserved" included
	maxFieldWords  = 12 // of the value of a blank
)

// notice returns where the copyright notice ends that starts at word i and
// goes no further than word limit, or i when there is none. The longest notice
// wins that ends with its line, with the next notice or at limit.
func (v *view) notice(i, limit int) int {
	first := v.noticeMark(i)
	if first < 0 {
		return i
	}
	best := i
	for end := max(first, i+1); end <= limit && end-i <= maxNoticeWords; end++ {
		ends := end == limit || v.lineBreak(end) || v.noticeStart(end)
		if ends && v.held(first, end) {
			best = end
		}
		if end > first && end < limit && v.lineBreak(end) && !v.goesOn(end) {
			break
		}
	}
	return best
}

// goesOn reports whether a notice goes on behind the end of a line, before
// word i.
func (v *view) goesOn(i int) bool {
	last := string(v.word(i - 1))
	if yearWord(last) || linkWord(last) || v.noticeStart(i-1) || bytes.ContainsAny(v.gap(i), ",&") {
		return true
	}
	return v.is(i, "and") || v.is(i, "all") || v.is(i, "rights") && v.is(i-1, "all") || v.is(i, "reserved") && v.is(i-1, "rights")
}

// noticeMark returns the first word behind the signs and words for copyright
// that stand at word i, or -1.
func (v *view) noticeMark(i int) int {
	next := v.oneMark(i)
	for next > i && next < v.len() {
		more := v.oneMark(next)
		if more <= next {
			break
		}
		next = more
	}
	return next
}

func (v *view) oneMark(i int) int {
	switch string(v.word(i)) {
	case "copyright", "copr", "copyrights":
		return i + 1
	case "portions":
		if i+1 < v.len() && v.is(i+1, "copyright") {
			return i + 2
		}
	case "c":
		if v.bracketed(i) {
			return i + 1
		}
	}
	if gap := v.gap(i); bytes.Contains(gap, []byte("©")) || bytes.Contains(gap, []byte("&copy;")) || bytes.Contains(gap, []byte("(c)")) ||
		bytes.Contains(gap, []byte("(C)")) {
		return i
	}
	return -1
}

func (v *view) noticeStart(i int) bool { return i < v.len() && v.oneMark(i) >= 0 }

// held reports whether words [i, end) are years and the names of those who
// hold a copyright, and perhaps that they reserve all rights.
func (v *view) held(i, end int) bool {
	if end-i >= 3 && v.is(end-3, "all") && v.is(end-2, "rights") && v.is(end-1, "reserved") {
		if end -= 3; i == end {
			return false
		}
	}
	return v.holders(i, end)
}

// value reports whether words [i, end) may fill a blank for a holder or an
// organisation.
func (v *view) value(i, end int) bool {
	if end-i > maxFieldWords {
		return false
	}
	switch v.phrase(i, end) {
	case "the copyright holder", "the copyright holders", "copyright holder", "copyright holders", "the author", "the authors",
		"the copyright owner":
		return true
	}
	return v.held(i, end)
}

// label reports whether words [i, end) may fill a blank for the name of a
// program and what it does: a line without a word that clauses are made of.
func (v *view) label(i, end int) bool {
	if end-i > maxFieldWords {
		return false
	}
	for k := i; k < end; k++ {
		word := string(v.word(k))
		if clauseWord(word) && word != "a" && word != "an" && word != "to" || ideograph(v.word(k)) || k > i && v.lineBreak(k) {
			return false
		}
	}
	return true
}

// phrase returns words [i, end) with spaces between them.
func (v *view) phrase(i, end int) string {
	parts := make([][]byte, 0, maxFieldWords)
	for k := i; k < end; k++ {
		parts = append(parts, v.word(k))
	}
	return string(bytes.Join(parts, []byte(" ")))
}

func (v *view) is(i int, word string) bool { return string(v.word(i)) == word }

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
