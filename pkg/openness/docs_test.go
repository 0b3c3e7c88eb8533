package openness_test

import (
	"os"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TestPage holds docs/openness.md against the tiers, the definitions and the
// findings that there are.
func TestPage(t *testing.T) {
	data, err := os.ReadFile("../../docs/openness.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	wanted := []string{"`" + string(term.ComponentFound) + "`"}
	for _, tier := range openness.Tiers() {
		wanted = append(wanted, "| `"+string(tier)+"` |")
	}
	f := base(t)
	for _, k := range []term.Kind{term.NonCommercial, term.AttributionThreshold} {
		f.Findings = add(&f, k, term.Detected)
		result, made := openness.Assess(f)
		for _, v := range told(result).Views {
			name, _, _ := strings.Cut(v.Definition, ",")
			wanted = append(wanted, "| "+name+" |")
			if !strings.HasPrefix(v.Definition, "Model Openness") {
				wanted = append(wanted, `"`+v.Result+`"`)
			}
		}
		for _, x := range made {
			wanted = append(wanted, "`"+string(x.Kind)+"`")
		}
	}
	page = strings.Join(strings.Fields(page), " ") // lines are wrapped
	for _, w := range wanted {
		if !strings.Contains(page, w) {
			t.Errorf("docs/openness.md says nothing of %s", w)
		}
	}
}
