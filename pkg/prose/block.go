package prose

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// block is a paragraph, heading, list item or table row: lines that belong
// together. Hard wraps inside it do not count.
type block struct {
	start, end int
	indent     int
	mark       mark
	heading    bool // by its marks
	title      bool // it reads as a heading where no list is open
}

// blocks cuts the bytes [start, end) of text into blocks.
func blocks(text []byte, start, end int, odd bool) []block {
	b := blocker{text: text}
	comment, above := newComment(text, start, end), box{}
	for pos := start; pos < end; {
		if pos = comment.behind(pos); pos == end {
			break
		}
		from, to, behind, at := boxed(text, pos, end, odd, above)
		if above = at; at == (box{}) {
			pos = b.take(pos, end, odd)
			continue
		}
		if from == to {
			b.line(line{start: from, body: from, end: to, blank: true})
		}
		for from < to {
			from = b.take(from, to, odd)
		}
		pos = behind
	}
	b.flush()
	for i := range b.out {
		x := &b.out[i]
		x.heading = x.heading && x.end-x.start <= maxMarkedHeading || emphasised(text[x.start:x.end])
		x.title = x.heading || headingLike(text[x.start:x.end])
	}
	return b.out
}

// blocker collects lines into blocks, a run of lines without a blank one at a
// time.
type blocker struct {
	text []byte
	run  []line
	out  []block
	turn bool // a page has ended inside a sentence: blank lines part nothing
}

// take takes up the line at pos and returns where the next starts.
func (b *blocker) take(pos, end int, odd bool) (next int) {
	l, next := nextLine(b.text, pos, end, odd)
	b.line(l)
	return max(next, pos+1)
}

func (b *blocker) line(l line) {
	b.turn = l.blank && (b.turn || l.page && b.runsOn())
	switch {
	case b.turn:
	case l.blank && b.underlines(l):
		b.run[len(b.run)-1].heading = true
		b.flush()
	case l.blank || l.fresh:
		b.flush()
	}
	if !l.blank {
		b.run = append(b.run, l)
	}
}

// runsOn reports whether the last line stops in the middle of a sentence.
func (b *blocker) runsOn() bool {
	if len(b.run) == 0 || b.run[len(b.run)-1].heading {
		return false
	}
	last := b.run[len(b.run)-1]
	sign := lastRune(b.text[last.body:last.end])
	return sign == ',' || unicode.IsLetter(sign)
}

// underlines reports whether l is the ruler below a heading.
func (b *blocker) underlines(l line) bool {
	sign := bytes.TrimSpace(b.text[l.body:l.end])
	if len(b.run) != 1 || b.run[0].mark.kind == bullet || len(sign) < 3 {
		return false
	}
	return (sign[0] == '=' || sign[0] == '-' && l.end-l.start < 100) && count(sign, sign[0]) == len(sign)
}

// flush joins the lines of the run where they were wrapped, and ends a block
// where the author broke the line.
func (b *blocker) flush() {
	width := 0
	for _, l := range b.run {
		width = max(width, b.width(l))
	}
	var inside mark // the last mark inside the words of the block at hand
	for i, l := range b.run {
		goesOn := i > 0 && (b.wrapped(b.run[i-1], l, width) || b.enumerates(inside, b.run[i-1], l) || b.stranded(i))
		if !goesOn {
			inside = mark{}
		}
		inside = b.lastInside(inside, l, goesOn)
		if goesOn {
			b.out[len(b.out)-1].end = l.end
			b.run[i].hang = b.run[i-1].hang
			continue
		}
		b.out = append(b.out, block{start: l.body, end: l.end, indent: l.indent, mark: l.mark, heading: l.heading})
	}
	b.run = b.run[:0]
}

// width returns the length of a line without an address at its end, which no
// wrap could have parted.
func (b *blocker) width(l line) int {
	words := b.text[l.start:l.end]
	if last := bytes.LastIndexAny(words, " \t"); last >= 0 && bytes.Contains(words[last:], []byte("://")) {
		return last + 1
	}
	return len(words)
}

// enumerates reports whether the line l only happens to start with a mark: it is
// the next of an enumeration that began inside the words above, "for (i) trade,".
func (b *blocker) enumerates(inside mark, above, l line) bool {
	last := lastRune(b.text[above.body:above.end])
	return inside.kind != noMarker && l.mark.continues(inside.kind, inside.ordinal) && l.mark.ordinal > 1 &&
		last != '.' && last != '。' && l.indent <= max(above.indent, above.hang)
}

// lastInside returns the last mark in parentheses among the words of l, which
// starts with one that counts only if l goes on with the words above; was is the
// last one above.
func (b *blocker) lastInside(was mark, l line, goesOn bool) mark {
	if goesOn && l.mark.kind != noMarker {
		was = l.mark
	}
	for words := b.text[l.body:l.end]; ; {
		i := bytes.IndexByte(words, '(')
		if i < 0 {
			return was
		}
		m, width := readEnumerator(words[i:])
		switch {
		case width == 0:
			width = 1
		case m.ordinal == 1 && i > 0 || m.ordinal > 1 && m.continues(was.kind, was.ordinal):
			was = m
		}
		words = words[i+width:]
	}
}

// wrapped reports whether the line l goes on with the words of the line above
// it. A break after a short line, where the next word had room, was meant.
func (b *blocker) wrapped(above, l line, width int) bool {
	if l.mark.kind != noMarker || l.heading || above.heading || l.row || b.translates(above, l) {
		return false
	}
	last := lastRune(trimConjunction(b.text[above.body:above.end]))
	hangs := above.hang > 0 && l.indent == above.hang // below the words of its item
	if last == ':' || last == '：' || !hangs && (last == ';' || last == '；') {
		return false
	}
	words := b.text[l.body:l.end]
	first, _ := utf8.DecodeRune(bytes.TrimLeft(words, "*_\"“‘(["))
	if unicode.IsLower(first) {
		return true
	}
	word := bytes.IndexAny(words, " \t\r")
	if word < 0 {
		word = len(words)
	}
	room := width - (above.end - above.start) - 1 - word
	if last == '.' || last == '。' || last == '!' || last == '?' {
		return room < width/5
	}
	return room < width/2 || width < 40
}

// translates reports whether the line l says the same as the one above in another
// language.
func (b *blocker) translates(above, l line) bool {
	before, own := b.text[above.body:above.end], b.text[l.body:l.end]
	return hasHan(before) && !hasHan(own) && len(bytes.Fields(own)) >= translated
}

// translated is the number of words from which on a line below one in Chinese, with
// no Chinese in it, says the same in another language.
const translated = 3

// hasHan reports whether a line is written in Chinese or Japanese, for the most part.
func hasHan(s []byte) bool {
	han := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(s[i:])
		if unicode.Is(unicode.Han, r) {
			han++
		}
		i += size
	}
	return 6*han > len(s)
}

// strandedWords is the number of words that a line of a few has at most.
const strandedWords = 3

// stranded reports whether line i of the run goes on with a line of a few words
// that a sentence was cut in: "you may use the / Tern 3 / files".
func (b *blocker) stranded(i int) bool {
	if i < 2 || b.run[i].mark.kind != noMarker || b.run[i].heading || b.run[i].row {
		return false
	}
	above, before := b.run[i-1], b.run[i-2]
	words := bytes.Fields(b.text[above.body:above.end])
	if above.mark.kind != noMarker || len(words) > strandedWords || strings.ContainsRune(".。!?:：;；", lastRune(b.text[above.body:above.end])) {
		return false
	}
	ends := bytes.Fields(b.text[before.body:before.end])
	if len(ends) == 0 {
		return false
	}
	last := strings.ToLower(string(ends[len(ends)-1]))
	return grammarWords().Determiners[last] || grammarWords().Unfinished[last]
}

// trimConjunction cuts the "or" or "and" behind the last item but one.
func trimConjunction(s []byte) []byte {
	s = bytes.TrimSpace(s)
	for _, word := range []string{"; or", "; and", "; and/or"} {
		if n := len(s) - len(word); n > 0 && strings.EqualFold(string(s[n:]), word) {
			return s[:n+1]
		}
	}
	return s
}

func lastRune(s []byte) rune {
	for len(s) > 0 {
		r, size := utf8.DecodeLastRune(s)
		if !unicode.IsSpace(r) && r != '*' && r != '_' && !isInvisible(r) {
			return r
		}
		s = s[:len(s)-size]
	}
	return 0
}

// maxHeading bounds the length of a heading, in bytes and words. One that is
// marked as such may be longer; what is longer still is text with a mark.
const (
	maxHeading       = 90
	maxHeadingWords  = 10
	maxMarkedHeading = 200
)

// headingLike reports whether a block reads as a heading: short, without the
// stop of a sentence and without a verb that asks, allows or bars.
func headingLike(s []byte) bool {
	s = bytes.TrimSpace(s)
	if len(s) == 0 || len(s) > maxHeading || bytes.IndexByte(s, '\n') >= 0 {
		return false
	}
	if strings.ContainsRune(".;,:!?。；，：、！？", lastRune(s)) {
		return false
	}
	words, asks := 0, false
	for w := range bytes.FieldsSeq(s) {
		words++
		asks = asks || modalWord(bytes.Trim(w, "*_"))
	}
	return words <= maxHeadingWords && (words < 4 || !asks)
}

// modalWord reports whether a word, in whatever case, asks, allows or bars.
func modalWord(w []byte) bool {
	var lower [16]byte // most words have room
	for i, c := range w {
		if i == len(lower) || c >= utf8.RuneSelf {
			return traits()[string(bytes.ToLower(w))]&modal != 0
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	return traits()[string(lower[:len(w)])]&modal != 0
}

// emphasised reports whether a block is a short line in bold or capitals.
func emphasised(s []byte) bool {
	s = bytes.TrimSpace(s)
	inner, bold := bytes.CutPrefix(s, []byte("**"))
	if !bold || len(s) > maxHeading || bytes.IndexByte(s, '\n') >= 0 || len(bytes.Fields(s)) > maxHeadingWords {
		return false
	}
	inner, bold = bytes.CutSuffix(inner, []byte("**"))
	return bold && !bytes.Contains(inner, []byte("**")) && headingLike(inner)
}
