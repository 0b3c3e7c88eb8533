package inventory_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/inventory"
)

// TestMoreForms holds forms that tools write or that few files have.
func TestMoreForms(t *testing.T) {
	s := load(t)
	const commit = "0123456789abcdef0123456789abcdef01234567"
	for _, test := range []struct {
		name, file, text string
		want             []string
	}{
		{"a comment in JSON", "a.jsonc", "{\n/* \"model\": \"acme/old-7b\"\n*/\n\"model\": \"acme/new-7b\" // now\n}\n",
			[]string{"4 model acme/new-7b"}},
		{"an option with its default first", "a.py",
			"def cli(model: str = typer.Option(\"acme/tern-3b\", help=\"x\")):\n    AutoModel.from_pretrained(model)\n",
			[]string{"1 model acme/tern-3b"}},
		{"an option with its default by name", "a.py",
			"def cli(model: str = Option(\"--model\", default=\"acme/tern-3b\")):\n    AutoModel.from_pretrained(model)\n",
			[]string{"1 model acme/tern-3b"}},
		{"the environment of a notebook", "a.ipynb",
			"{\"cells\": [{\"cell_type\": \"code\", \"source\": [\n\"%env MODEL_NAME=acme/tern-7b\\n\",\n\"%matplotlib inline\\n\"]}]}\n",
			[]string{"2 model acme/tern-7b"}},
		{"a lock", "fineprint.lock", "version: 1\nmodels:\n  - model: acme/tern-7b\n    asked: acme/tern-7b\n    commit: " + commit +
			"\n    verdict: pass\n  - model: datasets/acme/words\n    asked: datasets/acme/words\n    verdict: review\n",
			[]string{"3 model acme/tern-7b@" + commit, "7 dataset acme/words"}},
		{"a lock of another tool", "huggingface.lock.yaml",
			"metadata:\n  version: \"1.0\"\nmodels:\n  - repository: acme/tern-7b\n    revision: " +
				commit + "\n    include_patterns: [\"*.safetensors\"]\n", []string{"4 model acme/tern-7b@" + commit}},
		{"a bill with an empty address of a package", "bom.json", `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
{"type": "machine-learning-model", "name": "acme/tern-7b", "version": "unknown", "purl": ""},
{"type": "machine-learning-model", "name": "tern-3b", "group": "acme", "bom-ref": "pkg:huggingface/acme/tern-3b@1.0"},
{"type": "machine-learning-model", "name": "tern-1b", "purl": "pkg:huggingface/acme/tern-1b@` + commit + `"},
{"type": "library", "name": "acme/lib", "purl": "pkg:pypi/lib@1.0"}]}`,
			[]string{"2 model acme/tern-7b", "3 model acme/tern-3b", "4 model acme/tern-1b@" + commit}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, brief(refs(inventory.Read(s, test.file, []byte(test.text))))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
