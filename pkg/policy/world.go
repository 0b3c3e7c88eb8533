package policy

import (
	"errors"

	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// World is what a judge has to know of the world beside the licence. It is
// read from rules/places.yaml and rules/world.yaml.
type World struct {
	term.Atlas `yaml:"-"`

	ModelKinds  []ModelKind `yaml:"model_kinds"` // kinds that a clause may be limited to
	BodyClasses []BodyClass `yaml:"bodies"`      // classes of users
}

// ModelKind is a kind of model that clauses name.
type ModelKind struct {
	Name      string   `yaml:"name"`
	Words     []string `yaml:"words"`      // how clauses name it
	Tags      []string `yaml:"tags"`       // pipeline tags of such models
	OtherTags []string `yaml:"other_tags"` // pipeline tags of models that are not of the kind
	Types     []string `yaml:"types"`      // model types of such models
}

// BodyClass says which kinds of bodies a word for a class of users means.
type BodyClass struct {
	Word  string `yaml:"word"`
	Kinds []Body `yaml:"kinds"`
}

// ParseWorld reads places.yaml and world.yaml. It reports every fault in them.
func ParseWorld(places, world []byte) (*World, error) {
	var w World
	d := strict.Read("places.yaml", places, &w.Atlas)
	w.Check(func(field, why string) { d.Fault(field, "%s", why) })
	if err := errors.Join(d.Err(), strict.Read("world.yaml", world, &w).Err()); err != nil {
		return nil, err
	}
	return &w, nil
}
