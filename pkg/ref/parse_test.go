package ref_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

const commit = "0123456789abcdef0123456789abcdef01234567"

const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func hf(kind ref.Kind, owner, name, rev string) ref.Ref {
	return ref.Ref{Hub: ref.HuggingFace, Kind: kind, Owner: owner, Name: name, Revision: rev}
}

func model(owner, name, rev string) ref.Ref { return hf(ref.Model, owner, name, rev) }

func registry(hub, owner, name, at string) ref.Ref {
	return ref.Ref{Hub: hub, Kind: ref.Model, Owner: owner, Name: name, Revision: at}
}

func folder(revision, path string) ref.Ref {
	r := registry(ref.GitHub, "acme", "tern", revision)
	r.Path = path
	return r
}

func local(path string) ref.Ref { return ref.Ref{Hub: ref.Local, Kind: ref.Model, Path: path} }

func TestParse(t *testing.T) {
	long := strings.Repeat("a", 96)
	for _, tt := range []struct {
		in   string
		want ref.Ref
	}{
		{"acme/tiny", model("acme", "tiny", "")},
		{" acme/tiny\n", model("acme", "tiny", "")},
		{"acme/tiny/", model("acme", "tiny", "")},
		{"Acme-AI/Tiny_2.5-chat", model("Acme-AI", "Tiny_2.5-chat", "")},
		{long + "/" + long, model(long, long, "")},
		{"acme/tiny@main", model("acme", "tiny", "main")},
		{"acme/tiny@refs/pr/3", model("acme", "tiny", "refs/pr/3")},
		{"acme/tiny@refs%2Fpr%2F3", model("acme", "tiny", "refs/pr/3")},
		{"tiny", model("", "tiny", "")},
		{"tiny@" + commit, model("", "tiny", commit)},
		{"models/acme/tiny", model("acme", "tiny", "")},
		{"datasets/acme/words", hf(ref.Dataset, "acme", "words", "")},
		{"datasets/words", hf(ref.Dataset, "", "words", "")},
		{"spaces/acme/demo@v1", hf(ref.Space, "acme", "demo", "v1")},

		{"https://huggingface.co/acme/tiny", model("acme", "tiny", "")},
		{"HTTP://HuggingFace.co/acme/tiny/", model("acme", "tiny", "")},
		{"https://www.huggingface.co:443/acme/tiny?library=x#files", model("acme", "tiny", "")},
		{"hf.co/acme/tiny", model("acme", "tiny", "")},
		{"https://hf.co/tiny", model("", "tiny", "")},
		{"acme/tiny:Q4_K_M", model("acme", "tiny", "")},
		{"hf.co/acme/tiny:IQ2_XXS", model("acme", "tiny", "")},
		{"hf.co/acme/tiny:latest", model("acme", "tiny", "")},
		{"acme/tiny:UD-Q4_K_XL", model("acme", "tiny", "")},
		{"https://huggingface.co/tiny/tree/main", model("", "tiny", "main")},
		{"https://huggingface.co/acme/tree/tree/main", model("acme", "tree", "main")},
		{"https://huggingface.co/acme/tiny/tree/refs%2Fpr%2F3/sub", model("acme", "tiny", "refs/pr/3")},
		{"https://huggingface.co/acme/tiny/blob/refs/pr/3/LICENSE", model("acme", "tiny", "refs/pr/3")},
		{"https://huggingface.co/acme/tiny/resolve/v1.0/a%20b.txt?download=true", model("acme", "tiny", "v1.0")},
		{"https://huggingface.co/acme/tiny/raw/main/README.md", model("acme", "tiny", "main")},
		{"https://huggingface.co/acme/tiny/discussions/4", model("acme", "tiny", "")},
		{"https://huggingface.co/datasets/acme/words/viewer/default/train", hf(ref.Dataset, "acme", "words", "")},
		{"https://huggingface.co/spaces/acme/demo/blob/main/LICENSE", hf(ref.Space, "acme", "demo", "main")},
		{"https://huggingface.co/api/models/acme/tiny/revision/" + commit, model("acme", "tiny", commit)},
		{"https://huggingface.co/api/datasets/acme/words", hf(ref.Dataset, "acme", "words", "")},
		{"git@hf.co:acme/tiny", model("acme", "tiny", "")},
		{"git@hf.co:datasets/acme/words", hf(ref.Dataset, "acme", "words", "")},

		{"hf://acme/tiny", model("acme", "tiny", "")},
		{"hf://models/acme/tiny@main/config.json", model("acme", "tiny", "main")},
		{"hf://datasets/acme/words@refs%2Fconvert%2Fparquet/a/b", hf(ref.Dataset, "acme", "words", "refs/convert/parquet")},
		{"hf://datasets/acme/words@refs/convert/parquet/a/b", hf(ref.Dataset, "acme", "words", "refs/convert/parquet")},
		{"hf://tiny@main/config.json", model("", "tiny", "main")},

		{"pkg:huggingface/acme/tiny@" + strings.ToUpper(commit), model("acme", "tiny", commit)},
		{"pkg:huggingface/tiny", model("", "tiny", "")},
		{"pkg:HuggingFace/acme/tiny@refs%2Fpr%2F3?repository_url=https://huggingface.co#sub", model("acme", "tiny", "refs/pr/3")},
		{"pkg:huggingface/acme/words@v1?repository_url=https://huggingface.co/datasets", hf(ref.Dataset, "acme", "words", "v1")},
		{"pkg:huggingface/datasets/acme/words", hf(ref.Dataset, "acme", "words", "")},

		{"provider:openai/gpt-5", ref.Ref{Hub: ref.Provider, Kind: ref.Model, Owner: "openai", Name: "gpt-5"}},

		{"ollama:tern", registry(ref.Ollama, "", "tern", "")},
		{"ollama:tern:2b-q4_K_M", registry(ref.Ollama, "", "tern", "2b-q4_K_M")},
		{"Ollama://acme/tern:latest", registry(ref.Ollama, "acme", "tern", "latest")},
		{"ollama:library/tern", registry(ref.Ollama, "", "tern", "")},
		{"ollama:registry.ollama.ai/library/tern:2b", registry(ref.Ollama, "", "tern", "2b")},
		{"ollama:latest", registry(ref.Ollama, "", "latest", "")},
		{"ollama:tern@" + digest, registry(ref.Ollama, "", "tern", digest)},
		{"ollama:hf.co/acme/tiny:Q4_K_M", model("acme", "tiny", "")},
		{"https://ollama.com/library/tern:2b", registry(ref.Ollama, "", "tern", "2b")},
		{"ollama.com/acme/tern?x#y", registry(ref.Ollama, "acme", "tern", "")},
		{"oci:ai/tern:2B", registry(ref.OCI, "docker.io/ai", "tern", "2B")},
		{"oci:tern", registry(ref.OCI, "docker.io/library", "tern", "")},
		{"oci:registry-1.docker.io/ai/tern", registry(ref.OCI, "docker.io/ai", "tern", "")},
		{"oci://GHCR.io/acme/models/tern:v1@" + digest, registry(ref.OCI, "ghcr.io/acme/models", "tern", digest)},
		{"oci:localhost:5000/tern", registry(ref.OCI, "localhost:5000", "tern", "")},
		{"oci:registry.ollama.ai/acme/tern:2b", registry(ref.Ollama, "acme", "tern", "2b")},
		{"pkg:oci/tern@" + strings.Replace(digest, ":", "%3A", 1) + "?repository_url=ghcr.io/acme/tern&tag=v1",
			registry(ref.OCI, "ghcr.io/acme", "tern", digest)},
		{"pkg:oci/tern?repository_url=https://ghcr.io/acme/&tag=v1", registry(ref.OCI, "ghcr.io/acme", "tern", "v1")},
		{"pkg:oci/tern?repository_url=registry.ollama.ai/library/tern&tag=2b", registry(ref.Ollama, "", "tern", "2b")},

		{"github:acme/tern", registry(ref.GitHub, "acme", "tern", "")},
		{"github:Acme/.tern--x@v1.0", registry(ref.GitHub, "Acme", ".tern--x", "v1.0")},
		{"github:acme/tern:v1.0", registry(ref.GitHub, "acme", "tern", "v1.0")},
		{"github:acme/tern@v1/models/2b/", folder("v1", "models/2b")},
		{"github:acme/tern/models/2b@home", folder("", "models/2b@home")},
		{"github:acme/tern@release%2F1/models", folder("release/1", "models")},
		{"github:acme/tern@refs/tags/v1/models", folder("refs/tags/v1", "models")},
		{"https://github.com/acme/tern", registry(ref.GitHub, "acme", "tern", "")},
		{"https://www.github.com/acme/tern.git", registry(ref.GitHub, "acme", "tern", "")},
		{"git@github.com:acme/tern.git", registry(ref.GitHub, "acme", "tern", "")},
		{"github.com/acme/tern/tree/v1/models/2b?tab=readme#x", folder("v1", "models/2b")},
		{"https://github.com/acme/tern/blob/v1/models/LICENSE", folder("v1", "models")},
		{"https://github.com/acme/tern/blob/v1/LICENSE", folder("v1", "")},
		{"https://github.com/acme/tern/releases/tag/v1", folder("v1", "")},
		{"https://github.com/acme/tern/releases/download/v1/tern.pt", folder("v1", "")},
		{"https://github.com/acme/tern/archive/refs/tags/v1.tar.gz", folder("refs/tags/v1", "")},
		{"https://github.com/acme/tern/issues/4", folder("", "")},
		{"https://raw.githubusercontent.com/acme/tern/v1/models/LICENSE", folder("v1", "models")},
		{"https://raw.githubusercontent.com/acme/tern/refs/heads/main/LICENSE", folder("refs/heads/main", "")},
		{"pkg:github/acme/tern@v1#models/2b", folder("v1", "models/2b")},

		{"modelscope:acme/tern", registry(ref.ModelScope, "acme", "tern", "")},
		{"modelscope://Acme/Tern-2.5--b@v1", registry(ref.ModelScope, "Acme", "Tern-2.5--b", "v1")},
		{"modelscope:datasets/acme/words", ref.Ref{Hub: ref.ModelScope, Kind: ref.Dataset, Owner: "acme", Name: "words"}},
		{"modelscope:modelscope.ai/acme/tern", registry(ref.ModelScope, "modelscope.ai/acme", "tern", "")},
		{"modelscope:modelscope.cn/acme/tern", registry(ref.ModelScope, "acme", "tern", "")},
		{"https://www.modelscope.cn/models/acme/tern", registry(ref.ModelScope, "acme", "tern", "")},
		{"https://modelscope.ai/datasets/acme/words/summary",
			ref.Ref{Hub: ref.ModelScope, Kind: ref.Dataset, Owner: "modelscope.ai/acme", Name: "words"}},
		{"modelscope.cn/models/acme/tern/file/view/v1/README.md?status=1", registry(ref.ModelScope, "acme", "tern", "v1")},
		{"https://modelscope.cn/models/acme/tern/resolve/master/LICENSE", registry(ref.ModelScope, "acme", "tern", "master")},
		{"https://modelscope.cn/api/v1/models/acme/tern/repo?Revision=v1&FilePath=x", registry(ref.ModelScope, "acme", "tern", "v1")},
		{"pkg:generic/modelscope/datasets/acme/words@v1",
			ref.Ref{Hub: ref.ModelScope, Kind: ref.Dataset, Owner: "acme", Name: "words", Revision: "v1"}},

		{"civitai:123", registry(ref.Civitai, "", "123", "")},
		{"civitai:123@456", registry(ref.Civitai, "", "123", "456")},
		{"civitai:model-versions/456", registry(ref.Civitai, "model-versions", "456", "")},
		{"urn:air:sdxl:lora:civitai:123@456", registry(ref.Civitai, "", "123", "456")},
		{"https://civitai.com/models/123/a-tern-of-wax?modelVersionId=456#x", registry(ref.Civitai, "", "123", "456")},
		{"civitai.com/api/download/models/456?type=Model", registry(ref.Civitai, "model-versions", "456", "")},
		{"https://civitai.com/api/v1/models/123", registry(ref.Civitai, "", "123", "")},
		{"https://civitai.com/api/v1/model-versions/456", registry(ref.Civitai, "model-versions", "456", "")},
		{"pkg:generic/civitai/123@456", registry(ref.Civitai, "", "123", "456")},

		{"./model", local("./model")},
		{"../a b@2x", local("../a b@2x")},
		{"/srv/models/tiny", local("/srv/models/tiny")},
		{"~/tiny", local("~/tiny")},
		{".", local(".")},
		{"file:tiny", local("./tiny")},
		{"file:///srv/a%20b", local("/srv/a b")},
		{"file://localhost/srv", local("/srv")},
	} {
		got, err := ref.Parse(tt.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
			continue
		}
		if got != tt.want {
			t.Errorf("Parse(%q) = %+v, want %+v", tt.in, got, tt.want)
		}
		if again, err := ref.Parse(got.String()); err != nil || again != got {
			t.Errorf("Parse(%q.String()) = %+v, %v", tt.in, again, err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct {
		in  string
		pos int
		why string // a part of it
	}{
		{"", 0, "empty"},
		{"  ", 0, "empty"},
		{"acme/my model", 7, "blank"},
		{"acme/tiny acme/small", 9, "blank"},
		{"acme/tiny/main", 9, "too many slashes"},
		{"acme//tiny", 5, "too many slashes"},
		{"acme/", 5, "name is missing"},
		{"acme/tiny@", 10, "revision"},
		{"acme/tiny@a b", 11, "revision"},
		{"acme/tiny@a..b", 10, "not a revision"},
		{"acme/tiny:main", 9, "owner/name@revision"},
		{"ollama:", 7, "name is missing"},
		{"ollama:tern:", 12, "tag is missing"},
		{"ollama:a/b/c", 10, "too many slashes"},
		{"ollama:my tern", 9, "blank"},
		{"ollama:ghcr.io/acme/tern", 7, "oci:registry/name"},
		{"oci:ghcr.io/", 12, "name is missing"},
		{"oci:ghcr.io//tern", 12, "owner is missing"},
		{"oci:-a.b/tern", 4, "no address"},
		{"oci:ghcr.io/tern@sha256:abc", 17, "64 hexadecimal digits"},
		{"oci:ghcr.io/../tern", 12, "begin with a letter"},
		{"pkg:oci/tern", 12, "names no registry"},
		{"acme\\tiny", 4, "backslash"},
		{"'acme/tiny'", 0, "quote"},
		{"acme/ti\u200bny", 7, "invisible"},
		{"acme/t\xffny", 6, "invisible"},
		{"acmé/tiny", 3, "letters, digits"},
		{"-acme/tiny", 0, "starts with"},
		{"acme/tiny.", 9, "ends with"},
		{"models--acme--tiny", 6, "cache folder"},
		{"acme/ti..ny", 7, `".."`},
		{"acme/tiny.git", 9, ".git"},
		{"acme/" + strings.Repeat("a", 97), 101, "96"},
		{strings.Repeat("a", 5000), 4096, "too long"},
		{"datasets", 8, "datasets/owner/name"},
		{"datasets/", 8, "datasets/owner/name"},
		{"kernels/acme/fast", 0, "does not read kernels"},
		{"acme/tiny:a:b", 9, "colon"},
		{"acme/tiny:main", 9, "colon"},
		{"https://huggingface.co/buckets/acme/b", 23, "does not read buckets"},
		{"https://huggingface.co/", 23, "names no repository"},
		{"https://huggingface.co/docs/hub", 23, "not a repository"},
		{"https://huggingface.co/acme/tiny/unknown/main", 33, "too many slashes"},
		{"https://huggingface.co/acme/tiny/tree/%zz", 38, "percent"},
		{"https://example.com/acme/tiny", 8, "not on huggingface.co"},
		{"https://gitlab.com/acme/tiny", 8, "not a Hugging Face address"},
		{"github:acme", 11, "name of the repository is missing"},
		{"github:acme/tern@v1/../x", 20, "no path of a folder"},
		{"github:acme/..", 12, "folder mark"},
		{"github:acme/" + strings.Repeat("a", 101), 112, "longer than"},
		{"https://github.com/acme", 23, "names no repository"},
		{"https://github.com/acme/tern/releases/latest", 38, "latest release"},
		{"modelscope:tern", 15, "name is missing"},
		{"modelscope:spaces/acme/demo", 18, "no spaces"},
		{"https://modelscope.cn/studios/acme/demo", 22, "does not read studios"},
		{"https://modelscope.cn/docs/x", 22, "no repository"},
		{"civitai:tern", 8, "have numbers"},
		{"civitai:123@", 12, "missing"},
		{"https://civitai.com/images/5", 20, "no model"},
		{"urn:air:sd1:model:other:1", 8, "civitai"},
		{"pkg:generic/curl/1", 12, "modelscope or civitai"},
		{"models/github.com/tiny", 7, "address of a site"},
		{"https://user@huggingface.co/acme/tiny", 8, "not on huggingface.co"},
		{"s3://bucket/tiny", 5, "not on huggingface.co"},
		{"hf://", 5, "missing"},
		{"pkg:npm/left", 4, "types huggingface"},
		{"pkg:huggingface", 15, "missing"},
		{"pkg:huggingface/a/b/c", 19, "too many slashes"},
		{"pkg:huggingface/acme/tiny?repository_url=https://hub.acme.example", 26, "another server"},
		{"provider:openai", 15, "provider:owner/name"},
		{"./tiny@main", 6, "no revisions"},
		{"./tiny@" + commit, 6, "no revisions"},
		{"file://elsewhere/srv", 7, "this machine"},
		{"file:", 5, "missing"},
		{"./a\x1bb", 3, "control"},
	} {
		r, err := ref.Parse(tt.in)
		var syntax *ref.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("Parse(%q) = %+v, %v, want a SyntaxError", tt.in, r, err)
			continue
		}
		if syntax.Pos != tt.pos || !strings.Contains(syntax.Why, tt.why) || syntax.Input != tt.in {
			t.Errorf("Parse(%q): at %d: %s; want at %d: …%s…", tt.in, syntax.Pos, syntax.Why, tt.pos, tt.why)
		}
		if r != (ref.Ref{}) {
			t.Errorf("Parse(%q) gives %+v beside its error", tt.in, r)
		}
	}
}

func TestCaret(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"acme/my model", "acme/my model\n       ^"},
		{"ac\tme/x", "ac\uFFFDme/x\n  ^"},
		{"acmé/tiny", "acmé/tiny\n   ^"},
		{strings.Repeat("a", 60) + "/b c", "…" + strings.Repeat("a", 33) + "/b c\n" + strings.Repeat(" ", 36) + "^"},
	} {
		_, err := ref.Parse(tt.in)
		var syntax *ref.SyntaxError
		if !errors.As(err, &syntax) {
			t.Fatalf("Parse(%q): %v", tt.in, err)
		}
		if got := syntax.Caret(); got != tt.want {
			t.Errorf("Caret of %q:\n%s\nwant\n%s", tt.in, got, tt.want)
		}
	}
}

func TestPURL(t *testing.T) {
	for in, want := range map[string]string{
		"acme/tiny@refs/pr/3":   "pkg:huggingface/acme/tiny@refs%2Fpr%2F3",
		"tiny":                  "pkg:huggingface/tiny",
		"datasets/acme/words":   "pkg:huggingface/acme/words?repository_url=https://huggingface.co/datasets",
		"./tiny":                "",
		"ollama:Tern:2b":        "pkg:oci/tern?repository_url=registry.ollama.ai/library/Tern&tag=2b",
		"oci:ai/tern@" + digest: "pkg:oci/tern@" + strings.Replace(digest, ":", "%3A", 1) + "?repository_url=docker.io/ai/tern",
		"provider:acme/big-1":   "",

		"github:Acme/Tern@v1/a b":                   "pkg:github/acme/tern@v1#a%20b",
		"modelscope:Acme/Tern@v1":                   "pkg:generic/modelscope/Acme/Tern@v1",
		"modelscope:modelscope.ai/datasets/a/b":     "pkg:generic/modelscope/modelscope.ai/datasets/a/b",
		"civitai:123@456":                           "pkg:generic/civitai/123@456",
		"https://civitai.com/api/download/models/4": "pkg:generic/civitai/model-versions/4",
	} {
		r, err := ref.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.PURL(); got != want {
			t.Errorf("%s: PURL() = %q, want %q", in, got, want)
		}
	}
}

func TestMustParse(t *testing.T) {
	if got := ref.MustParse("acme/tiny"); got != model("acme", "tiny", "") {
		t.Errorf("MustParse = %+v", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustParse of a bad constant did not panic")
		}
	}()
	ref.MustParse("acme/tiny/main")
}
