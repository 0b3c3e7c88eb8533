package audit_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

// leaf is one row of the corpus's tree of one model's descendants.
type leaf struct {
	ID          string
	Gated       any
	License     *string  `json:"card_license"`
	LicenseName *string  `json:"license_name"`
	BaseModel   []string `json:"base_model"`
	Datasets    []string
	ModelType   *string `json:"model_type"`
}

// TestTreeWithInventedCards serves a real tree of models, with cards made of
// the rows' facts, and audits all of them in one run. A chain of permissive
// licences is quiet, and every repository is asked for once.
func TestTreeWithInventedCards(t *testing.T) {
	leaves := readTree(t)
	clean := map[string]bool{} // parents stand before their children
	h := &hubtest.Hub{}
	var asked []string
	for _, l := range leaves {
		h.Repos = append(h.Repos, l.repo(t))
		clean[l.ID] = l.permissive() && !slices.ContainsFunc(l.BaseModel, func(id string) bool { return !clean[id] })
		asked = append(asked, l.ID)
	}
	set := ourRules(t)
	report := auditHub(t, set, h, asked...)
	for i, l := range leaves {
		l.check(t, set, report.Reports[i], clean[l.ID])
	}
	received := map[string]int{}
	for _, r := range h.Requests() {
		if received[r.Path]++; received[r.Path] > 1 && strings.HasPrefix(r.Path, "/api/") {
			t.Errorf("%s was asked for %d times", r.Path, received[r.Path])
		}
	}
}

func readTree(t *testing.T) []leaf {
	t.Helper()
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		t.Skip("FINEPRINT_CORPUS is not set")
	}
	return readRows[leaf](t, filepath.Join(dir, "lineage", "mistral-small-24b-tree.jsonl"))
}

func (l leaf) repo(t *testing.T) *hubtest.Repo {
	t.Helper()
	repo := &hubtest.Repo{Kind: "models", ID: l.ID, Files: map[string][]byte{}, Large: map[string]int64{"model.safetensors": 1 << 30}}
	repo.Gated, _ = l.Gated.(string)
	if l.ModelType != nil {
		repo.ModelType = *l.ModelType
	}
	meta := map[string]any{}
	for key, value := range map[string]*string{"license": l.License, "license_name": l.LicenseName} {
		if value != nil {
			meta[key] = *value
		}
	}
	for key, values := range map[string][]string{"base_model": l.BaseModel, "datasets": l.Datasets} {
		if len(values) > 0 {
			meta[key] = values
		}
	}
	head, err := yaml.Marshal(meta)
	if err != nil {
		t.Fatal(err)
	}
	repo.Files["README.md"] = []byte("---\n" + string(head) + "---\n# A model\n")
	return repo
}

func (l leaf) check(t *testing.T, set *rules.Rules, r audit.TargetReport, clean bool) {
	t.Helper()
	for _, f := range r.Findings {
		info, _ := set.Clauses.Kind(f.Kind)
		if f.Kind == term.LicenceDrift || len(f.Via) > 0 && info.Restrictive() {
			t.Errorf("%s: %s: %s", l.ID, f.Kind, f.Remarks)
		}
	}
	if clean != (r.Verdict.Outcome == policy.Pass) && l.Gated == false {
		t.Errorf("%s comes out as %s: %+v", l.ID, r.Verdict.Outcome, r.Verdict.Reasons)
	}
}

func (l leaf) permissive() bool {
	return l.LicenseName == nil && l.License != nil && slices.Contains([]string{"apache-2.0", "mit"}, *l.License)
}
