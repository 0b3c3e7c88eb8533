package gate_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// loaded is what testdata/transformers.mjs prints.
type loaded struct {
	Results map[string]string
	Asked   []answered // in any order: some are asked for side by side
}

type answered struct {
	Path, Method, Body string
	Status             int
}

// TestTransformers loads models with transformers.js before the hub and before
// the gate. FINEPRINT_TRANSFORMERS names a folder with node_modules; "make
// clients" installs one (474 MB).
func TestTransformers(t *testing.T) {
	dir := os.Getenv("FINEPRINT_TRANSFORMERS")
	if dir == "" {
		t.Skip("FINEPRINT_TRANSFORMERS is not set: transformers.js is not run")
	}
	script, err := os.ReadFile("testdata/transformers.mjs")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "gate-transformers.mjs") // node looks for packages beside the script
	if err := os.WriteFile(name, script, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(name) })
	s := newSite(t, company, nil)
	load := func(hub, model string) loaded {
		t.Helper()
		out, err := exec.Command("node", name, hub, model).Output()
		if err != nil {
			t.Fatalf("run transformers.js: %v\n%s", err, out)
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		var l loaded
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &l); err != nil || len(l.Results) != 3 || len(l.Asked) == 0 {
			t.Fatalf("%v:\n%.500s", err, out)
		}
		slices.SortFunc(l.Asked, func(a, b answered) int { return strings.Compare(a.Path, b.Path) })
		return l
	}

	want, got := load(s.hubURL, "acme/tiny"), load(s.url, "acme/tiny")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("an allowed model (-without, +with the gate):\n%s", diff)
	}
	if text, _ := json.Marshal(got.Asked); !strings.Contains(string(text), weights) || got.Results["config"] != "bert" {
		t.Errorf("an allowed model: no weights, or no configuration: %v", got.Results)
	}
	refused := load(s.url, "moss/tiny")
	for what, came := range refused.Results {
		if !strings.HasPrefix(came, "error: ") {
			t.Errorf("a refused model: %s came to %s", what, came)
		}
	}
	for _, a := range refused.Asked {
		if a.Status != 403 || strings.Contains(a.Body, weights) {
			t.Errorf("a refused model: %s %s: %d %.200s", a.Method, a.Path, a.Status, a.Body)
		}
	}
}
