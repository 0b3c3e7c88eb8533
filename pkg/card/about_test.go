package card_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

func TestEachClauseSpeaksOfItsOwnThing(t *testing.T) {
	r := compiled(t)
	for _, c := range []struct {
		sentence string
		names    []string
		want     []string // what each name is given to
	}{
		{"The code is under MIT, and the weights under Apache-2.0.", []string{"MIT", "Apache-2.0"}, []string{"code", "weights"}},
		{"While all scripts are under MIT, the checkpoints come under Apache-2.0.", []string{"MIT", "Apache-2.0"}, []string{"code", "weights"}},
		{"MIT for the code, Apache-2.0 for the weights", []string{"MIT", "Apache-2.0"}, []string{"code", "weights"}},
		{"MIT (software) and Apache-2.0 (adapter)", []string{"MIT", "Apache-2.0"}, []string{"code", "weights"}},
		{"It comes with a description under MIT.", []string{"MIT"}, []string{""}},
	} {
		var bounds [][2]int
		for _, name := range c.names {
			at := strings.Index(c.sentence, name)
			bounds = append(bounds, [2]int{at, at + len(name)})
		}
		for i, subject := range r.Subjects(c.sentence, bounds) {
			var got []string
			for _, scope := range r.About(subject) {
				got = append(got, string(scope))
			}
			if strings.Join(got, " ") != c.want[i] {
				t.Errorf("%q gives %s to %q, want %q", c.sentence, c.names[i], got, c.want[i])
			}
		}
	}
}

func TestSizesAreNamed(t *testing.T) {
	r := compiled(t)
	for words, want := range map[string][]string{
		"The Wren-Large model is under":            {"Wren-Large"},
		"Wren 7B and Wren 1.5B are":                {"7B", "1.5B"},
		"Small is free, Base and Large are":        {"Small", "Base", "Large"},
		"Base model and the large language model:": nil,
		"a small note on v1.5.":                    {"v1.5"},
	} {
		if got := r.Sizes(words); !slices.Equal(got, want) {
			t.Errorf("sizes of %q are %q, want %q", words, got, want)
		}
	}
}

func TestVersionsAreNamed(t *testing.T) {
	r := compiled(t)
	for words, want := range map[string][]string{
		"Wren v1 is":                           {"1"},
		"The weights of version 1.5 are":       {"1.5"},
		"Wren-VL-v2, the large one":            {"2"},
		"Wren 2 is under":                      {"2"},
		"| v2.0 |":                             {"2.0"},
		"the v2 and the v3 weights are":        {"2", "3"},
		"From v2 on the weights are":           nil, // those after it, too
		"Tern v1.5 is under":                   nil, // another work
		"tern-v1.5:":                           nil,
		"Open RAIL-M v1.1 is":                  nil, // a licence
		"Licence version 3 is":                 nil,
		"We use version 4.0 of CC BY-NC":       nil,
		"Version 2 of Wren and v3 are":         {"2", "3"},
		"The licence of version 2 is":          {"2"},
		"The weights have 2 parts of 3 layers": nil,
	} {
		if got := r.Versions(words, "Wren"); !slices.Equal(got, want) {
			t.Errorf("versions of %q are %q, want %q", words, got, want)
		}
	}
}

// compiled returns the rules for statements as they stand in the sources.
func compiled(t *testing.T) *card.Rules {
	t.Helper()
	r, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// openIn returns the statements of a card of that body that are open.
func openIn(r *card.Rules, body string) []string {
	c := card.Parse(doc.New("README.md", doc.RoleCard, "", []byte("# Wren\n\n"+body+"\n")))
	var open []string
	for _, s := range c.Statements(r, c.Cut()) {
		if len(s.Open) > 0 {
			open = append(open, string(c.Doc.Text[s.Span.Start:s.Span.End]))
		}
	}
	return open
}

// sources compiles the rules once for all tests.
var sources = sync.OnceValues(func() (*card.Rules, error) {
	data, err := card.Compile(os.DirFS("../../rules"))
	if err != nil {
		return nil, err
	}
	return card.LoadRules(data)
})

func TestWordsThatAreNoLicence(t *testing.T) {
	for text, want := range map[string]bool{
		"Ein Modell mit zwei Milliarden Parametern.": false,
		"## Training mit Briefen":                    false,
		"Mit freundlichen Grüßen":                    false,
		"Das Modell mit Kopf ist MIT.":               true,
		"Released under mit.":                        true,
		"The weights are MIT":                        true,
		"The RAIL corpus holds photos of trains.":    false,
		"It was tested on the RAIL benchmark.":       false,
		"The terms are on a scale from 1 to 5.":      false,
		"License: RAIL":                              true,
		"The weights come under RAIL.":               true,
		"Wren OpenRAIL":                              true,
	} {
		c := parse("# Tern\n\n" + text + "\n")
		if got := len(c.Statements(compiled(t), c.Cut())) > 0; got != want {
			t.Errorf("%q: speaks of terms %v, want %v", text, got, want)
		}
	}
}

func TestSectionsAboutTerms(t *testing.T) {
	const unknown = "Dentists are out of luck here."
	for heading, want := range map[string]bool{
		"## Licence": true, "# Terms": true, "## 许可协议": true, "### Licence\n\n#### More": true,
		"## Usage": false, "## Model release, licence and installation": false, "## Licence\n\n## Results": false,
	} {
		c := parse("# Tern\n\n" + heading + "\n\n" + unknown + "\n")
		got := slices.ContainsFunc(c.Statements(compiled(t), c.Cut()), func(s card.Statement) bool { return slices.Contains(s.Open, card.Limit) })
		if got != want {
			t.Errorf("%q: open %v, want %v", heading, got, want)
		}
	}
}
