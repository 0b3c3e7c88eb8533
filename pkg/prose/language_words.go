package prose

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// turn is what a phrase of a language other than English does to the sentence
// that it stands in.
type turn uint8

const (
	noTurn      turn = iota
	turnNot          // not, none, neither
	turnNe           // the French ne, which bars nothing before que
	turnQue          // the French que, which makes ne an "only"
	turnBan          // is prohibited, must not
	turnDuty         // must, which denied is a ban
	turnNeed         // has to, which denied is no duty
	turnGrant        // may, is allowed
	turnReserve      // reserves the right to: the licensor's
	turnOnly         // only
	turnIf           // opens a condition
	turnUnless       // opens an exception
	turnAim          // opens a purpose: in order to
	turnMeans        // says what a word means
	turnEquals       // does so right behind a word in quotation marks: is a
	turnNothing      // looks like another phrase and is none: not limited to
	turnFiller       // says nothing of itself, and is known
	turnLast         // asks for what stands before it, at the end of a sentence
)

func turnOf(name string) (turn, bool) {
	t, ok := map[string]turn{
		"not": turnNot, "ne": turnNe, "que": turnQue, "ban": turnBan, "duty": turnDuty, "need": turnNeed, "grant": turnGrant,
		"reserve": turnReserve, "only": turnOnly, "if": turnIf, "unless": turnUnless, "aim": turnAim, "means": turnMeans,
		"equals": turnEquals, "nothing": turnNothing, "filler": turnFiller, "last": turnLast,
	}[name]
	return t, ok
}

// meaning is what a phrase of a language says.
type meaning struct {
	turn    turn
	classes Classes
}

// stem is an edge of the trie that every word takes which starts with text.
type stem struct {
	text string
	to   *stems
}

// stems is a trie of phrases whose words may be stems.
type stems struct {
	next  map[string]*stems
	open  []stem
	means *meaning
}

// Check reports what is wrong with the words of other languages than English,
// which NewFrameLexicon takes as they are.
func (src FrameSource) Check() error {
	for _, l := range src.Languages {
		if err := l.check(); err != nil {
			return fmt.Errorf("languages/%s.yaml: %w", l.Code, err)
		}
	}
	return nil
}

// check reports what is wrong with the words of a language.
func (src LanguageSource) check() error {
	if src.Language == "" {
		return fmt.Errorf("language: is missing")
	}
	for name, phrases := range src.Operators {
		if _, ok := turnOf(name); !ok {
			return fmt.Errorf("operators: no operator %q", name)
		}
		for _, p := range phrases {
			if _, err := expand(p); err != nil {
				return fmt.Errorf("operators.%s: %w", name, err)
			}
		}
	}
	for _, words := range []map[string][]string{src.Acts, src.Things, src.Persons, src.Purposes, src.Fields} {
		for name, phrases := range words {
			for _, p := range phrases {
				if _, err := expand(p); err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
			}
		}
	}
	return nil
}

// stems compiles the words of a language, which were checked before.
func (l *FrameLexicon) stems(src LanguageSource) *stems {
	root := &stems{}
	for _, name := range slices.Sorted(maps.Keys(src.Operators)) {
		t, _ := turnOf(name)
		for _, p := range src.Operators[name] {
			root.add(p, func(m *meaning) {
				if t != turnFiller || m.turn == noTurn {
					m.turn = t
				}
			})
		}
	}
	for _, sort := range l.sorts(src) {
		for name, phrases := range sort.words {
			class := l.class[name]
			for _, p := range phrases {
				root.add(p, func(m *meaning) { m.classes = m.classes.With(class) })
			}
		}
	}
	return root
}

func (s *stems) add(phrase string, fill func(*meaning)) {
	all, err := expand(phrase)
	if err != nil {
		return
	}
	for _, p := range all {
		node := s
		for _, w := range strings.Fields(p) {
			text, isStem := strings.CutSuffix(w, "*")
			var words []string
			for _, t := range Words([]byte(text)) {
				words = append(words, pieces(t.Word.Text)...)
			}
			if elides := strings.HasSuffix(text, "'"); elides && len(words) > 0 {
				words[len(words)-1] += "'" // "qu'", of which a text has the noun behind it
			}
			for i, word := range words {
				node = node.child(word, isStem && i == len(words)-1)
			}
		}
		if node == s {
			continue
		}
		if node.means == nil {
			node.means = &meaning{}
		}
		fill(node.means)
	}
}

func (s *stems) child(word string, isStem bool) *stems {
	if isStem {
		for _, x := range s.open {
			if x.text == word {
				return x.to
			}
		}
		word += "*"
	} else if to := s.next[word]; to != nil {
		return to
	}
	to := &stems{}
	s.lead(word, to)
	return to
}

// lead makes word, which ends in * for a stem, an edge to another node.
func (s *stems) lead(word string, to *stems) {
	if text, isStem := strings.CutSuffix(word, "*"); isStem {
		s.open = append(s.open, stem{text, to})
		return
	}
	if s.next == nil {
		s.next = map[string]*stems{}
	}
	s.next[word] = to
}

// edges returns where a word leads, the longest stem first.
func (s *stems) edges(word string) []*stems {
	var out []*stems
	if to := s.next[word]; to != nil {
		out = append(out, to)
	}
	var fit []stem
	for _, x := range s.open {
		if strings.HasPrefix(word, x.text) {
			fit = append(fit, x)
		}
	}
	slices.SortStableFunc(fit, func(a, b stem) int { return len(b.text) - len(a.text) })
	for _, x := range fit {
		out = append(out, x.to)
	}
	return out
}

// longest returns the meaning of the longest phrase that words begin with after
// one of some edges, and its length; of two, that of the first edge.
func longest(edges []*stems, words []piece) (best *meaning, width int) {
	for _, to := range edges {
		m, n := to.means, 1
		if len(words) > 1 {
			if further, more := longest(to.edges(words[1].text), words[1:]); further != nil {
				m, n = further, more+1
			}
		}
		switch {
		case m != nil && n > width:
			best, width = m, n
		case m != nil && n == width && best.turn == turnFiller && best.classes.Empty():
			best = m
		case m != nil && n == width && best.classes.Empty() && best.turn != turnNothing && m.turn == noTurn:
			best = &meaning{best.turn, m.classes} // an operator that is a form of an act
		}
	}
	return best, width
}

// piece is a word as the words of a language are written in its lexicon, with
// the token that it is of.
type piece struct {
	text  string
	token int
}

// pieces parts a word into what a lexicon lists: syllables of Korean, whose
// particles are written on to their words, and "l'" from its noun.
func pieces(word string) []string {
	if i := strings.IndexByte(word, '\''); i > 0 && i+1 < len(word) {
		return []string{word[:i+1], word[i+1:]}
	}
	if !syllable(word) {
		return []string{word}
	}
	return strings.Split(word, "")
}
