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

// Each tells of every segment of a text, by its number, which rules match in
// it, each once, in no order. turns says of every rule, by its number in Rules,
// when it is tried; the second turn comes, too, where asks says so of a segment
// in which no rule of the first matches, which is then told of whatever matches; nil asks for none.
// hits holds until emit returns.
func (s *Set) Each(text *prose.Text, turns []Turn, asks func(segment int) bool, emit func(segment int, hits []Hit)) {
	r := newReader(s, Input{}, text)
	defer r.matcher.release()
	var buffer segment
	var found []Hit
	for i := range text.Segments {
		seg := buffer.take(&text.Segments[i])
		if found = r.hits(seg, turns, found[:0]); len(found) == 0 && (asks == nil || !asks(i)) {
			continue
		}
		found = r.afterwards(seg, turns, found)
		emit(i, found)
	}
}

// hits adds the rules of the first turn that match in a segment.
func (r *reader) hits(seg segment, turns []Turn, found []Hit) []Hit {
	r.begin(seg)
	for _, n := range r.agenda.due {
		if turn := turns[r.set.patterns[n].rule]; turn == First || turn == AtHeadings && seg.heading {
			found = r.hit(n, seg, found)
		}
	}
	return found
}

// afterwards adds those of the second turn, in the segment at hand.
func (r *reader) afterwards(seg segment, turns []Turn, found []Hit) []Hit {
	for _, n := range r.agenda.due {
		if turns[r.set.patterns[n].rule] == Afterwards {
			found = r.hit(n, seg, found)
		}
	}
	return found
}

// hit adds the rule of pattern n, if it matches.
func (r *reader) hit(n int32, seg segment, found []Hit) []Hit {
	p := &r.set.patterns[n]
	rule := &r.set.rules[p.rule]
	if seg.heading && !rule.headings || slices.ContainsFunc(found, func(h Hit) bool { return h.Rule == p.rule }) {
		return found
	}
	h, ok := r.matcher.search(p, seg.lead)
	for ok && rule.opens && !r.matcher.opensPart(h.start) {
		h, ok = r.matcher.search(p, h.end)
	}
	if ok && r.holds(rule) {
		found = append(found, Hit{p.rule, h.start - seg.lead, h.end - seg.lead})
	}
	return found
}

// opensPart reports whether the word at a place is the first of the segment, or
// of a part of a sentence.
func (m *matcher) opensPart(at int) bool {
	return at == 0 || bytes.ContainsAny(m.text[m.tokens[at-1].End:m.tokens[at].Start], ",;:.!?()\u2013\u2014") ||
		bytes.Contains(m.text[m.tokens[at-1].End:m.tokens[at].Start], []byte(" - "))
}
