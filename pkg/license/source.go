package license

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// source is one YAML document of a catalogue file, as people write it. See
// rules/licenses/README.md for what each field means.
type source struct {
	ID          string        `yaml:"id"`
	Name        string        `yaml:"name"`
	Version     string        `yaml:"version"`
	SPDX        string        `yaml:"spdx"`
	Family      string        `yaml:"family"`
	DocType     DocType       `yaml:"doc_type"`
	Aliases     aliasSource   `yaml:"aliases"`
	Category    term.Category `yaml:"category"`
	OSIApproved bool          `yaml:"osi_approved"`
	FSFFree     bool          `yaml:"fsf_free"`
	OpenData    bool          `yaml:"open_data"`
	Issuer      string        `yaml:"issuer"`
	Issued      string        `yaml:"issued"`
	Successor   string        `yaml:"successor"`
	Source      string        `yaml:"source"`
	FixedText   *bool         `yaml:"fixed_text"`
	Closed      bool          `yaml:"closed"`
	Parameters  []string      `yaml:"parameters"`
	Policies    []string      `yaml:"policies"`
	Members     []string      `yaml:"members"`
	Marks       Marks         `yaml:"marks"`
	Terms       []termSource  `yaml:"terms"`
	Texts       []textSource  `yaml:"texts"`
	Note        string        `yaml:"note"` // for the people who keep the catalogue; not compiled

	file string
	node *yaml.Node
}

type aliasSource struct {
	Hub      []string `yaml:"hub"`
	ScanCode []string `yaml:"scancode"`
	Names    []string `yaml:"names"`
	URLs     []string `yaml:"urls"`
}

type termSource struct {
	Kind   term.Kind      `yaml:"kind"`
	Params map[string]any `yaml:"params"`
	Policy bool           `yaml:"policy"`
}

// readSources decodes every *.yaml file of dir in fsys, in the order of their
// names. The error joins one line for every fault.
func readSources(fsys fs.FS, dir string) ([]*source, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var (
		all    []*source
		faults []error
	)
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		sources, err := decodeFile(file, data)
		all, faults = append(all, sources...), append(faults, err)
	}
	return all, errors.Join(faults...)
}

// decodeFile decodes the YAML documents of one file, strictly.
func decodeFile(file string, data []byte) ([]*source, error) {
	strict, nodes := yaml.NewDecoder(bytes.NewReader(data)), yaml.NewDecoder(bytes.NewReader(data))
	strict.KnownFields(true)
	var (
		sources []*source
		faults  []error
	)
	for {
		s, n := &source{file: file}, &yaml.Node{}
		if err := nodes.Decode(n); err != nil {
			if !errors.Is(err, io.EOF) {
				faults = append(faults, yamlFaults(file, err)...)
			}
			break
		}
		s.node = n
		if err := strict.Decode(s); err != nil {
			faults = append(faults, yamlFaults(file, err)...)
			continue
		}
		sources = append(sources, s)
	}
	if len(sources) == 0 && len(faults) == 0 {
		faults = append(faults, fmt.Errorf("%s:1: id: the file has no entry", file))
	}
	return sources, errors.Join(faults...)
}

var (
	yamlLine  = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	yamlField = regexp.MustCompile(`^field (\S+) not found in type \S+$`)
)

// yamlFaults writes what the YAML decoder said as "file:line: field: why".
func yamlFaults(file string, err error) []error {
	lines := []string{err.Error()}
	if typed := (*yaml.TypeError)(nil); errors.As(err, &typed) {
		lines = typed.Errors
	}
	faults := make([]error, len(lines))
	for i, line := range lines {
		number, text := "1", line
		if m := yamlLine.FindStringSubmatch(line); m != nil {
			number, text = m[1], m[2]
		}
		if m := yamlField.FindStringSubmatch(text); m != nil {
			text = m[1] + ": no such field"
		} else {
			text = "yaml: " + text
		}
		faults[i] = fmt.Errorf("%s:%s: %s", file, number, text)
	}
	return faults
}

// fault returns an error about the field that path leads to: names of mapping
// keys and indexes of lists.
func (s *source) fault(why string, path ...any) error {
	line, field := 1, ""
	if len(s.node.Content) > 0 {
		line = s.node.Content[0].Line
		n := s.node.Content[0]
		for _, step := range path {
			if n = child(n, step); n == nil {
				break
			}
			line = n.Line
		}
	}
	for _, step := range path {
		switch step := step.(type) {
		case string:
			if field != "" {
				field += "."
			}
			field += step
		case int:
			field += fmt.Sprintf("[%d]", step)
		}
	}
	return fmt.Errorf("%s:%d: %s: %s", s.file, line, field, why)
}

// child returns the value of a mapping's key or an element of a list, or nil.
func child(n *yaml.Node, step any) *yaml.Node {
	switch step := step.(type) {
	case string:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i+1]
			}
		}
	case int:
		if n.Kind == yaml.SequenceNode && step < len(n.Content) {
			return n.Content[step]
		}
	}
	return nil
}
