package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

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
	storeLMStudio = "lmstudio"
	storeAll      = "all"
)

func storeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "store", Usage: "audit what `STORE` holds on this machine: hf (HF_HUB_CACHE, HF_HOME), " +
			"ollama (OLLAMA_MODELS), lmstudio or all"},
		&cli.StringFlag{Name: "store-dir", Usage: "`DIR` of the store, where it is in another place"},
	}
}

// modelStore is a store that was asked for.
type modelStore struct{ name, dir string }

// storesOf returns the stores that were asked for, each with its folder, which
// is empty when nothing tells it.
func storesOf(c *cli.Context, w world) []modelStore {
	home := func(parts ...string) string {
		if w.getenv("HOME") == "" {
			return ""
		}
		return filepath.Join(append([]string{w.getenv("HOME")}, parts...)...)
	}
	all := []modelStore{
		{storeHF, downloads(w)},
		{storeOllama, cmp.Or(w.getenv("OLLAMA_MODELS"), home(".ollama", "models"))},
		{storeLMStudio, home(".lmstudio", "models")},
	}
	if c.String("store") == storeAll {
		return all
	}
	i := slices.IndexFunc(all, func(s modelStore) bool { return s.name == c.String("store") })
	if i < 0 {
		return nil
	}
	all[i].dir = cmp.Or(c.String("store-dir"), all[i].dir)
	return all[i : i+1]
}

// readStores makes a target of everything that the stores hold. Of several, one
// that is not there holds nothing.
func readStores(c *cli.Context, w world) ([]audit.Request, error) {
	stores := storesOf(c, w)
	switch {
	case len(stores) == 0:
		return nil, usagef("--store is hf, ollama, lmstudio or all, not %q", c.String("store"))
	case c.NArg() > 0:
		return nil, usagef("--store takes no folder or file; name the folder of the store with --store-dir")
	case len(stores) > 1 && c.IsSet("store-dir"):
		return nil, usagef("--store-dir is the folder of one store; name it: --store hf, ollama or lmstudio")
	}
	source := localSource(c, w)
	var targets []audit.Request
	for _, s := range stores {
		held, err := s.list(w, source)
		switch {
		case errors.Is(err, hub.ErrNotFound) && len(stores) > 1:
			fmt.Fprintf(w.stderr, "fineprint: the store %s holds nothing: there is no folder %s\n", s.name, s.dir)
		case errors.Is(err, hub.ErrNotFound):
			return nil, usagef("the store %s is not at %s; name its folder with --store-dir", s.name, cmp.Or(s.dir, "any place that is known"))
		case err != nil:
			return nil, err
		}
		targets = append(targets, held...)
	}
	if len(targets) == 0 {
		return nil, usagef("the store holds no models")
	}
	return targets, nil
}

// list makes a target of every model and dataset of one store.
func (s modelStore) list(w world, source *localdir.Source) ([]audit.Request, error) {
	var refs []ref.Ref
	var err error
	switch s.name {
	case storeHF:
		var bare int
		if refs, bare, err = source.Downloads(s.dir); bare > 0 {
			fmt.Fprintf(w.stderr, "fineprint: the download cache keeps no snapshot of %d of its repositories, which are left out\n", bare)
		}
	case storeOllama:
		refs, err = source.OllamaModels(s.dir)
	default:
		refs, err = source.Models(s.dir)
	}
	targets := make([]audit.Request, len(refs))
	for i, r := range refs {
		targets[i] = audit.Request{Asked: r.String(), Ref: r}
	}
	return targets, err
}

// addStores puts the sources that read out of stores among the others.
func addStores(c *cli.Context, w world, sources map[string]audit.Source) {
	for _, s := range storesOf(c, w) {
		switch s.name {
		case storeOllama:
			held := ollamaStore{localSource(c, w), s.dir}
			sources[ref.Ollama], sources[ref.OCI] = held, held
		case storeLMStudio:
			sources[ref.Local] = lmStudio{sources[ref.Local], s.dir}
		}
	}
}

// ollamaStore reads models out of a store of Ollama.
type ollamaStore struct {
	local *localdir.Source
	dir   string
}

// Snapshot reads a model.
func (s ollamaStore) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	return s.local.OllamaModel(ctx, s.dir, r)
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
