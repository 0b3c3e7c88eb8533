package audit_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

// seed is one row of fixtures/corpus/seed-models.json.
type seed struct {
	ID       string
	Hub      string
	Declared struct {
		License     *string
		LicenseName *string `json:"license_name"`
		LicenseLink *string `json:"license_link"`
	}
	Gated     any
	BaseModel []struct{ ID, Relation string } `json:"base_model"`
	Datasets  []string
	Files     []string
	Facts     []struct{ Text, Source string }
	Expected  struct {
		Findings    []term.Kind
		MustNotFire []string `json:"must_not_fire"`
	}
	Texts struct{ Licence, Policy *string }
}

func readSeeds(t *testing.T) []seed {
	t.Helper()
	var file struct{ Models []seed }
	data, err := os.ReadFile("../../fixtures/corpus/seed-models.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Models) == 0 {
		t.Fatal("no seed rows")
	}
	return file.Models
}

// TestSeedModelsPlumbing serves each seed model with the facts of its row, a
// card made of them, and the texts that the row names, and checks that the
// licence and the catch come out. It tests the plumbing, not the reading of
// real cards. A row without its text here is checked on identifier and
// catalogue.
func TestSeedModelsPlumbing(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := corpusTexts(t)
	for _, row := range readSeeds(t) {
		t.Run(strings.ReplaceAll(row.ID, "/", "_"), func(t *testing.T) {
			report := auditSeed(t, set, row, texts)
			checkSeedLicence(t, set, row, texts, report)
			if row.Texts.Licence != nil && texts == nil && row.Declared.License == nil {
				t.Skip("the row rests on a text that is not here")
			}
			checkSeedFindings(t, set, row, report, texts != nil)
		})
	}
}

// corpusTexts returns the texts of the corpus by id; none when it is not here.
func corpusTexts(t *testing.T) map[string][]byte {
	t.Helper()
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		t.Log("FINEPRINT_CORPUS is not set: rows are checked on identifier and catalogue only")
		return nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "licenses", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s", dir)
	}
	out := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".txt")] = data
	}
	return out
}

func auditSeed(t *testing.T, set *rules.Rules, row seed, texts map[string][]byte) audit.TargetReport {
	t.Helper()
	asked := row.ID
	sources := map[string]audit.Source{}
	if provider, ok := strings.CutPrefix(row.Hub, "provider:"); ok {
		asked = "provider:" + provider + "/" + row.ID
	} else {
		h := &hubtest.Hub{Repos: []*hubtest.Repo{seedRepo(t, row, texts)}, Tokens: map[string][]string{"hf_seed": {"*"}}}
		client, err := huggingface.New(huggingface.Config{Endpoint: hubtest.Start(t, h), Token: "hf_seed", SendToken: true})
		if err != nil {
			t.Fatal(err)
		}
		sources[ref.HuggingFace] = client
	}
	r, err := ref.Parse(asked)
	if err != nil {
		t.Fatal(err)
	}
	a := audit.New(audit.Config{Sources: sources, Clauses: set.Clauses, Licenses: set.Licenses, Openness: set.Openness})
	return a.Run(context.Background(), []audit.Request{{Asked: asked, Ref: r}}).Reports[0]
}

// seedRepo builds a repository out of the facts of a row.
func seedRepo(t *testing.T, row seed, texts map[string][]byte) *hubtest.Repo {
	t.Helper()
	repo := &hubtest.Repo{Kind: "models", ID: row.ID, Files: map[string][]byte{}, Large: map[string]int64{"model.safetensors": 1 << 30}}
	repo.Gated, _ = row.Gated.(string)
	meta := map[string]any{}
	for key, value := range map[string]*string{"license": row.Declared.License, "license_name": row.Declared.LicenseName, "license_link": row.Declared.LicenseLink} {
		if value != nil {
			meta[key] = *value
		}
	}
	if len(row.Datasets) > 0 {
		meta["datasets"] = row.Datasets
	}
	if slices.ContainsFunc(row.Facts, func(f struct{ Text, Source string }) bool { return strings.Contains(f.Text, "gate form asks") }) {
		meta["extra_gated_fields"] = map[string]string{"First Name": "text", "Date of birth": "date_picker", "Country": "country"}
	}
	head, err := yaml.Marshal(meta)
	if err != nil {
		t.Fatal(err)
	}
	repo.Files["README.md"] = fmt.Appendf(nil, "---\n%s---\n# A model\n", head)
	if text := namedText(row.Texts.Licence, texts); text != nil {
		repo.Files[licenceFile(row.Files)] = text
	}
	if text := namedText(row.Texts.Policy, texts); text != nil {
		repo.Files["USE_POLICY.md"] = text
	}
	return repo
}

func namedText(id *string, texts map[string][]byte) []byte {
	if id == nil {
		return nil
	}
	return texts[*id]
}

// licenceFile picks the name under which a row's file list has the licence of
// the weights.
func licenceFile(files []string) string {
	name := "LICENSE"
	for _, f := range files {
		if role, ok := hub.RoleOf(f); ok && role == "licence" && strings.Contains(strings.ToUpper(f), "MODEL") {
			name = f
		}
	}
	return name
}

// checkSeedLicence checks that the licence of the row governs: the entry of
// its text, or what its identifier stands for.
func checkSeedLicence(t *testing.T, set *rules.Rules, row seed, texts map[string][]byte, report audit.TargetReport) {
	t.Helper()
	var name string
	switch {
	case namedText(row.Texts.Licence, texts) != nil:
		name = *row.Texts.Licence
	case strings.HasPrefix(row.Hub, "provider:"):
		name = row.Hub
	case row.Declared.LicenseName != nil:
		name = *row.Declared.LicenseName
	case row.Declared.License != nil && *row.Declared.License != "other":
		name = *row.Declared.License
	default:
		return // the row names no licence
	}
	entries := set.Licenses.Lookup(name)
	if len(entries) == 0 {
		t.Errorf("the catalogue does not know %q", name)
	}
	for _, e := range entries {
		if slices.ContainsFunc(report.Licenses, func(l finding.License) bool {
			return l.ID == e.ID || slices.Contains(e.Members, l.ID) || l.Entry == nil && l.ID == name
		}) {
			return
		}
	}
	t.Errorf("%s does not govern: %+v", name, report.Licenses)
}

// checkSeedFindings checks the findings of a row that this pipeline makes: the
// clauses, and what hub and licence files show, and where it is freer than its parents. Openness is not
// looked at.
func checkSeedFindings(t *testing.T, set *rules.Rules, row seed, report audit.TargetReport, withTexts bool) {
	t.Helper()
	absent := absentKinds(t, row)
	found := map[term.Kind]bool{}
	restrictive := []term.Kind{}
	for _, f := range report.Findings {
		found[f.Kind] = true
		if info, ok := set.Clauses.Kind(f.Kind); ok && info.Restrictive() {
			restrictive = append(restrictive, f.Kind)
		}
	}
	for _, k := range row.Expected.Findings {
		switch {
		case !made(k) || found[k] || k == term.LicenceContradiction && !withTexts:
		case slices.Contains(absent, k) && row.remembered():
			t.Logf("%s is expected from memory, and the labels of the row's own text say that it is not there", k)
		default:
			t.Errorf("%s was not found", k)
		}
	}
	for _, k := range row.Expected.MustNotFire {
		switch {
		case k == "any-restrictive-clause":
			if len(restrictive) > 0 {
				t.Errorf("restrictive clauses %v were found", restrictive)
			}
		case found[term.Kind(k)]:
			t.Errorf("%s was found", k)
		}
	}
}

// remembered reports whether all facts of a row are unconfirmed.
func (s seed) remembered() bool {
	return !slices.ContainsFunc(s.Facts, func(f struct{ Text, Source string }) bool { return f.Source != "memory" })
}

// absentKinds returns the kinds that the labels of a row's licence text name
// as absent from it.
func absentKinds(t *testing.T, row seed) []term.Kind {
	t.Helper()
	if row.Texts.Licence == nil {
		return nil
	}
	data, err := os.ReadFile("../../fixtures/corpus/labels.json")
	if err != nil {
		t.Fatal(err)
	}
	var labels map[string]struct{ Absent []term.Kind }
	if err := json.Unmarshal(data, &labels); err != nil {
		t.Fatal(err)
	}
	return labels[*row.Texts.Licence].Absent
}

// made reports whether this pipeline makes findings of kind k.
func made(k term.Kind) bool {
	switch k {
	case term.LicenceDrift, term.Gated, term.GatedPermissive, term.GatePersonalData, term.LicenceUndeclared, term.LicenceContradiction, term.NoWeights:
		return true
	default:
		return k.IsClause()
	}
}
