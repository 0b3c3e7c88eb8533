package license_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

// TestEvalLeaveOneFamilyOut takes each family out of the catalogue and holds
// that its texts are not called another licence's exact text.
func TestEvalLeaveOneFamilyOut(t *testing.T) {
	texts, own := corpus(t), ownCatalogue(t)
	byFamily := map[string][]corpusText{}
	for _, x := range texts {
		id := own.Identify(document(x.Text))
		if len(id.Licenses) > 0 {
			byFamily[id.Licenses[0].Family] = append(byFamily[id.Licenses[0].Family], x)
		}
	}
	docs := catalogueDocuments(t)
	unknown, sibling := 0, 0
	for _, family := range slices.Sorted(maps.Keys(byFamily)) {
		without := catalogueWithout(t, docs, family)
		for _, x := range byFamily[family] {
			id := without.Identify(document(x.Text))
			switch {
			case anyExactOther(id, x):
				t.Errorf("%s without its family: %s", x.ID, describe(id))
			case len(id.Licenses) == 0:
				unknown++
			default:
				sibling++
			}
		}
	}
	t.Logf("unknown %d, a changed form or a part of another %d, exact as another 0", unknown, sibling)
}

// anyExactOther reports whether a text is called exact as a licence that is
// not its own; licensecheck may know it by its own name.
func anyExactOther(id license.Identification, x corpusText) bool {
	return slices.ContainsFunc(id.Licenses, func(m license.Match) bool { return m.Degree == license.Exact && !x.is(m) })
}

// catalogueDocument is one entry of the catalogue's sources.
type catalogueDocument struct {
	family string
	text   []byte
}

func catalogueDocuments(t *testing.T) []catalogueDocument {
	t.Helper()
	files, err := fs.Glob(os.DirFS("../../rules"), "licenses/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no catalogue files")
	}
	var out []catalogueDocument
	for _, name := range files {
		data, err := os.ReadFile("../../rules/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range bytes.Split(append([]byte("\n"), data...), []byte("\n---\n")) {
			var head struct{ Family string }
			if err := yaml.Unmarshal(part, &head); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out = append(out, catalogueDocument{head.Family, part})
		}
	}
	return out
}

func catalogueWithout(t *testing.T, docs []catalogueDocument, family string) *license.Catalogue {
	t.Helper()
	var kept [][]byte
	for _, d := range docs {
		if d.family != family {
			kept = append(kept, d.text)
		}
	}
	index, err := license.Compile(fstest.MapFS{"licenses/all.yaml": {Data: bytes.Join(kept, []byte("\n---\n"))}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := license.Load(index)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
