package hub

import (
	"cmp"
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// namesFile is the source of nameLists, below the folder rules/.
const namesFile = "words/files.yaml"

// nameLists are what the names of files say: rules/words/files.yaml explains
// each list.
type nameLists struct {
	Recipes    []string              `yaml:"recipes"`
	Settings   nameSettings          `yaml:"settings"`
	Manifests  []manifest            `yaml:"manifests"`
	Keys       manifestKeys          `yaml:"keys"`
	Cards      []string              `yaml:"cards"`
	Names      []nameRule            `yaml:"names"`
	Doubtful   nameDoubts            `yaml:"doubtful"`
	Pictures   nameData              `yaml:"pictures"`
	Folders    []nameFolder          `yaml:"folders"`
	Data       nameData              `yaml:"data"`
	Texts      []string              `yaml:"texts"`
	Unreadable []string              `yaml:"unreadable"`
	NoCard     []string              `yaml:"no_card"`
	NoText     map[string][]string   `yaml:"no_text"`
	NoFile     []string              `yaml:"no_file"`
	Examples   map[doc.Role][]string `yaml:"examples" json:"-"`
}

// nameRule gives files a role by the words of their names.
type nameRule struct {
	Idea    string   `yaml:"idea" json:"-"`
	Role    doc.Role `yaml:"role"`
	Phrases []string `yaml:"phrases"`
	Files   []string `yaml:"files" json:"-"`
}

// nameFolder gives files a role by the folder that they lie in.
type nameFolder struct {
	Role  doc.Role `yaml:"role"`
	Names []string `yaml:"names"`
	Files []string `yaml:"files" json:"-"`
}

// nameDoubts are words that make a name of terms doubtful.
type nameDoubts struct {
	Phrases []string `yaml:"phrases"`
	Files   []string `yaml:"files" json:"-"`
}

// nameData tells the data files that state terms, and the pictures of terms.
type nameData struct {
	Endings []string `yaml:"endings"`
	Tells   []string `yaml:"tells"`
	Beside  []string `yaml:"beside"`
	Files   []string `yaml:"files" json:"-"`
}

// nameSettings tells the settings of training tools.
type nameSettings struct {
	Names   []string `yaml:"names"`
	Endings []string `yaml:"endings"`
	Plain   []string `yaml:"plain"`
	Not     []string `yaml:"not"`
	Files   []string `yaml:"files" json:"-"`
}

// noRole is the role of what is no document.
const noRole doc.Role = "none"

// nameTable is nameLists, made ready.
type nameTable struct {
	nameLists
	cards    []phrase
	doubts   []phrase
	rules    [][]phrase // by the number of a rule
	begin    beginnings // of the phrases of rules
	settings settingsGlobs
	recipes  map[string]bool
	listed   map[string]*manifest // by the names of files, in small letters
	folders  map[string]doc.Role
	endings  map[string]bool // of texts
	noText   map[string]bool
	data     map[string]bool // endings
	beside   map[string]bool // words of Data.Tells and Data.Beside
}

// settingsGlobs is nameSettings, made ready.
type settingsGlobs struct{ names, plain, not []glob }

// names returns the table of the embedded lists.
var names = sync.OnceValue(func() *nameTable {
	return pattern.MustLoad[nameLists](words.Files).table()
})

func (l nameLists) table() *nameTable {
	t := &nameTable{
		nameLists: l, cards: compilePhrases(l.Cards), doubts: compilePhrases(l.Doubtful.Phrases),
		folders: map[string]doc.Role{}, endings: set(l.Texts),
		noText: set(slices.Concat(slices.Collect(maps.Values(l.NoText))...)),
		data:   set(l.Data.Endings), beside: set(slices.Concat(l.Data.Tells, l.Data.Beside)), recipes: set(l.Recipes),
		settings: settingsGlobs{compileGlobs(l.Settings.Names), compileGlobs(l.Settings.Plain), compileGlobs(l.Settings.Not)},
		listed:   map[string]*manifest{}, begin: beginnings{words: map[string]bool{}},
	}
	for _, r := range l.Names {
		phrases := compilePhrases(r.Phrases)
		t.rules = append(t.rules, phrases)
		t.begin.add(phrases)
	}
	for i, m := range l.Manifests {
		for _, name := range m.Names {
			t.listed[strings.ToLower(name)] = &l.Manifests[i]
		}
	}
	for _, f := range l.Folders {
		for _, name := range f.Names {
			t.folders[name] = f.Role
		}
	}
	return t
}

func set(list []string) map[string]bool {
	m := map[string]bool{}
	for _, s := range list {
		m[s] = true
	}
	return m
}

// CompileNames reads words/files.yaml in fsys, the folder rules/, checks its
// proofs and returns the index of it. Every fault names its file and line.
func CompileNames(fsys fs.FS) ([]byte, error) {
	l, d, err := pattern.ReadLists[nameLists](fsys, namesFile)
	if err != nil {
		return nil, err
	}
	if l.table().prove(d.Fault); d.Err() != nil {
		return nil, d.Err()
	}
	return json.Marshal(l)
}

// prove holds every example against the lists: a file of a list has its role by
// that list, and by no other.
func (t *nameTable) prove(fault func(field, format string, args ...any)) {
	check := func(field string, files []string, want doc.Role, list string) {
		if len(files) == 0 {
			fault(field, "nothing proves this list; name files that it is for")
		}
		for _, file := range files {
			if role, by := t.find(file); cmp.Or(role, noRole) != want || by != list {
				fault(field, "%s is %s by %s, not %s by %s", file, cmp.Or(role, noRole), cmp.Or(by, "no list"), want, cmp.Or(list, "no list"))
			}
		}
	}
	for i, r := range t.Names {
		check(strict.Path("names", i, "files"), r.Files, r.Role, r.Idea)
	}
	for i, f := range t.Folders {
		check(strict.Path("folders", i, "files"), f.Files, f.Role, f.Names[0])
	}
	t.Keys.prove(fault)
	check("settings.files", t.Settings.Files, doc.RoleConfig, "settings")
	check("data.files", t.Data.Files, doc.RoleLicence, "data")
	check("pictures.files", t.Pictures.Files, doc.RoleLicence, "pictures")
	check("doubtful.files", t.Doubtful.Files, doc.RoleNotice, "doubtful")
	for _, role := range slices.Sorted(maps.Keys(t.Examples)) {
		check(strict.Path("examples", string(role)), t.Examples[role], role, "")
	}
}

// find returns the role that the name of a file gives it, empty for none, and
// the list that says so: the idea of a rule, the first name of a list of
// folders, "data", or none of them.
func (t *nameTable) find(name string) (role doc.Role, list string) {
	base := path.Base(name)
	switch {
	case t.recipes[base], t.manifest(name) != nil:
		return doc.RoleConfig, ""
	case t.isSettings(base):
		return doc.RoleConfig, "settings"
	case t.isPicture(base):
		return doc.RoleLicence, "pictures"
	case !t.textual(base):
		return "", ""
	case t.isCard(base):
		if role, list := t.ofFolder(path.Dir(name)); role != "" {
			return role, list
		}
		if base == name || inLanguage(base) {
			return doc.RoleCard, ""
		}
		return "", ""
	}
	role, list = t.ofText(name)
	if binds := role == doc.RoleLicence || role == doc.RolePolicy; binds && t.isDoubtful(base) {
		return doc.RoleNotice, "doubtful"
	}
	return role, list
}

func (t *nameTable) isDoubtful(base string) bool {
	w := fileWords(base)
	return slices.ContainsFunc(t.doubts, func(p phrase) bool { return p.fits(w, t.endings) })
}

// ofText returns the role that the words of a name give a text, or else its
// folder.
func (t *nameTable) ofText(name string) (doc.Role, string) {
	base := path.Base(name)
	w := fileWords(base)
	if t.data[ending(base)] {
		return t.ofData(w[:len(w)-1])
	}
	if !t.begin.may(w) {
		return t.ofFolder(path.Dir(name))
	}
	for i, phrases := range t.rules {
		if slices.ContainsFunc(phrases, func(p phrase) bool { return p.fits(w, t.endings) }) {
			r := t.Names[i]
			if r.Role == noRole {
				return "", r.Idea
			}
			return r.Role, r.Idea
		}
	}
	return t.ofFolder(path.Dir(name))
}

// isSettings reports whether a name is that of settings of a training tool.
func (t *nameTable) isSettings(base string) bool {
	end := ending(base)
	if !slices.Contains(t.Settings.Endings, end) {
		return false
	}
	lower := strings.ToLower(base)
	stem := strings.TrimSuffix(lower, end)
	known := anyFits(t.settings.names, stem) || end != ".json" && anyFits(t.settings.plain, stem)
	return known && !anyFits(t.settings.not, lower)
}

// isPicture reports whether a file is called a picture or a scan of terms.
func (t *nameTable) isPicture(base string) bool {
	if !slices.Contains(t.Pictures.Endings, ending(base)) {
		return false
	}
	w := fileWords(strings.TrimSuffix(base, path.Ext(base)))
	tells := func(s string) bool { return slices.Contains(t.Pictures.Tells, s) }
	return slices.ContainsFunc(w, tells) && !slices.ContainsFunc(w, func(s string) bool {
		return !tells(s) && !t.beside[s] && !slices.Contains(t.Pictures.Beside, s)
	})
}

// inLanguage reports whether the name of a card ends with the code of the
// language that it is written in: README_ja.md, README.zh-CN.md.
func inLanguage(base string) bool {
	stem := strings.TrimSuffix(base, path.Ext(base))
	at := strings.IndexAny(stem, "_-.")
	if at < 0 {
		return false
	}
	tag := strings.ReplaceAll(stem[at+1:], "_", "-")
	code, _, _ := strings.Cut(tag, "-")
	_, err := language.Parse(tag)
	return err == nil && len(code) == len("en")
}

// ofData gives a data file its role by the words of its name without ending.
func (t *nameTable) ofData(w []string) (doc.Role, string) {
	tells := slices.ContainsFunc(w, func(s string) bool { return slices.Contains(t.Data.Tells, s) })
	if !tells || slices.ContainsFunc(w, func(s string) bool { return !t.beside[s] }) {
		return "", ""
	}
	return doc.RoleLicence, "data"
}

// ofFolder gives a file its role by the folder it stands in.
func (t *nameTable) ofFolder(dir string) (doc.Role, string) {
	if dir == "." {
		return "", ""
	}
	for _, part := range strings.Split(dir, "/") {
		part = strings.Join(fileWords(part), " ")
		if role, ok := t.folders[part]; ok {
			return role, t.folder(part)
		}
	}
	return "", ""
}

func (t *nameTable) folder(name string) string {
	i := slices.IndexFunc(t.Folders, func(f nameFolder) bool { return slices.Contains(f.Names, name) })
	return t.Folders[i].Names[0]
}

func (t *nameTable) isCard(base string) bool {
	return !slices.Contains(t.NoCard, ending(base)) && t.cardWords(fileWords(base))
}

// cardWords reports whether the words of a name are those of a card.
func (t *nameTable) cardWords(w []string) bool {
	return slices.ContainsFunc(t.cards, func(p phrase) bool { return p.fits(w, t.endings) })
}

// textual reports whether the name of a file and its ending leave room for a text.
// Endings that are not known count as part of the name (LICENSE.apache,
// COPYING.LESSER, LICENSE-2.0).
func (t *nameTable) textual(base string) bool {
	return !t.noText[ending(base)] && !slices.Contains(t.NoFile, base)
}

// ending is the ending of a file's name in lower case, with its dot.
func ending(base string) string { return strings.ToLower(path.Ext(base)) }
