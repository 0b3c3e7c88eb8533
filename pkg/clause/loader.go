package clause

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// readSource reads lexicon.yaml, kinds.yaml and clauses/**/*.yaml and reports
// every fault of form in them.
func readSource(fsys fs.FS) (source, error) {
	names, namesErr := readNames(fsys)
	src := source{names: names}
	lexicon, lexiconErr := readYAML(fsys, "lexicon.yaml", &src.Lexicon)
	src.lexicon = lexicon
	kinds, kindsErr := readYAML(fsys, "kinds.yaml", &src.Kinds)
	_, framesErr := readYAML(fsys, "frames.yaml", &src.Frames)
	var languagesErr error
	src.Frames.Languages, languagesErr = readLanguages(fsys)
	var topicsErr, plainErr, reviewedErr error
	src.Reviewed, reviewedErr = readReviewed(fsys)
	src.Topics, topicsErr = readTopics(fsys)
	src.Plain, plainErr = readPlain(fsys)
	var figuresErr error
	src.Figures, figuresErr = readFigures(fsys)
	faults := []error{namesErr, lexiconErr, framesErr, languagesErr, kindsErr, topicsErr, plainErr, reviewedErr, figuresErr}
	if kindsErr == nil && kinds != nil {
		faults = append(faults, src.Kinds.Check(kinds))
	}
	err := fs.WalkDir(fsys, "clauses", func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && file == "clauses" {
			return nil
		}
		if err != nil || d.IsDir() || path.Ext(file) != ".yaml" {
			return err
		}
		var r Rule
		f, err := readYAML(fsys, file, &r)
		if err == nil {
			err = checkRule(f, r)
		}
		faults = append(faults, err)
		r.file = f
		src.Rules = append(src.Rules, r)
		return nil
	})
	slices.SortFunc(src.Rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return src, errors.Join(append(faults, err)...)
}

// readLanguages reads languages/*.yaml, sorted by code.
func readLanguages(fsys fs.FS) ([]prose.LanguageSource, error) {
	files, err := fs.Glob(fsys, "languages/*.yaml")
	if err != nil {
		return nil, err
	}
	var out []prose.LanguageSource
	var faults []error
	for _, file := range files {
		var src prose.LanguageSource
		f, err := readYAML(fsys, file, &src)
		if err == nil && src.Code != strings.TrimSuffix(path.Base(file), ".yaml") {
			err = f.At("code", "must be the name of the file")
		}
		faults = append(faults, err)
		out = append(out, src)
	}
	return out, errors.Join(faults...)
}

// readFigures reads figures.yaml.
func readFigures(fsys fs.FS) ([]Figures, error) {
	var out []Figures
	f, err := readYAML(fsys, "figures.yaml", &out)
	if err != nil || f == nil {
		return nil, err
	}
	return out, checkFigures(f, out)
}

// readYAML decodes a file strictly. A file that does not exist leaves out as it
// is and has no document.
func readYAML(fsys fs.FS, name string, out any) (*strict.Document, error) {
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	d := strict.Read(name, data, out)
	return d, d.Err()
}

// checkRule checks the form of a rule: what can be said without its patterns.
func checkRule(f *strict.Document, r Rule) error {
	if want := strings.TrimSuffix(strings.TrimPrefix(f.File(), "clauses/"), ".yaml"); r.ID != want {
		f.Fault("id", "must be %q, the path of the file", want)
	}
	if !r.Kind.IsClause() {
		f.Fault("kind", "%q is not a clause kind; docs/rules.md lists them", r.Kind)
	}
	if r.Title == "" {
		f.Fault("title", "is missing: say what the clause says, as a heading")
	}
	if r.Explain == "" {
		f.Fault("explain", "is missing: say in plain words what the clause means for a user")
	}
	if len(r.Match) == 0 && len(r.Frames) == 0 && len(r.Abroad) == 0 {
		f.Fault("match", "a rule needs a pattern or a frame")
	}
	if err := checkParams(r.Kind, r.Params); err != nil {
		f.Fault("params", "%v", err)
	}
	for i, w := range r.When {
		if err := checkParams(r.Kind, w.Params); err != nil {
			f.Fault(strict.Path("when", i, "params"), "%v", err)
		}
	}
	return f.Err()
}

func checkParams(k term.Kind, values map[string]any) error {
	p, err := toParams(values)
	if err != nil {
		return err
	}
	return p.Validate(k)
}

func toParams(values map[string]any) (term.Params, error) {
	out := term.Params{}
	for name, value := range values {
		v, err := term.Value(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = v
	}
	return out, nil
}
