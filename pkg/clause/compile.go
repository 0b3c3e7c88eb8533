package clause

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Compile reads lexicon.yaml, kinds.yaml and clauses/**/*.yaml from fsys (the
// folder rules/), checks their form and returns the index that Load reads. The
// proofs of the rules are for Prove.
func Compile(fsys fs.FS) ([]byte, error) {
	src, err := readSource(fsys)
	if err != nil {
		return nil, err
	}
	s, err := newSet(src)
	if err != nil {
		return nil, err
	}
	return s.encode(src)
}

// LoadDir returns a set with the rules of fsys (clauses/**/*.yaml) added to
// those of s. A rule with the id of one of s takes its place; lexicon.yaml adds
// classes. Every rule must bear its proofs.
func (s *Set) LoadDir(fsys fs.FS) (*Set, error) {
	more, err := readSource(fsys)
	if err != nil {
		return nil, err
	}
	own := s.source()
	joined := source{Lexicon: map[string]string{}, Kinds: own.Kinds}
	for name, text := range own.Lexicon {
		joined.Lexicon[name] = text
	}
	for name, text := range more.Lexicon {
		joined.Lexicon[name] = text
	}
	joined.Rules = slices.DeleteFunc(slices.Clone(own.Rules), func(r Rule) bool {
		return slices.ContainsFunc(more.Rules, func(m Rule) bool { return m.ID == r.ID })
	})
	joined.Rules = append(joined.Rules, more.Rules...)
	slices.SortFunc(joined.Rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	set, err := newSet(joined)
	if err != nil {
		return nil, err
	}
	return set, set.Prove(more.Rules)
}

// ReadRules reads the rules of fsys with their examples.
func ReadRules(fsys fs.FS) ([]Rule, error) {
	src, err := readSource(fsys)
	return src.Rules, err
}

// RuleError is a fault in a rule file.
type RuleError struct {
	File  string
	Line  int // 0 when not known
	Field string
	Why   string
}

func (e *RuleError) Error() string {
	s := e.File
	if e.Line > 0 {
		s += fmt.Sprintf(":%d", e.Line)
	}
	if e.Field != "" {
		s += ": " + e.Field
	}
	return s + ": " + e.Why
}

func readSource(fsys fs.FS) (source, error) {
	var (
		src    source
		faults []error
	)
	if err := readYAML(fsys, "lexicon.yaml", &src.Lexicon); err != nil {
		faults = append(faults, err)
	}
	if err := readYAML(fsys, "kinds.yaml", &src.Kinds); err != nil {
		faults = append(faults, err)
	}
	err := fs.WalkDir(fsys, "clauses", func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && file == "clauses" {
			return nil
		}
		if err != nil || d.IsDir() || path.Ext(file) != ".yaml" {
			return err
		}
		var r Rule
		if err := readYAML(fsys, file, &r); err != nil {
			faults = append(faults, err)
			return nil
		}
		if err := checkRule(file, r); err != nil {
			faults = append(faults, err)
		}
		src.Rules = append(src.Rules, r)
		return nil
	})
	slices.SortFunc(src.Rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return src, errors.Join(append(faults, err)...)
}

// readYAML decodes a file strictly; a file that does not exist leaves out as
// it is.
func readYAML(fsys fs.FS, name string, out any) error {
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	dec := yaml.NewDecoder(f)
	dec.KnownFields(true)
	if err := dec.Decode(out); err != nil {
		return &RuleError{File: name, Why: strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	return nil
}

// checkRule checks the form of a rule: what can be said without running it.
func checkRule(file string, r Rule) error {
	var faults []error
	fault := func(field, format string, args ...any) {
		faults = append(faults, &RuleError{File: file, Field: field, Why: fmt.Sprintf(format, args...)})
	}
	if want := strings.TrimSuffix(strings.TrimPrefix(file, "clauses/"), ".yaml"); r.ID != want {
		fault("id", "must be %q, the path of the file", want)
	}
	if !r.Kind.IsClause() {
		fault("kind", "%q is not a clause kind", r.Kind)
	}
	if r.Title == "" || r.Explain == "" {
		fault("title", "a rule needs a title and an explanation in plain words")
	}
	if len(r.Match) == 0 {
		fault("match", "a rule needs a pattern")
	}
	for _, values := range append([]map[string]any{r.Params}, paramsOf(r.When)...) {
		p, err := toParams(values)
		if err == nil {
			err = p.Validate(r.Kind)
		}
		if err != nil {
			fault("params", "%v", err)
		}
	}
	return errors.Join(faults...)
}

func paramsOf(when []When) []map[string]any {
	out := make([]map[string]any, len(when))
	for i, w := range when {
		out[i] = w.Params
	}
	return out
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
