package openness

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Definitions are the published definitions of openness and the signs of
// components, as data; see rules/openness.
type Definitions struct {
	MOF     MOF          `json:"mof"`
	Views   []Definition `json:"views"`
	Signals Signals      `json:"signals"`
}

// Definition is one published definition.
type Definition struct {
	ID       string     `json:"id" yaml:"id"`
	Name     string     `json:"name" yaml:"name"`
	Source   string     `json:"source" yaml:"source"`
	Key      string     `json:"key" yaml:"key"`         // of the criteria in rules/kinds.yaml
	Refuted  string     `json:"refuted" yaml:"refuted"` // how to speak of a clause against it; empty for the plain words
	Question string     `json:"question" yaml:"question"`
	Parts    []PartRule `json:"parts" yaml:"parts"` // empty for the Model Openness Framework, which has rules of its own
}

// PartRule says what one part of a definition is held against.
type PartRule struct {
	Name     string      `json:"name" yaml:"name"`
	Terms    bool        `json:"terms" yaml:"terms"`       // the licence of the weights must be known
	Needs    []string    `json:"needs" yaml:"needs"`       // ids of components
	Criteria []string    `json:"criteria" yaml:"criteria"` // a clause that breaks one stands against it
	Arguable []string    `json:"arguable" yaml:"arguable"` // a clause that breaks one is for a person to weigh
	Doubt    []term.Kind `json:"doubt" yaml:"doubt"`       // findings for a person to weigh
	Question string      `json:"question" yaml:"question"`
}

// Signals are the names by which files and repositories show what they hold.
type Signals struct {
	CodeHosts   []string `json:"code_hosts" yaml:"code_hosts"`
	CodeEndings []string `json:"code_endings" yaml:"code_endings"`
	// TrainingRepositories are the words by which the address of a repository
	// says that it trains; Training are those of files inside one.
	TrainingRepositories []string `json:"training_repositories" yaml:"training_repositories"`
	Training             []string `json:"training" yaml:"training"`
	Preprocessing        []string `json:"preprocessing" yaml:"preprocessing"`
	Evaluation           []string `json:"evaluation" yaml:"evaluation"`
	Licence              []string `json:"licence" yaml:"licence"`
	Checkpoints          []string `json:"checkpoints" yaml:"checkpoints"`
	Architecture         []string `json:"architecture" yaml:"architecture"`
}

// Compile reads openness/*.yaml of fsys, strictly, and returns the index that
// Load opens.
func Compile(fsys fs.FS) ([]byte, error) {
	var d Definitions
	for name, into := range map[string]any{"mof.yaml": &d.MOF, "definitions.yaml": &d.Views, "signals.yaml": &d.Signals} {
		if err := readStrict(fsys, path.Join("openness", name), into); err != nil {
			return nil, err
		}
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	return json.Marshal(d)
}

// Load opens an index made by Compile.
func Load(index []byte) (*Definitions, error) {
	var d Definitions
	if err := json.Unmarshal(index, &d); err != nil {
		return nil, fmt.Errorf("load definitions of openness: %w; run go generate ./rules", err)
	}
	return &d, nil
}

func readStrict(fsys fs.FS, name string, into any) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read definitions of openness: %w", err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// check reports names that lead nowhere.
func (d *Definitions) check() error {
	var faults []error
	known := func(id string) bool {
		return slices.ContainsFunc(d.MOF.Components, func(c Component) bool { return c.ID == id })
	}
	for _, c := range d.MOF.Components {
		if c.Instead != "" && !known(c.Instead) {
			faults = append(faults, fmt.Errorf("openness/mof.yaml: %s: no component %q", c.ID, c.Instead))
		}
		if c.Missing != "" && !c.Missing.Valid() {
			faults = append(faults, fmt.Errorf("openness/mof.yaml: %s: no finding kind %q", c.ID, c.Missing))
		}
	}
	for _, v := range d.Views {
		for _, p := range v.Parts {
			for _, id := range p.Needs {
				if !known(id) {
					faults = append(faults, fmt.Errorf("openness/definitions.yaml: %s: %s: no component %q", v.ID, p.Name, id))
				}
			}
			for _, k := range p.Doubt {
				if !k.Valid() {
					faults = append(faults, fmt.Errorf("openness/definitions.yaml: %s: %s: no finding kind %q", v.ID, p.Name, k))
				}
			}
		}
	}
	return errors.Join(faults...)
}
