package policy_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// FuzzLoad checks that whatever stands in a file either is a profile that can
// judge and explain itself, or earns faults that name the file.
func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob("../../rules/profiles/*.yaml")
	if err != nil || len(files) == 0 {
		f.Fatal("no ready profiles to start from")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, tt := range bad {
		f.Add(tt.text)
	}
	w := world(f)
	facts := exact(f, community, clauseOf(term.UserCap, term.Params{"metric": "monthly-active-users", "threshold": int64(7)}),
		clauseOf(term.RegionExclusion, term.Params{"regions": []string{"EU"}}))
	f.Fuzz(func(t *testing.T, text string) {
		p, err := policy.Load("x.yaml", []byte(text), w)
		if err != nil {
			var fault *strict.Error
			if p != nil || !errors.As(err, &fault) || fault.File != "x.yaml" {
				t.Errorf("a fault that names no file: %v", err)
			}
			return
		}
		by := policy.Policy{Profile: p, World: w, Today: today}
		if v, _ := by.Judge(facts); v.Outcome == "" || v.Outcome != policy.Pass && len(v.Reasons) == 0 {
			t.Errorf("outcome %q without a reason", v.Outcome)
		}
		if e := render.Explain(by, nil); e.Profile == "" {
			t.Error("a profile without a name")
		}
	})
}
