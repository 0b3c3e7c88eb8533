package hub_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

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
		{"TERMS_OF_USE.md", doc.RolePolicy},
		{"legal/restrictions.txt", doc.RolePolicy},
		{"LEGAL.md", doc.RolePolicy},
		{"adapter_config.json", doc.RoleConfig},
		{"mergekit_config.yml", doc.RoleConfig},
		{"checkpoint-10/adapter_config.json", ""},
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
