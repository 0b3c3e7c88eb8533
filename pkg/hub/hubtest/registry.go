package hubtest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
)

// Registry is a fake registry of containers. Repositories with Login want a
// token, which the registry gives to everybody, that of a private one only to
// whoever is named in Users or Identities.
type Registry struct {
	standIn

	Users      map[string]string // passwords by name
	Identities []string          // what tokens are given out for, too
	Basic      bool              // a login is asked for, no token
	Elsewhere  string            // base address that blobs are redirected to

	mu        sync.Mutex // of Users
	artifacts map[string]*Artifact
	blobs     map[string][]byte // by digest; nil is one that nobody should fetch
	manifests sync.Map          // by artifact: packing takes long
}

// Artifact is what stands in a registry under "repository:tag".
type Artifact struct {
	ArtifactType string            `json:"artifactType,omitempty"`
	Config       *Blob             `json:"config,omitempty"`
	Layers       []Blob            `json:"layers,omitempty"`
	Annotations  map[string]string `json:"annotations,omitempty"`
	Variants     []string          `json:"variants,omitempty"` // tags of the repository that an index lists in place of layers
	Login        bool              `json:"login,omitempty"`
	Private      bool              `json:"private,omitempty"`
}

// Blob is a part of an artifact: a text, bytes, files in a tar archive, or only
// the size of something large, which the registry does not give out.
type Blob struct {
	MediaType   string            `json:"mediaType"`
	Text        string            `json:"text,omitempty"`
	Data        []byte            `json:"data,omitempty"`
	Packed      map[string]string `json:"packed,omitempty"` // by name
	Size        int64             `json:"size,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

// NewRegistry returns a registry with artifacts by "repository:tag".
func NewRegistry(artifacts map[string]*Artifact) *Registry {
	return &Registry{artifacts: artifacts, blobs: map[string][]byte{}}
}

// RegistryFromFS reads artifacts from files "repository/tag.json".
func RegistryFromFS(fsys fs.FS) (*Registry, error) {
	artifacts := map[string]*Artifact{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		a := &Artifact{}
		if err := json.Unmarshal(data, a); err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		artifacts[path.Dir(name)+":"+strings.TrimSuffix(path.Base(name), ".json")] = a
		return nil
	})
	return NewRegistry(artifacts), err
}

// Digest is the digest of the manifest of "repository:tag".
func (g *Registry) Digest(name string) string {
	repository, _, _ := strings.Cut(name, ":")
	return digest(g.manifest(repository, g.artifacts[name]))
}

// ServeHTTP answers as a registry does.
func (g *Registry) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x, done := g.begin(w, r)
	defer done()
	if x.faulty() {
		return
	}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	switch {
	case r.URL.Path == "/token":
		g.token(x)
	case r.URL.Path == "/v2/": // other clients ask first whether this is a registry
		x.json(map[string]string{})
	case len(parts) < 4 || parts[0] != "v2":
		x.noRoute()
	default:
		n := len(parts) - 2
		g.serve(x, strings.Join(parts[1:n], "/"), parts[n], parts[n+1])
	}
}

func (g *Registry) serve(x *exchange, repository, what, at string) {
	a := g.find(repository, at)
	if what == "blobs" {
		a = g.owner(repository)
	}
	switch {
	case a == nil && what == "manifests":
		x.write(http.StatusNotFound, map[string]any{"errors": []map[string]string{{"code": "MANIFEST_UNKNOWN", "message": "manifest unknown"}}})
	case a != nil && a.Login && !g.admitted(x, repository, a):
		g.challenge(x, repository)
	case what == "manifests":
		data := g.manifest(repository, a)
		x.w.Header().Set("Docker-Content-Digest", digest(data))
		x.w.Header().Set("Content-Type", a.mediaType())
		x.send(http.StatusOK, data)
	case what == "blobs" && g.Elsewhere != "":
		x.w.Header().Set("Location", g.Elsewhere+x.r.URL.Path)
		x.send(http.StatusTemporaryRedirect, nil)
	case what == "blobs" && g.content(at) != nil:
		x.serve(g.content(at))
	case what == "blobs" && g.isLarge(at) && x.r.Header.Get("Range") != "": // only the head of it
		x.serve(make([]byte, emptyHead))
	default:
		x.noRoute()
	}
}

// emptyHead is how much there is of something large, all zeros.
const emptyHead = 64

// isLarge reports whether a blob is one of which only the size is known.
func (g *Registry) isLarge(at string) bool {
	g.hub.mu.Lock()
	defer g.hub.mu.Unlock()
	content, ok := g.blobs[at]
	return ok && content == nil
}

func (g *Registry) content(at string) []byte {
	g.hub.mu.Lock()
	defer g.hub.mu.Unlock()
	return g.blobs[at]
}

// find returns the artifact of a tag or of a digest.
func (g *Registry) find(repository, at string) *Artifact {
	if a := g.artifacts[repository+":"+at]; a != nil {
		return a
	}
	for name, a := range g.artifacts {
		if strings.HasPrefix(name, repository+":") && digest(g.manifest(repository, a)) == at {
			return a
		}
	}
	return nil
}

// owner returns an artifact of a repository, which says who may read the blobs.
func (g *Registry) owner(repository string) *Artifact {
	for name, a := range g.artifacts {
		if strings.HasPrefix(name, repository+":") {
			return a
		}
	}
	return nil
}

type descriptor struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Size        int64             `json:"size"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

func (a *Artifact) mediaType() string {
	if len(a.Variants) > 0 {
		return "application/vnd.oci.image.index.v1+json"
	}
	return "application/vnd.oci.image.manifest.v1+json"
}

// manifest makes the manifest of an artifact, and its blobs.
func (g *Registry) manifest(repository string, a *Artifact) []byte {
	made, ok := g.manifests.Load(a)
	if !ok {
		made, _ = g.manifests.LoadOrStore(a, g.makeManifest(repository, a))
	}
	return made.([]byte)
}

func (g *Registry) makeManifest(repository string, a *Artifact) []byte {
	m := map[string]any{"schemaVersion": 2, "mediaType": a.mediaType()}
	if a.ArtifactType != "" {
		m["artifactType"] = a.ArtifactType
	}
	if a.Annotations != nil {
		m["annotations"] = a.Annotations
	}
	var list []descriptor
	for _, tag := range a.Variants {
		list = append(list, descriptor{MediaType: "application/vnd.oci.image.manifest.v1+json", Digest: g.Digest(repository + ":" + tag)})
	}
	if len(list) > 0 {
		m["manifests"] = list
	} else {
		config := Blob{MediaType: "application/vnd.docker.container.image.v1+json", Text: "{}"}
		if a.Config != nil {
			config = *a.Config
		}
		m["config"] = g.blob(config)
		for _, b := range a.Layers {
			list = append(list, g.blob(b))
		}
		m["layers"] = slices.Clip(list)
	}
	data, err := json.Marshal(m)
	if err != nil {
		return []byte("{}")
	}
	return data
}

func (g *Registry) blob(b Blob) descriptor {
	content := b.bytes()
	d := descriptor{MediaType: b.MediaType, Digest: digest(content), Size: int64(len(content)), Annotations: b.Annotations}
	if len(content) == 0 {
		d.Size, d.Digest = b.Size, digest(fmt.Appendf(nil, "%s %d", b.MediaType, b.Size))
		content = nil
	}
	g.hub.mu.Lock()
	defer g.hub.mu.Unlock()
	g.blobs[d.Digest] = content
	return d
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}
