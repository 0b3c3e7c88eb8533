package localdir_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/localdir"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func snapshot(t *testing.T, dir, rev string) (*hub.Snapshot, error) {
	t.Helper()
	return localdir.New(localdir.Config{MaxDocumentBytes: 1000}).Snapshot(context.Background(),
		ref.Ref{Hub: ref.Local, Kind: ref.Model, Path: dir, Revision: rev})
}

func status(s *hub.Snapshot, path string) doc.Status {
	if d := s.Document(path); d != nil {
		return d.Status
	}
	return ""
}

func hasProblem(s *hub.Snapshot, code, path string) bool {
	return slices.ContainsFunc(s.Problems, func(p doc.Problem) bool { return p.Code == code && p.Path != nil && *p.Path == path })
}

func TestPlainFolder(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write(t, outside, map[string]string{"LICENSE": "somebody else's"})
	write(t, dir, map[string]string{
		"README.md": "---\nlicense: mit\n---\n", "LICENSE": "words", "sub/NOTICE.txt": "names", "model.safetensors": "weights",
		"LICENSE.big": strings.Repeat("x", 1001), ".git/LICENSE": "not ours", "license.pdf": "%PDF-1.7", ".zenodo.json": "{\"license\": \"MIT\"}",
		"COPYING": "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n",
	})
	if err := os.Symlink(filepath.Join(outside, "LICENSE"), filepath.Join(dir, "LICENSE-CODE")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("LICENSE", filepath.Join(dir, "LICENCE")); err != nil {
		t.Fatal(err)
	}
	s, err := snapshot(t, dir, "")
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]doc.Status{
		"README.md": doc.StatusRead, "LICENSE": doc.StatusRead, "LICENCE": doc.StatusRead, "sub/NOTICE.txt": doc.StatusRead,
		"LICENSE.big": doc.StatusTooLarge, "license.pdf": doc.StatusBinary, "COPYING": doc.StatusLFSPointer, ".zenodo.json": doc.StatusRead,
		"LICENSE-CODE": doc.StatusNotFollowed, ".git/LICENSE": "",
	} {
		if got := status(s, path); got != want {
			t.Errorf("%s: status %q, want %q", path, got, want)
		}
	}
	if !s.Complete || !hasProblem(s, "link-outside", "LICENSE-CODE") || !hasProblem(s, "too-large", "LICENSE.big") {
		t.Errorf("complete %v, problems %+v", s.Complete, s.Problems)
	}
}

// What a hub answers to somebody who may not read is no card.
func TestReplacedCard(t *testing.T) {
	for name, text := range map[string]string{"a page": "<!DOCTYPE html>\n<p>Please sign in.</p>\n", "data": `{"error": "gated"}`} {
		dir := t.TempDir()
		write(t, dir, map[string]string{"README.md": text})
		s, err := snapshot(t, dir, "")
		if err != nil {
			t.Fatal(err)
		}
		if status(s, "README.md") != doc.StatusNotFollowed || !hasProblem(s, "web-page", "README.md") {
			t.Errorf("%s in place of a card: %s, problems %+v", name, status(s, "README.md"), s.Problems)
		}
	}
}

// commit is a made-up commit of the caches below.
const commit = "0123456789abcdef0123456789abcdef01234567"

func makeCache(t *testing.T) string {
	t.Helper()
	repo := filepath.Join(t.TempDir(), "models--acme--tiny")
	write(t, repo, map[string]string{"refs/main": commit, "blobs/aa": "---\nlicense: mit\n---\n", ".no_exist/" + commit + "/NOTICE": ""})
	for name, blob := range map[string]string{"README.md": "aa", "LICENSE": "gone"} {
		link := filepath.Join(repo, "snapshots", commit, name)
		if err := os.MkdirAll(filepath.Dir(link), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join("..", "..", "blobs", blob), link); err != nil {
			t.Fatal(err)
		}
	}
	return repo
}

func TestDownloadCache(t *testing.T) {
	repo := makeCache(t)
	for _, dir := range []string{repo, filepath.Join(repo, "snapshots", commit)} {
		s, err := snapshot(t, dir, "")
		if err != nil {
			t.Fatal(err)
		}
		if s.AnsweredID != "acme/tiny" || s.Commit != commit || s.Complete {
			t.Errorf("%s at %s, complete %v", s.AnsweredID, s.Commit, s.Complete)
		}
		if status(s, "README.md") != doc.StatusRead {
			t.Error("the card was not read through its link")
		}
		if status(s, "LICENSE") != doc.StatusNotFollowed || !hasProblem(s, "not-downloaded", "LICENSE") {
			t.Error("a licence that was not downloaded must be said to be unread")
		}
		if status(s, "NOTICE") != doc.StatusAbsent || !slices.Contains(s.Missing, "NOTICE") {
			t.Error("a file known not to exist must be said to be absent")
		}
	}
}

// A socket may be anything but a text; a licence of that name was not read.
func TestLicenceThatIsNoFile(t *testing.T) {
	dir, err := os.MkdirTemp("", "fp") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	l, err := net.Listen("unix", filepath.Join(dir, "LICENSE"))
	if err != nil {
		t.Skipf("no sockets here: %v", err)
	}
	defer l.Close()
	s, err := snapshot(t, dir, "")
	if err != nil {
		t.Fatal(err)
	}
	if status(s, "LICENSE") != doc.StatusNotFollowed || !hasProblem(s, "not-a-file", "LICENSE") {
		t.Error("a licence that is no file must be said to be unread")
	}
}

func TestRevisionNotCached(t *testing.T) {
	repo := makeCache(t)
	for _, rev := range []string{"dev", strings.Repeat("b", 40)} {
		if _, err := snapshot(t, repo, rev); !errors.Is(err, hub.ErrRevision) {
			t.Errorf("revision %s: %v, want no other snapshot in its place", rev, err)
		}
	}
}

func TestMissingFolder(t *testing.T) {
	if _, err := snapshot(t, filepath.Join(t.TempDir(), "nope"), ""); !errors.Is(err, hub.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestOwnSnapshot(t *testing.T) {
	s, err := snapshot(t, makeCache(t), "")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "saved")
	if err := store.WriteDir(dir, s); err != nil {
		t.Fatal(err)
	}
	again, err := snapshot(t, dir, "")
	if err != nil {
		t.Fatal(err)
	}
	if again.Commit != commit || status(again, "README.md") != doc.StatusRead {
		t.Errorf("%+v", again)
	}
}

// TestRealCache reads a cache that the official JavaScript client wrote.
func TestRealCache(t *testing.T) {
	corpus := os.Getenv("FINEPRINT_CORPUS")
	if corpus == "" {
		t.Skip("FINEPRINT_CORPUS is not set: the real cache is not read")
	}
	dir := t.TempDir()
	untar(t, filepath.Join(corpus, "hfcache-js.tar.gz"), dir)
	s, err := snapshot(t, filepath.Join(dir, "hub", "models--acme--base-model"), "")
	if err == nil && status(s, "LICENSE") != doc.StatusRead {
		t.Errorf("the licence was not read: %+v", s.Documents)
	}
	if err != nil && !errors.Is(err, hub.ErrRevision) {
		t.Error(err)
	}
	pinned, err := snapshot(t, filepath.Join(dir, "hub", "models--acme--tiny"), "423b030326aa02620ef6c9ba6e16b53f3a895b70")
	if err != nil {
		t.Fatal(err)
	}
	if status(pinned, "LICENSE") != doc.StatusRead || status(pinned, "NOTICE") != doc.StatusRead || pinned.Complete {
		t.Errorf("%+v", pinned.Documents)
	}
}

func untar(t *testing.T, archive, dir string) {
	t.Helper()
	data, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	gz, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for tr := tar.NewReader(gz); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(h.Name))
		switch h.Typeflag {
		case tar.TypeDir:
			err = os.MkdirAll(path, 0o755)
		case tar.TypeSymlink:
			err = os.Symlink(h.Linkname, path)
		default:
			var content []byte
			if content, err = io.ReadAll(tr); err == nil {
				err = os.WriteFile(path, content, 0o644)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// ggufFile returns a header with the given string keys.
func ggufFile(pairs ...string) []byte {
	b := []byte("GGUF")
	b = binary.LittleEndian.AppendUint32(b, 3)
	b = binary.LittleEndian.AppendUint64(b, 0)
	b = binary.LittleEndian.AppendUint64(b, uint64(len(pairs)/2))
	text := func(s string) {
		b = binary.LittleEndian.AppendUint64(b, uint64(len(s)))
		b = append(b, s...)
	}
	for i := 0; i < len(pairs); i += 2 {
		text(pairs[i])
		b = binary.LittleEndian.AppendUint32(b, 8)
		text(pairs[i+1])
	}
	return b
}

func TestHeaders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"model.gguf": string(ggufFile("general.name", "tiny", "general.license", "apache-2.0", "general.license.link",
			"https://acme.example/terms")),
		"Modelfile": "FROM ./model.gguf\nLICENSE \"\"\"\nYou may look.\nYou may not touch.\n\"\"\"\n",
	})
	s, err := snapshot(t, dir, "")
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"model.gguf#header":   "general.name: tiny\ngeneral.license: apache-2.0\ngeneral.license.link: https://acme.example/terms\n",
		"Modelfile#LICENSE.1": "You may look.\nYou may not touch.\n",
		"Modelfile#header":    "FROM: ./model.gguf\n",
	} {
		if d := s.Document(path); d == nil || string(d.Text) != want {
			t.Errorf("%s: %+v", path, d)
		}
	}
	if !hasProblem(s, "link-not-read", "https://acme.example/terms") || status(s, "https://acme.example/terms") != doc.StatusNotFollowed {
		t.Error("the link of the header must be said to be unread")
	}
}
