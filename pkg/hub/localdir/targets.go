package localdir

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// maxTargetDepth bounds the search for models below a folder: owner/name/… of
// model stores.
const maxTargetDepth = 3

// Targets returns the repositories that a folder holds: itself, unless it is
// the root of a download cache or a folder of models, which hold several and
// are none. A repository of the cache comes with its kind.
func (s *Source) Targets(r ref.Ref) []ref.Ref {
	dir, err := s.resolve(r.Path)
	if err != nil || r.Revision != "" || store.Is(dir) {
		return []ref.Ref{s.withKind(r)}
	}
	found := below(dir)
	if len(found) == 0 || len(found) == 1 && found[0] == "" {
		return []ref.Ref{s.withKind(r)}
	}
	out := make([]ref.Ref, len(found))
	for i, sub := range found {
		one := r
		one.Path = strings.TrimSuffix(r.Path, "/") + "/" + sub
		out[i] = s.withKind(one)
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

// search looks for the folders of repositories below a folder.
type search struct {
	root  string // without links
	found []string
}

// below returns the folders of repositories below dir, relative to it.
func below(dir string) []string {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		root = dir
	}
	s := search{root: root}
	s.in(dir, "", maxTargetDepth)
	return s.found
}

func (s *search) in(dir, rel string, depth int) {
	if _, _, ok := cached(dir, ""); ok || store.Is(dir) {
		s.found = append(s.found, rel)
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	var folders []string
	for _, e := range entries {
		isDir := e.IsDir() || e.Type() == os.ModeSymlink && isFolder(filepath.Join(dir, e.Name()))
		switch {
		case isDir && !skipped(e.Name()) && !strings.HasPrefix(e.Name(), "."):
			if e.IsDir() || s.leadsOut(filepath.Join(dir, e.Name())) {
				folders = append(folders, e.Name())
			}
		case !isDir && isPart(e.Name()):
			s.found = append(s.found, rel)
			return
		}
	}
	if depth == 0 {
		return
	}
	for _, name := range folders {
		s.in(filepath.Join(dir, name), filepath.ToSlash(filepath.Join(rel, name)), depth-1)
	}
}

// leadsOut reports whether a link leads to a folder that is not found anyway:
// people link models in from elsewhere.
func (s *search) leadsOut(link string) bool {
	target, err := filepath.EvalSymlinks(link)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(s.root, target)
	return err != nil || rel == ".." || strings.HasPrefix(rel, "../")
}

// isPart reports whether a file of that name makes its folder a repository:
// weights, a text, or a configuration.
func isPart(name string) bool {
	_, document := hub.RoleOf(name)
	return document || hub.IsWeights(name) || name == "config.json" || name == "model_index.json"
}
