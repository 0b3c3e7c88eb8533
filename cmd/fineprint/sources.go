package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/localdir"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// newSources builds the places that targets are read from, out of the
// environment and the flags. Flags win.
func newSources(c *cli.Context, w world) (map[string]audit.Source, error) {
	cfg, err := huggingface.FromEnv(w.getenv, os.ReadFile)
	if err != nil {
		return nil, usageError{err}
	}
	if url := c.String("hub-url"); url != "" {
		cfg.Endpoint = url
	}
	cfg.Offline = cfg.Offline || c.Bool("offline")
	cfg.SendToken = c.Bool("send-token")
	cfg.FollowLinks = c.Bool("follow-links")
	cfg.UserAgent = "fineprint/" + version()
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
