package localdir

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Bounds of the search for models below a folder.
const (
	maxTargetDepth = 3 // owner/name/… of model stores
	maxTargets     = 10_000
)

// Targets returns the repositories that a folder holds: itself, unless it is
// the root of a download cache or a folder of models, which hold several and
// are none. A repository of the cache comes with its kind.
func (s *Source) Targets(r ref.Ref) []ref.Ref {
	dir, err := s.resolve(r.Path)
	if err != nil || r.Revision != "" || store.Is(dir) {
		return []ref.Ref{s.withKind(r)}
	}
	var found []string
	search(dir, "", maxTargetDepth, &found)
	if len(found) == 0 || len(found) == 1 && found[0] == "" {
		return []ref.Ref{s.withKind(r)}
	}
	out := make([]ref.Ref, len(found))
	for i, sub := range found {
		below := r
		below.Path = strings.TrimSuffix(r.Path, "/") + "/" + sub
		out[i] = s.withKind(below)
	}
	return out
}

// withKind sets the kind of a repository of the download cache by the name of
// its folder.
func (s *Source) withKind(r ref.Ref) ref.Ref {
	dir, err := s.resolve(r.Path)
	if err != nil {
		return r
	}
	if repo, _, ok := cached(dir, r.Revision); ok {
		if kind, _, ok := repoID(filepath.Base(repo)); ok {
			r.Kind = kind
		}
	}
	return r
}

// search collects the folders of repositories below dir.
func search(dir, rel string, depth int, found *[]string) {
	if _, _, ok := cached(dir, ""); ok || store.Is(dir) {
		*found = append(*found, rel)
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	var folders []string
	for _, e := range entries {
		switch {
		case e.IsDir() && !skipped(e.Name()) && !strings.HasPrefix(e.Name(), "."):
			folders = append(folders, e.Name())
		case !e.IsDir() && isPart(e.Name()):
			*found = append(*found, rel)
			return
		}
	}
	if depth == 0 {
		return
	}
	for _, name := range folders {
		if len(*found) < maxTargets {
			search(filepath.Join(dir, name), filepath.ToSlash(filepath.Join(rel, name)), depth-1, found)
		}
	}
}

// isPart reports whether a file of that name makes its folder a repository:
// weights, a text, or a configuration.
func isPart(name string) bool {
	_, document := hub.RoleOf(name)
	return document || hub.IsWeights(name) || name == "config.json" || name == "model_index.json"
}
