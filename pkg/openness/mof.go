package openness

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// ContentType says what a component of a release is made of.
type ContentType string

// The content types of the Model Openness Framework.
const (
	CodeContent     ContentType = "code"
	DataContent     ContentType = "data"
	DocumentContent ContentType = "document"
)

// MOF is the Model Openness Framework as data; see rules/openness/mof.yaml.
type MOF struct {
	Name         string              `json:"name" yaml:"name"`
	Source       string              `json:"source" yaml:"source"`
	Classes      []Class             `json:"classes" yaml:"classes"` // from the lowest
	Unclassified string              `json:"unclassified" yaml:"unclassified"`
	Components   []Component         `json:"components" yaml:"components"`
	Open         map[string][]string `json:"open" yaml:"open"` // reason → SPDX ids
}

// Class is one class of the framework; 1 is the highest.
type Class struct {
	Class int    `json:"class" yaml:"class"`
	Label string `json:"label" yaml:"label"`
}

// Component is something that a release may have.
type Component struct {
	ID       string      `json:"id" yaml:"id"`
	Name     string      `json:"name" yaml:"name"`
	Type     ContentType `json:"type" yaml:"type"`
	Class    int         `json:"class" yaml:"class"` // the class that asks for it
	Required bool        `json:"required" yaml:"required"`
	Instead  string      `json:"instead" yaml:"instead"` // id of the component that may stand in for it
	Missing  term.Kind   `json:"missing" yaml:"missing"` // the finding that says that it was not found, if there is one
}

// Release is what a model was released with.
type Release struct {
	Licences     map[ContentType]string // SPDX id for all components of a type
	Distribution string                 // SPDX id for all that no other licence covers
	Components   []Held
}

// Held is a component that a release has. Name is the framework's name or id of
// it, Licence its own SPDX id, empty where it has none of its own.
type Held struct{ Name, Licence string }

// Classification is the class of a release: 3, 2 or 1, or 0 for none.
// Progress is how much of each class is there, in percent; it is 0 above a
// class that is not complete.
type Classification struct {
	Class    int
	Label    string
	Progress map[int]float64
}

// Classify says which class a release is in.
func (m *MOF) Classify(r Release) Classification {
	out := Classification{Label: m.Unclassified, Progress: map[int]float64{}}
	valid := m.valid(r)
	complete := true
	for _, c := range m.Classes {
		if !complete {
			out.Progress[c.Class] = 0
			continue
		}
		have, want := m.count(c.Class, valid)
		out.Progress[c.Class] = 100 * float64(have) / float64(want)
		if complete = have == want; complete {
			out.Class, out.Label = c.Class, c.Label
		}
	}
	return out
}

// IsOpen reports whether the framework counts a licence as open.
func (m *MOF) IsOpen(spdx string) bool {
	for _, ids := range m.Open {
		if slices.Contains(ids, spdx) {
			return true
		}
	}
	return false
}

// valid returns the ids of the components that come under an open licence.
func (m *MOF) valid(r Release) map[string]bool {
	out := map[string]bool{}
	for _, held := range r.Components {
		for _, c := range m.Components {
			if c.ID != held.Name && c.Name != held.Name {
				continue
			}
			if m.IsOpen(r.licence(held.Licence, c.Type)) {
				out[c.ID] = true
			}
		}
	}
	return out
}

// licence is a component's own licence, else the one for its type, else the
// one for everything.
func (r Release) licence(own string, t ContentType) string {
	switch {
	case own != "":
		return own
	case r.Licences[t] != "":
		return r.Licences[t]
	default:
		return r.Distribution
	}
}

// count returns how many of the components that a class and those below it
// require are there. A component whose stand-in is there counts through it: as
// there where the class does not ask for the stand-in, and once where it does.
func (m *MOF) count(class int, valid map[string]bool) (have, want int) {
	for _, c := range m.Components {
		if !c.Required || c.Class < class {
			continue
		}
		stand := valid[c.Instead] && c.Instead != ""
		if stand && m.requires(class, c.Instead) {
			continue
		}
		want++
		if valid[c.ID] || stand {
			have++
		}
	}
	return have, want
}

func (m *MOF) requires(class int, id string) bool {
	return slices.ContainsFunc(m.Components, func(c Component) bool { return c.ID == id && c.Required && c.Class >= class })
}
