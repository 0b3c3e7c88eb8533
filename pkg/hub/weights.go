package hub

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// Execution says whether loading a file runs code that stands in it.
type Execution string

// The answers. Maybe is said of forms that can hold code, or that look like
// one that can; unknown of what was not looked at.
const (
	ExecutesNo      Execution = "no"
	ExecutesMaybe   Execution = "maybe"
	ExecutesYes     Execution = "yes"
	ExecutesUnknown Execution = "unknown"
)

// Format is a form of the files that hold a model's parameters, or the state
// of its training.
type Format struct {
	Name     string // for a report: "safetensors", "pickle"
	Executes Execution
	weights  bool // files of this form hold parameters
}

// FormatOf returns the format of a file of that name. ok is false for files
// that hold neither parameters nor anything else that runs on loading.
func FormatOf(name string) (f Format, ok bool) { return formats().find(name) }

// formatsFile is the source of formatLists, below the folder rules/.
const formatsFile = "words/formats.yaml"

// formatLists are the forms of rules/words/formats.yaml.
type formatLists struct {
	Formats []formatNames `yaml:"formats"`
	Others  []string      `yaml:"others" json:"-"`
}

// formatNames are the names by which files of a form go.
type formatNames struct {
	Name     string    `yaml:"name"` // "none" for what is of no such form
	Executes Execution `yaml:"executes"`
	Weights  bool      `yaml:"weights"`
	Names    []string  `yaml:"names"`
	Files    []string  `yaml:"files" json:"-"`
}

// formatTable holds, by the ending of a name, the names to compare with.
type formatTable map[string][]formatName

type formatName struct {
	glob
	Format
}

var formats = sync.OnceValue(func() formatTable { return pattern.MustLoad[formatLists](words.Formats).table() })

func (l *formatLists) table() formatTable {
	t := formatTable{}
	for _, f := range l.Formats {
		for _, glob := range f.Names {
			t[path.Ext(glob)] = append(t[path.Ext(glob)], formatName{compileGlob(glob), Format{f.Name, f.Executes, f.Weights}})
		}
	}
	return t
}

func (t formatTable) find(name string) (f Format, ok bool) {
	base := strings.ToLower(path.Base(name))
	for _, n := range t[path.Ext(base)] {
		if n.fits(base) {
			return n.Format, n.Name != string(noRole)
		}
	}
	return Format{}, false
}

// CompileFormats reads words/formats.yaml in fsys, the folder rules/, checks its
// proofs and returns the index of it.
func CompileFormats(fsys fs.FS) ([]byte, error) {
	l, d, err := pattern.ReadLists[formatLists](fsys, formatsFile)
	if err != nil {
		return nil, err
	}
	t := l.table()
	for i, want := range l.Formats {
		if len(want.Files) == 0 {
			d.Fault(strict.Path("formats", i, "files"), "nothing proves this form; name files of it")
		}
		for _, file := range want.Files {
			got, ok := t.find(file)
			if (got != Format{want.Name, want.Executes, want.Weights}) && (ok || want.Name != string(noRole)) {
				d.Fault(strict.Path("formats", i, "files"), "%s is %s", file, got.Name)
			}
		}
	}
	for _, file := range l.Others {
		if got, ok := t.find(file); ok {
			d.Fault("others", "%s is %s", file, got.Name)
		}
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	return json.Marshal(l)
}

// IsWeights reports whether a file of that name holds model parameters.
func IsWeights(name string) bool {
	f, ok := FormatOf(name)
	return ok && f.weights
}

// IsTwin reports whether a safetensors file is, by the names that tools give,
// the same weights as another file in the same folder, in a form that runs no
// code.
func IsTwin(safetensors, other string) bool {
	return path.Ext(safetensors) == ".safetensors" && path.Ext(other) != ".safetensors" && path.Dir(safetensors) == path.Dir(other) &&
		stem(safetensors) == stem(other)
}

// stem is a file's name without its ending, without the number of a part of
// several ("-00001-of-00003"), and without the mark of PyTorch.
func stem(name string) string {
	s := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if whole, parts, ok := strings.Cut(s, "-of-"); ok && strings.Trim(parts, "0123456789") == "" {
		if i := strings.LastIndexByte(whole, '-'); i >= 0 {
			s = whole[:i]
		}
	}
	return strings.TrimPrefix(strings.ToLower(s), "pytorch_")
}
