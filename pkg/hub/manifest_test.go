package hub

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// TestManifests holds what the fields of manifests say of a licence, and that
// what they say of other works is left out.
func TestManifests(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"CITATION.cff", "title: Wren\nlicense: MIT\nreferences:\n- license: GPL-3.0\n", "code-license: MIT\n"},
		{"package.json", "{\n\t\"license\": \"ISC\",\n\t\"dependencies\": {\"license\": \"^1\"}\n}", "code-license: ISC\n"},
		{"package.json", `{"license": "SEE LICENSE IN TERMS.txt"}`, "license_link: TERMS.txt\n"},
		{"package.json", `{"licenses": [{"type": "MIT", "url": "https://wren.example"}]}`, "code-license: MIT\n"},
		{"pyproject.toml", "[project]\nlicense = {text = \"CC BY-NC 4.0\"} # ours\ndependencies = [\"license-expression==1\"]\n",
			"code-license: CC BY-NC 4.0\n"},
		{"pyproject.toml", "[project]\nlicense = { file = 'LICENSE.txt' }\n", "license_link: LICENSE.txt\n"},
		{"pyproject.toml", "[project]\nclassifiers = [\n  \"License :: OSI Approved :: MIT License\",\n]\n", "code-license-osi: MIT License\n"},
		{"setup.cfg", "[metadata]\nlicense = MIT\nclassifiers =\n    License :: Other/Proprietary License\n",
			"code-license: MIT\ncode-license: Other/Proprietary License\n"},
		{"codemeta.json", `{"license": "https://spdx.org/licenses/MIT"}`, "code-license: https://spdx.org/licenses/MIT\n"},
		{".zenodo.json", `{"license": {"id": "cc-by-nc-4.0"}}`, "license: cc-by-nc-4.0\n"},
		{"REUSE.toml", "[[annotations]]\npath = \"docs/**\"\nSPDX-License-Identifier = \"CC-BY-SA-4.0\"\n[[annotations]]\npath = " +
			"[\"*.safetensors\"]\nSPDX-License-Identifier = \"CC-BY-NC-4.0\"\n", "license: CC-BY-NC-4.0\n"},
		{"metadata.yaml", "model:\n  licence: cc-by-4.0\ndatasets:\n- license: cc-by-nc-4.0\n", "license: cc-by-4.0\n"},
		{"Kitfile", "package:\n  license: Apache-2.0\nmodel:\n  path: ./tern\n  license: cc-by-nc-4.0\n  parts:\n  - path: ./lora\n    " +
			"license: MIT\n" +
			"code:\n- path: src/train.py\n  license: GPL-3.0\ndatasets:\n- path: d\n  license: ODbL-1.0\n",
			"license: Apache-2.0\nlicense: cc-by-nc-4.0\nlicense: MIT\ncode-license: GPL-3.0\n"},
		{"model_info.json", `{"config": {"gguf": {"general.license": "cc-by-nc-4.0", "general.name": "MIT"}}}`, "license: cc-by-nc-4.0\n"},
		{"metadata.json", `{"name": "wren", "licensed": true, "license": null}`, ""},
		{"model.yaml", ": [ not YAML", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := File{Path: tt.name, Size: int64(len(tt.text))}
			if role, ok := RoleOf(tt.name); !ok || role != doc.RoleConfig {
				t.Fatalf("%s is %q", tt.name, role)
			}
			var got strings.Builder
			for _, d := range Inside(f, doc.New(tt.name, doc.RoleConfig, "", []byte(tt.text))) {
				got.Write(d.Text)
			}
			if diff := cmp.Diff(tt.want, got.String()); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
		})
	}
}
