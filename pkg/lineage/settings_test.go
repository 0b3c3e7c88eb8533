package lineage_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Settings of training tools name a parent in any form and at any depth.
func TestSettings(t *testing.T) {
	self := ref.MustParse("acme/tern")
	for _, tt := range []struct {
		text string
		want []string
	}{
		{`{"text_config": {"_name_or_path": "inkhouse/base"}, "vision_config": {"_name_or_path": "inkhouse/eye"}}`,
			[]string{"inkhouse/base", "inkhouse/eye"}},
		{"stage: sft\nmodel_name_or_path: inkhouse/base\n", []string{"inkhouse/base"}},
		{"[model]\npretrained_model_name_or_path = \"inkhouse/base\"\nv2 = false\n", []string{"inkhouse/base"}},
		{"model:\n  name_or_path: https://huggingface.co/inkhouse/base\n", []string{"inkhouse/base"}},
		{"models: [inkhouse/base, inkhouse/base, quarry/other]", []string{"inkhouse/base", "quarry/other"}},
		{"tokenizer: {name_or_path: inkhouse/base}\nreward_model: inkhouse/judge\n", []string{}},
		{"dataset: inkhouse/letters\nhub_model_id: acme/other\n", []string{}},
		{"model_name_or_path: /mnt/models/base\n", []string{}},
		{"model_name_or_path: output/run-3\n", []string{}},
		{"base_model: acme/tern\n", []string{}},
		{"just words", []string{}},
		{"", []string{}},
	} {
		d := doc.New("recipe.yaml", doc.RoleConfig, "", []byte(tt.text))
		got := lineage.FromConfig(d, self, "c0ffee")
		if !slices.Equal(ids(got), tt.want) {
			t.Errorf("%s: got %q, want %q", tt.text, ids(got), tt.want)
		}
		for _, p := range got {
			if !p.Guess || p.Evidence[0].Quote != d.Quote(p.Evidence[0].Spans) {
				t.Errorf("%s: %+v", tt.text, p)
			}
		}
	}
}

// A list of submodules names those that lie on a hub of models.
func TestSubmodules(t *testing.T) {
	list := "[submodule \"weights\"]\n\tpath = weights\n\turl = https://huggingface.co/inkhouse/base\n" +
		"[submodule \"lib\"]\n\turl = https://git.example/inkhouse/lib\n" +
		"[submodule \"data\"]\n\turl = https://huggingface.co/datasets/inkhouse/letters\n"
	got := lineage.FromConfig(doc.New(".gitmodules", doc.RoleConfig, "", []byte(list)), ref.MustParse("acme/tern"), "c0ffee")
	if !slices.Equal(ids(got), []string{"inkhouse/base"}) {
		t.Errorf("got %q", ids(got))
	}
}

// The configuration of a program is none of a model.
func TestIsModelConfig(t *testing.T) {
	for text, want := range map[string]bool{
		`{"_class_name": "Denoiser", "_name_or_path": "inkhouse/base"}`: true,
		`{"architectures": ["Reader"]}`:                                 true,
		`{"model": "inkhouse/base", "port": 80}`:                        false,
		`["architectures"]`:                                             false,
	} {
		if got := lineage.IsModelConfig(doc.New("unet/config.json", doc.RoleConfig, "", []byte(text))); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// In a card they stand as code; so does what code loads below an adapter.
func TestSettingsInCards(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"```yaml\nbase_model: inkhouse/base\nadapter: qlora\n```", []string{"inkhouse/base"}},
		{"```python\nbase = AutoModel.from_pretrained(\"inkhouse/base\")\nmodel = PeftModel.from_pretrained(base, \"me/self\")\n```",
			[]string{"inkhouse/base"}},
		{"```python\npipe = Pipe.from_pretrained('inkhouse/base')\npipe.load_lora_weights('me/self')\n```", []string{"inkhouse/base"}},
		{"```python\nmodel = AutoModel.from_pretrained(\"inkhouse/base\")\n```", []string{}},
		{"```python\ntok = AutoTokenizer.from_pretrained(\"inkhouse/base\")\nm = PeftModel.from_pretrained(m, \"me/self\")\n```", []string{}},
		{"```python\nm = AutoModel.from_pretrained(\"me/self\")\nm.load_adapter(\"other/lora\")\n```", []string{}},
		{"base_model: inkhouse/base", []string{}},
	} {
		got := lineage.FromCardSettings(parsed("# Self\n\n"+tt.text+"\n"), ref.MustParse("me/self"), "c0ffee")
		if !slices.Equal(ids(got), tt.want) {
			t.Errorf("%s: got %q, want %q", tt.text, ids(got), tt.want)
		}
	}
}

// A model of the same account and series is a parent like any other, unless the
// walk is switched off: then its owner's terms are those at hand.
func TestSeries(t *testing.T) {
	const text = "# Tern 2 7B Chat\n\nIt was fine-tuned from acme/tern-2-7b.\n"
	for self, want := range map[ref.Ref]bool{
		ref.MustParse("acme/tern-2-7b-chat"): true, ref.MustParse("inkhouse/tern-2-7b-chat"): false, ref.MustParse("acme/gull-chat"): false,
	} {
		got := lineage.FromProse(parsed(text), cardRules(t), self, "c0ffee")
		if len(got) != 1 || got[0].Series != want {
			t.Errorf("%s: %+v", self, got)
			continue
		}
		root := lineage.Repository{Ref: self, Status: lineage.Read, Parents: got}
		g := lineage.Walk(t.Context(), root, nil, lineage.Limits{Depth: -1})
		if len(g.Edges) == 0 != want {
			t.Errorf("%s: %d edges", self, len(g.Edges))
		}
	}
}

// A Modelfile is from a model of a hub, or of a library that is none.
func TestFromModelfile(t *testing.T) {
	for text, want := range map[string][]string{
		"FROM ./model.gguf\n":                        {},
		"FROM tern.Q4_K_M.gguf\n":                    {},
		"# a comment\nfrom hf.co/inkhouse/base:Q4\n": {"inkhouse/base"},
		"FROM inkhouse/base":                         {"inkhouse/base"},
		"FROM quill3:8b\nPARAMETER top_k 3\n":        {"?quill3:8b"},
		"FROM hf.co/acme/tern":                       {},
		"SYSTEM write from memory\n":                 {},
	} {
		got := lineage.FromModelfile(doc.New("Modelfile", doc.RoleConfig, "", []byte(text)), ref.MustParse("acme/tern"), "")
		if !slices.Equal(ids(got), want) {
			t.Errorf("%q: got %q, want %q", text, ids(got), want)
		}
	}
}
