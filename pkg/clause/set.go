package clause

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Set is a compiled set of rules with the meaning of the clause kinds. It is
// safe for concurrent use.
type Set struct {
	source     source
	rules      []compiled
	vocabulary *vocabulary
	byKey      map[symbol][]int32 // patterns that need this symbol, by number
	always     []int32            // patterns that no symbol announces
	patterns   []*pattern
	kinds      map[term.Kind]KindInfo

	grant, caution *pattern // of summaries; nil when the lexicon has no such class
}

// source is what an index holds.
type source struct {
	Lexicon map[string]string `json:"lexicon"`
	Kinds   []KindInfo        `json:"kinds"`
	Rules   []Rule            `json:"rules"`
}

// compiled is a rule with its patterns.
type compiled struct {
	Rule
	also, unless []*pattern
	when         []*pattern
}

// pattern is one pattern of a rule, compiled when it is first needed.
type pattern struct {
	rule  int
	node  *node
	needs []requirement
	once  sync.Once
	prog  *program
}

func (p *pattern) program(v *vocabulary) *program {
	p.once.Do(func() { p.prog = compileProgram(p.node, v) })
	return p.prog
}

// Load decodes an index made by Compile.
func Load(index []byte) (*Set, error) {
	var src source
	if len(index) > 0 {
		if err := json.Unmarshal(index, &src); err != nil {
			return nil, fmt.Errorf("load clause index: %w", err)
		}
	}
	return newSet(src)
}

func newSet(src source) (*Set, error) {
	s := &Set{source: src, vocabulary: newVocabulary(), byKey: map[symbol][]int32{}, kinds: map[term.Kind]KindInfo{}}
	for _, k := range src.Kinds {
		s.kinds[k.Kind] = k
	}
	lexicon, err := parseLexicon(src.Lexicon)
	if err != nil {
		return nil, err
	}
	for name, class := range map[string]**pattern{grantClass: &s.grant, cautionClass: &s.caution} {
		if _, ok := lexicon[name]; ok {
			if *class, err = s.pattern(0, "{"+name+"}", lexicon); err != nil {
				return nil, err
			}
		}
	}
	for i, r := range src.Rules {
		if err := s.addRule(i, r, lexicon); err != nil {
			return nil, fmt.Errorf("rule %s: %w", r.ID, err)
		}
	}
	return s, nil
}

func (s *Set) addRule(i int, r Rule, lexicon map[string]*node) error {
	c := compiled{Rule: r}
	for _, list := range []struct {
		in  []string
		out *[]*pattern
	}{{r.Also, &c.also}, {r.Unless, &c.unless}, {hasOf(r.When), &c.when}} {
		for _, text := range list.in {
			p, err := s.pattern(i, text, lexicon)
			if err != nil {
				return err
			}
			*list.out = append(*list.out, p)
		}
	}
	for _, text := range r.Match {
		p, err := s.pattern(i, text, lexicon)
		if err != nil {
			return err
		}
		n := int32(len(s.patterns))
		s.patterns = append(s.patterns, p)
		if len(p.needs) == 0 {
			s.always = append(s.always, n)
			continue
		}
		for _, sym := range p.needs[rarest(p.needs)] {
			if !slices.Contains(s.byKey[sym], n) {
				s.byKey[sym] = append(s.byKey[sym], n)
			}
		}
	}
	s.rules = append(s.rules, c)
	return nil
}

func hasOf(when []When) []string {
	out := make([]string, len(when))
	for i, w := range when {
		out[i] = w.Has
	}
	return out
}

func (s *Set) pattern(rule int, text string, lexicon map[string]*node) (*pattern, error) {
	n, err := parsePattern(text, lexicon)
	if err != nil {
		return nil, err
	}
	intern(n, s.vocabulary)
	return &pattern{rule: rule, node: n, needs: requirements(n, s.vocabulary)}, nil
}

// intern numbers all words of a pattern, so that the vocabulary does not grow
// while texts are read.
func intern(n *node, v *vocabulary) {
	if n.op == opLiteral || n.op == opStem {
		v.symbol(n)
	}
	for _, c := range n.children {
		intern(c, v)
	}
}

// parseLexicon parses the word classes; a class may use others.
func parseLexicon(classes map[string]string) (map[string]*node, error) {
	done := map[string]*node{}
	names := make([]string, 0, len(classes))
	for name := range classes {
		names = append(names, name)
	}
	slices.Sort(names)
	for len(done) < len(names) {
		before := len(done)
		var failed error
		for _, name := range names {
			if done[name] != nil {
				continue
			}
			n, err := parsePattern(classes[name], done)
			if err != nil {
				failed = fmt.Errorf("class {%s}: %w", name, err)
				if strings.Contains(err.Error(), "in the lexicon") {
					continue // it may use a class that is still to come
				}
				return nil, failed
			}
			done[name] = n
		}
		if len(done) == before {
			return nil, failed
		}
	}
	return done, nil
}

// Rules returns all rules, sorted by id.
func (s *Set) Rules() []Rule { return s.source.Rules }

// Kind returns what is known of a clause kind.
func (s *Set) Kind(k term.Kind) (KindInfo, bool) {
	info, ok := s.kinds[k]
	return info, ok
}

// Kinds returns what is known of every clause kind, in the order of the
// taxonomy.
func (s *Set) Kinds() []KindInfo { return s.source.Kinds }
