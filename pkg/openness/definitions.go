package openness

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/strict"
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
	mof, mofErr := read(fsys, "mof.yaml", &d.MOF)
	views, viewsErr := read(fsys, "definitions.yaml", &d.Views)
	_, signalsErr := read(fsys, "signals.yaml", &d.Signals)
	if err := errors.Join(mofErr, viewsErr, signalsErr); err != nil {
		return nil, err
	}
	d.checkComponents(mof)
	d.checkViews(views)
	if err := errors.Join(mof.Err(), views.Err()); err != nil {
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

// read reads a file of openness/ strictly.
func read(fsys fs.FS, name string, into any) (*strict.Document, error) {
	name = path.Join("openness", name)
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read definitions of openness: %w", err)
	}
	d := strict.Read(name, data, into)
	return d, d.Err()
}

// hasComponent reports whether the framework has a component of that id.
func (d *Definitions) hasComponent(id string) bool {
	return slices.ContainsFunc(d.MOF.Components, func(c Component) bool { return c.ID == id })
}

// checkComponents reports names in the components that lead nowhere.
func (d *Definitions) checkComponents(file *strict.Document) {
	for i, c := range d.MOF.Components {
		if c.Instead != "" && !d.hasComponent(c.Instead) {
			file.Fault(strict.Path("components", i, "instead"), "no component %q", c.Instead)
		}
		if c.Missing != "" && !c.Missing.Valid() {
			file.Fault(strict.Path("components", i, "missing"), "no finding kind %q", c.Missing)
		}
	}
}

// checkViews reports names in the definitions that lead nowhere.
func (d *Definitions) checkViews(file *strict.Document) {
	for i, v := range d.Views {
		for j, p := range v.Parts {
			for n, id := range p.Needs {
				if !d.hasComponent(id) {
					file.Fault(strict.Path("", i, "parts", j, "needs", n), "no component %q", id)
				}
			}
			for n, k := range p.Doubt {
				if !k.Valid() {
					file.Fault(strict.Path("", i, "parts", j, "doubt", n), "no finding kind %q", k)
				}
			}
		}
	}
}
