package ref_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func TestFile(t *testing.T) {
	for in, want := range map[string]string{
		"hf.co/acme/tiny:Q4_K_M": "Q4_K_M", "acme/tiny:tiny-q8.gguf": "tiny-q8.gguf", "acme/tiny": "", "acme/tiny@main": "",
		"acme/tiny:latest":       "",
		"ollama:hf.co/acme/tiny": "", "https://huggingface.co/acme/tiny": "", "": "",
	} {
		if got := ref.File(in); got != want {
			t.Errorf("File(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPage(t *testing.T) {
	for in, want := range map[string]string{
		"datasets/acme/words@v1":                "https://huggingface.co/datasets/acme/words",
		"github:acme/tern":                      "https://github.com/acme/tern",
		"github:acme/tern@v1/a b":               "https://github.com/acme/tern/tree/v1/a%20b",
		"modelscope:acme/tern":                  "https://modelscope.cn/models/acme/tern",
		"modelscope:modelscope.ai/datasets/a/b": "https://modelscope.ai/datasets/a/b",
		"civitai:1@2":                           "https://civitai.com/models/1?modelVersionId=2",
		"civitai:1":                             "https://civitai.com/models/1",
		"ollama:tern":                           "",
		"./tern":                                "",
	} {
		r, err := ref.Parse(in)
		if err != nil || r.Page() != want {
			t.Errorf("%s: page %q, want %q (%v)", in, r.Page(), want, err)
		}
		if again, err := ref.Parse(want); want != "" && r.Hub != ref.HuggingFace && (err != nil || again != r) {
			t.Errorf("%s: its page is read as %+v, %v", in, again, err)
		}
	}
}
