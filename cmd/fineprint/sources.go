package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/localdir"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// opener makes the source of one hub, and what it has to say of a whole run
// when that is over.
type opener func(c *cli.Context, w world) (source audit.Source, hints func() []string, err error)

// hubs is the table of the hubs that targets are read from, in the order of
// their hints. A new hub is a line here.
func hubs() []struct {
	name string
	open opener
} {
	return []struct {
		name string
		open opener
	}{
		{ref.HuggingFace, func(c *cli.Context, w world) (audit.Source, func() []string, error) { return openHuggingFace(c, w) }},
		{ref.Local, openLocal},
		{ref.Ollama, openRegistries},
		{ref.OCI, openRegistries},
		{ref.GitHub, openGitHub},
		{ref.ModelScope, openModelScope},
		{ref.Civitai, openCivitai},
	}
}

// newSources builds the places that targets are read from. hints gives what
// concerns the whole run, after it.
func newSources(c *cli.Context, w world) (sources map[string]audit.Source, hints func() []string, err error) {
	sources = map[string]audit.Source{}
	var all []func() []string
	for _, h := range hubs() {
		source, hints, err := h.open(c, w)
		if err != nil {
			return nil, nil, err
		}
		sources[h.name], all = source, append(all, hints)
	}
	addStores(c, w, sources)
	hints = func() []string {
		var list []string
		for _, h := range all {
			for _, hint := range h() {
				if !slices.Contains(list, hint) {
					list = append(list, hint)
				}
			}
		}
		return list
	}
	return sources, hints, nil
}

func openHuggingFace(c *cli.Context, w world) (withDownloads, func() []string, error) {
	cfg, err := wiring.HubConfig(c, w.World)
	if err != nil {
		return withDownloads{}, nil, err
	}
	var without []string // what to tell of a run that has no cache
	if cfg.Cache, err = wiring.OpenCache(c, w.World); err != nil {
		if c.IsSet("cache-dir") {
			return withDownloads{}, nil, err
		}
		without = append(without, "this run keeps nothing, so the next one asks again: "+err.Error())
	}
	client, err := huggingface.New(cfg)
	if err != nil {
		return withDownloads{}, nil, usage.Wrap(err)
	}
	hints := func() []string { return append(client.Hints(), without...) }
	dir, first := downloads(w), false
	for _, s := range storesOf(c, w) {
		if s.name == storeHF && len(s.dirs) > 0 {
			dir, first = s.dirs[0], true
		}
	}
	return withDownloads{client, localSource(c, w), dir, first}, hints, nil
}

// downloads is where the hub's own tools keep what they download.
func downloads(w world) string { return huggingface.CacheDir(w.Getenv) }

// withDownloads reads from the hub and, where nothing may be asked and nothing
// is cached, from what the hub's own tools have downloaded.
type withDownloads struct {
	*huggingface.Client
	local *localdir.Source
	dir   string // of the downloads; empty for none
	// first tells that the downloads are what is audited: of what they hold
	// whole the hub is asked nothing, and a part serves where it gives no answer.
	first bool
}

func (s withDownloads) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	var held *hub.Snapshot
	if s.first {
		held, _ = s.local.Cached(ctx, s.dir, r) // or it is the hub that has it
		if held != nil && held.Complete {
			return held, nil
		}
	}
	snap, err := s.Client.Snapshot(ctx, r)
	switch {
	case err == nil:
		return snap, nil
	case held != nil && ctx.Err() == nil:
		return held, nil
	case s.first || s.dir == "" || !errors.Is(err, hub.ErrOffline):
		return snap, err
	}
	if found, missing := s.local.Cached(ctx, s.dir, r); missing == nil {
		return found, nil
	}
	return snap, err
}

func openLocal(c *cli.Context, w world) (audit.Source, func() []string, error) {
	none := func() []string { return nil }
	return localSource(c, w), none, nil
}

func localSource(c *cli.Context, w world) *localdir.Source {
	return localdir.New(localdir.Config{Home: w.Getenv("HOME"), NoWeightsHeader: c.Bool("no-weights-header")})
}

// spread puts the repositories in place of a folder that holds several: the
// root of a download cache, a folder of models.
func spread(c *cli.Context, w world, targets []audit.Request) []audit.Request {
	source := localSource(c, w)
	var out []audit.Request
	for _, t := range targets {
		if t.Err != nil || t.Ref.Hub != ref.Local {
			out = append(out, t)
			continue
		}
		found := source.Targets(t.Ref)
		named := strings.TrimSuffix(t.Ref.Path, "/") + "/" + strings.Trim(t.Component, "/")
		if i := slices.IndexFunc(found, func(r ref.Ref) bool { return r.Path == named }); t.Component != "" && i >= 0 {
			found, t.Component = found[i:i+1], "" // a model of its own in a folder of models
		}
		for _, r := range found {
			asked := t.Asked
			if len(found) > 1 {
				asked = r.Path
			}
			out = append(out, audit.Request{Asked: asked, Ref: r, Component: t.Component, NamedIn: t.NamedIn})
		}
	}
	return out
}
