package localdir_test

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/localdir"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func TestDownloads(t *testing.T) {
	const later = "fedcba9876543210fedcba9876543210fedcba98"
	root := t.TempDir()
	write(t, root, map[string]string{
		"models--acme--tiny/snapshots/" + commit + "/README.md":    "card",
		"models--acme--tiny/snapshots/" + later + "/config.json":   "{}",
		"models--acme--tiny/snapshots/main/config.json":            "no commit",
		"models--single/snapshots/" + commit + "/config.json":      "{}",
		"datasets--acme--words/snapshots/" + commit + "/README.md": "card",
		"models--acme--names/.no_exist/" + commit + "/LICENSE":     "",
		"blobs--acme--other/snapshots/" + commit + "/README.md":    "not a repository",
		"models--a--b--c--d/snapshots/" + commit + "/README.md":    "no name",
		".locks/models--acme--tiny/x.lock":                         "",
		"CACHEDIR.TAG":                                             "",
		"version.txt":                                              "1",
		"models--acme--file.txt":                                   "",
	})
	held, bare, err := localdir.New(localdir.Config{}).Downloads(root)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range held {
		if r.Hub != ref.HuggingFace {
			t.Errorf("%s is of the hub %q", r, r.Hub)
		}
		got = append(got, r.String())
	}
	want := []string{"datasets/acme/words@" + commit, "acme/tiny@" + commit, "acme/tiny@" + later, "single@" + commit}
	if !slices.Equal(got, want) || bare != 1 {
		t.Errorf("held %v and %d bare, want %v and 1", got, bare, want)
	}
}

func TestModels(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{
		"brill/Tern-2B/tern-Q4.gguf": "GGUF", "brill/Tern-2B/tern-Q8.gguf": "GGUF", "ash/Wren/model.safetensors": "", "notes/todo.md": "",
	})
	elsewhere := t.TempDir()
	write(t, elsewhere, map[string]string{"model.gguf": "GGUF"})
	for name, target := range map[string]string{"brill/Linked": elsewhere, "brill/loop": root, "again": filepath.Join(root, "brill")} {
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	held, err := localdir.New(localdir.Config{}).Models(root)
	if err != nil {
		t.Fatal(err)
	}
	want := []ref.Ref{
		{Hub: ref.Local, Kind: ref.Model, Path: filepath.ToSlash(root) + "/ash/Wren"},
		{Hub: ref.Local, Kind: ref.Model, Path: filepath.ToSlash(root) + "/brill/Linked"},
		{Hub: ref.Local, Kind: ref.Model, Path: filepath.ToSlash(root) + "/brill/Tern-2B"},
	}
	if !slices.Equal(held, want) {
		t.Errorf("held %v, want %v", held, want)
	}
}

func TestNoStore(t *testing.T) {
	source, nowhere := localdir.New(localdir.Config{}), filepath.Join(t.TempDir(), "nowhere")
	for _, root := range []string{nowhere, ""} {
		if _, _, err := source.Downloads(root); !errors.Is(err, hub.ErrNotFound) {
			t.Errorf("downloads in %q: %v", root, err)
		}
		if _, err := source.Models(root); !errors.Is(err, hub.ErrNotFound) {
			t.Errorf("models in %q: %v", root, err)
		}
	}
}

// TestDockerModel holds that the archives of a stored model are looked into, and
// that a blob or a list that is not as its name says is not read.
func TestDockerModel(t *testing.T) {
	const licence, card = "Terms of Tern.\n", "# Tern\n"
	sum := func(content string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(content))) }
	var packed bytes.Buffer
	w := tar.NewWriter(&packed)
	if err := errors.Join(w.WriteHeader(&tar.Header{Name: "README.md", Size: int64(len(card)), Mode: 0o600}), second(w.Write([]byte(card))),
		w.Close()); err != nil {
		t.Fatal(err)
	}
	layer := func(kind, content string) string {
		return fmt.Sprintf(`{"mediaType":"application/vnd.docker.ai.%s","digest":"sha256:%s","size":%d}`, kind, sum(content), len(content))
	}
	config := `{"descriptor":{"licenses":["MIT"]}}`
	manifest := fmt.Sprintf(`{"config":%s,"layers":[%s,%s,%s]}`, layer("model.config.v0.2+json", config), layer("license", licence),
		layer("dir.tar", packed.String()), layer("gguf.v3", "GGUF"))
	root := t.TempDir()
	write(t, root, map[string]string{
		"models.json":                       `{"models":[{"id":"sha256:` + sum(manifest) + `","tags":["acme/tern:v1"]}]}`,
		"manifests/sha256/" + sum(manifest): manifest, "blobs/sha256/" + sum(config): config, "blobs/sha256/" + sum(licence): licence,
		"blobs/sha256/" + sum(packed.String()): packed.String(), "blobs/sha256/" + sum("GGUF"): "GGUF",
	})
	source := localdir.New(localdir.Config{})
	held, err := source.DockerModels(root)
	if err != nil || len(held) != 1 || held[0].String() != "oci:docker.io/acme/tern:v1" {
		t.Fatalf("%v, %v", held, err)
	}
	snap, err := source.DockerModel(t.Context(), root, held[0])
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range snap.Documents {
		got = append(got, d.Path+" "+string(d.Status))
	}
	if want := []string{"README.md read", "LICENSE read", "config#header read"}; !slices.Equal(got, want) || len(snap.Problems) > 0 {
		t.Errorf("documents %v, want %v; problems %v", got, want, snap.Problems)
	}
	if _, err := source.DockerModel(t.Context(), root, ref.Ref{Hub: ref.OCI, Owner: "docker.io/acme", Name: "other"}); !errors.Is(err,
		hub.ErrNotFound) {
		t.Errorf("another: %v", err)
	}
	write(t, root, map[string]string{"models.json": `{"models":[{"id":"sha256:../../x","tags":["acme/tern:v1"]}]}`})
	if _, err := source.DockerModel(t.Context(), root, held[0]); err == nil {
		t.Error("a digest that leads out was taken")
	}
}

func second[T any](_ T, err error) error { return err }

// TestManyModels holds that a list of any length is whole.
func TestManyModels(t *testing.T) {
	const n = 10_050
	var list strings.Builder
	for i := range n {
		fmt.Fprintf(&list, `,{"id":"sha256:%064x","tags":["acme/tern-%d:v1"]}`, i, i)
	}
	root := t.TempDir()
	write(t, root, map[string]string{"models.json": `{"models":[` + list.String()[1:] + `]}`})
	held, err := localdir.New(localdir.Config{}).DockerModels(root)
	if err != nil || len(held) != n {
		t.Errorf("%d of %d models, %v", len(held), n, err)
	}
}
