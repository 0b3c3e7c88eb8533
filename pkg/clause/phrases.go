package clause

import (
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

// Each tells of every segment of a text, by its number, which rules match in
// it, each once, in no order. hits holds until emit returns.
func (s *Set) Each(text *prose.Text, emit func(segment int, hits []Hit)) {
	r := newReader(s, Input{}, text)
	defer r.matcher.release()
	var buffer segment
	var found []Hit
	for i := range text.Segments {
		if found = r.hits(buffer.take(&text.Segments[i]), found[:0]); len(found) > 0 {
			emit(i, found)
		}
	}
}

// hits adds the rules that match in a segment.
func (r *reader) hits(seg segment, found []Hit) []Hit {
	r.begin(seg)
	for _, n := range r.agenda.due {
		p := &r.set.patterns[n]
		rule := &r.set.rules[p.rule]
		if seg.heading && !rule.headings || slices.ContainsFunc(found, func(h Hit) bool { return h.Rule == p.rule }) {
			continue
		}
		if h, ok := r.matcher.find(p, seg.lead); ok && r.holds(rule) {
			found = append(found, Hit{p.rule, h.start - seg.lead, h.end - seg.lead})
		}
	}
	return found
}
