package policy

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// World is what a judge has to know of the world beside the licence. It is
// read from rules/world.yaml.
type World struct {
	Countries   []string          `yaml:"countries"`   // ISO 3166-1 alpha-2
	AlsoCalled  map[string]string `yaml:"also_called"` // codes in use beside the ISO one
	Groups      []Group           `yaml:"groups"`      // unions of countries
	ModelKinds  []ModelKind       `yaml:"model_kinds"` // kinds that a clause may be limited to
	BodyClasses []BodyClass       `yaml:"bodies"`      // classes of users
}

// Group is a union of countries.
type Group struct {
	Code     string   `yaml:"code"`
	Name     string   `yaml:"name"`
	Includes []string `yaml:"includes"` // groups whose members are members
	Since    Date     `yaml:"since"`    // when those of Includes became members at the earliest
	Members  []Member `yaml:"members"`
}

// Member is the membership of a country. From is its first day, To its last,
// zero while it lasts.
type Member struct {
	Country string `yaml:"country"`
	From    Date   `yaml:"from"`
	To      Date   `yaml:"to"`
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

// ParseWorld reads the file of that name. It reports every fault in it.
func ParseWorld(file string, data []byte) (*World, error) {
	var w World
	d := strict.Read(file, data, &w)
	for i, g := range w.Groups {
		for j, m := range g.Members {
			if !slices.Contains(w.Countries, m.Country) || m.From.IsZero() || !m.To.IsZero() && m.To.Before(m.From.Time) {
				d.Fault(fmt.Sprintf("groups[%d].members[%d]", i, j), "needs a country of the list, and a first day before the last")
			}
		}
		for _, code := range g.Includes {
			if w.group(code) == nil || code == g.Code {
				d.Fault(fmt.Sprintf("groups[%d].includes", i), "there is no other group %q", code)
			}
		}
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	return &w, nil
}

// Country returns the ISO code for a code that people use; "" for none.
func (w *World) Country(code string) string {
	code = strings.ToUpper(code)
	if iso, ok := w.AlsoCalled[code]; ok {
		return iso
	}
	if slices.Contains(w.Countries, code) {
		return code
	}
	return ""
}

// In reports whether country belongs to region on a day: is it, or is a
// member of it. known is false when nobody has said what region is.
func (w *World) In(country, region string, day time.Time) (in, known bool) {
	if iso := w.Country(region); iso != "" {
		return iso == country, true
	}
	g := w.group(region)
	if g == nil {
		return false, false
	}
	return w.member(g, country, day), true
}

func (w *World) member(g *Group, country string, day time.Time) bool {
	for _, m := range g.Members {
		if m.Country == country && !day.Before(m.From.Time) && (m.To.IsZero() || !day.After(m.To.Time)) {
			return true
		}
	}
	return !day.Before(g.Since.Time) && slices.ContainsFunc(g.Includes, func(code string) bool {
		inner := w.group(code)
		return inner != nil && w.member(inner, country, day)
	})
}

func (w *World) group(code string) *Group {
	i := slices.IndexFunc(w.Groups, func(g Group) bool { return g.Code == code })
	if i < 0 {
		return nil
	}
	return &w.Groups[i]
}

// RegionName names a region for a person.
func (w *World) RegionName(code string) string {
	if g := w.group(code); g != nil {
		return g.Name
	}
	return code
}
