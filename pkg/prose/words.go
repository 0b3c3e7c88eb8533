package prose

import (
	"encoding/json"
	"io/fs"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// grammarLists are the words of rules/words/grammar.yaml, which explains each
// list.
type grammarLists struct {
	Abbreviations []string     `yaml:"abbreviations"`
	Announce      []string     `yaml:"announce"`
	Fillers       []string     `yaml:"fillers"`
	Modal         []string     `yaml:"modal"`
	Joining       []string     `yaml:"joining"`
	Determiners   []string     `yaml:"determiners"`
	Unfinished    []string     `yaml:"unfinished"`
	Asking        []string     `yaml:"asking"`
	Telling       []string     `yaml:"telling"`
	BetweenPlaces []string     `yaml:"between_places"`
	Examples      []cutExample `yaml:"examples" json:"-"`
}

// numberLists are those of rules/words/numbers.yaml.
type numberLists struct {
	Units    []numberWords   `yaml:"units"`
	Scales   []numberWords   `yaml:"scales"`
	Zero     []string        `yaml:"zero"`
	Vague    []string        `yaml:"vague"`
	Percent  []string        `yaml:"percent"`
	Blank    []string        `yaml:"blank"`
	Dated    []string        `yaml:"dated"`
	Examples []numberExample `yaml:"examples" json:"-"`
}

// numberWords are the words for a number.
type numberWords struct {
	Value float64  `yaml:"value"`
	Words []string `yaml:"words"`
}

type wordSet map[string]bool

// grammar is grammarLists, made ready.
type grammar struct {
	abbreviations, announce, modal, joining, determiners, unfinished, asking, telling, betweenPlaces wordSet
	fillers                                                                                          [][]string
}

var grammarWords = sync.OnceValue(func() *grammar {
	l := decoded[grammarLists](words.Grammar)
	g := &grammar{
		abbreviations: set(l.Abbreviations), announce: set(l.Announce), modal: set(l.Modal), joining: set(l.Joining),
		determiners: set(l.Determiners), unfinished: set(l.Unfinished), asking: set(l.Asking), telling: set(l.Telling),
		betweenPlaces: set(l.BetweenPlaces),
	}
	for _, phrase := range l.Fillers {
		g.fillers = append(g.fillers, strings.Fields(phrase))
	}
	return g
})

// numbers is numberLists, made ready.
type numbers struct {
	units, scales                      map[string]float64
	zero, vague, percent, blank, dated wordSet
}

var numberTable = sync.OnceValue(func() *numbers {
	l := decoded[numberLists](words.Numbers)
	return &numbers{
		units: values(l.Units), scales: values(l.Scales), zero: set(l.Zero), vague: set(l.Vague), percent: set(l.Percent),
		blank: set(l.Blank), dated: set(l.Dated),
	}
})

func set(list []string) wordSet {
	s := wordSet{}
	for _, w := range list {
		s[w] = true
	}
	return s
}

func values(list []numberWords) map[string]float64 {
	m := map[string]float64{}
	for _, n := range list {
		for _, w := range n.Words {
			m[w] = n.Value
		}
	}
	return m
}

func decoded[T any](index []byte) (t T) {
	if err := json.Unmarshal(index, &t); err != nil {
		panic("a list of words is damaged; run go generate ./rules: " + err.Error()) // it is part of the program
	}
	return t
}

// Abbreviation reports whether a point behind a word, in lower case, belongs to
// the word and ends no sentence as a rule: "Inc.", "No. 5", "e.g.".
func Abbreviation(word string) bool {
	return grammarWords().abbreviations[word] || len(word) == 1 && isASCIILetter(word[0])
}

// CompileGrammar reads words/grammar.yaml in fsys, the folder rules/, and returns
// the index of it.
func CompileGrammar(fsys fs.FS) ([]byte, error) { return compile[grammarLists](fsys, grammarFile) }

// CompileNumbers is CompileGrammar for words/numbers.yaml.
func CompileNumbers(fsys fs.FS) ([]byte, error) { return compile[numberLists](fsys, numbersFile) }

// The sources of the lists.
const (
	grammarFile = "words/grammar.yaml"
	numbersFile = "words/numbers.yaml"
)

func compile[T any](fsys fs.FS, name string) ([]byte, error) {
	lists, _, err := readLists[T](fsys, name)
	if err != nil {
		return nil, err
	}
	return json.Marshal(lists)
}

func readLists[T any](fsys fs.FS, name string) (lists T, d *strict.Document, err error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return lists, nil, err
	}
	d = strict.Read(name, data, &lists)
	return lists, d, d.Err()
}
