package main

import (
	"cmp"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/civitai"
	"github.com/fineprint-audit/fineprint/pkg/hub/github"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/modelscope"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

// sharedConfig reads what holds for all hubs, with the cache; one that cannot be
// used costs requests alone, and is told by the first hub.
func sharedConfig(c *cli.Context, w world) (huggingface.Config, *store.Store, error) {
	cfg, err := hubConfig(c, w)
	if err != nil {
		return cfg, nil, err
	}
	cache, err := openCache(c, w)
	if err != nil {
		return cfg, nil, nil //nolint:nilerr // as above
	}
	return cfg, cache, nil
}

// standIn is the address that is asked in place of a site: of the command line,
// of fineprint.yaml or of the machine as for registries, else of the site's own
// variable.
func standIn(c *cli.Context, w world, site, variable string) (string, error) {
	mirrors, err := registryMirrors(c, w)
	return cmp.Or(mirrors[site], w.getenv(variable)), err
}

// openGitHub builds the client that reads repositories on GitHub.
// GITHUB_API_URL is the address of another GitHub, to which the token goes only
// with --send-token.
func openGitHub(c *cli.Context, w world) (audit.Source, func() []string, error) {
	client, err := newGitHub(c, w)
	if err != nil {
		return nil, nil, err
	}
	return client, client.Hints, nil
}

func newGitHub(c *cli.Context, w world) (*github.Client, error) {
	cfg, cache, err := sharedConfig(c, w)
	if err != nil {
		return nil, err
	}
	address, err := standIn(c, w, "github.com", "GITHUB_API_URL")
	if err != nil {
		return nil, err
	}
	client, err := github.New(github.Config{
		Endpoint: address, Token: cmp.Or(w.getenv("GITHUB_TOKEN"), w.getenv("GH_TOKEN")),
		SendToken: cfg.SendToken, Offline: cfg.Offline, UserAgent: cfg.UserAgent, Trace: w.trace, Cache: cache, FollowLinks: cfg.FollowLinks,
		NoWeightsHeader: cfg.NoWeightsHeader, Timeout: cfg.Timeout, Patience: cfg.Patience,
	})
	if err != nil {
		return nil, usageError{err}
	}
	return client, nil
}

// newCode builds the client that looks into code repositories, none without
// --follow-links.
func newCode(c *cli.Context, w world) (audit.CodeSource, error) {
	if !c.Bool("follow-links") {
		return nil, nil
	}
	client, err := newGitHub(c, w)
	if err != nil {
		return nil, err
	}
	return client.Tree, nil
}

// openModelScope builds the client that reads from ModelScope. MODELSCOPE_DOMAIN
// names one address for both sites, to which the token goes only with
// --send-token.
func openModelScope(c *cli.Context, w world) (audit.Source, func() []string, error) {
	shared, cache, err := sharedConfig(c, w)
	if err != nil {
		return nil, nil, err
	}
	cfg := modelscope.FromEnv(w.getenv)
	address, err := standIn(c, w, "modelscope.cn", "")
	if err != nil {
		return nil, nil, err
	}
	cfg.Endpoint = cmp.Or(address, cfg.Endpoint)
	cfg.SendToken, cfg.Offline, cfg.UserAgent, cfg.Trace, cfg.Cache = shared.SendToken, shared.Offline, shared.UserAgent, w.trace, cache
	cfg.FollowLinks, cfg.NoWeightsHeader, cfg.Timeout, cfg.Patience = shared.FollowLinks, shared.NoWeightsHeader, shared.Timeout,
		shared.Patience
	client, err := modelscope.New(cfg)
	if err != nil {
		return nil, nil, usageError{err}
	}
	return client, client.Hints, nil
}

// openCivitai builds the client that reads from Civitai. CIVITAI_URL is another
// address of it, to which the token goes only with --send-token.
func openCivitai(c *cli.Context, w world) (audit.Source, func() []string, error) {
	shared, cache, err := sharedConfig(c, w)
	if err != nil {
		return nil, nil, err
	}
	address, err := standIn(c, w, "civitai.com", "CIVITAI_URL")
	if err != nil {
		return nil, nil, err
	}
	client, err := civitai.New(civitai.Config{
		Endpoint: address, Token: cmp.Or(w.getenv("CIVITAI_API_TOKEN"), w.getenv("CIVITAI_TOKEN")), SendToken: shared.SendToken,
		Offline: shared.Offline, UserAgent: shared.UserAgent, Trace: w.trace, Cache: cache, NoWeightsHeader: shared.NoWeightsHeader,
		Timeout: shared.Timeout, Patience: shared.Patience,
	})
	if err != nil {
		return nil, nil, usageError{err}
	}
	return client, client.Hints, nil
}
