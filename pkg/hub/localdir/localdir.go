package localdir

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Config sets up a Source. The zero Config is ready for use.
type Config struct {
	Home             string // what "~" stands for
	MaxDocumentBytes int64  // of one document; zero is 2 MiB
	MaxFiles         int    // per folder; zero is 100,000
	NoWeightsHeader  bool   // leave the headers of weights files unread
}

// Source reads local folders.
type Source struct{ cfg Config }

// New returns a Source.
func New(cfg Config) *Source {
	if cfg.MaxDocumentBytes <= 0 {
		cfg.MaxDocumentBytes = 2 << 20 // the longest licence texts have 40 KB
	}
	if cfg.MaxFiles <= 0 {
		cfg.MaxFiles = 100_000 // more than any model on the Hub has
	}
	return &Source{cfg}
}

// Snapshot reads the folder that r.Path names. A folder of the download cache
// may be one repository (models--owner--name) or one of its snapshots.
func (s *Source) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	if r.Hub != ref.Local {
		return nil, fmt.Errorf("read %s: %w as a folder", r, hub.ErrUnsupported)
	}
	dir, err := s.resolve(r.Path)
	if err != nil {
		return nil, err
	}
	if store.Is(dir) {
		snap, err := store.ReadDir(dir)
		if err != nil {
			return nil, fmt.Errorf("read snapshot %s: %w", dir, err)
		}
		snap.Ref = r
		return snap, nil
	}
	f := s.folder(ctx, r, r.Path)
	switch repo, commit, ok := cached(dir, r.Revision); {
	case ok && commit == "":
		return nil, fmt.Errorf("read %s: %w: the cache has no snapshot for revision %q; name one of its snapshots/ folders", dir,
			hub.ErrRevision, revision(r.Revision))
	case ok:
		return f.done(f.readCache(repo, commit))
	default:
		return f.done(f.readPlain(dir))
	}
}

// Cached reads a repository of the Hub out of the download cache of the Hub's
// own tools, whose root is root. The error is hub.ErrNotFound when it is not
// there at the revision that is asked for.
func (s *Source) Cached(ctx context.Context, root string, r ref.Ref) (*hub.Snapshot, error) {
	repo := filepath.Join(root, string(r.Kind)+"s--"+strings.ReplaceAll(r.ID(), "/", "--"))
	commit := cachedCommit(repo, r.Revision)
	if r.Hub != ref.HuggingFace || !ref.IsGitCommit(commit) || !isFolder(filepath.Join(repo, "snapshots", commit)) {
		return nil, fmt.Errorf("read %s from the download cache: %w", r, hub.ErrNotFound)
	}
	f := s.folder(ctx, r, r.ID())
	return f.done(f.readCache(repo, commit))
}

func (s *Source) folder(ctx context.Context, r ref.Ref, id string) *folder {
	return &folder{ctx: ctx, cfg: s.cfg, unreadable: map[string]bool{}, said: map[string]bool{},
		snap: &hub.Snapshot{Ref: r, AnsweredID: id, Complete: true}}
}

// done returns what was read, with its documents in order.
func (f *folder) done(err error) (*hub.Snapshot, error) {
	if err != nil {
		return nil, err
	}
	hub.SortDocuments(f.snap.Documents)
	return f.snap, nil
}

// resolve returns the folder that a path of a ref names.
func (s *Source) resolve(path string) (string, error) {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "file:"), "//")
	if s.cfg.Home != "" && (path == "~" || strings.HasPrefix(path, "~/")) {
		path = filepath.Join(s.cfg.Home, path[1:])
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("read %s: %w: there is no such folder", path, hub.ErrNotFound)
	case errors.Is(err, fs.ErrPermission):
		return "", fmt.Errorf("read %s: %w: you may not read this folder", path, hub.ErrForbidden)
	case err != nil:
		return "", err
	case !info.IsDir():
		return "", fmt.Errorf("read %s: %w: name the folder, or use 'fineprint text' for a single licence file", path, hub.ErrUnsupported)
	}
	return filepath.Clean(path), nil
}

// cached reports whether dir belongs to a download cache, and returns the
// repository's folder and the commit to read: that of the snapshot named, or of
// the revision. The commit is empty when the cache does not have it; no other
// snapshot is taken in its place.
func cached(dir, rev string) (repo, commit string, ok bool) {
	if parent := filepath.Dir(dir); filepath.Base(parent) == "snapshots" && isCacheFolder(filepath.Dir(parent)) {
		return filepath.Dir(parent), filepath.Base(dir), true
	}
	if !isFolder(filepath.Join(dir, "snapshots")) || !isCacheFolder(dir) {
		return "", "", false
	}
	commit = cachedCommit(dir, rev)
	if !ref.IsGitCommit(commit) || !isFolder(filepath.Join(dir, "snapshots", commit)) {
		return dir, "", true
	}
	return dir, commit, true
}

// isCacheFolder reports whether the download cache keeps a repository in dir.
func isCacheFolder(dir string) bool {
	_, _, named := repoID(filepath.Base(dir))
	return isFolder(filepath.Join(dir, "blobs")) || named && isFolder(filepath.Join(dir, "refs"))
}

// cachedCommit returns the commit of a revision. Where none is asked for and
// the cache has no main branch, the one revision that it has is meant.
func cachedCommit(dir, rev string) string {
	if ref.IsGitCommit(rev) {
		return rev
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, "refs", filepath.FromSlash(name)))
		if err != nil {
			return ""
		}
		return strings.TrimSpace(string(data))
	}
	if commit := read(revision(rev)); commit != "" || rev != "" {
		return commit
	}
	snapshots, err := os.ReadDir(filepath.Join(dir, "snapshots"))
	if err != nil || len(snapshots) != 1 {
		return ""
	}
	return snapshots[0].Name()
}

func revision(rev string) string {
	if rev == "" {
		return "main"
	}
	return rev
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
