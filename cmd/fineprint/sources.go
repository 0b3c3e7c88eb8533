package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/localdir"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// hubConfig reads how to talk to the hub out of the environment and the flags.
// Flags win.
func hubConfig(c *cli.Context, w world) (huggingface.Config, error) {
	cfg, err := huggingface.FromEnv(w.getenv, os.ReadFile)
	if err != nil {
		return cfg, usageError{err}
	}
	if url := c.String("hub-url"); url != "" {
		cfg.Endpoint = url
	}
	cfg.Offline = cfg.Offline || c.Bool("offline")
	if wait := c.Duration("timeout"); wait > 0 {
		cfg.Timeout, cfg.Patience = wait, wait
	} else if c.IsSet("timeout") {
		return cfg, usagef("--timeout must be a time such as 90s")
	}
	cfg.SendToken = c.Bool("send-token")
	cfg.FollowLinks = c.Bool("follow-links")
	cfg.NoWeightsHeader = c.Bool("no-weights-header")
	cfg.UserAgent = "fineprint/" + version()
	cfg.Trace = w.trace
	return cfg, nil
}

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
	cfg, err := hubConfig(c, w)
	if err != nil {
		return withDownloads{}, nil, err
	}
	var without []string // what to tell of a run that has no cache
	if cfg.Cache, err = openCache(c, w); err != nil {
		if c.IsSet("cache-dir") {
			return withDownloads{}, nil, err
		}
		without = append(without, "this run keeps nothing, so the next one asks again: "+err.Error())
	}
	client, err := huggingface.New(cfg)
	if err != nil {
		return withDownloads{}, nil, usageError{err}
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
func downloads(w world) string { return huggingface.CacheDir(w.getenv) }

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
	return localdir.New(localdir.Config{Home: w.getenv("HOME"), NoWeightsHeader: c.Bool("no-weights-header")})
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

// openCache opens the cache folder. A machine without a place for one gets
// none: that costs requests, not answers. Nor does a folder that cannot be
// opened stop a run, unless it is the one that was asked for.
func openCache(c *cli.Context, w world) (*store.Store, error) {
	dir := c.String("cache-dir")
	if dir == "" {
		base := w.getenv("XDG_CACHE_HOME")
		if !filepath.IsAbs(base) {
			home := w.getenv("HOME")
			if home == "" {
				return nil, nil
			}
			base = filepath.Join(home, ".cache")
		}
		dir = filepath.Join(base, "fineprint")
	}
	s, err := store.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("open the cache: %w; choose another folder with --cache-dir", err)
	}
	return s, nil
}
