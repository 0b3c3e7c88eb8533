package inventory

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// source is one file of rules/sinks: what names models in one family of tools.
// rules/README.md explains the fields.
type source struct {
	Title       string     `yaml:"title" json:"-"`
	Calls       []call     `yaml:"calls"`
	Libraries   []library  `yaml:"libraries"`
	Values      []passing  `yaml:"values"`
	Names       []naming   `yaml:"names"`
	Environment []string   `yaml:"environment"` // names that read the environment
	Trailing    []string   `yaml:"trailing"`    // words behind a name that change nothing: MODELS_BY_LANGUAGE
	Options     []string   `yaml:"options"`     // functions that declare an option or argument of a program, with its default value
	Cases       []string   `yaml:"cases"`       // functions that declare the values of a parameter
	Commands    []command  `yaml:"commands"`
	Shells      []string   `yaml:"shells"`   // functions that run a command
	Runners     []string   `yaml:"runners"`  // programs that run what follows them: env, sudo, xargs
	Mutes       []string   `yaml:"mutes"`    // programs whose words are only shown
	Shown       []string   `yaml:"shown"`    // last words of functions that only show what they are given
	Compares    []string   `yaml:"compares"` // the same of those that only compare; "assert *" is a first word what they are given
	Partly      []string   `yaml:"partly"`   // programs of which only what they set counts: --set model=NAME
	Switches    []string   `yaml:"switches"` // options without a value
	Scripts     []string   `yaml:"scripts"`  // keys whose values a shell runs
	Argvs       []string   `yaml:"argvs"`    // keys whose lists are the words of a command
	Schemes     []scheme   `yaml:"schemes"`
	Sites       []site     `yaml:"sites"`
	Providers   []provider `yaml:"providers"`
	Gateways    []string   `yaml:"gateways"` // what stands before the name of a provider's model
	Served      []string   `yaml:"served"`   // services whose other models are not to be downloaded, either
	Looks       looks      `yaml:"looks"`
	Skip        skips      `yaml:"skip"`
	Forms       []formRule `yaml:"forms"`
	Proofs      []proof    `yaml:"proofs" json:"-"`
}

// what is named: the repository, as far as the place that names it tells.
type what struct {
	Kind  ref.Kind `yaml:"kind"`  // "none" for what is no reference: targets of uploads, labels
	Hub   string   `yaml:"hub"`   // empty for Hugging Face
	Short bool     `yaml:"short"` // names without an owner are taken, too
}

// call is a function that takes the name of a repository.
type call struct {
	what
	Names    []string `yaml:"names"`    // the last parts of the function's name: "torch.hub.load"
	Args     []string `yaml:"args"`     // numbers from 0 and keywords, the first that is given counts
	Revision []string `yaml:"revision"` // keywords
	KindArg  []string `yaml:"kind_arg"` // keywords whose value says which kind it is
	Needed   bool     `yaml:"needed"`   // without the argument, the library chooses: unresolved
	Not      []string `yaml:"not"`      // keywords beside it that name no repository
	Owner    string   `yaml:"owner"`    // stands before names without an owner
	Output   bool     `yaml:"output"`   // writes to the folder that is named
	Except   []string `yaml:"except"`   // values that name no repository
	Soft     bool     `yaml:"soft"`     // takes models that are loaded, too: only texts count
	Deep     bool     `yaml:"deep"`     // names in lists and values of mappings count, too
}

// library is one whose functions load from a hub of its own.
type library struct {
	Modules []string `yaml:"modules"`
	Hub     string   `yaml:"hub"`
}

// passing is a function that returns one of its arguments, or a default.
type passing struct {
	Names  []string `yaml:"names"`
	Arg    string   `yaml:"arg"`    // number or keyword
	Or     string   `yaml:"or"`     // the argument that counts where the first is not given
	Choice bool     `yaml:"choice"` // the argument counts only if nothing else is set
	Local  bool     `yaml:"local"`  // the value is a path on the machine
}

// naming is what keys, variables, parameters and options are called that hold a
// name.
type naming struct {
	what
	Ends     []string `yaml:"ends"`     // last words of the name, which is cut at - _ . and capitals
	Whole    []string `yaml:"whole"`    // all words of the name
	Begins   []string `yaml:"begins"`   // first words of the name
	Inside   []string `yaml:"inside"`   // words anywhere in the name; then only "owner/name" counts
	Below    []string `yaml:"below"`    // last words of a key further up, one of which must be there
	Under    []string `yaml:"under"`    // the same of the key right above
	Revision []string `yaml:"revision"` // keys beside it that hold the revision
	Open     bool     `yaml:"open"`     // a value that is put in from outside is an unresolved reference
	Output   bool     `yaml:"output"`   // a folder that is written to
	Nested   bool     `yaml:"nested"`   // a text of several lines may be settings, which count
	Keys     bool     `yaml:"keys"`     // the keys below it are the names
}

// command is a program, with its first arguments, that takes a name.
type command struct {
	what
	Run      []string `yaml:"run"`
	Args     []string `yaml:"args"` // numbers from 0 behind the words of run, and options
	Revision []string `yaml:"revision"`
	KindArg  []string `yaml:"kind_arg"`
	Rest     bool     `yaml:"rest"` // every further argument is a name, too
}

// scheme is how a text begins that can only be a name.
type scheme struct {
	what
	Prefix string `yaml:"prefix"`
	Nearby bool   `yaml:"nearby"` // names without an owner are of this hub in files that speak of it
	Within bool   `yaml:"within"` // only where a name is expected
	Keep   bool   `yaml:"keep"`   // the prefix belongs to the id
	Parts  int    `yaml:"parts"`  // how many parts make the id; 0: all
}

// site is a hub's address.
type site struct {
	Hub      string              `yaml:"hub"`
	Hosts    []string            `yaml:"hosts"`
	Folders  map[string]ref.Kind `yaml:"folders"` // the first part of a path, "" for none
	Reserved []string            `yaml:"reserved"`
	Parts    int                 `yaml:"parts"`
}

// provider serves models that nobody can download.
type provider struct {
	Name   string   `yaml:"name"`
	Models []string `yaml:"models"` // expressions over the whole name
	Shared bool     `yaml:"shared"` // other models have such names, too: before them, only who serves them may stand
	tells  *regexp.Regexp
}

// looks are what ids of models look like.
type looks struct {
	Families     []string `yaml:"families"`
	Owners       []string `yaml:"owners"`       // who publishes models on hubs, and nothing else under that name elsewhere
	Generic      []string `yaml:"generic"`      // families whose words mean other things, too
	Sizes        []string `yaml:"sizes"`        // expressions over a whole piece of a name
	Tokens       []string `yaml:"tokens"`       // expressions over a whole piece of a name
	Endings      []string `yaml:"endings"`      // of files
	Folders      []string `yaml:"folders"`      // first parts of paths
	Tools        []string `yaml:"tools"`        // pieces of names that tell programs, not models
	Frameworks   []string `yaml:"frameworks"`   // third parts of handles on Kaggle
	Context      []string `yaml:"context"`      // words of calls and keys whose texts are names of models
	Builders     []string `yaml:"builders"`     // names of readers of data that stand where a dataset may
	Placeholders []string `yaml:"placeholders"` // parts of names that stand for one
	Expanded     []string `yaml:"expanded"`     // expressions of what is put in from outside
}

// skips are what is passed over in a tree.
type skips struct {
	Folders []string `yaml:"folders"`
	Files   []string `yaml:"files"` // patterns of names
	Marks   []string `yaml:"marks"` // files that tell a virtual environment
}

// formRule says which reader a file has.
type formRule struct {
	Form  string   `yaml:"form"`
	Files []string `yaml:"files"` // patterns of names
}

// proof is a text of our own and everything that must be found in it.
type proof struct {
	File  string   `yaml:"file"`
	Text  string   `yaml:"text"`
	Finds []string `yaml:"finds"`
	Why   string   `yaml:"why"` // for a text in which nothing must be found
}

// Compile reads the sources below sinks/, runs their proofs and returns the
// index that Load reads.
func Compile(fsys fs.FS) ([]byte, error) {
	sources, err := readSources(fsys)
	if err != nil {
		return nil, err
	}
	if _, err := prove(sources, nil); err != nil {
		return nil, err
	}
	return json.Marshal(merge(sources))
}

// Sinks is everything that names models.
type Sinks struct {
	source
	calls     map[string][]*call
	values    map[string][]*passing
	ends      nameTable
	families  familyTable
	commands  map[string][]*command
	owners    set
	gateways  set // who serves models of providers, and the providers themselves
	runs      set // last parts of the functions that run a command
	generic   set
	size      *regexp.Regexp
	folders   set
	endings   set
	trailing  set
	asked     set // keys of settings that say more of what stands beside them
	open      *regexp.Regexp
	token     *regexp.Regexp
	standIn   *regexp.Regexp
	addresses []string
	formed    patternTable // forms by the names of files
	passed    patternTable // files that are passed over
	rooms     sync.Pool    // of *[]token: those of a file that was read, for the next one
}

type set map[string]bool

func setOf(lists ...[]string) set {
	out := set{}
	for _, list := range lists {
		for _, s := range list {
			out[s] = true
		}
	}
	return out
}

// Load reads an index.
func Load(index []byte) (*Sinks, error) {
	var s source
	if err := json.Unmarshal(index, &s); err != nil {
		return nil, fmt.Errorf("index of sinks: %w", err)
	}
	return ready(s)
}

// LoadDir returns s with the sinks of a user's folder added, sinks/*.yaml, once
// their proofs hold.
func (s *Sinks) LoadDir(fsys fs.FS) (*Sinks, error) {
	sources, err := readSources(fsys)
	if err != nil || len(sources) == 0 {
		return s, err
	}
	if _, err := prove(sources, s); err != nil {
		return nil, err
	}
	return ready(merge(append([]file{{source: s.source}}, sources...)))
}

// Prove runs the proofs below sinks/ and counts them; own are the sinks that
// those of the folder add to, nil for none.
func Prove(fsys fs.FS, own *Sinks) (files, proofs int, err error) {
	sources, err := readSources(fsys)
	if err != nil {
		return 0, 0, err
	}
	proofs, err = prove(sources, own)
	return len(sources), proofs, err
}

// file is a source and where it was read.
type file struct {
	source
	doc *strict.Document
}

func readSources(fsys fs.FS) ([]file, error) {
	names, _ := fs.Glob(fsys, "sinks/*.yaml") // the pattern is a good one
	var (
		out    []file
		faults []error
	)
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		f := file{}
		f.doc = strict.Read(name, data, &f.source)
		f.check()
		faults = append(faults, f.doc.Err())
		out = append(out, f)
	}
	return out, errors.Join(faults...)
}

// merge joins sources in their order.
func merge(sources []file) source {
	var all source
	for _, s := range sources {
		all.Calls = append(all.Calls, s.Calls...)
		all.Libraries = append(all.Libraries, s.Libraries...)
		all.Values = append(all.Values, s.Values...)
		all.Names = append(all.Names, s.Names...)
		all.Environment = append(all.Environment, s.Environment...)
		all.Trailing = append(all.Trailing, s.Trailing...)
		all.Options = append(all.Options, s.Options...)
		all.Cases = append(all.Cases, s.Cases...)
		all.Commands = append(all.Commands, s.Commands...)
		all.Runners = append(all.Runners, s.Runners...)
		all.Shells = append(all.Shells, s.Shells...)
		all.Mutes = append(all.Mutes, s.Mutes...)
		all.Shown = append(all.Shown, s.Shown...)
		all.Compares = append(all.Compares, s.Compares...)
		all.Partly = append(all.Partly, s.Partly...)
		all.Switches = append(all.Switches, s.Switches...)
		all.Scripts = append(all.Scripts, s.Scripts...)
		all.Argvs = append(all.Argvs, s.Argvs...)
		all.Schemes = append(all.Schemes, s.Schemes...)
		all.Sites = append(all.Sites, s.Sites...)
		all.Providers = append(all.Providers, s.Providers...)
		all.Served = append(all.Served, s.Served...)
		all.Gateways = append(all.Gateways, s.Gateways...)
		all.Forms = append(all.Forms, s.Forms...)
		all.Looks.add(s.Looks)
		all.Skip.add(s.Skip)
	}
	return all
}

func (l *looks) add(m looks) {
	l.Families = append(l.Families, m.Families...)
	l.Owners = append(l.Owners, m.Owners...)
	l.Generic = append(l.Generic, m.Generic...)
	l.Sizes = append(l.Sizes, m.Sizes...)
	l.Tokens = append(l.Tokens, m.Tokens...)
	l.Endings = append(l.Endings, m.Endings...)
	l.Folders = append(l.Folders, m.Folders...)
	l.Tools = append(l.Tools, m.Tools...)
	l.Frameworks = append(l.Frameworks, m.Frameworks...)
	l.Context = append(l.Context, m.Context...)
	l.Builders = append(l.Builders, m.Builders...)
	l.Placeholders = append(l.Placeholders, m.Placeholders...)
	l.Expanded = append(l.Expanded, m.Expanded...)
}

func (s *skips) add(m skips) {
	s.Folders = append(s.Folders, m.Folders...)
	s.Files = append(s.Files, m.Files...)
	s.Marks = append(s.Marks, m.Marks...)
}

// whole makes one expression of several that must match a whole text.
func whole(list []string) (*regexp.Regexp, error) {
	return regexp.Compile(`(?i)^(?:` + strings.Join(list, "|") + `)$`)
}
