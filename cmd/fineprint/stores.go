package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/localdir"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// The stores of models that programs keep on a machine.
const (
	storeHF       = "hf"
	storeOllama   = "ollama"
	storeDocker   = "docker"
	storeLMStudio = "lmstudio"
	storeAll      = "all"
	storeNames    = "hf, ollama, docker, lmstudio or all"
)

func storeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "store", Usage: "audit what `STORE` holds on this machine: hf (HF_HUB_CACHE, HF_HOME), " +
			"ollama (OLLAMA_MODELS), docker (MODELS_PATH), lmstudio or all"},
		&cli.StringFlag{Name: "store-dir", Usage: "`DIR` of the store, where it is in another place"},
	}
}

// modelStore is a store that was asked for, with the folders in which it may be,
// none when nothing tells them.
type modelStore struct {
	name string
	dirs []string
}

// storesOf returns the stores that were asked for.
func storesOf(c *cli.Context, w world) []modelStore {
	home := func(parts ...string) string {
		if w.Getenv("HOME") == "" {
			return ""
		}
		return filepath.Join(append([]string{w.Getenv("HOME")}, parts...)...)
	}
	all := []modelStore{
		{storeHF, []string{downloads(w)}},
		{storeOllama, []string{cmp.Or(w.Getenv("OLLAMA_MODELS"), home(".ollama", "models"))}},
		{storeDocker, []string{cmp.Or(w.Getenv("MODELS_PATH"), home(".docker", "models"))}},
		{storeLMStudio, lmStudioDirs(home)},
	}
	for i := range all {
		all[i].dirs = slices.DeleteFunc(all[i].dirs, func(dir string) bool { return dir == "" })
	}
	if c.String("store") == storeAll {
		return all
	}
	i := slices.IndexFunc(all, func(s modelStore) bool { return s.name == c.String("store") })
	if i < 0 {
		return nil
	}
	if dir := c.String("store-dir"); dir != "" {
		all[i].dirs = []string{dir}
	}
	return all[i : i+1]
}

// lmStudioDirs are the folders in which LM Studio keeps models: that of its
// settings, that of its home, which a file may name, and the one of older
// versions.
func lmStudioDirs(home func(parts ...string) string) []string {
	base := home(".lmstudio")
	if moved, err := os.ReadFile(home(".lmstudio-home-pointer")); err == nil {
		base = cmp.Or(strings.TrimSpace(string(moved)), base)
	}
	if base == "" {
		return nil
	}
	dirs := []string{filepath.Join(base, "models"), home(".cache", "lm-studio", "models")}
	var settings struct {
		Downloads string `json:"downloadsFolder"`
	}
	if data, err := os.ReadFile(filepath.Join(base, "settings.json")); err == nil && json.Unmarshal(data, &settings) == nil &&
		filepath.IsAbs(settings.Downloads) && !slices.Contains(dirs, filepath.Clean(settings.Downloads)) {
		dirs = append(dirs, filepath.Clean(settings.Downloads))
	}
	return dirs
}

// readStores makes a target of everything that the stores hold. Of several, one
// that is not there holds nothing.
func readStores(c *cli.Context, w world) ([]audit.Request, error) {
	stores := storesOf(c, w)
	switch {
	case len(stores) == 0:
		return nil, usage.Errorf("--store is %s, not %q", storeNames, c.String("store"))
	case c.NArg() > 0:
		return nil, usage.Errorf("--store takes no folder or file; name the folder of the store with --store-dir")
	case len(stores) > 1 && c.IsSet("store-dir"):
		return nil, usage.Errorf("--store-dir is the folder of one store; name it: --store hf, ollama, docker or lmstudio")
	}
	source := localSource(c, w)
	var targets []audit.Request
	for _, s := range stores {
		held, err := s.list(w, source)
		switch {
		case errors.Is(err, hub.ErrNotFound) && len(stores) > 1:
			fmt.Fprintf(w.Stderr, "fineprint: the store %s holds nothing: there is no folder %s\n", s.name, s.places())
		case errors.Is(err, hub.ErrNotFound):
			return nil, usage.Errorf("the store %s is not at %s; name its folder with --store-dir", s.name, s.places())
		case err != nil && len(stores) == 1:
			return nil, err
		case err != nil: // the others are read all the same
			held = append(held, audit.Request{Asked: "the store " + s.name, Err: err})
		}
		targets = append(targets, held...)
	}
	if len(targets) == 0 {
		return nil, usage.Errorf("the store holds no models")
	}
	return targets, nil
}

// places names where a store may be.
func (s modelStore) places() string {
	return cmp.Or(strings.Join(s.dirs, " or "), "any place that is known")
}

// list makes a target of every model and dataset of one store.
func (s modelStore) list(w world, source *localdir.Source) ([]audit.Request, error) {
	var targets []audit.Request
	missing := fmt.Errorf("no folder: %w", hub.ErrNotFound)
	for _, dir := range s.dirs {
		refs, err := s.listDir(w, source, dir)
		switch {
		case errors.Is(err, hub.ErrNotFound):
			continue
		case err != nil:
			return nil, err
		}
		missing = nil
		for _, r := range refs {
			targets = append(targets, audit.Request{Asked: r.String(), Ref: r})
		}
	}
	return targets, missing
}

func (s modelStore) listDir(w world, source *localdir.Source, dir string) (refs []ref.Ref, err error) {
	switch s.name {
	case storeHF:
		var bare int
		if refs, bare, err = source.Downloads(dir); bare > 0 {
			fmt.Fprintf(w.Stderr, "fineprint: the download cache keeps no snapshot of %d of its repositories, which are left out\n", bare)
		}
	case storeOllama:
		refs, err = source.OllamaModels(dir)
	case storeDocker:
		refs, err = source.DockerModels(dir)
	default:
		refs, err = source.Models(dir)
	}
	return refs, err
}

// addStores puts the sources that read out of stores among the others.
func addStores(c *cli.Context, w world, sources map[string]audit.Source) {
	source := localSource(c, w)
	var held heldModels
	for _, s := range storesOf(c, w) {
		for _, dir := range s.dirs {
			switch s.name {
			case storeOllama:
				held = append(held, func(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) { return source.OllamaModel(ctx, dir, r) })
			case storeDocker:
				held = append(held, func(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) { return source.DockerModel(ctx, dir, r) })
			case storeLMStudio:
				sources[ref.Local] = lmStudio{sources[ref.Local], dir}
			}
		}
	}
	if held != nil {
		sources[ref.Ollama], sources[ref.OCI] = held, held
	}
}

// heldModels reads models out of the first store that has them.
type heldModels []func(context.Context, ref.Ref) (*hub.Snapshot, error)

// Snapshot reads a model.
func (h heldModels) Snapshot(ctx context.Context, r ref.Ref) (snap *hub.Snapshot, err error) {
	for _, read := range h {
		if snap, err = read(ctx, r); !errors.Is(err, hub.ErrNotFound) {
			return snap, err
		}
	}
	return nil, err
}

// lmStudio reads folders. The place of one in LM Studio's store tells which
// repository it was taken from, if nobody has moved it.
type lmStudio struct {
	audit.Source
	dir string
}

// Snapshot reads a folder.
func (s lmStudio) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	snap, err := s.Source.Snapshot(ctx, r)
	id, below := strings.CutPrefix(r.Path, path.Clean(filepath.ToSlash(s.dir))+"/")
	if err != nil || !below {
		return snap, err
	}
	if origin, wrong := ref.Parse(id); wrong == nil && origin.Owner != "" {
		snap.Problems = append(snap.Problems, doc.NewProblem("origin-inferred", "repository", origin))
	}
	return snap, nil
}
