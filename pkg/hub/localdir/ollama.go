package localdir

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// ollamaNamespace is what names in Ollama's store leave out.
const ollamaNamespace = "library"

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
	seen := map[ref.Ref]bool{}
	err = fs.WalkDir(dir.FS(), "manifests", func(name string, d fs.DirEntry, err error) error {
		parts := strings.Split(name, "/")
		switch {
		case err != nil:
			return err
		case len(parts) > 1 && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir() && len(parts) == 5:
			r := ollamaRef(parts[1], parts[2], parts[3], parts[4])
			if r.Hub != ref.HuggingFace || !seen[r] { // several files of one repository
				out = append(out, r)
			}
			seen[r] = true
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
	case host != ref.OllamaRegistry:
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
	host, repository, tag := r.Registry()
	return s.readStored(ctx, dir, path.Join("manifests", host, repository, tag), r)
}
