package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

// page is one row of fixtures/corpus/hf-pages.jsonl: facts of a real page, and
// what to expect of it.
type page struct {
	ID           string
	RepoType     string   `json:"repo_type"`
	License      *string  `json:"declared_license"`
	LicenseName  *string  `json:"license_name"`
	LicenseLink  *string  `json:"license_link"`
	BaseModel    []string `json:"base_model"`
	BaseEvidence string   `json:"base_evidence"`
	BaseLicense  string   `json:"base_license"`
	Tags         []string
	Expect       string
}

// pages reads the rows, or those of the file that FINEPRINT_PAGES names, in
// the same form.
func pages(t *testing.T) []page {
	t.Helper()
	name := "../../fixtures/corpus/hf-pages.jsonl"
	if other := os.Getenv("FINEPRINT_PAGES"); other != "" {
		name = other
	}
	return readRows[page](t, name)
}

// readRows reads a file of one JSON object a line.
func readRows[T any](t *testing.T, name string) []T {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for dec := json.NewDecoder(bytes.NewReader(data)); dec.More(); {
		var row T
		if err := dec.Decode(&row); err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	if len(out) == 0 {
		t.Fatalf("no rows in %s", name)
	}
	return out
}

// auditHub audits the repositories of a hub with these references in one run.
func auditHub(t *testing.T, set *rules.Rules, h *hubtest.Hub, asked ...string) *audit.Report {
	t.Helper()
	client, err := huggingface.New(huggingface.Config{Endpoint: hubtest.Start(t, h)})
	if err != nil {
		t.Fatal(err)
	}
	a := audit.New(audit.Config{Sources: map[string]audit.Source{ref.HuggingFace: client}, Clauses: set.Clauses, Licenses: set.Licenses,
		Cards: set.Cards})
	return a.Run(context.Background(), requests(t, asked...))
}

// TestPagesWithInventedCards serves each row with a card made of its facts,
// and the base models that it names with the licence that the row says they
// have, and checks what the row expects. It tests the judgement, not the
// reading of the real cards.
func TestPagesWithInventedCards(t *testing.T) {
	set := ourRules(t)
	right, rows := map[string]int{}, map[string]int{}
	for _, p := range pages(t) {
		rows[p.Expect]++
		t.Run(strings.ReplaceAll(p.ID, "/", "_"), func(t *testing.T) {
			report := auditHub(t, set, &hubtest.Hub{Repos: p.repos(t, set)}, p.RepoType+"s/"+p.ID).Reports[0]
			why := p.miss(report)
			if why == "" {
				right[p.Expect]++
			} else {
				t.Errorf("%s: %s", p.Expect, why)
				for _, f := range report.Findings {
					t.Logf("%s %s: %s", f.Kind, f.Source, f.Remarks)
				}
				for _, pr := range report.Problems {
					t.Logf("%s: %s", pr.Code, pr.Text)
				}
			}
		})
	}
	for _, expect := range slices.Sorted(maps.Keys(rows)) {
		t.Logf("%-24s %2d of %2d rows right", expect, right[expect], rows[expect])
	}
}

// repos builds the row's repository and its base models.
func (p page) repos(t *testing.T, set *rules.Rules) []*hubtest.Repo {
	t.Helper()
	repo := &hubtest.Repo{
		Kind: p.RepoType + "s", ID: p.ID, Tags: p.Tags, Large: map[string]int64{"model.safetensors": 1 << 30},
		Files: map[string][]byte{"README.md": p.card(t, set)},
	}
	if p.LicenseLink != nil && !strings.Contains(*p.LicenseLink, "://") {
		repo.Files[*p.LicenseLink] = nil
	}
	out := []*hubtest.Repo{repo}
	for _, name := range p.BaseModel {
		base, err := ref.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		meta := "license: " + p.BaseLicense
		if name, ok := strings.CutPrefix(p.BaseLicense, "other:"); ok {
			meta = "license: other\nlicense_name: " + name
		}
		out = append(out, &hubtest.Repo{
			Kind: "models", ID: base.ID(), Large: map[string]int64{"model.safetensors": 1 << 30},
			Files: map[string][]byte{"README.md": []byte("---\n" + meta + "\n---\n# A base model\n")},
		})
	}
	return out
}

// card invents a card out of the row's facts.
func (p page) card(t *testing.T, set *rules.Rules) []byte {
	t.Helper()
	meta := map[string]any{"tags": p.Tags}
	for key, value := range map[string]*string{"license": p.License, "license_name": p.LicenseName, "license_link": p.LicenseLink} {
		if value != nil {
			meta[key] = *value
		}
	}
	body := "# A model\n"
	switch p.BaseEvidence {
	case "metadata":
		meta["base_model"] = p.BaseModel
	case "card text":
		for _, b := range p.BaseModel {
			body += fmt.Sprintf("\nThis model is based on [%s](https://huggingface.co/%s).\n", b[strings.Index(b, "/")+1:], b)
		}
	}
	if p.Expect == "license-in-prose-only" {
		body += "\n## License\n\nThe model stays licensed under the " + set.Licenses.Lookup(p.BaseLicense)[0].Name + ".\n"
	}
	head, err := yaml.Marshal(meta)
	if err != nil {
		t.Fatal(err)
	}
	if p.Expect == "front-matter-malformed" {
		return []byte("license: " + p.BaseLicense + "\npipeline_tag: text-generation\n\n" + body)
	}
	return []byte("---\n" + string(head) + "---\n" + body)
}

// miss says how a report differs from what the row expects, empty when it does
// not.
func (p page) miss(r audit.TargetReport) string {
	at := slices.IndexFunc(r.Findings, func(f finding.Finding) bool { return f.Kind == term.LicenceDrift })
	if !strings.HasPrefix(p.Expect, "drift") {
		if at >= 0 {
			return "drift was found"
		}
		return p.missOther(r)
	}
	if at < 0 {
		return "no drift was found"
	}
	f := r.Findings[at]
	_, stamped := f.Params["template"].(string)
	switch {
	case p.Expect == "drift-inferred" && f.Source != term.Inferred:
		return "the drift is not marked as inferred"
	case p.BaseEvidence == "metadata" && f.Source != term.Inherited:
		return "the drift is marked as " + string(f.Source)
	case (p.Expect == "drift-template") != stamped && p.Expect != "drift-inferred":
		return fmt.Sprintf("template is %v", f.Params["template"])
	case len(f.Via) == 0 || len(f.Evidence) < 2:
		return "the drift has no path or not both quotes"
	case r.Verdict.Outcome == "pass":
		return "it passes"
	}
	return ""
}

func (p page) missOther(r audit.TargetReport) string {
	has := func(k term.Kind) bool {
		return slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Kind == k })
	}
	problem := func(part string) bool {
		for _, p := range r.Problems {
			if strings.Contains(p.Code, part) {
				return true
			}
		}
		return false
	}
	switch {
	case p.Expect == "ok":
		return ""
	case r.Verdict.Outcome == "pass":
		return "it passes"
	case p.Expect == "license-missing" && !has(term.LicenceUndeclared):
		return "the missing licence was not found"
	case p.Expect == "license-in-prose-only" && !(has(term.LicenceUndeclared) && len(r.Licenses) > 0 && r.Licenses[0].Source == term.Inferred):
		return "the licence in the text was not found"
	case p.Expect == "license-file-empty" && !problem("empty"):
		return "the empty licence was not noticed"
	case p.Expect == "front-matter-malformed" && len(r.Problems) == 0:
		return "the malformed card was not noticed"
	}
	return ""
}

// TestPagesInStep compares our copy of the rows with the corpus it came from.
func TestPagesInStep(t *testing.T) {
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		t.Skip("FINEPRINT_CORPUS is not set")
	}
	theirs, err := os.ReadFile(filepath.Join(dir, "lineage", "hf-pages.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile("../../fixtures/corpus/hf-pages.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(ours, theirs) {
		t.Error("fixtures/corpus/hf-pages.jsonl differs from the corpus")
	}
}
