package ref_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"acme/tiny@refs/pr/3", "datasets/acme/words", "https://hf.co/acme/tiny/tree/refs%2Fpr%2F3", "hf://spaces/acme/demo@v1/x",
		"pkg:huggingface/acme/tiny@main?x=y#z", "provider:openai/gpt-5", "file:///srv/a%20b", "~/x", "git@hf.co:acme/tiny", "a b", "./x@main",
		"github:acme/tern@v1%2Fx/models/a@b", "https://github.com/acme/tern/tree/v1/x", "modelscope:modelscope.ai/datasets/a/b@v1",
		"civitai:1@2", "urn:air:x:y:civitai:1@2", "pkg:github/a/b@v1#x", "pkg:generic/civitai/1@2", "ollama:acme/tern:2b",
		"oci:ghcr.io:443/a/b/tern@" + digest, "pkg:oci/tern?repository_url=ghcr.io/acme/tern&tag=v1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ref.Parse(s)
		if err != nil {
			var syntax *ref.SyntaxError
			if !errors.As(err, &syntax) || syntax.Pos < 0 || syntax.Pos > len(s) || syntax.Why == "" {
				t.Fatalf("Parse(%q): %#v", s, err)
			}
			if strings.Count(syntax.Caret(), "\n") != 1 {
				t.Fatalf("Caret of %q is not two lines", s)
			}
			return
		}
		if r.Hub == "" || r.Kind == "" {
			t.Fatalf("Parse(%q) = %+v: hub and kind must be set", s, r)
		}
		if again, err := ref.Parse(r.String()); err != nil || again != r {
			t.Fatalf("Parse(%q) = %+v; its String %q gives %+v, %v", s, r, r.String(), again, err)
		}
		if p := r.PURL(); p != "" {
			if again, err := ref.Parse(p); err != nil || !strings.EqualFold(again.String(), r.String()) {
				t.Fatalf("PURL %q of %+v gives %+v, %v", p, r, again, err)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := ref.Parse("https://huggingface.co/acme/tiny/tree/refs%2Fpr%2F3"); err != nil {
			b.Fatal(err)
		}
	}
}
