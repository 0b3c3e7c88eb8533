package clause

import (
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// ByPattern returns a set in which every pattern and every frame of s is a rule
// of its own, "rule#2" or "rule@1", so that a test can tell which of them finds
// what.
func (s *Set) ByPattern() (*Set, error) {
	src := s.source()
	src.names, src.Kinds = s.names, s.Kinds()
	var rules []Rule
	for _, r := range src.Rules {
		for i, p := range r.Match {
			one := r
			one.ID, one.Match, one.Frames = fmt.Sprintf("%s#%d", r.ID, i), []string{p}, nil
			rules = append(rules, one)
		}
		for i, f := range r.Frames {
			one := r
			one.ID, one.Match, one.Frames, one.Confirm = fmt.Sprintf("%s@%d", r.ID, i), nil, []FrameRule{f}, nil
			rules = append(rules, one)
		}
	}
	src.Rules = rules
	return newSet(src)
}

// Unmerged returns what every rule finds by itself, also where several find the
// same words.
func (s *Set) Unmerged(in Input) []Match {
	text := in.cut()
	r := newReader(s, in, text)
	defer r.matcher.release()
	var buffer segment
	for i := range text.Segments {
		r.segment(buffer.take(&text.Segments[i]))
	}
	r.found = slices.DeleteFunc(r.found, func(c candidate) bool { return !c.ungranted.Empty() && c.ungranted.Meets(r.granted.in(c.refs)) })
	out := make([]Match, len(r.found))
	for i, c := range r.found {
		out[i] = c.Match
	}
	return out
}

// Search reports whether a text, which is one sentence, passes the filter of a
// pattern, and whether the pattern matches there if it is searched for without.
func Search(pattern string, text []byte) (passes, matches bool, err error) {
	s := emptySet()
	s.take(names{})
	b := newBook(s.vocabulary)
	p, err := b.pattern(pattern)
	if err != nil {
		return false, false, err
	}
	s.nodes = b.nodes + 1
	cut := prose.Cut(text)
	m := newMatcher(s, cut)
	var tokens []prose.Token
	for _, seg := range cut.Segments {
		tokens = append(tokens, seg.Tokens...)
	}
	m.begin(tokens[:min(len(tokens), 64*len(fewPlaces{})-1)])
	passes = m.meets(p.needs) && m.few.ordered(p.order)
	return passes, !empty(m.few.forward(p.node, m.few.all)), nil
}

// PatternChecker returns what reports what is wrong with a pattern, nil for a good
// one.
func (s *Set) PatternChecker() (func(pattern string) error, error) {
	b := newBook(newVocabulary())
	if err := b.readLexicon(s.source().Lexicon, nil); err != nil {
		return nil, err
	}
	return func(pattern string) error {
		_, err := b.pattern(pattern)
		return err
	}, nil
}

// WithoutRules returns a set that explains what s does and finds no clause.
func (s *Set) WithoutRules() (*Set, error) {
	src := s.source()
	src.names, src.Kinds, src.Rules = s.names, s.Kinds(), nil
	return newSet(src)
}
