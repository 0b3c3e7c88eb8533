package clause

import (
	"bytes"
	"cmp"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// maxQuote is the number of bytes up to which the whole sentence or item is
// quoted; of a longer one, the words around the match.
const maxQuote = 700

// evidence returns the operative words of a hit: the item or sentence that it
// stands in, and the part of the lead-in that the match starts in.
func (r *reader) evidence(seg segment, h hit) []doc.Span {
	var spans []doc.Span
	if h.start < seg.lead {
		spans = append(spans, r.span(seg.tokens[h.start:seg.partEnd(h.start)]))
	}
	body := seg.tokens[seg.lead:]
	if body[len(body)-1].End-body[0].Start > maxQuote {
		first, last := widen(r.in.Doc.Text, seg, max(h.start, seg.lead), h.end-1)
		body = seg.tokens[first : last+1]
	}
	spans = append(spans, r.span(body))
	slices.SortFunc(spans, func(a, b doc.Span) int { return cmp.Compare(a.Start, b.Start) })
	return spans
}

// partEnd returns the end of the part of the lead-in that token i is in.
func (s segment) partEnd(i int) int {
	for _, start := range s.parts {
		if start > i {
			return start
		}
	}
	return s.lead
}

// widen returns the clause around the tokens first to last: to the comma or
// semicolon on either side, within bounds.
func widen(text []byte, seg segment, first, last int) (from, to int) {
	tokens := seg.tokens
	for first > seg.lead && tokens[last].End-tokens[first-1].Start < maxQuote*3/4 {
		if parts(text[tokens[first-1].End:tokens[first].Start]) {
			break
		}
		first--
	}
	for last+1 < len(tokens) && tokens[last+1].End-tokens[first].Start < maxQuote {
		if parts(text[tokens[last].End:tokens[last+1].Start]) {
			break
		}
		last++
	}
	return first, last
}

// parts reports whether the signs between two words part clauses.
func parts(gap []byte) bool { return bytes.ContainsAny(gap, ",;，；") }

// span returns the bytes of tokens, with the quotation marks and parentheses
// that close, or open, what stands between them.
func (r *reader) span(tokens []prose.Token) doc.Span {
	text := r.in.Doc.Text
	start, end := tokens[0].Start, tokens[len(tokens)-1].End
	if before, size := utf8.DecodeLastRune(text[:start]); size > 0 && unpaired(text[start:end], before, closing(before)) {
		start -= size
	}
	if after, size := utf8.DecodeRune(text[end:]); size > 0 && unpaired(text[start:end], after, opening(after)) {
		end += size
	}
	return r.in.Doc.Span(start, end)
}

const (
	openers = "([{<“‘（「『《\"" // by the side of closers
	closers = ")]}>”’）」』》\""
)

func closing(r rune) rune { return paired(r, openers, closers) }
func opening(r rune) rune { return paired(r, closers, openers) }

func paired(r rune, from, to string) rune {
	i := strings.IndexRune(from, r)
	if i < 0 {
		return 0
	}
	return []rune(to)[utf8.RuneCountInString(from[:i])]
}

// unpaired reports whether s holds more of other than of sign, its partner
// that stands beside s.
func unpaired(s []byte, sign, other rune) bool {
	if other == 0 {
		return false
	}
	n := bytes.Count(s, utf8.AppendRune(nil, other))
	if sign == other {
		return n%2 == 1
	}
	return n > bytes.Count(s, utf8.AppendRune(nil, sign))
}
