package clause

import (
	"bytes"
	"io/fs"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// Pack compiles rules that stand elsewhere than in rules/clauses, with the
// word classes of a lexicon and the names in fsys (the folder rules/), into an
// index that Load reads. Their kinds are the caller's own.
func Pack(fsys fs.FS, lexicon map[string]string, rules []Rule) ([]byte, error) {
	names, err := readNames(fsys)
	if err != nil {
		return nil, err
	}
	src := source{Lexicon: lexicon, Rules: rules, names: names}
	s, err := newSet(src)
	if err != nil {
		return nil, err
	}
	return s.encode(src)
}

// Hit says that a rule matches in a segment, and where for the first time.
type Hit struct {
	Rule       int // its number in Rules
	Start, End int // tokens of the segment's own; Start is negative in its lead-in
}

// Turn says when a rule is tried in a segment.
type Turn uint8

// The turns.
const (
	First      Turn = iota
	Afterwards      // where a rule of the first turn matches
	AtHeadings      // first, and in headings only
)

// Phrases are the rules of an index that Pack made, for whoever only asks where
// they match. They are safe for concurrent use.
type Phrases struct {
	set   *Set
	turns []Turn // by the number of a rule
}

// LoadPhrases decodes an index. turns says of every rule, by its number in Rules,
// when it is tried.
func LoadPhrases(index []byte, turns []Turn) (*Phrases, error) {
	set, err := Load(index)
	return &Phrases{set, turns}, err
}

// heard is what is known of a segment, and so of all with its number.
type heard struct {
	hits  []Hit
	first int  // so many of them are of the first turn
	known bool // that turn is over
	whole bool // the second is, too
}

// Each tells of every segment of a text, by its number, which rules match in
// it, each once, in no order. The second turn comes, too, where asks says so of a
// segment in which no rule of the first matches, which is then told of whatever
// matches; nil asks for none. hits holds until emit returns.
func (p *Phrases) Each(text *prose.Text, asks func(segment int) bool, emit func(segment int, hits []Hit)) {
	r := phraseReader{reader: newReader(p.set, Input{}, text), turns: p.turns}
	defer r.matcher.release()
	r.matcher.heard.Begin(text.Glossary, text.Numbers)
	var hits []Hit
	for i := range text.Segments {
		x := &text.Segments[i]
		note := r.matcher.heard.Of(int(x.Number))
		h := *note
		if !h.known {
			h.hits = r.hits(x)
			h.first, h.known = len(h.hits), true
		}
		tell := h.first > 0 || asks != nil && asks(i)
		if tell && !h.whole {
			h.hits, h.whole = r.afterwards(x, h.hits), true
		}
		if x.Number > 0 && r.anywhere() {
			*note = h
		}
		if tell {
			hits = append(hits[:0], h.hits...)
			emit(i, hits)
		}
	}
}

// phraseReader matches phrases in the segments of a text.
type phraseReader struct {
	*reader
	turns  []Turn
	at     *prose.Segment // the segment at hand
	seg    segment        // the same
	around bool           // signs around its parts were looked at
	buffer segment
}

// take takes up a segment, unless it is at hand.
func (r *phraseReader) take(x *prose.Segment) {
	if r.at != x {
		r.at, r.seg, r.around = x, r.buffer.take(x), false
		r.begin(r.seg)
	}
}

// anywhere reports whether what was found in the segment at hand holds for all
// that read like it, wherever they stand.
func (r *phraseReader) anywhere() bool {
	for sort, looked := range r.matcher.marked {
		if looked && !prose.Sort(sort).Within(r.seg.lead > 0) {
			return false
		}
	}
	return !r.around
}

// hits returns the rules of the first turn that match in a segment.
func (r *phraseReader) hits(x *prose.Segment) (found []Hit) {
	r.take(x)
	for _, n := range r.agenda.due {
		if turn := r.turns[r.set.patterns[n].rule]; turn == First || turn == AtHeadings && x.Heading {
			found = r.hit(n, r.seg, found)
		}
	}
	return found
}

// afterwards adds those of the second turn.
func (r *phraseReader) afterwards(x *prose.Segment, found []Hit) []Hit {
	r.take(x)
	for _, n := range r.agenda.due {
		if r.turns[r.set.patterns[n].rule] == Afterwards {
			found = r.hit(n, r.seg, found)
		}
	}
	return found
}

// hit adds the rule of pattern n, if it matches.
func (r *phraseReader) hit(n int32, seg segment, found []Hit) []Hit {
	p := &r.set.patterns[n]
	rule := &r.set.rules[p.rule]
	if seg.heading && !rule.headings || slices.ContainsFunc(found, func(h Hit) bool { return h.Rule == p.rule }) {
		return found
	}
	h, ok := r.matcher.search(p, seg.lead)
	for ok && rule.opens && !r.opensPart(h.start) {
		h, ok = r.matcher.search(p, h.end)
	}
	if ok && r.holds(rule, 0, h) {
		found = append(found, Hit{p.rule, h.start - seg.lead, h.end - seg.lead})
	}
	return found
}

// opensPart reports whether the word at a place is the first of the segment, or
// of a part of a sentence.
func (r *phraseReader) opensPart(at int) bool {
	if at == 0 {
		return true
	}
	r.around = r.around || at == r.seg.lead || slices.Contains(r.seg.parts, at)
	gap := r.matcher.text[r.seg.tokens[at-1].End:r.seg.tokens[at].Start]
	return bytes.ContainsAny(gap, ",;:.!?()\u2013\u2014") || bytes.Contains(gap, []byte(" - "))
}
