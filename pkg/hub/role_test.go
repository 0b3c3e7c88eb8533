package hub_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

func TestHome(t *testing.T) {
	for name, want := range map[string]string{
		"LICENSE": ".", "LICENSES/MIT.txt": ".", "legal/terms/AUP.md": ".", "vae/LICENSE": "vae", "vae/licenses/MIT.txt": "vae", "a/b/README.md": "a/b",
	} {
		if got := hub.Home(name); got != want {
			t.Errorf("Home(%s) is %s, want %s", name, got, want)
		}
	}
}

func TestRoleOf(t *testing.T) {
	for _, tt := range []struct {
		path string
		want doc.Role // empty for a file that is no document
	}{
		{"README.md", doc.RoleCard},
		{"readme.md", doc.RoleCard},
		{"docs/README.md", ""},
		{"LICENSE", doc.RoleLicence},
		{"LICENCE.txt", doc.RoleLicence},
		{"license.md", doc.RoleLicence},
		{"LICENSE-CODE", doc.RoleLicence},
		{"LICENSE-2.0", doc.RoleLicence},
		{"LICENSE2", doc.RoleLicence},
		{"LICENSE.apache", doc.RoleLicence},
		{"LICENSE_weights_data", doc.RoleLicence},
		{"MODEL_LICENSE", doc.RoleLicence},
		{"ModelLicense.md", doc.RoleLicence},
		{"Acme Norden LICENSE AGREEMENT", doc.RoleLicence},
		{"Community License for Quill Model.pdf", doc.RoleLicence},
		{"acme-community-model-license-aug2031.pdf", doc.RoleLicence},
		{"COPYING", doc.RoleLicence},
		{"COPYING.LESSER", doc.RoleLicence},
		{"UNLICENSE", doc.RoleLicence},
		{"EULA.txt", doc.RoleLicence},
		{"modellicense.txt", doc.RoleLicence},
		{"Model_Agreement.txt", doc.RoleLicence},
		{"LICENCIA.txt", doc.RoleLicence},
		{"RESTRICTIONS.md", doc.RolePolicy},
		{"annotator_agreement.txt", ""},
		{"LICENSES/Apache-2.0.txt", doc.RoleLicence},
		{"license/weights.md", doc.RoleLicence},
		{"sub/License.rst", doc.RoleLicence},
		{"NOTICE", doc.RoleNotice},
		{"notice.md", doc.RoleNotice},
		{"THIRD_PARTY_LICENSES.md", doc.RoleNotice},
		{"ThirdPartyNotices.txt", doc.RoleNotice},
		{"USE_POLICY.md", doc.RolePolicy},
		{"Acceptable_Use_Policy.md", doc.RolePolicy},
		{"PROHIBITED USES.md", doc.RolePolicy},
		{"TERMS_OF_USE.md", doc.RoleLicence},
		{"legal/restrictions.txt", doc.RolePolicy},
		{"LEGAL.md", doc.RolePolicy},
		{"adapter_config.json", doc.RoleConfig},
		{"mergekit_config.yml", doc.RoleConfig},
		{"checkpoint-10/adapter_config.json", doc.RoleConfig},
		{"Modelfile", doc.RoleConfig},
		{"README_zh.md", doc.RoleCard},
		{"README", doc.RoleCard},
		{"MODEL_CARD.md", doc.RoleCard},
		{"reader.md", ""},
		{"Licensing.md", doc.RoleLicence},
		{"模型许可协议.pdf", doc.RoleLicence},
		{"acme 模型许可协议.docx", doc.RoleLicence},
		{"使用协议.txt", doc.RoleLicence},
		{"通信协议.md", ""},
		{"利用規約.md", doc.RoleLicence},
		{"이용약관.txt", doc.RoleLicence},
		{"Nutzungsbedingungen.txt", doc.RoleLicence},
		{"MODEL_TERMS.txt", doc.RoleLicence},
		{"Terms of Use.md", doc.RoleLicence},
		{"CONDITIONS.md", doc.RoleLicence},
		{"docs/recording-conditions.md", ""},
		{"AUP.txt", doc.RolePolicy},
		{"COMMERCIAL-USE.md", doc.RoleLicence},
		{"NON_COMMERCIAL.txt", doc.RoleLicence},
		{"CHECKPOINTS_NOTICE", doc.RoleNotice},
		{"LICENSE.json", doc.RoleLicence},
		{"model_license.yaml", doc.RoleLicence},
		{"license_plate_labels.json", ""},
		{"special_tokens_terms.json", ""},
		{"conditions.json", ""},
		{"docs/terms.csv", ""},
		{"check_licenses.py", ""},
		{"keys/acme-model-license-public.pem", ""},
		{"CONTRIBUTING.md", ""},
		{"USAGE.md", ""},
		{"long_term_memory.md", ""},
		{"Лицензия.txt", doc.RoleLicence},
		{"LICENÇA.md", doc.RoleLicence},
		{"ライセンス.txt", doc.RoleLicence},
		{"Lizenzbedingungen.pdf", doc.RoleLicence},
		{"config.json", ""},
		{"license_plate_detector.pt", ""},
		{"license-plates.md", ""},
		{"licenseplates", ""},
		{"licenses.json", ""},
		{"LICENSES/logo.png", ""},
		{"src/license.py", ""},
		{"model.safetensors", ""},
		{"determs.txt", ""},
	} {
		got, ok := hub.RoleOf(tt.path)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("RoleOf(%q) = %q, %v, want %q", tt.path, got, ok, tt.want)
		}
	}
}

// A card below the top counts where weights stand beside it, and one
// configuration is read that may name a parent.
func TestPlan(t *testing.T) {
	files := func(names ...string) (out []hub.File) {
		for _, n := range names {
			out = append(out, hub.File{Path: n})
		}
		return out
	}
	paths := func(list []hub.Wanted) (out []string) {
		for _, w := range list {
			out = append(out, w.Path)
		}
		return out
	}
	all := files("large/README.md", "large/model.safetensors", "docs/README.md", "model_index.json", "config.json", "zoo/b/LICENSE", "LICENSE", "README_zh.md", "README.md", "x.bin", "a/b/model.gguf", "a/README.md")
	read, over := hub.Plan(all, 40)
	want := []string{"README.md", "LICENSE", "README_zh.md", "config.json", "a/README.md", "large/README.md", "zoo/b/LICENSE"}
	if !slices.Equal(paths(read), want) || over != nil {
		t.Errorf("read %v, over %v", paths(read), paths(over))
	}
	if read, over := hub.Plan(all, 2); len(read) != 2 || len(over) != 5 {
		t.Errorf("read %v, over %v", paths(read), paths(over))
	}
}

func TestSafePath(t *testing.T) {
	for _, p := range []string{"README.md", "a/b c.txt", "..a", "é/x", "a..b/c"} {
		if !hub.SafePath(p) {
			t.Errorf("SafePath(%q) = false", p)
		}
	}
	for _, p := range []string{"", ".", "..", "../x", "a/../../x", "/etc/x", "a//b", "./a", "a/", `a\b`, "a\x00b", "a\nb", "a\u202eb", "\xff"} {
		if hub.SafePath(p) {
			t.Errorf("SafePath(%q) = true", p)
		}
	}
}
