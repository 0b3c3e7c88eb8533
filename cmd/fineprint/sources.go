package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/github"
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
	cfg.SendToken = c.Bool("send-token")
	cfg.FollowLinks = c.Bool("follow-links")
	cfg.UserAgent = "fineprint/" + version()
	return cfg, nil
}

// newSources builds the places that targets are read from.
func newSources(c *cli.Context, w world) (map[string]audit.Source, error) {
	cfg, err := hubConfig(c, w)
	if err != nil {
		return nil, err
	}
	if cfg.Cache, err = openCache(c, w); err != nil {
		return nil, err
	}
	client, err := huggingface.New(cfg)
	if err != nil {
		return nil, usageError{err}
	}
	return map[string]audit.Source{
		ref.HuggingFace: client,
		ref.Local:       localdir.New(localdir.Config{Home: w.getenv("HOME")}),
	}, nil
}

// newCode builds the client that looks into code repositories, none without
// --follow-links. GITHUB_API_URL is the address of another GitHub, to which the
// token goes only with --send-token.
func newCode(c *cli.Context, w world) (audit.CodeSource, error) {
	cfg, err := hubConfig(c, w)
	if err != nil || !cfg.FollowLinks {
		return nil, err
	}
	client, err := github.New(github.Config{
		Endpoint: w.getenv("GITHUB_API_URL"), Token: cmp.Or(w.getenv("GITHUB_TOKEN"), w.getenv("GH_TOKEN")),
		SendToken: cfg.SendToken, Offline: cfg.Offline, UserAgent: cfg.UserAgent,
	})
	if err != nil {
		return nil, usageError{err}
	}
	return client.Tree, nil
}

// openCache opens the cache folder. A machine without a place for one gets
// none: that costs requests, not answers.
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
