package hub

import (
	"path"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
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
	{"application/vnd.docker.ai.mmproj", "projector.gguf", ""},
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

// Layer is a part of an artifact, as the manifest of a registry or of a store
// names it.
type Layer struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Size        int64             `json:"size"`
	Name        string            `json:"name"` // of tensors and configurations of Ollama
	Annotations map[string]string `json:"annotations"`
}

// What annotations say of the file that a layer was made from.
var fileAnnotations = []string{"org.cncf.model.filepath", "org.opencontainers.image.title"}

// unpackAnnotation stands on folders that were packed; the tool that sets it
// gives the type of an archive to single files, too.
const unpackAnnotation = "io.deis.oras.content.unpack"

// SHA256 is the digest of a layer in hex, empty where another one names it.
func (l Layer) SHA256() string {
	digest := strings.Replace(l.Digest, "sha256-", "sha256:", 1)
	if !ref.IsDigest(digest) {
		return ""
	}
	return strings.TrimPrefix(digest, "sha256:")
}

// File is a layer as an entry of a list of files: under the name that it brings
// along, or one by its type.
func (l Layer) File() File {
	f := File{Path: l.title(), Size: l.Size, LFSSHA256: l.SHA256()}
	if f.Size <= 0 {
		f.Size = -1
	}
	if f.Path != "" {
		return f
	}
	name, role := LayerFile(l.MediaType)
	if f.Path = name; role == "" && !IsWeights(name) && SafePath(l.Name) {
		f.Path = l.Name
	}
	return f
}

// title is the name that a layer brings along.
func (l Layer) title() string {
	for _, key := range fileAnnotations {
		if name := l.Annotations[key]; SafePath(name) {
			return name
		}
	}
	return ""
}

// Archive returns how a layer is packed that holds several files, "" for one
// that is a single file.
func (l Layer) Archive() Packing {
	if strings.HasPrefix(l.MediaType, "application/vnd.oci.image.layer.") && l.title() != "" && l.Annotations[unpackAnnotation] != "true" {
		return ""
	}
	kind := strings.ToLower(l.MediaType[strings.LastIndexAny(l.MediaType, "./")+1:])
	switch kind {
	case "tar":
		return Tar
	case "tar+gzip", "tar+gz", "gzip", "tgz":
		return TarGzip
	}
	if strings.HasPrefix(kind, "tar") {
		return PackedOtherwise
	}
	return ""
}

// Describes reports whether a configuration of a media type may name licences.
func (l Layer) Describes() bool {
	for _, prefix := range []string{"application/vnd.cncf.model.config", "application/vnd.kitops.modelkit.config",
		"application/vnd.docker.ai.model.config"} {
		if strings.HasPrefix(l.MediaType, prefix) {
			return true
		}
	}
	return false
}

// IsModel reports whether a layer is a part of a model.
func (l Layer) IsModel() bool { return layerOf(l.MediaType).prefix != "" || IsWeights(l.title()) }

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
