package clause

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

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

// readSource reads lexicon.yaml, kinds.yaml and clauses/**/*.yaml and reports
// every fault of form in them.
func readSource(fsys fs.FS) (source, error) {
	src := source{files: map[string]ruleFile{}}
	_, lexiconErr := readYAML(fsys, "lexicon.yaml", &src.Lexicon)
	_, kindsErr := readYAML(fsys, "kinds.yaml", &src.Kinds)
	faults := []error{lexiconErr, kindsErr, checkKinds(src.Kinds)}
	err := fs.WalkDir(fsys, "clauses", func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && file == "clauses" {
			return nil
		}
		if err != nil || d.IsDir() || path.Ext(file) != ".yaml" {
			return err
		}
		var r Rule
		lines, err := readYAML(fsys, file, &r)
		if err == nil {
			err = checkRule(ruleFile{file, lines}, r)
		}
		faults = append(faults, err)
		src.Rules = append(src.Rules, r)
		src.files[r.ID] = ruleFile{file, lines}
		return nil
	})
	slices.SortFunc(src.Rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return src, errors.Join(append(faults, err)...)
}

// readYAML decodes a file strictly and returns the lines of its top-level
// fields. A file that does not exist leaves out as it is.
func readYAML(fsys fs.FS, name string, out any) (lines map[string]int, err error) {
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	dec.KnownFields(true)
	switch err := dec.Decode(out); {
	case errors.Is(err, io.EOF):
		return nil, &RuleError{File: name, Why: "is empty"}
	case err != nil:
		return nil, yamlFaults(name, err)
	}
	if dec.Decode(new(yaml.Node)) == nil {
		return nil, &RuleError{File: name, Why: "holds more than one document"}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, yamlFaults(name, err)
	}
	return fieldLines(&root), nil
}

// fieldLines returns the lines of the fields of a mapping.
func fieldLines(root *yaml.Node) map[string]int {
	lines := map[string]int{}
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		return lines
	}
	fields := root.Content[0].Content
	for i := 0; i+1 < len(fields); i += 2 {
		lines[fields[i].Value] = fields[i].Line
	}
	return lines
}

// yamlFaults turns the decoder's answer into one fault for each line.
func yamlFaults(name string, err error) error {
	texts := []string{strings.TrimPrefix(err.Error(), "yaml: ")}
	var list *yaml.TypeError
	if errors.As(err, &list) {
		texts = list.Errors
	}
	at := regexp.MustCompile(`^line (\d+): (.*)$`)
	var faults []error
	for _, text := range texts {
		fault := &RuleError{File: name, Why: text}
		if m := at.FindStringSubmatch(text); m != nil {
			fault.Line, _ = strconv.Atoi(m[1])
			fault.Why = m[2]
		}
		faults = append(faults, fault)
	}
	return errors.Join(faults...)
}

// ruleFile is a file with the lines of its fields.
type ruleFile struct {
	name  string
	lines map[string]int
}

func (f ruleFile) fault(field, format string, args ...any) error {
	return &RuleError{File: f.name, Line: f.lines[field], Field: field, Why: fmt.Sprintf(format, args...)}
}

// checkRule checks the form of a rule: what can be said without its patterns.
func checkRule(f ruleFile, r Rule) error {
	var faults []error
	fault := func(field, format string, args ...any) {
		faults = append(faults, f.fault(field, format, args...))
	}
	if want := strings.TrimSuffix(strings.TrimPrefix(f.name, "clauses/"), ".yaml"); r.ID != want {
		fault("id", "must be %q, the path of the file", want)
	}
	if !r.Kind.IsClause() {
		fault("kind", "%q is not a clause kind; docs/rules.md lists them", r.Kind)
	}
	if r.Title == "" {
		fault("title", "is missing: say what the clause says, as a heading")
	}
	if r.Explain == "" {
		fault("explain", "is missing: say in plain words what the clause means for a user")
	}
	if len(r.Match) == 0 {
		fault("match", "a rule needs a pattern")
	}
	if err := checkParams(r.Kind, r.Params); err != nil {
		fault("params", "%v", err)
	}
	for i, w := range r.When {
		if err := checkParams(r.Kind, w.Params); err != nil {
			fault("when", "entry %d: %v", i+1, err)
		}
	}
	return errors.Join(faults...)
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

// checkKinds checks that kinds.yaml says something of every clause kind once.
func checkKinds(kinds []KindInfo) error {
	if len(kinds) == 0 {
		return nil
	}
	f := ruleFile{name: "kinds.yaml"}
	var faults []error
	seen := map[term.Kind]bool{}
	for _, k := range kinds {
		if !k.Kind.IsClause() || seen[k.Kind] {
			faults = append(faults, f.fault("kind", "%q is not a clause kind, or stands here twice", k.Kind))
		}
		seen[k.Kind] = true
		if !slices.Contains([]Limits{LimitsUse, LimitsUsers, LimitsPassingOn, LimitsNone}, k.Limits) {
			faults = append(faults, f.fault("limits", "%s: %q is none of use, users, passing-on, none", k.Kind, k.Limits))
		}
		for _, w := range k.Travels {
			if w != ToDerivatives && w != ToTrained {
				faults = append(faults, f.fault("travels", "%s: %q is neither derivatives nor training", k.Kind, w))
			}
		}
		if k.Title == "" || k.Meaning == "" || !slices.Contains([]string{"pass", "review", "fail"}, k.Outcome) {
			faults = append(faults, f.fault("title", "%s: a kind needs a title, a meaning and an outcome (pass, review or fail)", k.Kind))
		}
		if err := k.checkDuties(); err != nil {
			faults = append(faults, f.fault("obligation", "%s: %v", k.Kind, err))
		}
		if err := k.Decide.check(); err != nil {
			faults = append(faults, f.fault("decide", "%s: %v", k.Kind, err))
		}
	}
	for _, k := range term.ClauseKinds() {
		if !seen[k] {
			faults = append(faults, f.fault("kind", "%s is missing", k))
		}
	}
	return errors.Join(faults...)
}
