package license_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

const lists = "../../fixtures/corpus"

// seedRow is what a model of fixtures/corpus/seed-models.json declares.
type seedRow struct {
	ID       string `json:"id"`
	Hub      string `json:"hub"`
	Declared struct {
		License string `json:"license"`
		Name    string `json:"license_name"`
	} `json:"declared"`
}

func TestHubIdentifiersAreKnown(t *testing.T) {
	c := ownCatalogue(t)
	var identifiers []struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		TextURL string `json:"text_url"`
	}
	readList(t, "hf-license-identifiers.json", &identifiers)
	for _, hub := range identifiers {
		if hub.ID == "other" || hub.ID == "unknown" { // they name no licence
			if got := c.Lookup(hub.ID); len(got) > 0 {
				t.Errorf("Lookup(%q) = %s, want nothing", hub.ID, ids(got))
			}
			continue
		}
		got := c.Lookup(hub.ID)
		if len(got) != 1 {
			t.Errorf("Lookup(%q) = %s, want one entry", hub.ID, ids(got))
			continue
		}
		for _, other := range []string{hub.Name, hub.TextURL} {
			if named := c.Lookup(other); other != "" && !related(named, got[0]) {
				t.Errorf("Lookup(%q) = %s, but the identifier %q is %s", other, ids(named), hub.ID, got[0].ID)
			}
		}
	}
}

func TestSeedDeclarationsAreKnown(t *testing.T) {
	c := ownCatalogue(t)
	var seed struct {
		Models []seedRow `json:"models"`
	}
	readList(t, "seed-models.json", &seed)
	for _, row := range seed.Models {
		names := []string{row.Declared.License, row.Declared.Name}
		if row.Hub != "huggingface" {
			names = []string{row.Hub + "/" + row.ID, row.Hub}
		}
		for _, name := range names {
			if name != "" && name != "other" && len(c.Lookup(name)) == 0 {
				t.Errorf("%s declares %q, which the catalogue does not know", row.ID, name)
			}
		}
	}
}

func TestClosedProvidersHaveNoWeights(t *testing.T) {
	for _, provider := range []string{"provider:openai", "provider:anthropic", "provider:google"} {
		got := ownCatalogue(t).Lookup(provider)
		if len(got) != 1 || !got[0].Closed || got[0].FixedText {
			t.Errorf("Lookup(%q) = %s, want one closed entry", provider, ids(got))
		}
	}
}

// The lists under fixtures are copies; this holds them to the originals.
func TestListsAreCurrent(t *testing.T) {
	corpus := os.Getenv("FINEPRINT_CORPUS")
	if corpus == "" {
		t.Skip("FINEPRINT_CORPUS is not set: the copied lists are not compared")
	}
	originals := map[string]string{
		"cards-manifest.json":         filepath.Join(corpus, "cards/manifest.json"),
		"labels.json":                 filepath.Join(corpus, "labels.json"),
		"manifest.json":               filepath.Join(corpus, "manifest.json"),
		"taxonomy.md":                 filepath.Join(corpus, "taxonomy.md"),
		"hf-license-identifiers.json": filepath.Join(corpus, "../reference/hf-license-identifiers.json"),
		"seed-models.json":            filepath.Join(corpus, "../reference/seed-models.json"),
	}
	for name, path := range originals {
		want, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			continue
		}
		got, err := os.ReadFile(filepath.Join(lists, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s differs from %s: copy it again", name, path)
		}
	}
}

func readList(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(lists, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

func ids(entries []*license.Entry) []string {
	names := []string{}
	for _, e := range entries {
		names = append(names, e.ID)
	}
	return names
}

// related reports whether e or one of its members is among the entries, or is
// a member of one.
func related(entries []*license.Entry, e *license.Entry) bool {
	return slices.ContainsFunc(entries, func(n *license.Entry) bool {
		return n.ID == e.ID || slices.Contains(n.Members, e.ID) || slices.Contains(e.Members, n.ID)
	})
}
