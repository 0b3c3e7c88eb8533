package localdir_test

import (
	"errors"
	"path/filepath"
	"slices"
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
	held, err := localdir.New(localdir.Config{}).Models(root)
	if err != nil {
		t.Fatal(err)
	}
	want := []ref.Ref{
		{Hub: ref.Local, Kind: ref.Model, Path: filepath.ToSlash(root) + "/ash/Wren"},
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
