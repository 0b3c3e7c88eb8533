package license

import (
	"bytes"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// Copyright notices and the names in them are the only words beside a known
// text that leave it exact. So they are held tight: a few words on a line of
// their own, shaped like years and names; see holder.go.
const (
	maxNoticeWords = 24 // of one notice, "all rights reserved" included
	maxFieldWords  = 12 // of the value of a blank
)

// notices reads the copyright notices of a document.
type notices struct {
	view  *view
	limit int // no notice goes further than this word
}

// notice returns where the copyright notice ends that starts at word i, or i
// when there is none. The longest notice wins that ends with its line, with the next notice or at the limit.
func (n notices) notice(i int) int {
	first := n.noticeMark(i)
	if first < 0 {
		return i
	}
	best, who := i, names{n.view}
	for end := max(first, i+1); end <= n.limit && end-i <= maxNoticeWords; end++ {
		ends := end == n.limit || n.view.lineBreak(end) || n.noticeStart(end)
		if ends && who.held(first, end) {
			best = end
		}
		if end > first && end < n.limit && n.view.lineBreak(end) && !n.goesOn(end) {
			break
		}
	}
	return best
}

// goesOn reports whether a notice goes on behind the end of a line, before
// word i.
func (n notices) goesOn(i int) bool {
	last := string(n.view.word(i - 1))
	if yearWord(last) || joins(last) || n.noticeStart(i-1) || bytes.ContainsAny(n.view.gap(i), ",&") {
		return true
	}
	return inHolders().And[string(n.view.word(i))] || slices.ContainsFunc(inHolders().Reserved, func(p pattern.Row) bool {
		for k := range min(len(p), i+1) {
			if n.view.says(p[:k+1], i-k) {
				return true
			}
		}
		return false
	})
}

// noticeMark returns the first word behind the signs and words for copyright
// that stand at word i, or -1.
func (n notices) noticeMark(i int) int {
	next := n.oneMark(i)
	for next > i && next < n.view.len() {
		more := n.oneMark(next)
		if more <= next {
			break
		}
		next = more
	}
	return next
}

func (n notices) oneMark(i int) int {
	switch word := string(n.view.word(i)); {
	case inHolders().Notice[word]:
		return i + 1
	case inHolders().Part[word]:
		if i+1 < n.view.len() && inHolders().Notice[string(n.view.word(i+1))] {
			return i + 2
		}
	case word == "c":
		if n.view.bracketed(i) {
			return i + 1
		}
	}
	if gap := n.view.gap(i); bytes.Contains(gap, []byte("©")) || bytes.Contains(gap, []byte("&copy;")) || bytes.Contains(gap, []byte("(c)")) ||
		bytes.Contains(gap, []byte("(C)")) {
		return i
	}
	return -1
}

func (n notices) noticeStart(i int) bool { return i < n.view.len() && n.oneMark(i) >= 0 }

// held reports whether words [i, end) are years and the names of those who
// hold a copyright, and perhaps that they reserve all rights.
func (n names) held(i, end int) bool {
	for _, p := range inHolders().Reserved {
		if end-i >= len(p) && n.view.says(p, end-len(p)) {
			if end -= len(p); i == end {
				return false
			}
			break
		}
	}
	return n.holders(i, end)
}

// value reports whether words [i, end) may fill a blank for a holder or an
// organisation.
func (n names) value(i, end int) bool {
	if end-i > maxFieldWords {
		return false
	}
	return inHolders().Nobody[n.view.phrase(i, end)] || n.held(i, end)
}

// label reports whether words [i, end) may fill a blank for the name of a
// program and what it does: a line without a word that clauses are made of.
func (n names) label(i, end int) bool {
	if end-i > maxFieldWords {
		return false
	}
	for k := i; k < end; k++ {
		word := n.view.word(k)
		if inHolders().Clause[string(word)] && !inHolders().PlainClause[string(word)] || ideograph(word) || k > i && n.view.lineBreak(k) {
			return false
		}
	}
	return true
}
