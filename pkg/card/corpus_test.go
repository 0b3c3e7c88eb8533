package card_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// expectation is what the manifest of the real cards says of one.
type expectation struct {
	License           any      `json:"license"` // text, list or null
	LicenseName       string   `json:"license_name"`
	LicenseLink       string   `json:"license_link"`
	BaseModel         []string `json:"base_model"`
	BaseModelRelation string   `json:"base_model_relation"`
	Datasets          []string `json:"datasets"`
	NewVersion        string   `json:"new_version"`
	ParseOK           *bool    `json:"parse_ok"` // null: not judged
	FrontMatter       string   `json:"front_matter"`
	Language          []string `json:"language"` // given where it can go wrong
}

// realCards reads the manifest of real cards, or skips.
func realCards(t testing.TB) (dir string, want map[string]expectation) {
	t.Helper()
	root := os.Getenv("FINEPRINT_CORPUS")
	if root == "" {
		t.Skip("FINEPRINT_CORPUS is not set: no real cards to read")
	}
	dir = filepath.Join(root, "cards")
	raw, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Cards []struct {
			File     string      `json:"file"`
			Expected expectation `json:"expected"`
		} `json:"cards"`
	}
	if err := json.Unmarshal(raw, &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest.Cards) == 0 {
		t.Fatal("the manifest lists no cards")
	}
	want = map[string]expectation{}
	for _, c := range manifest.Cards {
		want[c.File] = c.Expected
	}
	return dir, want
}

func readCard(t testing.TB, path string) *card.Card {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return card.Parse(doc.New(filepath.Base(path), doc.RoleCard, "", text))
}

func TestRealCards(t *testing.T) {
	dir, all := realCards(t)
	for file, want := range all {
		c := readCard(t, filepath.Join(dir, file))
		checkInvariants(t, c)
		if string(c.FrontMatter) != want.FrontMatter {
			t.Errorf("%s: front matter %s, want %s", file, c.FrontMatter, want.FrontMatter)
		}
		if want.ParseOK != nil && c.OK() != *want.ParseOK {
			t.Errorf("%s: ok %v, want %v", file, c.OK(), *want.ParseOK)
		}
		got := declared(c)
		if want.ParseOK != nil && !*want.ParseOK {
			want = expectation{}
		}
		if wanted := want.values(); !reflect.DeepEqual(got, wanted) {
			t.Errorf("%s declares\n%v, want\n%v", file, got, wanted)
		}
		if len(want.Language) > 0 && !reflect.DeepEqual(c.Language.Texts(), want.Language) {
			t.Errorf("%s: language %q, want %q", file, c.Language.Texts(), want.Language)
		}
	}
}

func declared(c *card.Card) map[string][]string {
	return map[string][]string{
		"license": c.License.Texts(), "base_model": c.BaseModels.Texts(), "datasets": c.Datasets.Texts(),
		"license_name": {c.LicenseName.Text}, "license_link": {c.LicenseLink.Text},
		"base_model_relation": {c.BaseModelRelation.Text}, "new_version": {c.NewVersion.Text},
	}
}

func (e expectation) values() map[string][]string {
	licenses := []string{}
	switch l := e.License.(type) {
	case string:
		licenses = append(licenses, l)
	case []any:
		for _, v := range l {
			licenses = append(licenses, v.(string))
		}
	}
	return map[string][]string{
		"license": licenses, "base_model": append([]string{}, e.BaseModel...), "datasets": append([]string{}, e.Datasets...),
		"license_name": {e.LicenseName}, "license_link": {e.LicenseLink},
		"base_model_relation": {e.BaseModelRelation}, "new_version": {e.NewVersion},
	}
}
