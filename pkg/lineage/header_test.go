package lineage_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// The header of a weights file names what they were made from: an id or an
// address goes before a name.
func TestHeader(t *testing.T) {
	self := ref.MustParse("acme/tern")
	for text, want := range map[string][]string{
		"general.base_model.0.repo_url: https://hf.co/inkhouse/base\ngeneral.base_model.0.name: Base\n": {"inkhouse/base"},
		"general.base_model.0.name: Base 7B\ngeneral.license: mit\n":                                    {"Base 7B"},
		"ss_sd_model_name: /home/ada/ink_v1.safetensors\n":                                              {"ink_v1.safetensors"},
		"merged_from: inkhouse/base-2b\nmerged_from: inkhouse/other-2b\n": {"inkhouse/base-2b",
			"inkhouse/other-2b"},
		"general.base_model.0.repo_url: https://huggingface.co/acme/tern\n": {},
		"general.license: mit\n": {},
		"":                       {},
	} {
		got := lineage.FromHeader(doc.New("w.gguf#header", doc.RoleHeader, "", []byte(text)), self, "c0ffee")
		names := []string{}
		for _, p := range got {
			names = append(names, p.Name)
		}
		if !slices.Equal(names, want) {
			t.Errorf("%q: got %q, want %q", text, names, want)
		}
	}
}
