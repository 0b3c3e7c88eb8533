package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// ErrCorrupt says that a stored snapshot is not what was written. A cache
// treats it as absent and fetches again.
var ErrCorrupt = errors.New("stored snapshot is damaged")

// Key names a snapshot in a Store: one repository of one hub, whichever of its
// mirrors answered. Snapshot.Endpoint tells which.
type Key struct {
	Hub  string // ref.HuggingFace
	Kind ref.Kind
	ID   string // as asked
}

// Store is a folder of snapshots. It is safe for concurrent use by goroutines
// and by processes: what is read was written in full or not at all.
//
//	snapshots/<digest of key and commit>/snapshot.json, snapshot.sha256, blobs/<sha256>
//	refs/<digest of key and revision>
//	tmp/  what is being written
type Store struct{ dir string }

// staleAfter is when an unfinished write counts as left over from a crash.
const staleAfter = 24 * time.Hour

// Open returns the store in dir, which is made when it does not exist.
func Open(dir string) (*Store, error) {
	s := &Store{dir: dir}
	for _, sub := range []string{"snapshots", "refs", "tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("open cache: %w", err)
		}
	}
	s.sweep()
	return s, nil
}

// Read returns the snapshot of a repository at a commit. The error is
// fs.ErrNotExist when there is none and ErrCorrupt when it is damaged.
func (s *Store) Read(k Key, commit string) (*hub.Snapshot, error) {
	snap, err := ReadDir(s.snapshot(k, commit))
	if err != nil {
		return nil, err
	}
	if snap.Commit != commit {
		return nil, fmt.Errorf("%w: it is of commit %.40q", ErrCorrupt, snap.Commit)
	}
	return snap, nil
}

// Write keeps a snapshot under its commit, in place of one kept before.
func (s *Store) Write(k Key, snap *hub.Snapshot) error {
	tmp, err := os.MkdirTemp(filepath.Join(s.dir, "tmp"), "w-")
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	defer os.RemoveAll(tmp)
	made := filepath.Join(tmp, "new")
	if err := WriteDir(made, snap); err != nil {
		return err
	}
	if err := replace(made, s.snapshot(k, snap.Commit), filepath.Join(tmp, "old")); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	return nil
}

// pointer is what a file below refs holds.
type pointer struct {
	Revision string `json:"revision"`
	Commit   string `json:"commit"`
}

// Text returns the text with that digest, of whatever snapshot that is here. The
// error is fs.ErrNotExist when there is none.
func (s *Store) Text(sha256 string) ([]byte, error) {
	found, err := filepath.Glob(filepath.Join(s.dir, "snapshots", "*", "blobs", sha256))
	if err != nil || !ref.IsSHA256(sha256) {
		return nil, fmt.Errorf("%.80q is no digest", sha256)
	}
	for _, name := range found {
		if text, err := readBlob(os.DirFS(filepath.Dir(filepath.Dir(name))), sha256); err == nil {
			return text, nil
		}
	}
	return nil, fmt.Errorf("no text with the digest %s: %w", sha256, fs.ErrNotExist)
}

// Commit returns the commit that a revision stood at when it was last asked
// for; an empty revision is the default branch. The error is fs.ErrNotExist
// when it never was.
func (s *Store) Commit(k Key, revision string) (string, error) {
	data, err := readFile(os.DirFS(s.dir), "refs/"+name(k, revision), maxPointer)
	if err != nil {
		return "", err
	}
	var p pointer
	if err := json.Unmarshal(data, &p); err != nil || p.Revision != revision || p.Commit == "" {
		return "", fmt.Errorf("%w: reference to %.80q", ErrCorrupt, revision)
	}
	return p.Commit, nil
}

// SetCommit remembers the commit that a revision stands at.
func (s *Store) SetCommit(k Key, revision, commit string) error {
	if old, err := s.Commit(k, revision); err == nil && old == commit {
		return nil
	}
	data, err := json.Marshal(pointer{Revision: revision, Commit: commit})
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	tmp, err := os.MkdirTemp(filepath.Join(s.dir, "tmp"), "r-")
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	defer os.RemoveAll(tmp)
	made := filepath.Join(tmp, "ref")
	if err := writeFile(made, data); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	if err := os.Rename(made, filepath.Join(s.dir, "refs", name(k, revision))); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	return syncDir(filepath.Join(s.dir, "refs"))
}

func (s *Store) snapshot(k Key, commit string) string {
	return filepath.Join(s.dir, "snapshots", name(k, commit))
}

// name makes the name on disk for something that belongs to a key.
func name(k Key, what string) string {
	return doc.Digest([]byte(strings.Join([]string{k.Hub, string(k.Kind), k.ID, what}, "\x00")))
}

// sweep removes what writers left behind that did not live to finish.
func (s *Store) sweep() {
	entries, err := os.ReadDir(filepath.Join(s.dir, "tmp"))
	if err != nil {
		return // the next write will tell
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && time.Since(info.ModTime()) > staleAfter {
			_ = os.RemoveAll(filepath.Join(s.dir, "tmp", e.Name())) // another process may be at it
		}
	}
}

// attempts bounds how often a folder is put into place against other writers.
const attempts = 10

// replace puts the folder made at target; what stood there goes to aside. A
// reader in between finds nothing, which is a miss and no fault. When other
// writers win every time, theirs stays: it is of the same commit.
func replace(made, target, aside string) error {
	for i := range attempts {
		err := os.Rename(made, target)
		if err == nil {
			return syncDir(filepath.Dir(target))
		}
		if !errors.Is(err, fs.ErrExist) && !occupied(target) {
			return err
		}
		err = os.Rename(target, fmt.Sprintf("%s%d", aside, i))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func occupied(target string) bool {
	_, err := os.Lstat(target)
	return err == nil
}
