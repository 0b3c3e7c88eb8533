package audit_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TestEvalNames holds what names point to against what ten thousand real
// repositories declare. Where a repository declares a licence with
// restrictions, the family in its name is the declared one as a rule.
func TestEvalNames(t *testing.T) {
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		t.Skip("FINEPRINT_CORPUS is not set")
	}
	file, err := os.Open(filepath.Join(dir, "lineage", "hf-open-named-models.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	set := ourRules(t)
	var agree, other, permissive int
	for _, row := range rows[1:] {
		_, name, _ := strings.Cut(row[0], "/")
		declared := set.Licenses.Lookup(row[1])
		for _, m := range set.Licenses.Marked(name, nil) {
			switch {
			case len(declared) != 1 || free(m.Entry):
			case free(declared[0]):
				permissive++
			case declared[0].Family == m.Entry.Family:
				agree++
			default:
				other++
				t.Logf("%s declares %s, and its name points to %s", row[0], declared[0].ID, m.Entry.ID)
			}
		}
	}
	t.Logf("names of a family: %d declare its licence, %d another one with restrictions, %d a permissive one", agree, other, permissive)
	if agree < 200 || other*10 > agree {
		t.Errorf("names point to the declared family in %d of %d rows", agree, agree+other)
	}
}

func free(e *license.Entry) bool {
	return e.Category == term.Permissive || e.Category == term.PublicDomain
}
