package audit_test

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/openness"
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
	Gated        any
	BaseModel    []struct{ ID, Relation string } `json:"base_model"`
	Datasets     []string
	TrainingCode []string `json:"training_code"`
	Files        []string
	Facts        []fact
	ToCheckLive  []string `json:"to_check_live"`
	Expected     struct {
		Findings    []term.Kind
		MustNotFire []string                           `json:"must_not_fire"`
		Tier        *struct{ Low, High openness.Tier } // nil: nobody knows
	}
	Texts struct{ Licence, Policy *string }
}

type fact struct{ Text, Source string }

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
// licence, the catch and the tier come out. It tests the plumbing, not the
// reading of real cards. A row without its text here is checked on identifier
// and catalogue.
func TestSeedModelsPlumbing(t *testing.T) {
	set := ourRules(t)
	texts := corpusTexts(t)
	rows := readSeeds(t)
	table := tierTable{}
	for _, row := range rows {
		ok := t.Run(strings.ReplaceAll(row.ID, "/", "_"), func(t *testing.T) {
			report := auditSeed(t, set, row, texts)
			checkSeedLicence(t, set, row, texts, report)
			if row.Texts.Licence != nil && texts == nil && row.Declared.License == nil {
				t.Skip("the row rests on a text that is not here")
			}
			checkSeedFindings(t, set, row, report, texts != nil)
			checkSeedTier(t, row, report, texts != nil)
		})
		table.add(row, ok)
	}
	table.log(t)
}

// tierTable counts the rows by the tier that they expect: those that are right
// in licence, catch and tier, and all.
type tierTable map[string][2]int

func (x tierTable) add(row seed, right bool) {
	tier := "not known"
	if e := row.Expected.Tier; e != nil {
		tier = string(e.Low)
		if e.Low != e.High {
			tier += " to " + string(e.High)
		}
	}
	for _, name := range []string{tier, "all seed models"} {
		n := x[name]
		if right {
			n[0]++
		}
		n[1]++
		x[name] = n
	}
}

func (x tierTable) log(t *testing.T) {
	for _, tier := range slices.Sorted(maps.Keys(x)) {
		t.Logf("%-28s %2d of %2d rows right in licence, catch and tier", tier, x[tier][0], x[tier][1])
	}
}

// checkSeedTier checks the range of openness. Where nobody knows the tier, it
// must not be settled here either. A row whose own text is not here may be
// less settled than it would be with it.
func checkSeedTier(t *testing.T, row seed, report audit.TargetReport, withTexts bool) {
	t.Helper()
	got, want := report.Openness.Tier, row.Expected.Tier
	switch {
	case want == nil && got.Low == got.High:
		t.Errorf("the tier is settled as %s, and nobody knows it", got.Low)
	case want == nil, row.Texts.Licence != nil && !withTexts && got.Low == openness.Restricted && got.Low != got.High:
	case got.Low != want.Low || got.High != want.High:
		t.Errorf("the tier is %s to %s, want %s to %s; ask: %q", got.Low, got.High, want.Low, want.High, got.Ask)
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
		h := &hubtest.Hub{Repos: seedRepos(t, set, row, texts), Tokens: map[string][]string{"hf_seed": {"*"}}}
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
	a := audit.New(audit.Config{Sources: sources, Clauses: set.Clauses, Licenses: set.Licenses, Cards: set.Cards, Openness: set.Openness})
	return a.Run(context.Background(), []audit.Request{{Asked: asked, Ref: r}}).Reports[0]
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

// checkSeedFindings checks what must be found of a row and what must not.
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
		case found[k] || k == term.LicenceContradiction && !withTexts:
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
	return !slices.ContainsFunc(s.Facts, func(f fact) bool { return f.Source != "memory" })
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
