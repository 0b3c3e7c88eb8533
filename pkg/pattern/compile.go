package pattern

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// file is the form of a source.
type file struct {
	// Classes are what {name} stands for in an expression: one of these.
	Classes map[string][]string `yaml:"classes"`
	// Words are closed lists: sets of whole words.
	Words    map[string][]string `yaml:"words"`
	Patterns map[string]source   `yaml:"patterns"`
}

// source is a pattern with its proofs.
type source struct {
	Match string   `yaml:"match"` // in Go's syntax, with {classes}
	Fits  []string `yaml:"fits"`  // texts that it matches
	Not   []string `yaml:"not"`   // texts like them that it does not
}

// Compile reads a file below rules/ with named patterns and lists of words,
// checks every proof and returns the index that Load reads into a T: a struct
// with a Pattern or Set for each of them, named by its json tag. Every fault
// names its line; one of T's names that the file lacks, and one of the file
// that T lacks, are faults, too.
func Compile[T any](fsys fs.FS, name string) (index []byte, err error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var f file
	d := strict.Read(name, data, &f)
	out := map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(f.Patterns)) {
		if p, why := f.compile(f.Patterns[key]); why != "" {
			d.Fault(strict.Path("patterns", key), "%s", why)
		} else {
			out[key] = p
		}
	}
	for key, list := range f.Words {
		if len(list) == 0 || out[key] != nil {
			d.Fault(strict.Path("words", key), "a list has a name of its own and words")
		}
		out[key] = list
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	if index, err = json.Marshal(out); err != nil {
		return nil, err
	}
	if _, err := load[T](index); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return index, nil
}

// proofs is the least number of texts that prove a pattern, of either sort.
const proofs = 1

var class = Lazily(`\{([a-z_]+)\}`)

// compile returns what the index holds of a pattern, or says what is wrong.
func (f file) compile(s source) (p form, why string) {
	expr := s.Match
	for range len(f.Classes) + 1 { // a class may use others
		expr = class().ReplaceAllStringFunc(expr, func(name string) string {
			words, ok := f.Classes[name[1:len(name)-1]]
			if !ok {
				why = "there is no class " + name
				return name
			}
			return "(?:" + strings.Join(words, "|") + ")"
		})
	}
	re, err := regexp.Compile(expr)
	switch {
	case why != "":
		return form{}, why
	case err != nil:
		return form{}, err.Error()
	case len(s.Fits) < proofs || len(s.Not) < proofs:
		return form{}, "a pattern needs a text that it fits and one that it does not"
	}
	built := Pattern{form{Match: expr}, func() *regexp.Regexp { return re }}
	built.Needs, built.Fold = needs(expr)
	for _, text := range s.Fits {
		if !built.MatchString(text) {
			return form{}, fmt.Sprintf("does not fit %q", text)
		}
	}
	for _, text := range s.Not {
		if built.MatchString(text) {
			return form{}, fmt.Sprintf("fits %q", text)
		}
	}
	return built.form, ""
}

// MustLoad decodes an index that Compile made for T. It panics for one that it
// did not: indexes are part of the program.
func MustLoad[T any](index []byte) *T {
	t, err := load[T](index)
	if err != nil {
		panic("load patterns: " + err.Error() + "; run go generate ./rules")
	}
	return t
}

func load[T any](index []byte) (*T, error) {
	t := new(T)
	d := json.NewDecoder(bytes.NewReader(index))
	d.DisallowUnknownFields()
	if err := d.Decode(t); err != nil {
		return nil, err
	}
	v := reflect.ValueOf(t).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if name := f.Tag.Get("json"); name != "-" && v.Field(i).IsZero() {
			return nil, fmt.Errorf("%s is missing", cmp.Or(name, f.Name))
		}
	}
	return t, nil
}
