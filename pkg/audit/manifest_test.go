package audit_test

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TestManifestsStateLicences holds that the licence fields of files for programs
// count for the code, or for all where they speak of all.
func TestManifestsStateLicences(t *testing.T) {
	for _, tt := range []struct {
		name, file, text string
		pass             bool
		scope            term.Scope // that does not pass alone
	}{
		{"code that may not be sold", "package.json", `{"license": "CC-BY-NC-4.0"}`, false, term.Code},
		{"a name that nobody knows", "pyproject.toml", "[project]\nlicense = \"Wren Terms\"\n", false, term.Code},
		{"a model that may not be sold", "metadata.yaml", "license: cc-by-nc-4.0\n", false, term.Weights},
		{"a file that is not there", "package.json", `{"license": "SEE LICENSE IN WREN.txt"}`, false, ""},
		{"the same licence", "CITATION.cff", "license: Apache-2.0\n", true, ""},
		{"free code", "setup.cfg", "[metadata]\nlicense = MIT\n", true, ""},
		{"the file that is there", "pyproject.toml", "[project]\nlicense = {file = \"LICENSE\"}\n", true, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := scenario{meta: "license: apache-2.0", files: map[string]string{"LICENSE": "@apache", tt.file: tt.text}}
			r := s.audit(t)
			if (r.Verdict.Outcome == policy.Pass) != tt.pass {
				t.Errorf("%s:\n%s", r.Verdict.Outcome, said(r))
			}
			alone := map[term.Scope]*policy.Outcome{term.Code: r.Verdict.Scopes.Code, term.Weights: r.Verdict.Scopes.Weights}[tt.scope]
			if alone != nil && (*alone == policy.Pass || !strings.Contains(said(r), tt.file)) {
				t.Errorf("%s of %s, or %s is not named:\n%s", *alone, tt.scope, tt.file, said(r))
			}
		})
	}
}
