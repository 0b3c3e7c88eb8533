package license

import (
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	lists "github.com/fineprint-audit/fineprint/rules/words"
)

const referencesFile = "words/references.yaml"

// referenceWords are the words of words/references.yaml, which explains each
// list.
type referenceWords struct {
	Announce   []string `yaml:"announce"`
	Given      []string `yaml:"given"`
	Terms      []string `yaml:"terms"`
	Before     []string `yaml:"before"`
	Sure       []string `yaml:"sure"`
	SureBehind string   `yaml:"sure_behind"`
	Joins      []string `yaml:"joins"`
	Between    []string `yaml:"between"`
	Version    string   `yaml:"version"`
	Option     []string `yaml:"option"`
	Choice     []string `yaml:"choice"`
	Later      []string `yaml:"later"`
	Noun       []string `yaml:"noun"`
	Named      []string `yaml:"named_terms"`
	Link       []string `yaml:"link"`
	CalledSo   []string `yaml:"called_so"`
}

// referenceLists are referenceWords with their proofs.
type referenceLists struct {
	referenceWords

	Named    []string `yaml:"named" json:"-"`
	Unnamed  []string `yaml:"unnamed" json:"-"`
	Distinct []string `yaml:"distinct" json:"-"`
	Common   []string `yaml:"common" json:"-"`
	Called   []string `yaml:"called" json:"-"`
	Uncalled []string `yaml:"uncalled" json:"-"`

	OfTerms    []string `yaml:"of_terms" json:"-"`
	NotOfTerms []string `yaml:"not_of_terms" json:"-"`
}

var inReferences = sync.OnceValue(func() *referenceWords { return pattern.MustLoad[referenceWords](lists.References) })

// isNoun reports whether a word, in lower case, calls something a licence.
func (w *referenceWords) isNoun(word string) bool {
	return slices.ContainsFunc(w.Noun, func(noun string) bool { return strings.HasPrefix(word, noun) })
}

// holdsNoun reports whether a name, in lower case, calls itself a licence.
func (w *referenceWords) holdsNoun(name string) bool {
	return slices.ContainsFunc(w.Noun, func(noun string) bool { return strings.Contains(name, noun) })
}

// callsTerms reports whether a name, in lower case, says that it is one of terms.
func (w *referenceWords) callsTerms(name string) bool {
	return w.holdsNoun(name) || slices.ContainsFunc(w.Named, func(noun string) bool { return strings.Contains(name, noun) })
}

// CompileReferences is CompileHolders for words/references.yaml.
func CompileReferences(fsys fs.FS) ([]byte, error) {
	return pattern.CompileLists[referenceLists](fsys, referencesFile)
}

// ProveReferences is ProveHolders for words/references.yaml.
func ProveReferences(fsys fs.FS) error {
	l, d, err := pattern.ReadLists[referenceLists](fsys, referencesFile)
	if err != nil {
		return err
	}
	named := func(line string) bool {
		text, start, end := marked(line)
		words := fields([]byte(text))
		for i := range words {
			if n := introduces(words, i); n > 0 && (start == end || words[n].start == start) {
				return true
			}
		}
		return false
	}
	prove(d, "named", l.Named, true, named)
	prove(d, "unnamed", l.Unnamed, false, named)
	isDistinct := func(name string) bool { return distinct(fields([]byte(name))) }
	prove(d, "distinct", l.Distinct, true, isDistinct)
	prove(d, "common", l.Common, false, isDistinct)
	callsTerms := func(name string) bool { return inReferences().callsTerms(strings.ToLower(name)) }
	prove(d, "of_terms", l.OfTerms, true, callsTerms)
	prove(d, "not_of_terms", l.NotOfTerms, false, callsTerms)
	called := func(line string) bool {
		text, start, end := marked(line)
		words := prose.Words([]byte(text))
		from := slices.IndexFunc(words, func(t prose.Token) bool { return t.Start == start })
		to := slices.IndexFunc(words, func(t prose.Token) bool { return t.End == end })
		return from >= 0 && introduced(words, from, to+1)
	}
	prove(d, "called", l.Called, true, called)
	prove(d, "uncalled", l.Uncalled, false, called)
	return d.Err()
}

// marked returns a proof without the marks around a name, and where it stands.
func marked(proof string) (text string, start, end int) {
	before, rest, _ := strings.Cut(proof, "[[")
	name, behind, _ := strings.Cut(rest, "]]")
	return before + name + behind, len(before), len(before) + len(name)
}
