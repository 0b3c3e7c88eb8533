package prose

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// grammarLists are the words of rules/words/grammar.yaml, which explains each
// list.
type grammarLists struct {
	Abbreviations []string `yaml:"abbreviations"`
	Announce      []string `yaml:"announce"`
	Fillers       []string `yaml:"fillers"`
	Modal         []string `yaml:"modal"`
	Joining       []string `yaml:"joining"`
	Determiners   []string `yaml:"determiners"`
	Unfinished    []string `yaml:"unfinished"`
	Foretelling   []string `yaml:"foretelling"`
	Lettered      []string `yaml:"lettered"`
	Barring       []string `yaml:"barring"`
	Asking        []string `yaml:"asking"`
	Telling       []string `yaml:"telling"`
	BetweenPlaces []string `yaml:"between_places"`
	Parts         []string `yaml:"parts"`
	Annexes       []string `yaml:"annexes"`
	OfTerms       []string `yaml:"of_terms"`

	Contractions map[string]string `yaml:"contractions"`
	Changed      map[string]string `yaml:"changed"`

	Genitive         []string `yaml:"genitive"`
	Negative         []string `yaml:"negative"`
	Conjunctions     []string `yaml:"conjunctions"`
	ItemConjunctions []string `yaml:"item_conjunctions"`
	Passive          []string `yaml:"passive"`
	Actor            []string `yaml:"actor"`
	Purpose          []string `yaml:"purpose"`
	Infinitive       []string `yaml:"infinitive"`
	NameJoining      []string `yaml:"name_joining"`

	Order  []string `yaml:"order"`
	Things []string `yaml:"things"`

	Examples []cutExample `yaml:"examples" json:"-"`
}

// numberLists are those of rules/words/numbers.yaml.
type numberLists struct {
	Units        []numberWords `yaml:"units"`
	Scales       []numberWords `yaml:"scales"`
	Zero         []string      `yaml:"zero"`
	Vague        []string      `yaml:"vague"`
	VagueJoining []string      `yaml:"vague_joining"`
	PartOf       []string      `yaml:"part_of"`
	Percent      []string      `yaml:"percent"`
	Blank        []string      `yaml:"blank"`
	Dated        []string      `yaml:"dated"`
	Months       []numberWords `yaml:"months"`
	Openings     []numberWords `yaml:"openings"`

	DateBetween     []string `yaml:"date_between"`
	DateBehind      []string `yaml:"date_behind"`
	DateSigns       []string `yaml:"date_signs"`
	Shared          []string `yaml:"shared"`
	CurrencyBetween []string `yaml:"currency_between"`

	Examples []numberExample `yaml:"examples" json:"-"`
	Days     []dayExample    `yaml:"days" json:"-"`
}

// numberWords are the words for a number.
type numberWords struct {
	Value float64  `yaml:"value"`
	Words []string `yaml:"words"`
}

// grammar is grammarLists as they are used.
type grammar struct {
	Abbreviations, Announce, Modal, Joining, Determiners, Unfinished, Lettered, Asking, Telling, BetweenPlaces, Parts, Annexes pattern.Set

	Negative, Conjunctions, ItemConjunctions, Passive, Actor, Purpose, Infinitive, Genitive, NameJoining, Barring pattern.Set

	Fillers, Foretelling  []pattern.Row
	OfTerms               []string
	Order                 [2]string
	Things                [3]string
	Contractions, Changed map[string]string
}

var grammarWords = sync.OnceValue(func() *grammar { return pattern.MustLoad[grammar](words.Grammar) })

// numbers is numberLists as they are used.
type numbers struct {
	Units, Scales, Months                                    values
	Zero, Vague, VagueJoining, PartOf, Percent, Blank, Dated pattern.Set

	Openings                                                    numberOpenings
	DateBetween, DateBehind, DateSigns, Shared, CurrencyBetween pattern.Set
}

// values are numbers by the words for them.
type values map[string]float64

// UnmarshalJSON reads a list of numberWords.
func (v *values) UnmarshalJSON(data []byte) error {
	var list []numberWords
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	*v = values{}
	for _, n := range list {
		for _, w := range n.Words {
			(*v)[w] = n.Value
		}
	}
	return nil
}

// numberOpenings are rows of words that begin a number, and what they count: the
// longest row first.
type numberOpenings []numberOpening

type numberOpening struct {
	words []string
	value float64
}

// UnmarshalJSON reads a list of numberWords.
func (o *numberOpenings) UnmarshalJSON(data []byte) error {
	var list []numberWords
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	for _, n := range list {
		for _, row := range n.Words {
			*o = append(*o, numberOpening{strings.Fields(row), n.Value})
		}
	}
	slices.SortStableFunc(*o, func(a, b numberOpening) int { return len(b.words) - len(a.words) })
	return nil
}

var numberTable = sync.OnceValue(func() *numbers { return pattern.MustLoad[numbers](words.Numbers) })

// trait is what the lists say of a word that is asked at every place where it
// stands; a Word knows its own.
type trait uint16

const (
	announces     trait = 1 << iota // examples: "including"
	modal                           // it asks, allows or bars
	determines                      // a noun follows
	betweenPlaces                   // it stands between the places of a list
	vague                           // of a number that nobody says
	percent
	openings    // it may begin a number without being one
	foretelling // it may begin words that say a list follows
	conjoins    // a clause may begin behind it
	infinitive  // a purpose may begin with it
)

// traits are those of all words that have any.
var traits = sync.OnceValue(func() map[string]trait {
	out := map[string]trait{}
	for t, list := range map[trait]pattern.Set{
		announces: grammarWords().Announce, modal: grammarWords().Modal, determines: grammarWords().Determiners,
		betweenPlaces: grammarWords().BetweenPlaces, conjoins: grammarWords().Conjunctions, infinitive: grammarWords().Infinitive,
		vague: numberTable().Vague, percent: numberTable().Percent,
	} {
		for word := range list {
			out[word] |= t
		}
	}
	for _, o := range numberTable().Openings {
		out[o.words[0]] |= openings
	}
	for _, row := range grammarWords().Foretelling {
		out[row[0]] |= foretelling
	}
	return out
})

// Abbreviation reports whether a point behind a word, in lower case, belongs to
// the word and ends no sentence as a rule: "Inc.", "No. 5", "e.g.".
func Abbreviation(word string) bool {
	return grammarWords().Abbreviations[word] || len(word) == 1 && isASCIILetter(word[0])
}

// numbersParts reports whether a letter behind a word, in lower case, numbers a
// part of a text: a sentence may end with "Annex B".
func numbersParts(word string) bool {
	return grammarWords().Annexes[word] || grammarWords().Lettered[word]
}

// NumbersAnnexes reports whether a letter behind a word, in lower case, numbers
// what is annexed to a text, and no section of it.
func NumbersAnnexes(word string) bool { return numbersParts(word) && !grammarWords().Parts[word] }

// CompileGrammar reads words/grammar.yaml in fsys, the folder rules/, and returns
// the index of it.
func CompileGrammar(fsys fs.FS) ([]byte, error) {
	return pattern.CompileLists[grammarLists](fsys, grammarFile)
}

// CompileNumbers is CompileGrammar for words/numbers.yaml.
func CompileNumbers(fsys fs.FS) ([]byte, error) {
	return pattern.CompileLists[numberLists](fsys, numbersFile)
}

// The sources of the lists.
const (
	grammarFile = "words/grammar.yaml"
	numbersFile = "words/numbers.yaml"
)
