package hub

import (
	"path"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// layerKind is what the layers of a media type are. A name that they do not
// bring along is made up for the list of files.
type layerKind struct {
	prefix string // of the media type
	name   string
	role   doc.Role // of what is a document by its type; others are by their names
}

// layerKinds are the media types of models: of Ollama, of Docker's model
// specification, of ModelPack and of KitOps. The first that fits counts.
var layerKinds = []layerKind{
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

// IsModelLayer reports whether a media type is that of a part of a model.
func IsModelLayer(mediaType string) bool { return layerOf(mediaType).prefix != "" }

func layerOf(mediaType string) layerKind {
	for _, k := range layerKinds {
		if strings.HasPrefix(mediaType, k.prefix) {
			return k
		}
	}
	return layerKind{}
}

// LayerFile returns the name under which a layer of a media type stands in a
// list of files, and the role of what is a document by its type.
func LayerFile(mediaType string) (name string, role doc.Role) {
	k := layerOf(mediaType)
	if k.name != "" {
		return k.name, k.role
	}
	// the last word of its type, without the version
	name, _, _ = strings.Cut(mediaType[strings.LastIndexByte(mediaType, '/')+1:], "+")
	name = strings.TrimPrefix(name, strings.TrimPrefix(k.prefix, "application/"))
	if !SafePath(name) {
		name = "blob"
	}
	return name, k.role
}

// LayerNames gives each layer a path of its own: a model may have several
// licences, none of them with a name. It holds how many have each.
type LayerNames map[string]int

// Unused returns name, numbered if another layer has it already.
func (n LayerNames) Unused(name string) string {
	ending := path.Ext(name)
	base := strings.TrimSuffix(name, ending)
	for n[name] > 0 {
		n[base+ending]++
		name = base + "-" + strconv.Itoa(n[base+ending]) + ending
	}
	n[name] = 1
	return name
}
