package lineage

import (
	"encoding/json"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// wordsFile is the source of wordLists, below the folder rules/.
const wordsFile = "words/lineage.yaml"

// wordLists are the words by which models and the files of training tools are
// known: the file explains each list.
type wordLists struct {
	Hubs      []string `yaml:"hubs"`
	Pages     []string `yaml:"pages"`
	Files     []string `yaml:"files"`
	Weights   []string `yaml:"weights"`
	Folders   []string `yaml:"folders"`
	Numbered  []string `yaml:"numbered"`
	Trainers  []string `yaml:"trainers"`
	Formats   []string `yaml:"formats"`
	Keys      []string `yaml:"keys"`
	Elsewhere []string `yaml:"elsewhere"`
	Recipes   []string `yaml:"recipes"`

	Architectures []string `yaml:"architectures"`
	Submodules    []string `yaml:"submodules"`

	Adapters []string `yaml:"adapters"`
	Loads    string   `yaml:"loads"`
	Besides  []string `yaml:"besides"`
	Bases    []base   `yaml:"bases"`
	Proofs   struct {
		Models    []string `yaml:"models"`
		NoModels  []string `yaml:"no_models"`
		Parents   []string `yaml:"parents"`
		NoParents []string `yaml:"no_parents"`
	} `yaml:"proofs" json:"-"`
}

// base is what a hub of models for pictures calls a base model, and where that is.
type base struct {
	Name string `yaml:"name"`
	At   string `yaml:"at"`
}

// lists returns the embedded lists.
var lists = sync.OnceValue(func() *wordLists { return pattern.MustLoad[wordLists](words.Lineage) })

// CompileWords reads words/lineage.yaml in fsys, the folder rules/, checks its
// proofs and returns the index of it. Every fault names its file and line.
func CompileWords(fsys fs.FS) ([]byte, error) {
	l, d, err := pattern.ReadLists[wordLists](fsys, wordsFile)
	if err != nil {
		return nil, err
	}
	if l.prove(d.Fault); d.Err() != nil {
		return nil, d.Err()
	}
	return json.Marshal(l)
}

// prove holds the examples against the lists.
func (l *wordLists) prove(fault func(field, format string, args ...any)) {
	check := func(field string, examples []string, want bool, is func(string) bool) {
		for i, e := range examples {
			if is(e) != want {
				fault(strict.Path("proofs", field, i), "the lists say otherwise of %q", e)
			}
		}
	}
	model := func(e string) bool { return l.modelAt(e) != "" || l.looksLikeModel(e, false) }
	parent := func(e string) bool {
		return len(settingsReader{lists: l, keys: l.Keys, doc: doc.New("recipe.yaml", doc.RoleConfig, "", []byte(e))}.whole(ref.Ref{})) > 0
	}
	for i, b := range l.Bases {
		if _, err := ref.Parse(b.At); err != nil || b.Name == "" {
			fault(strict.Path("bases", i), "a name and the repository of the base model are needed: %v", err)
		}
	}
	check("models", l.Proofs.Models, true, model)
	check("no_models", l.Proofs.NoModels, false, model)
	check("parents", l.Proofs.Parents, true, parent)
	check("no_parents", l.Proofs.NoParents, false, parent)
}

// modelAt returns the id of the model that an address leads to, empty when it
// leads elsewhere. An id in place of an address counts.
func (l *wordLists) modelAt(address string) string {
	if !strings.Contains(address, "://") {
		if strings.Count(address, "/") == 1 && l.looksLikeModel(address, false) {
			return address
		}
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || !slices.Contains(l.Hubs, strings.ToLower(u.Host)) {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) < 2 || parts[1] == "" || slices.Contains(l.Pages, strings.ToLower(parts[0])) {
		return ""
	}
	last := parts[len(parts)-1]
	if len(parts) > 2 && parts[2] != "tree" && !slices.Contains(l.Weights, ending(last)) && !strings.EqualFold(last, "README.md") {
		return ""
	}
	return parts[0] + "/" + strings.TrimRight(parts[1], ".,;")
}

// looksLikeModel tells the id of a model from two words with a stroke between
// them, a fraction and the path of a file. Plain words count where they are
// marked as code.
func (l *wordLists) looksLikeModel(id string, code bool) bool {
	owner, name, _ := strings.Cut(id, "/")
	switch {
	case len(owner) < 2 || len(name) < 3, !alphanumeric(owner[0]) || !alphanumeric(name[0]), strings.Contains(owner, "_"):
		return false
	case !strings.ContainsFunc(owner, asciiLetter) || !strings.ContainsFunc(name, asciiLetter), strings.ContainsAny(name, "/ "):
		return false
	case slices.Contains(l.Files, ending(name)) || slices.Contains(l.Weights, ending(name)),
		slices.Contains(l.Folders, strings.ToLower(owner)):
		return false
	case strings.ContainsAny(name, "0123456789") && (len(name) > 4 || strings.Contains(name, "-")):
		return true
	}
	return code || strings.ToLower(id) != id && len(name) > 5 && strings.ContainsAny(name, "-_")
}

func alphanumeric(c byte) bool { return asciiLetter(rune(c)) || c >= '0' && c <= '9' }

func asciiLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// ending is what stands behind the last full stop of a name, in lower case.
func ending(name string) string {
	return strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
}

// isFolder tells the path of a folder that training tools write to from the
// name of a repository.
func (l *wordLists) isFolder(r ref.Ref) bool {
	name := strings.ToLower(r.Name)
	for _, word := range l.Numbered {
		if rest, ok := strings.CutPrefix(name, word); ok && strings.Trim(rest, "-_.0123456789") == "" {
			return true
		}
	}
	return slices.Contains(l.Folders, strings.ToLower(r.Owner))
}
