package audit_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/rules"
)

// seedRepos builds the repositories that a row speaks of: the model, what it
// was made from, and its datasets. What they hold is drawn from the row's
// facts alone, never from what it expects.
func seedRepos(t *testing.T, set *rules.Rules, row seed, texts map[string][]byte) []*hubtest.Repo {
	t.Helper()
	repos := []*hubtest.Repo{seedModel(t, row, texts)}
	for _, base := range row.BaseModel {
		repos = append(repos, seedParent(t, set, row, base.ID))
	}
	for _, id := range row.Datasets {
		if row.says("whether the linked data can still be downloaded") {
			continue
		}
		meta := map[string]any{"license": "odc-by"}
		if row.says("datasets and documents recorded as unlicensed") {
			meta = map[string]any{"language": "en"}
		}
		repos = append(repos, &hubtest.Repo{Kind: "datasets", ID: id, Files: map[string][]byte{"README.md": seedCard(t, id, meta, "Some data.")}})
	}
	return repos
}

// says reports whether a fact of the row, or something to check about it,
// holds some words.
func (s seed) says(words string) bool {
	holds := func(text string) bool { return strings.Contains(text, words) }
	return slices.ContainsFunc(s.Facts, func(f fact) bool { return holds(f.Text) }) || slices.ContainsFunc(s.ToCheckLive, holds)
}

func seedModel(t *testing.T, row seed, texts map[string][]byte) *hubtest.Repo {
	t.Helper()
	repo := &hubtest.Repo{Kind: "models", ID: row.ID, Files: map[string][]byte{}, Large: map[string]int64{"model.safetensors": 1 << 30}}
	repo.Gated, _ = row.Gated.(string)
	if row.says("needs custom code") {
		repo.Tags = append(repo.Tags, "custom_code")
	}
	meta := row.license()
	if len(row.BaseModel) > 0 && !row.says("no base_model") {
		meta["base_model"] = row.BaseModel[0].ID
		meta["base_model_relation"] = row.BaseModel[0].Relation
	}
	if row.says("gate form asks") {
		meta["extra_gated_fields"] = map[string]string{"First Name": "text", "Date of birth": "date_picker", "Country": "country"}
	}
	prose := seedProse(row)
	switch {
	case len(row.Datasets) > 0 && row.says("NO datasets field"):
		for _, id := range row.Datasets {
			prose += fmt.Sprintf("\n\nThe training data is [%s](https://huggingface.co/datasets/%s).", id, id)
		}
	case len(row.Datasets) > 0:
		meta["datasets"] = row.Datasets
	}
	repo.Files["README.md"] = seedCard(t, row.ID[strings.Index(row.ID, "/")+1:], meta, prose)
	if text := namedText(row.Texts.Licence, texts); text != nil {
		repo.Files[licenceFile(row.Files)] = text
	}
	if text := namedText(row.Texts.Policy, texts); text != nil {
		repo.Files["USE_POLICY.md"] = text
	}
	return repo
}

// license is what the row declares.
func (s seed) license() map[string]any {
	meta := map[string]any{}
	for key, value := range map[string]*string{"license": s.Declared.License, "license_name": s.Declared.LicenseName,
		"license_link": s.Declared.LicenseLink} {
		if value != nil {
			meta[key] = *value
		}
	}
	return meta
}

var underLicence = regexp.MustCompile(`under the (\S+) licence`)

// seedParent is a model that a row's model was made from: under the licence
// that a fact names, else under the row's own.
func seedParent(t *testing.T, set *rules.Rules, row seed, id string) *hubtest.Repo {
	t.Helper()
	meta := row.license()
	for _, f := range row.Facts {
		if m := underLicence.FindStringSubmatch(f.Text); m != nil && len(set.Licenses.Lookup(m[1])) > 0 {
			meta = map[string]any{"license": m[1]}
		}
	}
	delete(meta, "license_link") // it leads into the row's own repository
	return &hubtest.Repo{Kind: "models", ID: id, Files: map[string][]byte{"README.md": seedCard(t, id, meta, "A base model.")},
		Large: map[string]int64{"model.safetensors": 1 << 30}}
}

var (
	quotedInCard = regexp.MustCompile(`'([^']+)'`)
	saidInCard   = regexp.MustCompile(`\bcard (?:text )?says (.+)`)
)

// seedProse is what the row's facts say that the card says, and a link to
// each repository of training code.
func seedProse(row seed) string {
	var lines []string
	for _, f := range row.Facts {
		at := strings.Index(f.Text, "card")
		if at < 0 {
			continue
		}
		quotes := quotedInCard.FindAllStringSubmatch(f.Text[at:], -1)
		if m := saidInCard.FindStringSubmatch(f.Text); m != nil && len(quotes) == 0 {
			quotes = [][]string{m}
		}
		for _, q := range quotes {
			lines = append(lines, strings.ToUpper(q[1][:1])+q[1][1:]+".")
		}
	}
	for _, url := range row.TrainingCode {
		lines = append(lines, "The training code is at "+url+".")
	}
	return strings.Join(lines, "\n\n")
}

func seedCard(t *testing.T, title string, meta map[string]any, prose string) []byte {
	t.Helper()
	head, err := yaml.Marshal(meta)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "---\n%s---\n# %s\n\n%s\n", head, title, prose)
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
