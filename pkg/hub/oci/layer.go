package oci

import (
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// part is what the blobs of a media type are. A name that they do not bring
// along is made up for the list of files.
type part struct {
	prefix string // of the media type
	name   string
	role   doc.Role // of what is a document by its type; others are by their names
}

// parts are the media types of models: of Ollama, of Docker's model
// specification, of ModelPack and of KitOps. The first that fits counts.
var parts = []part{
	{"application/vnd.ollama.image.license", "LICENSE", doc.RoleLicence},
	{"application/vnd.docker.ai.license", "LICENSE", doc.RoleLicence},
	{"application/vnd.ollama.image.model", "model.gguf", ""},
	{"application/vnd.ollama.image.adapter", "adapter.gguf", ""},
	{"application/vnd.ollama.image.projector", "projector.gguf", ""},
	{"application/vnd.ollama.image.", "", ""},
	{"application/vnd.docker.ai.gguf.v3.lora", "adapter.gguf", ""},
	{"application/vnd.docker.ai.gguf.v3.mmproj", "projector.gguf", ""},
	{"application/vnd.docker.ai.gguf", "model.gguf", ""},
	{"application/vnd.docker.ai.safetensors", "model.safetensors", ""},
	{"application/vnd.docker.ai.", "", ""},
	{"application/vnd.cncf.model.weight.config", "weights-config", ""},
	{"application/vnd.cncf.model.weight", "weights", ""},
	{"application/vnd.cncf.model.doc", "docs", doc.RoleLinked},
	{"application/vnd.cncf.model.", "", ""},
	{"application/vnd.kitops.modelkit.docs", "docs", doc.RoleLinked},
	{"application/vnd.kitops.modelkit.", "", ""},
}

func isModelType(mediaType string) bool {
	_, ok := partOf(mediaType)
	return ok
}

func partOf(mediaType string) (part, bool) {
	for _, p := range parts {
		if strings.HasPrefix(mediaType, p.prefix) {
			return p, true
		}
	}
	return part{}, false
}

// path is the name that a blob brings along, or the one that is given.
func (d descriptor) path(otherwise string) string {
	for _, key := range []string{"org.cncf.model.filepath", "org.opencontainers.image.title"} {
		if name := d.Annotations[key]; hub.SafePath(name) {
			return name
		}
	}
	return otherwise
}

// file is a blob as an entry of a list of files.
func (d descriptor) file() (f hub.File, role doc.Role) {
	p, _ := partOf(d.MediaType)
	name := p.name
	if name == "" { // the last word of its type, without the version
		name, _, _ = strings.Cut(d.MediaType[strings.LastIndexByte(d.MediaType, '/')+1:], "+")
		name = strings.TrimPrefix(name, strings.TrimPrefix(p.prefix, "application/"))
		if !hub.SafePath(name) {
			name = "blob"
		}
	}
	f = hub.File{Path: d.path(name), Size: d.Size, LFSSHA256: d.sum()}
	if f.Size <= 0 {
		f.Size = -1
	}
	role = p.role
	if named, ok := hub.RoleOf(f.Path); ok && (role == "" || role == doc.RoleLinked) {
		role = named
	}
	return f, role
}

// isArchive tells a blob that holds several files.
func (d descriptor) isArchive() bool { return strings.Contains(d.MediaType, "tar") }

// describes reports whether a configuration may name licences.
func (d descriptor) describes() bool {
	return strings.HasPrefix(d.MediaType, "application/vnd.cncf.model.config") ||
		strings.HasPrefix(d.MediaType, "application/vnd.kitops.modelkit.config") ||
		strings.HasPrefix(d.MediaType, "application/vnd.docker.ai.model.config")
}
