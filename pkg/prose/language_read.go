package prose

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// item is a phrase that the lexicon of a language knows, in a sentence.
type item struct {
	*meaning
	from, to int  // tokens
	joined   bool // a word that joins, or the sign of a list, stands before it
}

// chunk is what stands between two signs, with the phrases that are known in it.
type chunk struct {
	items    []item
	from, to int  // tokens
	listed   bool // a colon or a line end stands before it
	bracket  byte // the last bracket that stands before it, 0 for none
}

// wordsReader parts segments of languages other than English into chunks.
type wordsReader struct {
	lexicon *FrameLexicon
	text    []byte
	edges   map[*Language]map[string][]*stems // of words met before

	words  []piece
	items  []item
	chunks []chunk
	unread []int // tokens with a syllable of nothing that is known
}

// readAbroad returns the frames of tokens, which are of another language than
// English.
func (r *FrameReader) readAbroad(tokens []Token) []Frame {
	if r.foreign == nil {
		r.foreign = &wordsReader{lexicon: r.lexicon, edges: map[*Language]map[string][]*stems{}}
	}
	r.foreign.text = r.text
	r.foreign.cut(r.tongue, tokens)
	p := sentence{lexicon: r.lexicon, language: r.tongue, frames: r.frames, end: len(tokens)}
	if r.tongue.behind {
		p.backward(r.foreign.chunks)
	} else {
		p.forward(r.foreign.chunks)
	}
	if r.frames = p.frames; len(r.frames) == 0 && len(tokens) > 0 {
		r.frames = append(r.frames, Frame{End: len(tokens)}) // a statement of nothing that is known
	}
	r.settleDefinitions(tokens)
	r.countUnknown(tokens)
	return r.frames
}

// ClassesFrom returns the classes of the words of the last segment from a token on,
// which is of another language than English.
func (r *FrameReader) ClassesFrom(token int) (out Classes) {
	for _, it := range r.foreign.items {
		if it.from >= token {
			out = out.Or(it.classes)
		}
	}
	return out
}

// countUnknown counts, by frame, the words that the language does not know: what
// they say was not read. Names are none.
func (r *FrameReader) countUnknown(tokens []Token) {
	unknown := r.foreign.unknown(tokens, func(i int) bool {
		w := tokens[i].Word
		return r.told(w) || w.numeric.counts() || !r.tongue.capitals && i > 0 && named(r.text[tokens[i].Start:tokens[i].End])
	})
	for i := range r.frames {
		f := &r.frames[i]
		for j := f.Start; j < min(f.End, len(tokens)); j++ {
			if unknown[j] {
				f.Unknown++
			}
		}
	}
}

// told reports whether a word is one of those that tell the language at hand, by
// more than its letters.
func (r *FrameReader) told(w *Word) bool {
	n := slices.Index(r.lexicon.languages, r.tongue) + 1
	return r.word(w).votes.of(n) > r.lexicon.vote(w.Text).of(n)
}

// syllable reports whether a piece is one of a Korean word.
func syllable(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.Is(unicode.Hangul, r)
}

// counts reports whether a word is a number in digits.
func (n numeric) counts() bool { return n.isFigure }

// named reports whether a word begins with a capital letter, as names do.
func named(word []byte) bool {
	c, _ := utf8.DecodeRune(word)
	return unicode.IsUpper(c)
}

// unknown returns which tokens no phrase of the lexicon holds, leaving out those
// that are known otherwise.
func (w *wordsReader) unknown(tokens []Token, known func(i int) bool) []bool {
	out := make([]bool, len(tokens))
	for i := range out {
		out[i] = true
	}
	for _, it := range w.items {
		for i := it.from; i < it.to; i++ {
			out[i] = false
		}
	}
	for _, i := range w.unread {
		out[i] = true // what else of it is known may be a particle
	}
	for i := range out {
		out[i] = out[i] && !known(i)
	}
	return out
}

// cut parts tokens into chunks and finds the phrases in them.
func (w *wordsReader) cut(l *Language, tokens []Token) {
	w.words, w.items, w.chunks, w.unread = w.words[:0], w.items[:0], w.chunks[:0], w.unread[:0]
	for i, t := range tokens {
		for _, text := range pieces(t.Word.Text) {
			w.words = append(w.words, piece{text, i})
		}
	}
	known := w.edges[l]
	if known == nil {
		known = map[string][]*stems{}
		w.edges[l] = known
	}
	first, from, listed, bracket := 0, 0, false, byte(0)
	end := func(token int) {
		if token > from {
			w.chunks = append(w.chunks, chunk{w.items[first:len(w.items):len(w.items)], from, token, listed, bracket})
		}
		first, from = len(w.items), token
	}
	for i := 0; i < len(w.words); {
		token := w.words[i].token
		if token > from && (i == 0 || w.words[i-1].token < token) && parts(w.text, tokens, token) {
			end(token)
			listed, bracket = lists(w.text, tokens, token), lastBracket(w.text, tokens, token)
		}
		to, ok := known[w.words[i].text]
		if !ok {
			to = l.words().edges(w.words[i].text)
			known[w.words[i].text] = to
		}
		m, width := longest(to, w.words[i:])
		if m == nil {
			if syllable(w.words[i].text) {
				w.unread = append(w.unread, token)
			}
			i++
			continue
		}
		if m.turn == turnEquals && quoted(w.text, tokens, token) {
			m = &meaning{turnMeans, m.classes}
		}
		w.items = append(w.items, item{m, token, w.words[i+width-1].token + 1, w.joined(tokens, i)})
		i += width
	}
	end(len(tokens))
}

// parts reports whether a sign before a token parts a sentence there.
func parts(text []byte, tokens []Token, i int) bool {
	if tokens[i].Start < tokens[i-1].End {
		return true // the end of a lead-in
	}
	gap := unmarked(signs(text[tokens[i-1].End:tokens[i].Start]))
	return bytes.ContainsAny(gap, ",;:，；：()（）—–\n") && (len(bytes.TrimSpace(gap)) > 0 || bytes.Count(gap, []byte{'\n'}) > 1)
}

// unmarked leaves out of what stands between two words what only sets them out:
// the tags of markup, and the marks of quoted lines.
func unmarked(gap []byte) []byte {
	if !bytes.ContainsAny(gap, "<>") {
		return gap
	}
	out := make([]byte, 0, len(gap))
	for len(gap) > 0 {
		switch end := bytes.IndexByte(gap, '>'); {
		case gap[0] == '<' && end > 0:
			gap = gap[end+1:]
		case gap[0] == '>':
			gap = gap[1:]
		default:
			out, gap = append(out, gap[0]), gap[1:]
		}
	}
	return out
}

// lists reports whether what stands before a token opens a list.
func lists(text []byte, tokens []Token, i int) bool {
	return tokens[i].Start < tokens[i-1].End || bytes.ContainsAny(signs(text[tokens[i-1].End:tokens[i].Start]), ":：\n")
}

// lastBracket returns the last bracket before a token, 0 for none.
func lastBracket(text []byte, tokens []Token, i int) byte {
	if tokens[i].Start < tokens[i-1].End {
		return 0
	}
	gap := signs(text[tokens[i-1].End:tokens[i].Start])
	if at := bytes.LastIndexAny(gap, "()"); at >= 0 {
		return gap[at]
	}
	return 0
}

// joined reports whether the word i goes on with a list: a word that joins, or
// the sign of a list, stands before it.
func (w *wordsReader) joined(tokens []Token, i int) bool {
	if i == 0 {
		return false
	}
	switch w.words[i-1].text {
	case "或", "并", "和", "及", "且", "与":
		return true
	}
	last, at := w.words[i-1].token, w.words[i].token
	return last < at && tokens[last].End < tokens[at].Start && bytes.Contains(w.text[tokens[last].End:tokens[at].Start], []byte("、"))
}
