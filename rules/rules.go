package rules

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// What reads the other sources reads with the lists of words: they come first.
//
//go:generate go run ./gen words
//go:generate go run ./gen

//go:embed clauses.idx
var clausesIndex []byte

//go:embed licenses.idx
var licensesIndex []byte

//go:embed openness.idx
var opennessIndex []byte

//go:embed statements.idx
var statementsIndex []byte

//go:embed sinks.idx
var sinksIndex []byte

//go:embed index.sum
var indexSum string

//go:embed figures.yaml kinds.yaml lexicon.yaml places.yaml currencies.yaml topics.yaml reviewed.sum
//go:embed clauses languages plain statements sinks words/*.yaml
var sources embed.FS

//go:embed places.yaml
var places []byte

//go:embed world.yaml
var world []byte

//go:embed profiles/*.yaml
var profiles embed.FS

// World returns what judging by a profile has to know of the world.
func World() (*policy.World, error) { return policy.ParseWorld(places, world) }

// ParsePolicy reads the text of a profile, which errors name by its file. Whoever
// judges by it adds the day.
func ParsePolicy(file string, text []byte) (policy.Policy, error) {
	known, err := World()
	if err != nil {
		return policy.Policy{}, err
	}
	p, err := policy.Load(file, text, known)
	if err != nil {
		return policy.Policy{}, fmt.Errorf("the profile has faults:\n%w", err)
	}
	return policy.Policy{Profile: p, World: known}, nil
}

// ProfileNames lists the ready profiles.
func ProfileNames() []string {
	files, _ := fs.Glob(profiles, "profiles/*.yaml") // the pattern is a good one
	for i, f := range files {
		files[i] = strings.TrimSuffix(path.Base(f), ".yaml")
	}
	return files
}

// ProfileSource returns the text of the ready profile of that name, with the
// comments that explain it; ok is false when there is none.
func ProfileSource(name string) (text []byte, ok bool) {
	if !slices.Contains(ProfileNames(), name) {
		return nil, false
	}
	text, err := profiles.ReadFile("profiles/" + name + ".yaml")
	return text, err == nil
}

// ClauseSources returns the YAML files of fineprint's own clause rules, with
// their proofs.
func ClauseSources() fs.FS { return sources }

// LoadWith returns fineprint's own rules and catalogue with those of fsys added:
// clauses/**/*.yaml, lexicon.yaml, licenses/*.yaml and sinks/*.yaml. Every rule must bear its
// proofs. The digest covers fineprint's own part only and ends in "+".
func LoadWith(fsys fs.FS) (*Rules, error) {
	own, err := Load()
	if err != nil {
		return nil, err
	}
	clauses, clauseErr := own.Clauses.LoadDir(fsys)
	licenses, licenseErr := own.Licenses.LoadDir(fsys)
	_, sinkErr := SinksWith(fsys)
	if err := errors.Join(clauseErr, licenseErr, sinkErr); err != nil {
		return nil, err
	}
	return &Rules{Clauses: clauses, Licenses: licenses, Openness: own.Openness, Cards: own.Cards, Digest: own.Digest + "+"}, nil
}

// Rules is everything fineprint knows as data, but for what names models in
// files: that is loaded by whoever looks for them.
type Rules struct {
	Clauses  *clause.Set
	Licenses *license.Catalogue
	Openness *openness.Definitions
	Cards    *card.Rules
	// Digest names this state of the rules: 16 hexadecimal digits.
	Digest string
}

// Sinks returns what names models in files, without the rest of the rules.
func Sinks() (*inventory.Sinks, error) { return inventory.Load(sinksIndex) }

// SinksWith returns what names models in files, with sinks/*.yaml of fsys added.
func SinksWith(fsys fs.FS) (*inventory.Sinks, error) {
	own, err := Sinks()
	if err != nil {
		return nil, err
	}
	return own.LoadDir(fsys)
}

// Digest names the state of fineprint's own rules, as in Rules.
func Digest() string { return strings.TrimSpace(indexSum) }

// Load returns fineprint's own rules and catalogue.
func Load() (*Rules, error) {
	clauses, err := clause.Load(clausesIndex)
	if err != nil {
		return nil, err
	}
	licenses, err := license.Load(licensesIndex)
	if err != nil {
		return nil, err
	}
	definitions, err := openness.Load(opennessIndex)
	if err != nil {
		return nil, err
	}
	statements, err := card.LoadRules(statementsIndex)
	if err != nil {
		return nil, err
	}
	return &Rules{
		Clauses: clauses, Licenses: licenses, Openness: definitions, Cards: statements, Digest: Digest(),
	}, nil
}
