package lineage_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// ids writes parents as references, "?" and the name for those without one.
func ids(parents []lineage.Parent) []string {
	out := []string{}
	for _, p := range parents {
		if p.Ref == (ref.Ref{}) {
			out = append(out, "?"+p.Name)
			continue
		}
		out = append(out, p.Ref.String())
	}
	return out
}

func parsed(text string) *card.Card {
	return card.Parse(doc.New("README.md", doc.RoleCard, "", []byte(text)))
}

func TestFromCard(t *testing.T) {
	for _, tt := range []struct {
		card string
		want []string
	}{
		{"base_model: acme/a", []string{"acme/a"}},
		{"base_model: [acme/a, acme/a@v1.0]", []string{"acme/a", "acme/a@v1.0"}},
		{"base_model: https://huggingface.co/acme/a", []string{"acme/a"}},
		{"base_model: old-name", []string{"old-name"}},
		{"base_model: /root/x", []string{"?/root/x"}},
		{"base_model: ./out", []string{"?./out"}},
		{"base_model: https://example.com/acme/a", []string{"?https://example.com/acme/a"}},
		{"base_model: C:\\models\\a", []string{"?C:\\models\\a"}},
		{"base_model: \"\"", []string{}},
		{"datasets: [plain, acme/d, 'https://huggingface.co/datasets/acme/e', My Data]",
			[]string{"datasets/plain", "datasets/acme/d", "datasets/acme/e", "?My Data"}},
		{"new_version: acme/b", []string{}},
	} {
		got := lineage.FromCard(parsed("---\n"+tt.card+"\n---\n# A\n"), "c0ffee")
		if !slices.Equal(ids(got), tt.want) {
			t.Errorf("%s: got %q, want %q", tt.card, ids(got), tt.want)
		}
		for _, p := range got {
			if p.Source != term.Declared || len(p.Evidence) != 1 || !strings.Contains(p.Evidence[0].Quote, p.Name) {
				t.Errorf("%s: %+v", tt.card, p)
			}
		}
	}
}

func TestFromAdapter(t *testing.T) {
	for text, want := range map[string][]string{
		`{"base_model_name_or_path": "acme/a", "r": 8}`:    {"acme/a"},
		"{\n  \"base_model_name_or_path\": \"/root/x\"\n}": {"?/root/x"},
		`{"base_model_name_or_path": null}`:                {},
		`{"base_model_name_or_path": 7}`:                   {},
		`{"r": 8}`:                                         {},
		`{"base_model_name_or_path": "acme/a"`:             {},
		`[]`:                                               {},
		"\xff":                                             {},
	} {
		got := lineage.FromAdapter(doc.New("adapter_config.json", doc.RoleConfig, "", []byte(text)), "c0ffee")
		if !slices.Equal(ids(got), want) {
			t.Errorf("%s: got %q, want %q", text, ids(got), want)
		}
		for _, p := range got {
			if p.Relation != lineage.Adapter || !strings.HasPrefix(p.Evidence[0].Quote, `"base_model_name_or_path"`) {
				t.Errorf("%s: %+v", text, p)
			}
		}
	}
}

const sliced = `slices:
  - sources:
      - model: acme/a
        layer_range: [0, 8]
      - model: acme/b+acme/lora
merge_method: slerp
base_model: acme/a
tokenizer_source: acme/none
`

func TestFromRecipe(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{sliced, []string{"acme/a", "acme/b", "acme/lora"}},
		{"models:\n  - model: {model: {path: acme/a, revision: main}}\n  - model: ./local\nmerge_method: ties\n", []string{"acme/a", "?./local"}},
		{"base_model: acme/a\nexperts:\n  - source_model: acme/b\n    positive_prompts: [model]\n", []string{"acme/a", "acme/b"}},
		{"merge_method: [", []string{}},
		{"", []string{}},
	} {
		got := lineage.FromRecipe(doc.New("mergekit_config.yml", doc.RoleConfig, "", []byte(tt.text)), "c0ffee")
		if !slices.Equal(ids(got), tt.want) {
			t.Errorf("%s: got %q, want %q", tt.text, ids(got), tt.want)
		}
	}
	c := parsed("# Merge\n\n```yaml\n" + sliced + "```\n\n```yaml\nmodel: acme/other\n```\n")
	got := lineage.FromCardRecipe(c, "c0ffee")
	if want := []string{"acme/a", "acme/b", "acme/lora"}; !slices.Equal(ids(got), want) {
		t.Fatalf("in a card: got %q, want %q", ids(got), want)
	}
	if quote := got[0].Evidence[0].Quote; strings.TrimSpace(quote) != "- model: acme/a" {
		t.Errorf("quote %q", quote)
	}
}

// cardRules reads the rules for the words of cards.
func cardRules(t testing.TB) *card.Rules {
	t.Helper()
	index, err := os.ReadFile("../../rules/statements.idx")
	if err != nil {
		t.Fatal(err)
	}
	words, err := card.LoadRules(index)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func TestFromProse(t *testing.T) {
	words := cardRules(t)
	const page = "https://huggingface.co/"
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"This model is a fine-tuned version of [acme/a-7b](" + page + "acme/a-7b) on our data.", []string{"acme/a-7b"}},
		{"**Base model:** [A](" + page + "acme/a)", []string{"acme/a"}},
		{"- **Finetuned from model :** acme/a-7b", []string{"acme/a-7b"}},
		{"GGUF files of [A](" + page + "acme/a) for llamas.", []string{"acme/a"}},
		{"A quantized version of " + page + "acme/a.", []string{"acme/a"}},
		{"It is based on our own earlier `acme/a-7b`.", []string{"acme/a-7b"}},
		{"It beats [A](" + page + "acme/a) by far.", []string{}},
		{"See [A](" + page + "acme/a), which is based on other work.", []string{}},
		{"Trained on [data](" + page + "datasets/acme/d1).", []string{}},
		{"Based on [the code](https://github.com/acme/code2).", []string{}},
		{"Fine-tuned from [itself](" + page + "me/self).", []string{}},
		{"> based on [A](" + page + "acme/a)", []string{"acme/a"}},
		{"acme/a-7b served as the initialisation.", []string{"acme/a-7b"}},
		{"We compared it with acme/a-7b, and it is better than acme/b-7b.", []string{}},
		{"Merged from:\n\n- [A](" + page + "acme/a)\n- acme/b-7b", []string{"acme/a", "acme/b-7b"}},
		{"## Base model\n\n" + page + "acme/a", []string{"acme/a"}},
		{"| Property | Value |\n|---|---|\n| Parent | acme/a-7b |", []string{"acme/a-7b"}},
		{"| Base | Link |\n|---|---|\n| base | acme/a-7b |\n| base | acme/b-7b |\n| large | acme/c-7b |", []string{}},
		{"Quantized versions of this model: other/Self-GGUF", []string{}},
		{"See me/self-large, which was tuned by others; this is me/self.", []string{}},
		{"Self = acme/a-7b + letters", []string{"acme/a-7b"}},
		{"**Self** = [A](" + page + "acme/a) + letters", []string{"acme/a"}},
		{"[A](" + page + "acme/a) + 300 hours of songs", []string{"acme/a"}},
		{"Loss = acme/a-7b minus ours.", []string{}},
		{"It was measured beside acme/a-7b + a search.", []string{}},
		{"```\nbased on acme/a-7b\n```", []string{}},
		{"| Model | Base Model |\n|---|---|\n| Self | [A](" + page + "acme/a) |\n| Other | [B](" + page + "acme/b) |", []string{"acme/a"}},
		{"| Model | Score |\n|---|---|\n| Self | [A](" + page + "acme/a) |", []string{}},
	} {
		got := lineage.FromProse(parsed("# Self\n\n"+tt.text+"\n"), words, ref.MustParse("me/self"), "c0ffee")
		if !slices.Equal(ids(got), tt.want) {
			t.Errorf("%s: got %q, want %q", tt.text, ids(got), tt.want)
		}
		for _, p := range got {
			if p.Source != term.Inferred || p.Reason.Code == "" {
				t.Errorf("%s: %+v", tt.text, p)
			}
		}
	}
}

func TestStripFormat(t *testing.T) {
	for name, want := range map[string]string{
		"Pebble-7B-GGUF": "Pebble-7B", "Pebble-7B-Q8_0-GGUF": "Pebble-7B", "Pebble-7B-Q4_K_M-GGUF": "Pebble-7B",
		"Pebble-7B-AWQ-4bit": "Pebble-7B",
		"Pebble-7B":          "", "GGUF": "", "Pebble-7B-chat": "",
	} {
		base, ok := lineage.StripFormat(name)
		if ok != (want != "") || ok && base != want {
			t.Errorf("%s: %s, %v", name, base, ok)
		}
	}
}

// FuzzParents reads any bytes as a card, an adapter's configuration and a
// recipe: every parent has a name, and a quote from the text.
func FuzzParents(f *testing.F) {
	words := cardRules(f)
	f.Add("---\nbase_model: acme/a\n---\nBased on acme/b-7b\n```yaml\n" + sliced + "```\n")
	f.Add(`{"base_model_name_or_path": "acme/a"}`)
	f.Fuzz(func(t *testing.T, text string) {
		d := doc.New("README.md", doc.RoleCard, "", []byte(text))
		c := card.Parse(d)
		found := slices.Concat(lineage.FromAdapter(d, ""), lineage.FromRecipe(d, ""))
		if c.Doc == d {
			found = slices.Concat(found, lineage.FromCard(c, ""), lineage.FromCardRecipe(c, ""),
				lineage.FromProse(c, words, ref.MustParse("me/self"), ""))
		}
		for _, p := range found {
			if strings.TrimSpace(p.Name) == "" || len(p.Evidence) != 1 {
				t.Fatalf("%+v", p)
			}
			for _, e := range p.Evidence {
				if e.Quote != d.Quote(e.Spans) {
					t.Fatal(fmt.Sprint(e))
				}
			}
		}
	})
}

// A configuration names a parent only by the name of another repository.
func TestFromConfig(t *testing.T) {
	self := ref.MustParse("acme/tern")
	for config, want := range map[string]string{
		`{"_name_or_path": "inkhouse/base"}`:         "inkhouse/base",
		`{"_name_or_path": "old-acme/Tern"}`:         "",
		`{"_name_or_path": "./out"}`:                 "",
		`{"_name_or_path": "/fsx/models/base"}`:      "",
		`{"_name_or_path": "output/final"}`:          "",
		`{"_name_or_path": "tern-sft/checkpoint-9"}`: "",
		`{"_name_or_path": ""}`:                      "",
		`{"_name_or_path": 7}`:                       "",
		`[]`:                                         "",
	} {
		got := ""
		for _, p := range lineage.FromConfig(doc.New("config.json", doc.RoleConfig, "", []byte(config)), self, "c0ffee") {
			got += p.Name
			if p.Source != term.Inferred || !p.Guess || len(p.Evidence[0].Spans) != 1 {
				t.Errorf("%s: %+v", config, p)
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", config, got, want)
		}
	}
}
