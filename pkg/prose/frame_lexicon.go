package prose

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// FrameSource is what rules/frames.yaml says: the words by which frames are
// read. Phrases are words in a row; (a|b) is one of several, [a] may be missing.
type FrameSource struct {
	Operators map[string][]string `yaml:"operators" json:"operators"`
	Acts      map[string]ActWords `yaml:"acts" json:"acts"`
	Things    map[string][]string `yaml:"things" json:"things"`
	Persons   map[string][]string `yaml:"persons" json:"persons"`
	Purposes  map[string][]string `yaml:"purposes" json:"purposes"`
	// Languages are the others than English, by code.
	Languages []LanguageSource `yaml:"-" json:"languages"`
}

// ActWords are the words of a class of acts: verbs in their base form, an
// irregular past behind a colon, nouns, and phrases that look like the act and
// are none.
type ActWords struct {
	Verbs []string `yaml:"verbs" json:"verbs"`
	Nouns []string `yaml:"nouns" json:"nouns"`
	Never []string `yaml:"never" json:"never"`
}

// operator is what a phrase that opens or turns a clause does.
type operator uint8

const (
	noOperator operator = iota
	opBan
	opBanned
	opImperative
	opDuty
	opGrant
	opGrants
	opGranted
	opCondition
	opProviso
	opException
	opRecital
	opLiability
	opDefinition
	opOnly
	opRelative
	opAdjunct
	opBenign
)

var operators = map[string]operator{
	"ban": opBan, "banned": opBanned, "imperative ban": opImperative, "duty": opDuty,
	"grant": opGrant, "grants": opGrants, "granted": opGranted,
	"condition": opCondition, "proviso": opProviso, "exception": opException,
	"recital": opRecital, "liability": opLiability, "definition": opDefinition,
	"only": opOnly, "relative": opRelative, "adjunct": opAdjunct, "benign": opBenign,
}

// form is how a word of an act stands.
type form uint8

const (
	formBase form = 1 << iota
	formThird
	formPast
	formIng
	formNoun
)

// entry is what the lexicon says of a phrase.
type entry struct {
	op     operator
	acts   Classes
	forms  form    // of the acts
	things Classes // things, persons and purposes
}

// frameNode is a place in the trie of phrases.
type frameNode struct {
	edges []frameEdge
	entry *entry
}

// frameEdge is a word that goes on with a phrase.
type frameEdge struct {
	word *frameWord
	to   *frameNode
}

// next returns where a word leads, nil where it goes on with no phrase.
func (n *frameNode) next(w *frameWord) *frameNode {
	for i := range n.edges {
		if n.edges[i].word == w {
			return n.edges[i].to
		}
	}
	return nil
}

// frameWord is a word that the lexicon knows.
type frameWord struct {
	root  *frameNode // where its phrases begin; nil for none
	votes tally      // the languages that it tells
}

// tell notes that w tells a language.
func (w *frameWord) tell(language int) { w.votes = w.votes.with(language) }

// FrameLexicon holds the words by which frames are read. It is safe for
// concurrent use.
type FrameLexicon struct {
	words map[string]*frameWord
	class map[string]int
	// Acts, Things, Persons, Purposes and Fields, of use, are the classes of each
	// sort. English knows no fields.
	Acts, Things, Persons, Purposes, Fields Classes

	languages []*Language
	letters   map[rune]tally // those that tell a language

	permission, law, help, licensor, licensee Classes // classes that the reading itself asks for
}

// maxClasses is the number of classes that a Classes holds.
const maxClasses = 192

// NewFrameLexicon compiles a lexicon.
func NewFrameLexicon(src FrameSource) (*FrameLexicon, error) {
	l := &FrameLexicon{words: map[string]*frameWord{}, class: map[string]int{}}
	for name, phrases := range src.Operators {
		op, ok := operators[name]
		if !ok {
			return nil, fmt.Errorf("operators: no operator %q", name)
		}
		for _, p := range phrases {
			if err := l.add(p, func(e *entry) { e.op = op }); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(src.Acts)) {
		if err := l.addActs(name, src.Acts[name]); err != nil {
			return nil, err
		}
	}
	for _, sort := range []struct {
		classes map[string][]string
		of      *Classes
	}{{src.Things, &l.Things}, {src.Persons, &l.Persons}, {src.Purposes, &l.Purposes}} {
		for _, name := range slices.Sorted(maps.Keys(sort.classes)) {
			class, err := l.newClass(name, sort.of)
			if err != nil {
				return nil, err
			}
			for _, p := range sort.classes[name] {
				if err := l.add(p, func(e *entry) { e.things = e.things.With(class) }); err != nil {
					return nil, err
				}
			}
		}
	}
	l.nameClasses()
	return l, l.addLanguages(src.Languages)
}

// nameClasses finds the classes that the reading itself asks for.
func (l *FrameLexicon) nameClasses() {
	for name, of := range map[string]*Classes{"permission": &l.permission, "law": &l.law, "allow-others": &l.help, "licensor": &l.licensor,
		"licensee": &l.licensee} {
		if n, ok := l.class[name]; ok {
			*of = Classes{}.With(n)
		}
	}
}

func (l *FrameLexicon) newClass(name string, of *Classes) (int, error) {
	if _, twice := l.class[name]; twice {
		return 0, fmt.Errorf("class %q stands twice", name)
	}
	n := len(l.class)
	if n == maxClasses {
		return 0, fmt.Errorf("more than %d classes", maxClasses)
	}
	l.class[name] = n
	*of = of.With(n)
	return n, nil
}

func (l *FrameLexicon) addActs(name string, words ActWords) error {
	class, err := l.newClass(name, &l.Acts)
	if err != nil {
		return err
	}
	put := func(phrase string, f form) error {
		return l.add(phrase, func(e *entry) { e.acts, e.forms = e.acts.With(class), e.forms|f })
	}
	for _, v := range words.Verbs {
		base, past, _ := strings.Cut(v, ":")
		for f, phrase := range conjugate(base, past) {
			if err := put(phrase, f); err != nil {
				return err
			}
		}
	}
	for _, n := range words.Nouns {
		if err := put(n, formNoun); err != nil {
			return err
		}
	}
	for _, n := range words.Never {
		if err := l.add(n, func(*entry) {}); err != nil {
			return err
		}
	}
	return nil
}

// Classes returns the classes of the given names.
func (l *FrameLexicon) Classes(names ...string) (Classes, error) {
	var out Classes
	for _, name := range names {
		n, ok := l.class[name]
		if !ok {
			return out, fmt.Errorf("no class %q in frames.yaml", name)
		}
		out = out.With(n)
	}
	return out, nil
}

// Names returns the names of the classes in c, sorted.
func (l *FrameLexicon) Names(c Classes) []string {
	var out []string
	for name, n := range l.class {
		if c.Meets(Classes{}.With(n)) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// add puts every reading of a phrase into the trie.
func (l *FrameLexicon) add(phrase string, fill func(*entry)) error {
	all, err := expand(phrase)
	if err != nil {
		return err
	}
	for _, p := range all {
		var node *frameNode
		for word := range phraseWords(p) {
			node = node.reach(l.word(word))
		}
		if node == nil {
			return fmt.Errorf("phrase %q has a reading without a word", phrase)
		}
		if node.entry == nil {
			node.entry = &entry{}
		}
		fill(node.entry)
	}
	return nil
}

// word returns the word of the lexicon that reads so, a new one if need be.
func (l *FrameLexicon) word(text string) *frameWord {
	w := l.words[text]
	if w == nil {
		w = &frameWord{}
		l.words[text] = w
	}
	return w
}

// reach returns where w leads from n, or from the start of a phrase if n is nil;
// a new node if need be.
func (n *frameNode) reach(w *frameWord) *frameNode {
	if n == nil {
		if w.root == nil {
			w.root = &frameNode{}
		}
		return w.root
	}
	to := n.next(w)
	if to == nil {
		to = &frameNode{}
		n.edges = append(n.edges, frameEdge{w, to})
	}
	return to
}

// expand returns the readings of a phrase with (a|b) and [a|b].
func expand(phrase string) ([]string, error) {
	at := strings.IndexAny(phrase, "([")
	if at < 0 {
		if strings.ContainsAny(phrase, ")]|") {
			return nil, fmt.Errorf("phrase %q: a bracket is missing", phrase)
		}
		return []string{phrase}, nil
	}
	closer := map[byte]string{'(': ")", '[': "]"}[phrase[at]]
	end := strings.Index(phrase[at:], closer)
	if end < 0 {
		return nil, fmt.Errorf("phrase %q: %q is missing", phrase, closer)
	}
	choices := strings.Split(phrase[at+1:at+end], "|")
	if closer == "]" {
		choices = append(choices, "")
	}
	rest, err := expand(phrase[at+end+1:])
	if err != nil {
		return nil, err
	}
	var out []string
	for _, c := range choices {
		for _, r := range rest {
			out = append(out, phrase[:at]+c+r)
		}
	}
	return out, nil
}

// conjugate returns the forms of a verb; of several words, the first is
// conjugated.
func conjugate(base, past string) map[form]string {
	verb, rest, several := strings.Cut(base, " ")
	if several {
		rest = " " + rest
	}
	stem := verb
	switch {
	case strings.HasSuffix(verb, "e"):
		stem = verb[:len(verb)-1]
	case doubles(verb):
		stem = verb + verb[len(verb)-1:]
	}
	out := map[form]string{formBase: base, formThird: verb + "s" + rest, formIng: stem + "ing" + rest, formPast: stem + "ed" + rest}
	last := verb[len(verb)-1]
	switch {
	case last == 'y' && len(verb) > 1 && !isVowel(verb[len(verb)-2]):
		out[formThird], out[formPast] = verb[:len(verb)-1]+"ies"+rest, verb[:len(verb)-1]+"ied"+rest
	case strings.IndexByte("sxz", last) >= 0, strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"):
		out[formThird] = verb + "es" + rest
	}
	if past != "" {
		out[formPast] = past
	}
	return out
}

// doubles reports whether a verb of one syllable doubles its last letter: run,
// running.
func doubles(verb string) bool {
	n := len(verb)
	if n < 3 || isVowel(verb[n-1]) || strings.IndexByte("wxy", verb[n-1]) >= 0 || !isVowel(verb[n-2]) || isVowel(verb[n-3]) {
		return false
	}
	vowels := 0
	for i := range n {
		if isVowel(verb[i]) {
			vowels++
		}
	}
	return vowels == 1
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
