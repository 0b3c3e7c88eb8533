package audit_test

import (
	"context"
	"os"
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// A spec is what a hub may answer about acme/it, and what must not come of it.
// Without set and faults it is a repository that passes: a label, the text of
// Apache-2.0 and weights.
type spec struct {
	name     string
	set      func(it *hubtest.Repo)
	others   []*hubtest.Repo
	faults   []hubtest.Fault // paths are below /acme/it/resolve/<commit>/ unless they begin with a slash
	pass     bool            // else review or undecided
	problems []string        // one of them
	not      []string        // none of them
	kinds    []string        // findings, all of them
}

const (
	studyOnly  = "You may use this model for non-commercial purposes only.\n"
	holderText = "Copyright Inkhouse Ltd\n\n" + studyOnly
)

// label is the metadata of a card under Apache-2.0, with more lines.
func label(more string) []byte { return []byte("---\nlicense: apache-2.0\n" + more + "---\n# It\n") }

// metadata is the hub's copy of a label, with one more value.
func metadata(key string, value any) func(*hubtest.Repo) {
	return func(r *hubtest.Repo) { r.CardData = map[string]any{"license": "apache-2.0", key: value} }
}

// base is a model that others are made from.
func base(id string, change func(*hubtest.Repo)) *hubtest.Repo {
	r := model(id, "license: other", "")
	if change != nil {
		change(r)
	}
	return r
}

func child(of string) func(*hubtest.Repo) {
	return func(r *hubtest.Repo) { r.Files["README.md"] = label("base_model: " + of + "\n") }
}

func bespoke(r *hubtest.Repo) { r.Files["LICENSE"] = []byte(holderText) }

func listedLicence(r *hubtest.Repo) {
	r.Files["README.md"], r.Files["LICENSE"] = []byte("---\nlicense: mit\n---\n"), []byte("Be kind.\n")
}

// lineageSpecs are about what stands upstream.
var lineageSpecs = []spec{
	{name: "a parent under a text of another holder", set: child("inkhouse/base"), others: []*hubtest.Repo{base("inkhouse/base", bespoke)},
		kinds: []string{"non-commercial"}},
	{name: "a gated parent whose listed text was not read", set: child("inkhouse/base"),
		others:   []*hubtest.Repo{base("inkhouse/base", func(r *hubtest.Repo) { listedLicence(r); r.Gated = "manual" })},
		problems: []string{"upstream-gated"}},
	{name: "a disabled parent", set: child("inkhouse/base"),
		others:   []*hubtest.Repo{base("inkhouse/base", func(r *hubtest.Repo) { listedLicence(r); r.Disabled = true })},
		problems: []string{"upstream-disabled"}, not: []string{"upstream-gated"}},
	{name: "a parent's listed text is gone", set: child("inkhouse/base"), others: []*hubtest.Repo{base("inkhouse/base", listedLicence)},
		faults: []hubtest.Fault{{Path: "/inkhouse/base/resolve/", Status: 404}}, problems: []string{"upstream-unread"}},
	{name: "a parent's listed text is gone for good", set: child("inkhouse/base"),
		others: []*hubtest.Repo{base("inkhouse/base", listedLicence)},
		faults: []hubtest.Fault{{Path: "/inkhouse/base/resolve/", Status: 410}}, problems: []string{"upstream-unread"},
		not: []string{"upstream-gated"}},
	{name: "a parent's listed text is a bad request", set: child("inkhouse/base"),
		others: []*hubtest.Repo{base("inkhouse/base", listedLicence)},
		faults: []hubtest.Fault{{Path: "/inkhouse/base/resolve/", Status: 400}}, problems: []string{"upstream-unread"}},
	{name: "a parent in the hub's metadata alone", set: metadata("base_model", "inkhouse/base"),
		others: []*hubtest.Repo{base("inkhouse/base", bespoke)}, kinds: []string{"non-commercial"}},
	{name: "a mirror on the same account, under another's text", set: child("acme/mirror"),
		others: []*hubtest.Repo{base("acme/mirror", bespoke)}, kinds: []string{"non-commercial", "licence-drift"}},
	{name: "a mirror on the same account, another's label", set: child("acme/mirror"),
		others: []*hubtest.Repo{model("acme/mirror", "license: llama2", "")}, kinds: []string{"user-cap"}},
	{name: "own work licensed anew", set: child("acme/base"), others: []*hubtest.Repo{model("acme/base", "license: cc-by-nc-4.0", "")},
		pass: true},
	{name: "a parent's card cannot be had", set: child("inkhouse/base"),
		others: []*hubtest.Repo{model("inkhouse/base", "license: mit", studyOnly)},
		faults: []hubtest.Fault{{Path: "/inkhouse/base/resolve/", Status: 400}}},
	{name: "a parent in a card that is no YAML", set: func(r *hubtest.Repo) {
		r.Files["README.md"] = []byte("---\nlicense: apache-2.0\nbase_model: inkhouse/base\ntitle: \"open\n---\n# It\n")
	}, others: []*hubtest.Repo{base("inkhouse/base", bespoke)}},
	{name: "a parent's listed text is withheld", set: child("inkhouse/base"), others: []*hubtest.Repo{base("inkhouse/base", listedLicence)},
		faults: []hubtest.Fault{{Path: "/inkhouse/base/resolve/", Status: 451}}},
	{name: "a parent's listed text is forbidden", set: child("inkhouse/base"), others: []*hubtest.Repo{base("inkhouse/base", listedLicence)},
		faults: []hubtest.Fault{{Path: "/inkhouse/base/resolve/", Status: 403}}},
	{name: "a parent in the hub's metadata as a list", set: metadata("base_model", []any{"inkhouse/base"}),
		others: []*hubtest.Repo{base("inkhouse/base", bespoke)}, kinds: []string{"non-commercial"}},
	{name: "an adapter of a checkpoint", set: func(r *hubtest.Repo) {
		r.Files["checkpoint-500/adapter_config.json"] = []byte(`{"base_model_name_or_path": "inkhouse/base"}`)
	}, others: []*hubtest.Repo{base("inkhouse/base", bespoke)}, kinds: []string{"non-commercial"}},
	{name: "a nested adapter that is gone", set: func(r *hubtest.Repo) {
		r.Files["lora/adapter_config.json"] = []byte(`{"base_model_name_or_path": "inkhouse/base"}`)
	}, faults: []hubtest.Fault{{Path: "lora/adapter_config.json", Status: 404}}, problems: []string{"document-missing"}},
	{name: "an adapter below the top", set: func(r *hubtest.Repo) {
		r.Files["lora/adapter_config.json"] = []byte(`{"base_model_name_or_path": "inkhouse/base"}`)
	}, others: []*hubtest.Repo{base("inkhouse/base", bespoke)}, kinds: []string{"non-commercial"}},
}

// documentSpecs are about documents that are listed and not had.
var documentSpecs = []spec{
	{name: "control", pass: true},
	{name: "a text is gone", faults: []hubtest.Fault{{Path: "LICENSE", Status: 404}}, problems: []string{"document-missing"}},
	{name: "a text is gone, says the hub", faults: []hubtest.Fault{{Path: "LICENSE", Status: 404, Code: "EntryNotFound"}},
		problems: []string{"document-missing"}},
	{name: "a card is gone", faults: []hubtest.Fault{{Path: "README.md", Status: 404}}, problems: []string{"document-missing"}},
	{name: "no card at all", set: func(r *hubtest.Repo) {
		delete(r.Files, "README.md")
		r.CardData = map[string]any{"license": "apache-2.0"}
	}, pass: true},
	{name: "410 is no gate", faults: []hubtest.Fault{{Path: "LICENSE", Status: 410}}, problems: []string{"document-missing"},
		not: []string{"gated"}},
	{name: "451 is no gate", faults: []hubtest.Fault{{Path: "LICENSE", Status: 451}}, problems: []string{"document-missing"},
		not: []string{"gated"}},
	{name: "a card cut short", set: func(r *hubtest.Repo) { r.Files["README.md"] = label("# " + studyOnly) },
		faults: []hubtest.Fault{{Path: "README.md", Body: string(label(""))}}, problems: []string{"document-damaged"}},
	{name: "a text cut short", set: func(r *hubtest.Repo) {
		r.Files["LICENSE"] = append(slices.Clone(r.Files["LICENSE"]), "You may not sell it to anyone.\n"...)
	},
		faults: []hubtest.Fault{{Path: "LICENSE", Body: "@apache"}}, problems: []string{"document-damaged"}},
	{name: "other bytes of the same length", set: func(r *hubtest.Repo) { r.Files["README.md"] = label("# abc\n") },
		faults: []hubtest.Fault{{Path: "README.md", Body: string(label("# abd\n"))}}, problems: []string{"document-damaged"}},
	{name: "a page in place of a text", faults: []hubtest.Fault{{Path: "LICENSE", Body: "<!DOCTYPE html><title>Sign in</title>"}},
		problems: []string{"web-page"}},
	{name: "an empty answer in place of a text", faults: []hubtest.Fault{{Path: "LICENSE", Body: " "}},
		problems: []string{"document-damaged"}},
	{name: "402 for a text", faults: []hubtest.Fault{{Path: "LICENSE", Status: 402}},
		problems: []string{"document-not-fetched", "document-missing"}},
	{name: "data in place of a text", faults: []hubtest.Fault{{Path: "LICENSE", Body: `{"error":"none"}`}}, problems: []string{"web-page"}},
	{name: "a gate, without a token", set: func(r *hubtest.Repo) { r.Gated = "manual" }, problems: []string{"gated"}},
}

// linkSpecs are about what metadata points to.
var linkSpecs = []spec{
	{name: "mail", set: metadata("license_link", "mailto:law@quill.example"), problems: []string{"link-not-read"}},
	{name: "ftp", set: metadata("license_link", "ftp://quill.example/x"), problems: []string{"link-not-read"}},
	{name: "file", set: metadata("license_link", "file:///x"), problems: []string{"link-not-read"}},
	{name: "git", set: metadata("license_link", "git+https://quill.example/x"), problems: []string{"link-not-read"}},
	{name: "a user name", set: metadata("license_link", "https://me@quill.example/x"), problems: []string{"link-not-read"}},
	{name: "an empty host", set: metadata("license_link", "https:///x"), problems: []string{"link-not-read"}},
	{name: "a telephone", set: metadata("license_link", "tel:+491234567"), problems: []string{"link-not-read"}},
	{name: "a program", set: metadata("license_link", "javascript:alert(1)"), problems: []string{"link-not-read"}},
	{name: "data", set: metadata("license_link", "data:text/plain,MIT"), problems: []string{"link-not-read"}},
	{name: "ssh", set: metadata("license_link", "ssh://git@quill.example/x"), problems: []string{"link-not-read"}},
	{name: "a folder above", set: metadata("license_link", "../LICENSE"), problems: []string{"link-not-read", "document-missing"}},
	{name: "another repository's file", set: metadata("license_link", "/inkhouse/base/blob/main/LICENSE"),
		problems: []string{"link-not-read", "document-missing", "document-denied"}},
	{name: "a list of maps", set: metadata("license_link", []any{map[string]any{"url": "https://quill.example/nc"}}),
		problems: []string{"wrong-type"}},
	{name: "very long", set: metadata("license_link", "https://quill.example/"+string(make([]byte, 2100))),
		problems: []string{"link-not-read"}},
	{name: "out of the repository", set: metadata("license_link", "../../x"), problems: []string{"link-not-read"}},
	{name: "a tab", set: metadata("license_link", "https://quill.example/a\tb"), problems: []string{"link-not-read"}},
	{name: "words", set: metadata("license_link", "see the terms on our site"), problems: []string{"link-not-read", "document-missing"}},
	{name: "words with an address", set: metadata("license_link", "see https://quill.example/nc"), problems: []string{"link-not-read"}},
	{name: "Markdown", set: metadata("license_link", "[terms](https://quill.example/nc)"), problems: []string{"link-not-read"}},
	{name: "a file that is not there", set: metadata("license_link", "TERMS.md"), problems: []string{"document-missing"}},
	{name: "a fifth link", set: metadata("license_link", []any{"LICENSE", "LICENSE", "LICENSE", "LICENSE", "https://quill.example/nc"}),
		problems: []string{"link-not-read"}},
	{name: "four times the same", set: metadata("license_link", []any{"LICENSE", "./LICENSE", "LICENSE", "LICENSE", "LICENSE"}), pass: true},
	{name: "a map", set: metadata("license_link", map[string]any{"url": "https://quill.example/nc"}), problems: []string{"wrong-type"}},
	{name: "a number", set: metadata("license_link", 7), problems: []string{"wrong-type"}},
	{name: "in the card alone", set: func(r *hubtest.Repo) {
		r.Files["README.md"], r.CardData = label("license_link: https://quill.example/nc\n"), map[string]any{}
	}, problems: []string{"link-not-read"}},
	{name: "own file", set: metadata("license_link", "LICENSE"), pass: true},
	{name: "own file with a dot", set: metadata("license_link", "./LICENSE"), pass: true},
	{name: "own page", set: metadata("license_link", "/acme/it/blob/main/LICENSE"), pass: true},
	{name: "a page that the catalogue knows as the licence's own", // as the specification asks, beside its exact text
		set: metadata("license_link", "https://www.apache.org/licenses/LICENSE-2.0"), pass: true},
	{name: "own address", set: metadata("license_link", "https://huggingface.co/acme/it/resolve/main/LICENSE"), pass: true},
	{name: "a gate's prompt as a list", set: func(r *hubtest.Repo) {
		r.Gated, r.CardData = "auto", map[string]any{"license": "apache-2.0", "extra_gated_prompt": []any{studyOnly}}
	}, kinds: []string{"non-commercial"}},
	{name: "the hub's metadata against the card", set: func(r *hubtest.Repo) { r.CardData = map[string]any{"license": "cc-by-nc-4.0"} },
		kinds: []string{"licence-contradiction"}},
	{name: "the hub's metadata against the card, without a text", set: func(r *hubtest.Repo) {
		delete(r.Files, "LICENSE")
		r.CardData = map[string]any{"license": "cc-by-nc-4.0"}
	}, kinds: []string{"non-commercial"}},
	{name: "a file of terms that only the card names", set: func(r *hubtest.Repo) {
		r.Files["README.md"], r.Files["docs/house-rules.txt"] = label("# The [house rules](docs/house-rules.txt) are part of the licence.\n"),
			[]byte(studyOnly)
	}, kinds: []string{"non-commercial"}},
}

func TestHubSpecs(t *testing.T) {
	for _, tt := range slices.Concat(lineageSpecs, documentSpecs, linkSpecs) {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := tt.audit(t)
			outcome := r.Verdict.Outcome
			if tt.pass != (outcome == policy.Pass) || outcome == policy.Fail {
				t.Errorf("%s:\n%s", outcome, said(r))
			}
			has := func(codes []string) bool {
				return slices.ContainsFunc(r.Problems, func(p doc.Problem) bool { return slices.Contains(codes, p.Code) })
			}
			if tt.problems != nil && !has(tt.problems) || has(tt.not) {
				t.Errorf("want a problem of %v and none of %v: %+v\n%s", tt.problems, tt.not, r.Problems, said(r))
			}
			for _, kind := range tt.kinds {
				if !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return string(f.Kind) == kind }) {
					t.Errorf("no %s:\n%s", kind, said(r))
				}
			}
		})
	}
}

func (s spec) audit(t *testing.T) audit.TargetReport {
	t.Helper()
	own, err := os.ReadFile("../../LICENSE") // the text of Apache-2.0
	if err != nil {
		t.Fatal(err)
	}
	set := ourRules(t)
	it := model("acme/it", "license: apache-2.0", "")
	it.Files["README.md"], it.Files["LICENSE"] = label(""), own
	if s.set != nil {
		s.set(it)
	}
	h := &hubtest.Hub{Repos: append(s.others, it)}
	for _, f := range s.faults {
		if f.Path[0] != '/' {
			f.Path = "/acme/it/resolve/" + it.Commit() + "/" + f.Path
		}
		if f.Body == "@apache" {
			f.Body = string(own)
		}
		h.Fault(f)
	}
	client, err := huggingface.New(huggingface.Config{Endpoint: hubtest.Start(t, h)})
	if err != nil {
		t.Fatal(err)
	}
	cfg := audit.Config{Sources: map[string]audit.Source{ref.HuggingFace: client}, Clauses: set.Clauses, Licenses: set.Licenses,
		Cards: set.Cards, Openness: set.Openness, Lineage: lineage.Limits{Depth: 3}}
	return audit.New(cfg).Run(context.Background(), requests(t, "acme/it")).Reports[0]
}
