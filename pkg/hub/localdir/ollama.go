package localdir

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// What names in Ollama's store leave out.
const (
	ollamaHost      = "registry.ollama.ai"
	ollamaNamespace = "library"
)

// OllamaModels lists what the store of Ollama at root holds, by
// manifests/host/namespace/model/tag. What was pulled from the Hugging Face Hub
// is named as the repository there: its terms stand in the repository.
func (s *Source) OllamaModels(root string) ([]ref.Ref, error) {
	dir, err := openStore(root, "manifests")
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	var out []ref.Ref
	err = fs.WalkDir(dir.FS(), "manifests", func(name string, d fs.DirEntry, err error) error {
		parts := strings.Split(name, "/")
		switch {
		case err != nil:
			return err
		case len(parts) > 1 && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir() && len(parts) == 5 && len(out) < maxTargets:
			r := ollamaRef(parts[1], parts[2], parts[3], parts[4])
			if r.Hub != ref.HuggingFace || !slices.Contains(out, r) { // several files of one repository
				out = append(out, r)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the models of the store %s: %w", root, err)
	}
	return out, nil
}

func ollamaRef(host, namespace, model, tag string) ref.Ref {
	r := ref.Ref{Hub: ref.Ollama, Kind: ref.Model, Owner: namespace, Name: model, Revision: tag}
	switch {
	case host == "hf.co" || host == "huggingface.co":
		r.Hub, r.Revision = ref.HuggingFace, "" // the tag names a file
	case host != ollamaHost:
		r.Hub, r.Owner = ref.OCI, host+"/"+namespace
	case namespace == ollamaNamespace:
		r.Owner = ""
	}
	return r
}

// OllamaModel reads one model of the store of Ollama at root. The error is
// hub.ErrNotFound when the store does not hold it.
func (s *Source) OllamaModel(ctx context.Context, root string, r ref.Ref) (*hub.Snapshot, error) {
	dir, err := openStore(root, "manifests")
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	f := s.folder(ctx, r, r.ID())
	f.root, f.base, f.blobs = dir, ".", map[string]string{}
	host, repository, tag := r.Registry()
	manifest, err := f.read(path.Join("manifests", host, repository, tag))
	if err != nil {
		kind := hub.ErrNotFound
		if errors.Is(err, errGrew) {
			kind = hub.ErrTooLarge
		}
		return nil, fmt.Errorf("read the manifest of %s in the store %s: %w: %s", r, root, kind, reason(err))
	}
	if err := f.layers(manifest); err != nil {
		return nil, fmt.Errorf("the manifest in the store %s is broken: %w; pull the model again", root, err)
	}
	sum := sha256.Sum256(manifest)
	f.snap.Commit = "sha256:" + hex.EncodeToString(sum[:])
	return f.done(f.documents())
}

// layers lists the layers of a manifest as the files that they are.
func (f *folder) layers(manifest []byte) error {
	var m struct {
		Layers []hub.Layer `json:"layers"`
	}
	if err := json.Unmarshal(manifest, &m); err != nil {
		return err
	}
	if len(m.Layers) == 0 {
		return errors.New("it names no layers")
	}
	used := hub.LayerNames{}
	for i, l := range m.Layers {
		file := l.File()
		if i >= f.cfg.MaxFiles || file.LFSSHA256 == "" {
			return fmt.Errorf("layer %d of %d cannot be looked up: digest %.80q", i+1, len(m.Layers), l.Digest)
		}
		name := used.Unused(file.Path)
		f.snap.Files = append(f.snap.Files, hub.File{Path: name, Size: file.Size, LFSSHA256: file.LFSSHA256})
		f.blobs[name] = f.blob(file.LFSSHA256)
		if _, err := f.root.Stat(f.blobs[name]); err == nil {
			continue
		}
		f.notDownloaded = append(f.notDownloaded, name)
		f.unreadable[name] = true
		if hub.IsWeights(name) { // a document says it itself
			f.problem(name, doc.NewProblem("not-downloaded"))
		}
	}
	return nil
}

// blob returns where the content of a digest lies: under one of two names.
func (f *folder) blob(digest string) string {
	names := []string{"blobs/sha256-" + digest, "blobs/sha256:" + digest}
	if i := slices.IndexFunc(names, func(name string) bool { _, err := f.root.Stat(name); return err == nil }); i >= 0 {
		return names[i]
	}
	return names[0]
}
