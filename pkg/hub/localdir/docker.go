package localdir

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// dockerIndex is the list of the models that Docker's store holds.
const dockerIndex = "models.json"

// dockerModel is an entry of it.
type dockerModel struct {
	ID   string   `json:"id"` // the digest of its manifest
	Tags []string `json:"tags"`
}

// DockerModels lists what the store of Docker's model runner at root holds, each
// model by its first name, or by its digest where it has none. What was pulled
// from the Hugging Face Hub is named as the repository there.
func (s *Source) DockerModels(root string) ([]ref.Ref, error) {
	dir, err := openStore(root, dockerIndex)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	models, err := s.dockerList(dir)
	if err != nil {
		return nil, fmt.Errorf("list the models of the store %s: %w", root, err)
	}
	var held []ref.Ref
	seen := map[ref.Ref]bool{}
	for _, m := range models {
		r := ref.Ref{Hub: ref.OCI, Kind: ref.Model, Owner: "localhost", Name: "unnamed", Revision: m.ID}
		if i := slices.IndexFunc(m.Tags, func(tag string) bool { _, ok := dockerRef(tag); return ok }); i >= 0 {
			r, _ = dockerRef(m.Tags[i])
		}
		if !seen[r] {
			held = append(held, r)
		}
		seen[r] = true
	}
	return held, nil
}

func (s *Source) dockerList(dir *os.Root) ([]dockerModel, error) {
	f := folder{cfg: s.cfg, root: dir}
	data, err := f.read(dockerIndex)
	if err != nil {
		return nil, errors.New(reason(err))
	}
	var index struct {
		Models []dockerModel `json:"models"`
	}
	if err := json.Unmarshal(data, &index); err != nil {
		return nil, fmt.Errorf("%s is broken: %w", dockerIndex, err)
	}
	return index.Models, nil
}

// dockerRef reads a name of the store.
func dockerRef(tag string) (ref.Ref, bool) {
	for _, host := range []string{"hf.co/", "huggingface.co/"} {
		if id, ok := strings.CutPrefix(tag, host); ok {
			id, _, _ = strings.Cut(id, ":") // the tag names a file
			r, err := ref.Parse(id)
			return r, err == nil
		}
	}
	r, err := ref.Parse("oci:" + tag)
	return r, err == nil
}

// DockerModel reads one model of the store of Docker's model runner at root. The
// error is hub.ErrNotFound when the store does not hold it.
func (s *Source) DockerModel(ctx context.Context, root string, r ref.Ref) (*hub.Snapshot, error) {
	dir, err := openStore(root, dockerIndex)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	models, err := s.dockerList(dir)
	if err != nil {
		return nil, fmt.Errorf("read the store %s: %w: %w", root, hub.ErrNotFound, err)
	}
	i := slices.IndexFunc(models, func(m dockerModel) bool {
		return m.ID == r.Revision || slices.ContainsFunc(m.Tags, func(tag string) bool { named, ok := dockerRef(tag); return ok && named == r })
	})
	if i < 0 {
		return nil, fmt.Errorf("read %s in the store %s: %w", r, root, hub.ErrNotFound)
	}
	digest := hub.Layer{Digest: models[i].ID}.SHA256()
	if digest == "" {
		return nil, fmt.Errorf("the list in the store %s is broken: no digest %.80q; pull the model again", root, models[i].ID)
	}
	snap, err := s.readStored(ctx, dir, path.Join("manifests", "sha256", digest), r)
	if errors.Is(err, hub.ErrNotFound) {
		return nil, fmt.Errorf("the store %s names the model and has no manifest of it (SHA-256 %s); pull the model again", root, digest)
	}
	if err == nil && snap.Commit != "sha256:"+digest {
		return nil, fmt.Errorf("the manifest in the store %s is not what its name says (SHA-256 %s); pull the model again", root, digest)
	}
	return snap, err
}
