package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

const commit = "0123456789abcdef0123456789abcdef01234567"

func sample(t testing.TB) *hub.Snapshot {
	t.Helper()
	s, err := hub.ParseInfo([]byte(`{"_id":"66","id":"acme/tiny","sha":"`+commit+
		`","gated":"auto","tags":["base_model:acme/base"],"siblings":[{"rfilename":"../../etc/x"},{"rfilename":"LICENSE","size":8}]}`), 0)
	if err != nil {
		t.Fatal(err)
	}
	s.Ref = ref.MustParse("acme/tiny@v1")
	s.FetchedAt = time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
	licence := doc.New("LICENSE", doc.RoleLicence, "https://hub.example/LICENSE", []byte("Be kind."))
	s.Documents = []*doc.Document{licence, licence.Derive("part", doc.RolePrompt, "by hand", []byte("kind")),
		doc.Unread("../NOTICE", doc.RoleNotice, "", 7, doc.StatusDenied)}
	s.Missing = []string{"README.md"}
	s.Problems = append(s.Problems, doc.NewProblem("gated", "documents", 2).At("../NOTICE"))
	return s
}

func same(t *testing.T, want, got *hub.Snapshot) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(doc.Document{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	for _, d := range got.Documents {
		if d.Read() && d.Line(len(d.Text)) != 1 {
			t.Errorf("%s has no line index", d.Path)
		}
	}
}

func key() store.Key {
	return store.Key{Hub: ref.HuggingFace, Kind: ref.Model, ID: "acme/../tiny"}
}

func open(t testing.TB) (*store.Store, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func TestStore(t *testing.T) {
	s, dir := open(t)
	if _, err := s.Read(key(), commit); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("empty store: %v", err)
	}
	want := sample(t)
	for range 2 { // the second replaces the first
		if err := s.Write(key(), want); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Read(key(), commit)
	if err != nil {
		t.Fatal(err)
	}
	same(t, want, got)
	other := key()
	other.Hub = "another"
	if _, err := s.Read(other, commit); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("another hub's snapshot: %v", err)
	}
	for _, path := range files(t, dir) {
		for _, foreign := range []string{"LICENSE", "NOTICE", "etc", "acme", "tiny"} {
			if strings.Contains(path, foreign) {
				t.Errorf("%s: a name of the hub became one on disk", path)
			}
		}
	}
	if left, _ := os.ReadDir(filepath.Join(dir, "tmp")); len(left) != 0 {
		t.Errorf("left in tmp: %v", left)
	}
}

func TestStoreCommit(t *testing.T) {
	s, _ := open(t)
	if _, err := s.Commit(key(), ""); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("empty store: %v", err)
	}
	for _, want := range []string{commit, strings.Repeat("a", 40), strings.Repeat("a", 40)} {
		if err := s.SetCommit(key(), "refs/pr/3", want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Commit(key(), "refs/pr/3"); got != want || err != nil {
			t.Errorf("Commit = %q, %v, want %q", got, err, want)
		}
	}
	if _, err := s.Commit(key(), "main"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("another revision: %v", err)
	}
}

func TestStoreDamaged(t *testing.T) {
	damage := map[string]func(path string) error{
		"altered":   func(p string) error { return os.WriteFile(p, []byte("Be unkind."), 0o600) },
		"cut":       func(p string) error { return os.Truncate(p, 3) },
		"lost":      os.Remove,
		"directory": func(p string) error { return errors.Join(os.Remove(p), os.Mkdir(p, 0o700)) },
	}
	for name, hurt := range damage {
		t.Run(name, func(t *testing.T) {
			s, dir := open(t)
			if err := s.Write(key(), sample(t)); err != nil {
				t.Fatal(err)
			}
			for _, path := range files(t, dir) {
				if strings.Contains(path, "blobs") {
					if err := hurt(filepath.Join(dir, path)); err != nil {
						t.Fatal(err)
					}
				}
			}
			if _, err := s.Read(key(), commit); !errors.Is(err, store.ErrCorrupt) {
				t.Errorf("Read = %v, want ErrCorrupt", err)
			}
			if err := s.Write(key(), sample(t)); err != nil {
				t.Fatal(err)
			}
			got, err := s.Read(key(), commit)
			if err != nil {
				t.Fatalf("after writing again: %v", err)
			}
			same(t, sample(t), got)
		})
	}
}

func TestReadFSHostile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "evidence")
	if err := store.WriteDir(dir, sample(t)); err != nil {
		t.Fatal(err)
	}
	if !store.Is(dir) || store.Is(filepath.Dir(dir)) {
		t.Error("Is does not tell a stored snapshot")
	}
	manifest := filepath.Join(dir, "snapshot.json")
	good, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	s := sample(t)
	for _, tt := range []struct{ name, old, new string }{
		{"digest that is a path", s.Documents[0].SHA256, "../../../../../../etc/passwd"},
		{"schema", store.Schema, "fineprint.snapshot/9"},
		{"ref", "acme/tiny@v1", "acme//tiny"},
		{"no object", string(good), "[]"},
		{"null document", string(good), `{"schema":"` + store.Schema + `","ref":"acme/tiny","documents":[null]}`},
	} {
		bad := strings.ReplaceAll(string(good), tt.old, tt.new)
		sum := sha256.Sum256([]byte(bad))
		for name, text := range map[string]string{"snapshot.json": bad, "snapshot.sha256": hex.EncodeToString(sum[:]) + "\n"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := store.ReadDir(dir); !errors.Is(err, store.ErrCorrupt) {
			t.Errorf("%s: %v, want ErrCorrupt", tt.name, err)
		}
	}
}

// No bit of what is stored changes unseen.
func TestEveryBitCounts(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "evidence")
	if err := store.WriteDir(dir, sample(t)); err != nil {
		t.Fatal(err)
	}
	stored := fstest.MapFS{}
	for _, name := range files(t, dir) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		stored[filepath.ToSlash(name)] = &fstest.MapFile{Data: data}
	}
	for name, file := range stored {
		for i := range file.Data {
			for bit := range 8 {
				file.Data[i] ^= 1 << bit
				if _, err := store.ReadFS(stored); !errors.Is(err, store.ErrCorrupt) {
					t.Errorf("%s: bit %d of byte %d: %v, want ErrCorrupt", name, bit, i, err)
				}
				file.Data[i] ^= 1 << bit
			}
		}
	}
	if _, err := store.ReadFS(stored); err != nil {
		t.Errorf("unhurt: %v", err)
	}
}

// What a stored snapshot claims is what its texts are, or it is not read.
func FuzzReadFS(f *testing.F) {
	dir := filepath.Join(f.TempDir(), "evidence")
	if err := store.WriteDir(dir, sample(f)); err != nil {
		f.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.Join(dir, "snapshot.json"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(manifest, []byte("Be kind."))
	f.Fuzz(func(t *testing.T, manifest, text []byte) {
		digest := func(b []byte) string { sum := sha256.Sum256(b); return hex.EncodeToString(sum[:]) }
		snap, err := store.ReadFS(fstest.MapFS{
			"snapshot.json": {Data: manifest}, "snapshot.sha256": {Data: []byte(digest(manifest) + "\n")}, "blobs/" + digest(text): {Data: text},
		})
		if err != nil {
			if !errors.Is(err, store.ErrCorrupt) {
				t.Errorf("%v is not ErrCorrupt", err)
			}
			return
		}
		for _, d := range snap.Documents {
			if d.Read() && (d.SHA256 != digest(d.Text) || string(d.Text) != string(text)) {
				t.Errorf("%s has a text that is not in the store: %q", d.Path, d.Text)
			}
		}
		if snap.RawInfo != nil && string(snap.RawInfo) != string(text) {
			t.Errorf("an answer that is not in the store: %q", snap.RawInfo)
		}
	})
}

func TestStoreConcurrent(t *testing.T) {
	_, dir := open(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			s, err := store.Open(dir)
			if err != nil {
				t.Error(err)
				return
			}
			for range 10 {
				if err := s.Write(key(), sample(t)); err != nil {
					t.Errorf("Write: %v", err)
				}
				_, err := s.Read(key(), commit)
				if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, store.ErrCorrupt) {
					t.Errorf("Read: %v", err)
				}
			}
		})
	}
	group.Wait()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Read(key(), commit)
	if err != nil {
		t.Fatalf("after the race: %v", err)
	}
	same(t, sample(t), got)
}

func TestOpenSweepsLeftovers(t *testing.T) {
	_, dir := open(t)
	old, young := filepath.Join(dir, "tmp", "w-old"), filepath.Join(dir, "tmp", "w-young")
	for _, p := range []string{old, young} {
		if err := os.MkdirAll(filepath.Join(p, "new", "blobs"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	past := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(old, past, past); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the leftover of a crash is still there: %v", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("what another process is writing is gone: %v", err)
	}
}

// files lists the regular files below dir, relative to it.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			out = append(out, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A text is found by its digest, whichever snapshot has it.
func TestStoreText(t *testing.T) {
	s, _ := open(t)
	snap := sample(t)
	if err := s.Write(key(), snap); err != nil {
		t.Fatal(err)
	}
	for _, d := range snap.Documents {
		if d.Status != doc.StatusRead {
			continue
		}
		if text, err := s.Text(d.SHA256); err != nil || string(text) != string(d.Text) {
			t.Errorf("%s: %q, %v", d.Path, text, err)
		}
	}
	if _, err := s.Text(strings.Repeat("0", 64)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a text that is not there: %v", err)
	}
	if _, err := s.Text("../../../etc"); err == nil {
		t.Error("what is no digest is looked for")
	}
}
