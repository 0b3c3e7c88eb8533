package license

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
	lists "github.com/fineprint-audit/fineprint/rules/words"
)

// The sources of the lists of words.
const (
	holdersFile = "words/holders.yaml"
	titlesFile  = "words/titles.yaml"
)

// holderLists are the words of words/holders.yaml, which explains each list.
type holderLists struct {
	LegalForm           []string `yaml:"legal_form"`
	Organisation        []string `yaml:"organisation"`
	Role                []string `yaml:"role"`
	Link                []string `yaml:"link"`
	LinkOfOrganisation  []string `yaml:"link_of_organisation"`
	Year                []string `yaml:"year"`
	Blank               []string `yaml:"blank"`
	Nobody              []string `yaml:"nobody"`
	Notice              []string `yaml:"notice"`
	Part                []string `yaml:"part"`
	Reserved            []string `yaml:"reserved"`
	And                 []string `yaml:"and"`
	By                  []string `yaml:"by"`
	Or                  []string `yaml:"or"`
	Clause              []string `yaml:"clause"`
	PlainClause         []string `yaml:"plain_clause"`
	Topic               []string `yaml:"topic"`
	Given               []string `yaml:"given"`
	GlyphForm           []string `yaml:"glyph_form"`
	GlyphClause         string   `yaml:"glyph_clause"`
	GlyphClauseOfPerson string   `yaml:"glyph_clause_of_person"`
	Notices             []string `yaml:"notices" json:"-"`
	More                []string `yaml:"more" json:"-"`
}

// holderWords are holderLists as they are used.
type holderWords struct {
	LegalForm, Organisation, Role, Link, LinkOfOrganisation, Year, Blank, Nobody, Notice, Part, And, By, Or, Clause, PlainClause, Topic,
	Given pattern.Set

	GlyphForm                        []string
	Reserved                         []pattern.Row
	GlyphClause, GlyphClauseOfPerson string
}

// titleLists are the words of words/titles.yaml.
type titleLists struct {
	Title       []string     `yaml:"title"`
	Called      []string     `yaml:"called"`
	Edge        []string     `yaml:"edge"`
	EdgeFiller  []string     `yaml:"edge_filler"`
	EdgeText    []string     `yaml:"edge_text"`
	Page        []string     `yaml:"page"`
	PageOf      []string     `yaml:"page_of"`
	Loose       []string     `yaml:"loose"`
	Lacking     []string     `yaml:"lacking"`
	Placeholder []string     `yaml:"placeholder"`
	Bare        []string     `yaml:"bare"`
	Closing     []string     `yaml:"closing"`
	Scopes      []scopeWords `yaml:"scopes"`
	Titles      []string     `yaml:"titles" json:"-"`
	More        []string     `yaml:"more" json:"-"`
	Edges       []string     `yaml:"edges" json:"-"`
	NoEdges     []string     `yaml:"no_edges" json:"-"`
	Files       []struct {
		File   string       `yaml:"file"`
		Scopes []term.Scope `yaml:"scopes"`
	} `yaml:"files" json:"-"`
	Same [][]string `yaml:"same" json:"-"`
}

// scopeWords are words of file names that narrow a licence to a scope.
type scopeWords struct {
	Scope term.Scope `yaml:"scope"`
	Words []string   `yaml:"words"`
}

// titleWords are titleLists as they are used.
type titleWords struct {
	Title, Called, Edge, EdgeFiller, EdgeText, Page, PageOf, Loose, Placeholder pattern.Set

	Bare, Closing, Lacking []string
	Scopes                 []scopeWords
}

// draftWords are the words of words/drafts.yaml.
type draftWords struct {
	Filler   []string        `json:"filler"`
	Appendix pattern.Pattern `json:"appendix"`
	Policy   pattern.Pattern `json:"policy"`
	Notice   pattern.Pattern `json:"notice"`
}

var (
	inDrafts  = sync.OnceValue(func() *draftWords { return pattern.MustLoad[draftWords](lists.Drafts) })
	inHolders = sync.OnceValue(func() *holderWords { return pattern.MustLoad[holderWords](lists.Holders) })
	inTitles  = sync.OnceValue(func() *titleWords { return pattern.MustLoad[titleWords](lists.Titles) })
)

// CompileHolders reads words/holders.yaml in fsys, the folder rules/, and returns
// the index of it.
func CompileHolders(fsys fs.FS) ([]byte, error) {
	return pattern.CompileLists[holderLists](fsys, holdersFile)
}

// CompileTitles is CompileHolders for words/titles.yaml.
func CompileTitles(fsys fs.FS) ([]byte, error) {
	return pattern.CompileLists[titleLists](fsys, titlesFile)
}

// CompileDrafts is CompileHolders for words/drafts.yaml, and checks its proofs.
func CompileDrafts(fsys fs.FS) ([]byte, error) {
	return pattern.Compile[draftWords](fsys, "words/drafts.yaml")
}

// ProveHolders runs the examples of words/holders.yaml through the lists that
// the program holds. Every one that fails is in the error with its line.
func ProveHolders(fsys fs.FS) error {
	l, d, err := pattern.ReadLists[holderLists](fsys, holdersFile)
	if err != nil {
		return err
	}
	whole := func(line string) bool {
		var v view
		v.read([]byte(line))
		return v.len() > 0 && notices{&v, v.len()}.notice(0) == v.len()
	}
	prove(d, "notices", l.Notices, true, whole)
	prove(d, "more", l.More, false, whole)
	return d.Err()
}

// ProveTitles is ProveHolders for words/titles.yaml.
func ProveTitles(fsys fs.FS) error {
	l, d, err := pattern.ReadLists[titleLists](fsys, titlesFile)
	if err != nil {
		return err
	}
	title := func(line string) bool {
		var v view
		v.read([]byte(line))
		b := beside{view: &v, heading: &heading{foreign: true}, limit: v.len()}
		return v.len() > 0 && b.titleLine(0) == v.len()
	}
	prove(d, "titles", l.Titles, true, title)
	prove(d, "more", l.More, false, title)
	edge := func(line string) bool {
		var v view
		v.read([]byte(line))
		return (&layout{view: &v}).ruler([2]int{0, v.len()})
	}
	prove(d, "edges", l.Edges, true, edge)
	prove(d, "no_edges", l.NoEdges, false, edge)
	for i, f := range l.Files {
		if got, _ := Scopes(ref.Model, f.File); !slices.Equal(got, f.Scopes) {
			d.Fault(strict.Path("files", i), "covers %v", got)
		}
	}
	for i, names := range l.Same {
		for _, name := range names {
			if looseKey(name) != looseKey(names[0]) {
				d.Fault(strict.Path("same", i), "%q is another name: %s", name, looseKey(name))
			}
		}
	}
	return d.Err()
}

// prove holds lines against what is wanted of them.
func prove(d *strict.Document, field string, lines []string, want bool, is func(string) bool) {
	if len(lines) == 0 {
		d.Fault(field, "there is no example")
	}
	for i, line := range lines {
		if is(line) != want {
			d.Fault(strict.Path(field, i), "%s", fmt.Sprintf("%q is read as %t", line, !want))
		}
	}
}
