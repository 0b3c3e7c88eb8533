package hub_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// TestLayerFile holds that layers get a name and a role by their media type,
// and that no two have the same name.
func TestLayerFile(t *testing.T) {
	used := hub.LayerNames{}
	for _, tt := range []struct {
		mediaType, name string
		role            doc.Role
	}{
		{"application/vnd.ollama.image.license", "LICENSE", doc.RoleLicence},
		{"application/vnd.docker.ai.license", "LICENSE-2", doc.RoleLicence},
		{"application/vnd.ollama.image.license", "LICENSE-3", doc.RoleLicence},
		{"application/vnd.ollama.image.model", "model.gguf", ""},
		{"application/vnd.docker.ai.gguf.v3", "model-2.gguf", ""},
		{"application/vnd.ollama.image.template", "template", ""},
		{"application/x/..", "blob", ""},
		{"", "blob-2", ""},
	} {
		name, role := hub.LayerFile(tt.mediaType)
		if name = used.Unused(name); name != tt.name || role != tt.role {
			t.Errorf("%q: %q %q, want %q %q", tt.mediaType, name, role, tt.name, tt.role)
		}
	}
}
