package wiring

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
)

// HubConfig reads how to talk to the hub out of the environment and the flags.
// Flags win.
func HubConfig(c *cli.Context, w World) (huggingface.Config, error) {
	cfg, err := huggingface.FromEnv(w.Getenv, os.ReadFile)
	if err != nil {
		return cfg, usage.Wrap(err)
	}
	if url := c.String("hub-url"); url != "" {
		cfg.Endpoint = url
	}
	cfg.Offline = cfg.Offline || c.Bool("offline")
	if wait := c.Duration("timeout"); wait > 0 {
		cfg.Timeout, cfg.Patience = wait, wait
	} else if c.IsSet("timeout") {
		return cfg, usage.Errorf("--timeout must be a time such as 90s")
	}
	cfg.SendToken = c.Bool("send-token")
	cfg.FollowLinks = c.Bool("follow-links")
	cfg.NoWeightsHeader = c.Bool("no-weights-header")
	cfg.UserAgent = "fineprint/" + Version()
	cfg.Trace = w.Trace
	return cfg, nil
}

// OpenCache opens the cache folder. A machine without a place for one gets
// none: that costs requests, not answers. Nor does a folder that cannot be
// opened stop a run, unless it is the one that was asked for.
func OpenCache(c *cli.Context, w World) (*store.Store, error) {
	dir := c.String("cache-dir")
	if dir == "" {
		base := w.Getenv("XDG_CACHE_HOME")
		if !filepath.IsAbs(base) {
			home := w.Getenv("HOME")
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

// FetchFlags say where targets come from and how much is read.
func FetchFlags() []cli.Flag {
	return []cli.Flag{
		RulesFlag(),
		&cli.BoolFlag{Name: "offline", Usage: "ask no hub; use only what is cached (also HF_HUB_OFFLINE)"},
		&cli.StringFlag{Name: "hub-url", Usage: "`URL` of the hub (also HF_ENDPOINT)"},
		registriesFlag(),
		&cli.BoolFlag{Name: "send-token", Usage: "send the token to a hub other than huggingface.co, too"},
		&cli.DurationFlag{Name: "timeout", Usage: "wait `TIME` for the hub, for its first answer, too (for example 90s; also " +
			"HF_HUB_DOWNLOAD_TIMEOUT)"},
		CacheFlag(),
		&cli.IntFlag{Name: "concurrency", Usage: "audit `N` targets at once", Value: 8},
		&cli.IntFlag{Name: "lineage-depth", Usage: "read what the models and datasets upstream impose, `N` steps far; 0 reads nothing",
			Value: lineage.DefaultDepth},
		&cli.BoolFlag{Name: "follow-links", Usage: "read licence links that lead to other sites, and look into linked code on GitHub " +
			"(GITHUB_TOKEN, GITHUB_API_URL)"},
		&cli.BoolFlag{Name: "twins", Usage: "ask other hubs for the same models, too: whether their terms there are others"},
		&cli.BoolFlag{Name: "no-weights-header", Usage: "do not read what the headers of weights files (GGUF, safetensors) say of licences"},
		&cli.BoolFlag{Name: "no-progress", Usage: "no progress bar, even on a terminal"},
		&cli.BoolFlag{Name: "debug", Usage: "tell on standard error what is asked of hubs, what the cache had, and how long it took"},
	}
}

// CacheFlag names the cache folder.
func CacheFlag() cli.Flag {
	return &cli.StringFlag{Name: "cache-dir", Usage: "`DIR` of the cache (default: fineprint in the user's cache folder)"}
}
