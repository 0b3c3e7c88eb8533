package localdir

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// readCache reads one snapshot of a repository in the download cache.
func (f *folder) readCache(repo, commit string) error {
	root, err := os.OpenRoot(repo)
	if err != nil {
		return fmt.Errorf("open cache: %w", err)
	}
	defer root.Close()
	f.root, f.base, f.partial = root, path.Join("snapshots", commit), true
	f.snap.Commit = commit
	if _, id, ok := repoID(filepath.Base(repo)); ok {
		f.snap.AnsweredID = id
	}
	f.known(commit)
	if err := f.walk(); err != nil {
		return err
	}
	f.judgeWhole(f.unfinished())
	return f.documents()
}

// repoID turns "models--owner--name" into its parts.
func repoID(name string) (kind ref.Kind, id string, ok bool) {
	parts := strings.Split(name, "--")
	if len(parts) < 2 || len(parts) > 3 {
		return "", "", false
	}
	kind = ref.Kind(strings.TrimSuffix(parts[0], "s"))
	return kind, strings.Join(parts[1:], "/"), kind == ref.Model || kind == ref.Dataset || kind == ref.Space
}

// known records the files that the hub said do not exist at this commit.
func (f *folder) known(commit string) {
	base := path.Join(".no_exist", commit)
	_ = fs.WalkDir(f.root.FS(), base, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fs.SkipAll // without the folder nothing is known to be absent
		}
		if d.IsDir() {
			return nil
		}
		name = strings.TrimPrefix(name, base+"/")
		f.snap.Missing = append(f.snap.Missing, name)
		if role, ok := hub.RoleOf(name); ok {
			f.add(doc.Unread(name, role, "", 0, doc.StatusAbsent))
		}
		return nil
	})
}

// judgeWhole decides whether the snapshot is all that the repository has. Every
// repository on the Hub has a .gitattributes, which only a download of the
// whole fetches: who picks files, picks others. One that is not known to be
// whole says so, and what to do. unfinished tells that a file is.
func (f *folder) judgeWhole(unfinished bool) {
	_, ok := hub.Listed(f.snap.Files, ".gitattributes")
	half := len(f.notDownloaded) > 0 || unfinished
	if ok && !half {
		return
	}
	f.snap.Complete = false
	why := "cache-holds-a-part"
	if half {
		why = "download-not-finished"
	}
	facts := []any{"why", why}
	if id := f.repository(); id != "" {
		facts = append(facts, "repository", id)
	}
	if f.snap.Commit != "" {
		facts = append(facts, "commit", f.snap.Commit)
	}
	f.snap.Problems = append(f.snap.Problems, doc.NewProblem("cache-incomplete", facts...))
}

// unfinished reports whether the cache has a file that is still being
// downloaded, or never was to the end.
func (f *folder) unfinished() bool {
	found, err := fs.Glob(f.root.FS(), "blobs/*.incomplete")
	return err == nil && len(found) > 0
}

// repository is the id of what the folder was downloaded from, empty where its
// place does not tell.
func (f *folder) repository() string {
	if f.snap.Ref.Hub == ref.Local && f.base == "." {
		return ""
	}
	return f.snap.AnsweredID
}
