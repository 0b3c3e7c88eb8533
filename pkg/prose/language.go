package prose

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// LanguageSource is what rules/languages/<code>.yaml says of a language other
// than English: by which words it is told, and by which its frames are read.
// Words may end in *, and are then stems.
type LanguageSource struct {
	Code     string `yaml:"code" json:"code"`
	Language string `yaml:"language" json:"language"` // its name, in English
	// Tells are short words that no sentence goes without; Letters are those
	// that other languages do not have.
	Tells   []string `yaml:"tells,omitempty" json:"tells"`
	Letters string   `yaml:"letters,omitempty" json:"letters"`
	// Script is the one that it is told by: Han, Kana, Hangul or Cyrillic.
	Script string `yaml:"script,omitempty" json:"script"`
	// Behind tells that what opens a condition, an exception or a ban in other
	// languages stands behind its words, as in Japanese.
	Behind bool `yaml:"behind,omitempty" json:"behind"`
	// Understood tells that sentences count as understood when their words are
	// explained; else they stay open whatever is found in them.
	Understood bool `yaml:"understood,omitempty" json:"understood"`
	// Alien are letters that the language does not have: a sentence with one is of
	// another that is written alike.
	Alien string `yaml:"alien,omitempty" json:"alien"`
	// Capitals tells that nouns begin with one, so that a capital tells no name.
	Capitals bool `yaml:"capitals,omitempty" json:"capitals"`
	// Serial is an act behind whose object another act is its purpose, without a
	// word that says so, as in Chinese.
	Serial string `yaml:"serial,omitempty" json:"serial"`

	Operators map[string][]string `yaml:"operators" json:"operators"`
	Acts      map[string][]string `yaml:"acts" json:"acts"`
	Things    map[string][]string `yaml:"things" json:"things"`
	Persons   map[string][]string `yaml:"persons" json:"persons"`
	Purposes  map[string][]string `yaml:"purposes" json:"purposes"`
	Fields    map[string][]string `yaml:"fields,omitempty" json:"fields"` // of use

	Proofs []LanguageProof `yaml:"proofs" json:"-"`
}

// LanguageProof is a sentence of a language with the kinds of clauses that it
// holds, none for a near miss.
type LanguageProof struct {
	Text  string   `yaml:"text"`
	Kinds []string `yaml:"kinds,flow"`
}

// Language is a language other than English that frames are read in. It is
// safe for concurrent use.
type Language struct {
	Name       string
	understood bool
	alien      string
	worded     bool // it is told by words, not by its script alone
	capitals   bool
	behind     bool
	serial     Classes
	words      func() *stems // compiled when first asked for
}

// maxLanguages is the number of languages that a tally counts, English with them.
const maxLanguages = 16

// tally counts, a byte each, the words that tell one of maxLanguages.
type tally [maxLanguages / 8]uint64

func (t tally) with(n int) tally { return t.times(n, 1) }

// times returns t with a number of words more that tell language n.
func (t tally) times(n, words int) tally {
	t[n/8] += uint64(words) << (n % 8 * 8)
	return t
}

func (t tally) plus(u tally) tally {
	for i := range t {
		t[i] += u[i]
	}
	return t
}

func (t tally) or(u tally) tally {
	for i := range t {
		t[i] |= u[i]
	}
	return t
}

func (t tally) of(n int) int { return int(t[n/8] >> (n % 8 * 8) & 0xff) }

// english are the words by which English is told from the languages that are
// read beside it.
func english() []string {
	return strings.Fields("the of and to any you your this shall may not with or be that are it its by from for is under all such " +
		"no if only must use")
}

// addLanguages takes up the languages. Their classes may be new: English has
// patterns for more kinds of clauses than frames.
func (l *FrameLexicon) addLanguages(sources []LanguageSource) error {
	if len(sources) >= maxLanguages {
		return fmt.Errorf("more than %d languages", maxLanguages-1)
	}
	l.letters = map[rune]tally{}
	for _, w := range english() {
		l.word(w).tell(0)
	}
	for n, src := range sources {
		for _, sort := range l.sorts(src) {
			for _, name := range slices.Sorted(maps.Keys(sort.words)) {
				if err := l.classOf(sort.of, name); err != nil {
					return fmt.Errorf("languages/%s.yaml: %w", src.Code, err)
				}
			}
		}
		for _, w := range src.Tells {
			l.word(w).tell(n + 1)
		}
		for _, r := range src.Letters {
			l.letters[r] = l.letters[r].with(n + 1)
		}
		language := &Language{
			Name: src.Language, understood: src.Understood, alien: src.Alien, worded: len(src.Tells) > 0, capitals: src.Capitals, behind: src.Behind,
			words: sync.OnceValue(func() *stems { return l.stems(src) }),
		}
		if src.Serial != "" {
			language.serial = Classes{}.With(l.class[src.Serial])
		}
		l.languages = append(l.languages, language)
	}
	for n, src := range sources {
		if src.Script != "" {
			weight := 1
			if src.Script == "Kana" {
				weight = kanaWeight
			}
			for range weight {
				l.letters[scriptLetter(src.Script)] = l.letters[scriptLetter(src.Script)].with(n + 1)
			}
		}
	}
	for text, w := range l.words {
		w.votes = w.votes.plus(l.vote(text))
	}
	return nil
}

// classOf makes sure that there is a class of a name, of one sort only.
func (l *FrameLexicon) classOf(of *Classes, name string) error {
	n, ok := l.class[name]
	if !ok {
		_, err := l.newClass(name, of)
		return err
	}
	if !of.Meets(Classes{}.With(n)) {
		return fmt.Errorf("class %q is of another sort elsewhere", name)
	}
	return nil
}

// sortOf are the classes of one sort of a language.
type sortOf struct {
	words map[string][]string
	of    *Classes
}

func (l *FrameLexicon) sorts(src LanguageSource) []sortOf {
	return []sortOf{
		{src.Acts, &l.Acts}, {src.Things, &l.Things}, {src.Persons, &l.Persons}, {src.Purposes, &l.Purposes}, {src.Fields, &l.Fields},
	}
}

// scriptLetter stands for all letters of a script in the table of letters.
func scriptLetter(script string) rune {
	switch script {
	case "Han":
		return '一'
	case "Kana":
		return 'あ'
	case "Hangul":
		return '가'
	case "Cyrillic":
		return 'а'
	}
	return 0
}

// script returns the letter that stands for the script of r, or r.
func script(r rune) rune {
	switch {
	case unicode.Is(unicode.Han, r):
		return scriptLetter("Han")
	case unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
		return scriptLetter("Kana")
	case unicode.Is(unicode.Hangul, r):
		return scriptLetter("Hangul")
	case unicode.Is(unicode.Cyrillic, r):
		return scriptLetter("Cyrillic")
	}
	return r
}

// vote returns the languages that the letters of a word tell, each once.
func (l *FrameLexicon) vote(word string) (out tally) {
	for _, r := range word {
		if r < 0x80 {
			continue
		}
		if by := script(r); by != r {
			return l.letters[by] // once a word
		}
		out = out.or(l.letters[r])
	}
	return out
}

// mostVotes is the number of words by which a language is told: a byte holds
// what they count to.
const mostVotes = 255 / kanaWeight

// kanaWeight is how much a Japanese letter tells, beside the Chinese ones that
// most of a Japanese sentence may be of.
const kanaWeight = 3

// What tells English soon: sure words of it among the first, and none of others.
const (
	soon = 15
	sure = 3
)

// tell settles the language of a segment. One that tells nothing, or as much of
// the language of the segment before as of another, is in that one.
func (r *FrameReader) tell(tokens []Token) {
	if len(r.lexicon.languages) == 0 {
		return
	}
	var sum tally
	for i := range tokens[:min(len(tokens), mostVotes)] {
		sum = sum.plus(r.word(tokens[i].Word).votes)
		if i == soon && sum.of(0) >= sure && sum == (tally{}.times(0, sum.of(0))) {
			break // English, and nothing but English
		}
	}
	r.surely = false
	if sum == (tally{}) {
		return
	}
	best, most := 0, sum.of(0)
	for n, language := range r.lexicon.languages {
		if have := sum.of(n + 1); have > most || have == most && best > 0 && language == r.tongue {
			best, most = n+1, have
		}
	}
	r.tongue = nil
	if best > 0 {
		r.tongue = r.lexicon.languages[best-1]
		r.surely = r.inTongue(tokens)
	} else if most >= surelyTold {
		r.before = nil
	}
}

// inTongue reports whether words are of the language at hand and of no other that
// is written alike.
func (r *FrameReader) inTongue(tokens []Token) bool {
	if r.tongue.alien != "" && slices.ContainsFunc(tokens, func(t Token) bool { return strings.ContainsAny(t.Word.Text, r.tongue.alien) }) {
		return false
	}
	if !r.tongue.worded {
		return true
	}
	var told []*Word
	english := 0
	for _, t := range tokens {
		switch {
		case !r.told(t.Word):
			english += r.word(t.Word).votes.of(0)
		case !slices.Contains(told, t.Word):
			told = append(told, t.Word)
		}
	}
	if len(told) <= 2*english {
		return false // names in it apart, nobody mixes them
	}
	if len(told) >= surelyTold {
		r.before = r.tongue
	}
	return r.before == r.tongue
}

// surelyTold is how many words tell a language surely; one does of a sentence
// behind others in the language.
const surelyTold = 2
