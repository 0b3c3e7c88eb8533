package localdir

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Downloads lists what the download cache of the Hub's tools at root holds:
// every snapshot of every repository, at its commit. bare counts the
// repositories of which only names are kept, and no snapshot. The error is
// hub.ErrNotFound when there is no such folder.
func (s *Source) Downloads(root string) (held []ref.Ref, bare int, err error) {
	dir, err := openStore(root, ".")
	if err != nil {
		return nil, 0, err
	}
	defer dir.Close()
	repos, err := fs.ReadDir(dir.FS(), ".")
	if err != nil {
		return nil, 0, fmt.Errorf("list the store %s: %w", root, err)
	}
	for _, repo := range repos {
		kind, id, ok := repoID(repo.Name())
		if !ok || !repo.IsDir() {
			continue
		}
		before := len(held)
		snapshots, _ := fs.ReadDir(dir.FS(), path.Join(repo.Name(), "snapshots")) // without the folder there is none
		for _, snapshot := range snapshots {
			if ref.IsGitCommit(snapshot.Name()) {
				held = append(held, repository(kind, id, snapshot.Name()))
			}
		}
		if len(held) == before {
			bare++
		}
	}
	return held, bare, nil
}

func repository(kind ref.Kind, id, commit string) ref.Ref {
	r := ref.Ref{Hub: ref.HuggingFace, Kind: kind, Name: id, Revision: commit}
	if owner, name, ok := strings.Cut(id, "/"); ok {
		r.Owner, r.Name = owner, name
	}
	return r
}

// Models lists the folders of models below root, as LM Studio keeps them by
// publisher and model, and as people do. The error is hub.ErrNotFound when there
// is no such folder.
func (s *Source) Models(root string) ([]ref.Ref, error) {
	dir, err := s.resolve(root)
	if err != nil {
		return nil, err
	}
	found := below(dir)
	out := make([]ref.Ref, len(found))
	for i, sub := range found {
		out[i] = ref.Ref{Hub: ref.Local, Kind: ref.Model, Path: path.Join(root, sub)}
	}
	return out, nil
}

// openStore opens a store that has a folder of the given name in it.
func openStore(root, part string) (*os.Root, error) {
	dir, err := os.OpenRoot(root)
	if err == nil {
		if _, err = dir.Stat(part); err != nil {
			dir.Close()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open the store %s: %w: %s", root, hub.ErrNotFound, reason(err))
	}
	return dir, nil
}
