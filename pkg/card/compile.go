package card

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Compile reads the rules of fsys and the classes of both lexicons and returns
// the index that LoadRules reads.
func Compile(fsys fs.FS) ([]byte, error) {
	rules, err := ReadRules(fsys)
	if err != nil {
		return nil, err
	}
	lexicon := map[string]string{}
	for _, file := range []string{"lexicon.yaml", lexiconFile, conductFile} {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		var classes map[string]string
		if err := strict.Read(file, data, &classes).Err(); err != nil {
			return nil, err
		}
		maps.Copy(lexicon, classes)
	}
	terms, err := pack(fsys, lexicon, slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool { return !r.ofTerms() }))
	if err != nil {
		return nil, err
	}
	lexicon["work"] = judged + " [ofthesameaccount]"
	names, err := pack(fsys, lexicon, slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool { return !r.ofNames() }))
	if err != nil {
		return nil, err
	}
	words, aboutErr := readList[about](fsys, aboutFile)
	works, worksErr := readList[work](fsys, worksFile)
	named, sizesErr := readList[sizes](fsys, sizesFile)
	if err := errors.Join(aboutErr, worksErr, sizesErr); err != nil {
		return nil, err
	}
	head, err := json.Marshal(index{rules, words, works, named, len(terms)})
	return slices.Concat(head, []byte{'\n'}, terms, names), err
}

func pack(fsys fs.FS, lexicon map[string]string, rules []Rule) ([]byte, error) {
	packed := make([]clause.Rule, len(rules))
	for i, r := range rules {
		packed[i] = clause.Rule{ID: r.ID, Kind: term.Kind("statement"), Match: r.Match, Also: r.Also, Unless: r.Unless,
			Headings: true, Opens: r.Opens, Apart: !r.Label && !r.Named && !r.Capitals && r.Finds != Parent}
	}
	return clause.Pack(fsys, lexicon, packed)
}

// ofTerms reports whether a rule is tried on the words of a card.
func (r Rule) ofTerms() bool { return r.Works != OfHub && !r.Rest }

// ofNames reports whether a rule is tried on what stands around the name of a
// model of a hub.
func (r Rule) ofNames() bool {
	parent := r.Finds == Parent && !r.Named || slices.Contains(r.Explains, Parent)
	return r.Works != Known && (parent || r.Section != "")
}

func readList[T any](fsys fs.FS, file string) ([]T, error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	var out []T
	return out, strict.Read(file, data, &out).Err()
}
