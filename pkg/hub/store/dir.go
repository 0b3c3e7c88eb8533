package store

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"crypto/sha256"
	"encoding/hex"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Bounds of what is read back: a folder of evidence may come from anybody.
const (
	maxManifest = 256 << 20
	maxBlob     = 256 << 20
	maxPointer  = 4 << 10
)

// manifestName is the file that makes a folder a stored snapshot; sumName holds
// its SHA-256, so that no bit of it changes unseen.
const (
	manifestName = "snapshot.json"
	sumName      = "snapshot.sha256"
)

// Is reports whether dir holds a stored snapshot.
func Is(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, manifestName))
	return err == nil && info.Mode().IsRegular()
}

// ReadDir reads the snapshot stored in dir. The manifest and every text are
// checked against their digests; ErrCorrupt says that one does not match.
func ReadDir(dir string) (*hub.Snapshot, error) { return ReadFS(os.DirFS(dir)) }

// ReadFS is ReadDir for a file system, whose root holds snapshot.json.
func ReadFS(fsys fs.FS) (*hub.Snapshot, error) {
	data, err := readFile(fsys, manifestName, maxManifest)
	if err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	sum, err := readFile(fsys, sumName, maxPointer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if string(sum) != doc.Digest(data)+"\n" {
		return nil, fmt.Errorf("%w: %s is not what %s says", ErrCorrupt, manifestName, sumName)
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if m.Schema != Schema {
		return nil, fmt.Errorf("%w: schema %.40q, not %s", ErrCorrupt, m.Schema, Schema)
	}
	return m.snapshot(func(digest string) ([]byte, error) { return readBlob(fsys, digest) })
}

// WriteDir stores a snapshot in dir, which must not exist, and syncs it to
// disk. The documents' texts and the information call's body become
// blobs/<sha256>.
func WriteDir(dir string, snap *hub.Snapshot) error {
	blobs := filepath.Join(dir, "blobs")
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return fmt.Errorf("write snapshot: %w", err)
	}
	for _, d := range []string{dir, blobs} {
		if err := os.Mkdir(d, 0o700); err != nil {
			return fmt.Errorf("write snapshot: %w", err)
		}
	}
	for _, write := range []func() error{
		func() error { return writeBlobs(blobs, snap) },
		func() error { return writeManifest(dir, snap) },
		func() error { return syncDir(blobs) },
		func() error { return syncDir(dir) },
	} {
		if err := write(); err != nil {
			return fmt.Errorf("write snapshot: %w", err)
		}
	}
	return nil
}

// writeManifest writes snapshot.json and its digest. The file list, which may
// be long, is written entry by entry.
func writeManifest(dir string, snap *hub.Snapshot) error {
	m := newManifest(snap)
	files := m.Files
	m.Files = []hub.File{}
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	before, after, ok := bytes.Cut(data, []byte("\n \"files\": []"))
	if !ok {
		return errors.New("the manifest has no place for its files")
	}
	f, err := os.OpenFile(filepath.Join(dir, manifestName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	sum := sha256.New()
	out := bufio.NewWriter(io.MultiWriter(f, sum))
	out.Write(before) // the first failure is told by Flush
	out.WriteString("\n \"files\": [")
	for i, file := range files {
		line, err := json.Marshal(file)
		if err != nil {
			return errors.Join(err, f.Close())
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n  ")
		out.Write(line)
	}
	out.WriteString("]")
	out.Write(after)
	out.WriteByte('\n')
	if err := errors.Join(out.Flush(), f.Sync(), f.Close()); err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, sumName), []byte(hex.EncodeToString(sum.Sum(nil))+"\n"))
}

func writeBlobs(dir string, snap *hub.Snapshot) error {
	written := map[string]bool{}
	put := func(text []byte) error {
		digest := doc.Digest(text)
		if written[digest] {
			return nil
		}
		written[digest] = true
		return writeFile(filepath.Join(dir, digest), text)
	}
	if snap.RawInfo != nil {
		if err := put(snap.RawInfo); err != nil {
			return err
		}
	}
	for _, d := range snap.Documents {
		if d.Status != doc.StatusRead {
			continue
		}
		if err := put(d.Text); err != nil {
			return err
		}
	}
	return nil
}

func readBlob(fsys fs.FS, digest string) ([]byte, error) {
	if !ref.IsSHA256(digest) { // it would name another file
		return nil, fmt.Errorf("%w: %.80q is no digest", ErrCorrupt, digest)
	}
	text, err := readFile(fsys, "blobs/"+digest, maxBlob)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if doc.Digest(text) != digest {
		return nil, fmt.Errorf("%w: blobs/%s has another digest", ErrCorrupt, digest)
	}
	return text, nil
}

// readFile reads a regular file of at most limit bytes.
func readFile(fsys fs.FS, name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s is larger than %d bytes", name, limit)
	}
	return data, err
}

func writeFile(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncDir makes the entries of a folder last through a crash.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrInvalid) {
		err = nil // some file systems cannot, and some need not
	}
	return errors.Join(err, f.Close())
}
