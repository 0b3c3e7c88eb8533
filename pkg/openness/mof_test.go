package openness_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/openness"
)

// compiled are the definitions of rules/openness.
var compiled = sync.OnceValues(func() (*openness.Definitions, error) {
	index, err := openness.Compile(os.DirFS("../../rules"))
	if err != nil {
		return nil, err
	}
	return openness.Load(index)
})

func definitions(t testing.TB) *openness.Definitions {
	t.Helper()
	d, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestEvalMOF classifies the worked cases of the framework's own tool.
func TestEvalMOF(t *testing.T) {
	corpus := os.Getenv("FINEPRINT_CORPUS")
	if corpus == "" {
		t.Skip("FINEPRINT_CORPUS is not set: the framework's worked cases are not classified")
	}
	var cases []struct {
		File     string
		Class    int
		Label    string
		Progress map[int]float64
	}
	decodeJSON(t, filepath.Join(corpus, "mof/expected.json"), &cases)
	mof, right := definitions(t).MOF, 0
	for _, want := range cases {
		got := mof.Classify(readRelease(t, filepath.Join(corpus, "mof", want.File)))
		same := got.Class == want.Class && got.Label == want.Label && len(got.Progress) == len(want.Progress)
		for class, p := range want.Progress {
			same = same && math.Abs(got.Progress[class]-p) < 1e-9
		}
		if !same {
			t.Errorf("%s: %+v, want %+v", want.File, got, want)
			continue
		}
		right++
	}
	t.Logf("Model Openness Framework: %d of %d cases right in class and progress", right, len(cases))
	if len(cases) == 0 {
		t.Error("no cases")
	}
}

// TestComponentsMatchTheFramework compares rules/openness/mof.yaml with the
// components and licences that the framework's tool publishes.
func TestComponentsMatchTheFramework(t *testing.T) {
	corpus := os.Getenv("FINEPRINT_CORPUS")
	if corpus == "" {
		t.Skip("FINEPRINT_CORPUS is not set: the framework's lists are not compared")
	}
	var published []struct {
		Name        string
		ContentType openness.ContentType `json:"content_type"`
		Class       int                  `json:"mof_class"`
		Required    bool
	}
	decodeJSON(t, filepath.Join(corpus, "mof/components.json"), &published)
	mof := definitions(t).MOF
	have := map[string]openness.Component{}
	for _, c := range mof.Components {
		have[c.Name] = c
	}
	for _, p := range published {
		if c := have[p.Name]; c.Type != p.ContentType || c.Class != p.Class || c.Required != p.Required {
			t.Errorf("%s: %+v, want %+v", p.Name, c, p)
		}
	}
	if len(have) != len(published) || len(published) == 0 {
		t.Errorf("%d components, want %d", len(have), len(published))
	}
	var open struct{ Licenses map[string][]string }
	decodeJSON(t, filepath.Join(corpus, "mof/open-licenses.json"), &open)
	for id := range open.Licenses {
		if !mof.IsOpen(id) {
			t.Errorf("%s is not open here", id)
		}
	}
}

func TestClassify(t *testing.T) {
	mof := definitions(t).MOF
	lowest := []openness.Held{{Name: "architecture"}, {Name: "final-parameters"}, {Name: "technical-report"}, {Name: "evaluation-results"},
		{Name: "model-card"}, {Name: "data-card"}}
	for name, tt := range map[string]struct {
		release openness.Release
		class   int
		third   float64
	}{
		"nothing":                {openness.Release{}, 0, 0},
		"all that III asks for":  {openness.Release{Distribution: "MIT", Components: lowest}, 3, 100},
		"no licence is not open": {openness.Release{Components: lowest}, 0, 0},
		"own licence before all": {openness.Release{Distribution: "MIT",
			Components: append([]openness.Held{{Name: "model-card", Licence: "CC-BY-NC-4.0"}}, lowest[:4]...)}, 0, 100 * 4. / 6},
		"licence of a type": {openness.Release{Licences: map[openness.ContentType]string{openness.CodeContent: "MIT"},
			Components: lowest}, 0, 100 * 1. / 6},
		"paper stands for report": {openness.Release{Distribution: "MIT",
			Components: append([]openness.Held{{Name: "Research paper"}}, without(lowest, "technical-report")...)}, 3, 100},
		"unknown names are no use": {openness.Release{Distribution: "MIT", Components: []openness.Held{{Name: "Fairy dust"}}}, 0, 0},
	} {
		got := mof.Classify(tt.release)
		if got.Class != tt.class || math.Abs(got.Progress[3]-tt.third) > 1e-9 {
			t.Errorf("%s: class %d with %.1f %% of III, want %d with %.1f %%", name, got.Class, got.Progress[3], tt.class, tt.third)
		}
	}
}

func without(held []openness.Held, name string) []openness.Held {
	var out []openness.Held
	for _, h := range held {
		if h.Name != name {
			out = append(out, h)
		}
	}
	return out
}

func readRelease(t *testing.T, path string) openness.Release {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	type named struct{ Name *string }
	var file struct {
		Release struct {
			License    map[string]named
			Components []struct{ Name, License string }
		}
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	out := openness.Release{Licences: map[openness.ContentType]string{}}
	for kind, l := range file.Release.License {
		switch {
		case l.Name == nil:
		case kind == "distribution":
			out.Distribution = *l.Name
		default:
			out.Licences[openness.ContentType(kind)] = *l.Name
		}
	}
	for _, c := range file.Release.Components {
		out.Components = append(out.Components, openness.Held{Name: c.Name, Licence: c.License})
	}
	return out
}

func decodeJSON(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
