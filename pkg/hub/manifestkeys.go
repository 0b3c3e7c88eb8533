package hub

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// manifestKeys tells the keys of manifests; rules/words/files.yaml explains each
// list.
type manifestKeys struct {
	Licence    []string `yaml:"licence"`
	Spelt      []string `yaml:"spelt"`
	Of         []string `yaml:"of"`
	Others     []string `yaml:"others"`
	OthersHold []string `yaml:"others_hold"`

	Licences   []string `yaml:"licences" json:"-"`
	NoLicences []string `yaml:"no_licences" json:"-"`
	OfOthers   []string `yaml:"of_others" json:"-"`
	NotOthers  []string `yaml:"not_others" json:"-"`
}

var keySigns = strings.NewReplacer("-", "", "_", "", " ", "", ".", "")

// isLicence tells the keys whose value is a licence, in any spelling.
func (k *manifestKeys) isLicence(key string) bool {
	key = strings.ToLower(keySigns.Replace(key))
	for _, spelt := range k.Spelt {
		key = strings.ReplaceAll(key, spelt, k.Licence[0])
	}
	for _, of := range k.Of {
		key = strings.TrimPrefix(key, of)
	}
	return slices.Contains(k.Licence, key)
}

// isOfOthers tells the keys below which a manifest speaks of other works.
func (k *manifestKeys) isOfOthers(key string) bool {
	key = strings.ToLower(key)
	return slices.Contains(k.Others, key) ||
		slices.ContainsFunc(k.OthersHold, func(part string) bool { return strings.Contains(key, part) })
}

func (k *manifestKeys) prove(fault func(field, format string, args ...any)) {
	for _, p := range []struct {
		field string
		keys  []string
		is    func(string) bool
		want  bool
	}{
		{"keys.licences", k.Licences, k.isLicence, true}, {"keys.no_licences", k.NoLicences, k.isLicence, false},
		{"keys.of_others", k.OfOthers, k.isOfOthers, true}, {"keys.not_others", k.NotOthers, k.isOfOthers, false},
	} {
		if len(p.keys) == 0 {
			fault(p.field, "there is no example")
		}
		for i, key := range p.keys {
			if p.is(key) != p.want {
				fault(strict.Path(p.field, i), "%q is read as %t", key, !p.want)
			}
		}
	}
}
