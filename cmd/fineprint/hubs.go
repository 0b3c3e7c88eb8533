package main

import (
	"cmp"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/civitai"
	"github.com/fineprint-audit/fineprint/pkg/hub/modelscope"
)

// openGitHub builds the client that reads repositories on GitHub.
// GITHUB_API_URL is the address of another GitHub, to which the token goes only
// with --send-token.
func openGitHub(c *cli.Context, w world) (audit.Source, func() []string, error) {
	client, err := wiring.NewGitHub(c, w.World)
	if err != nil {
		return nil, nil, err
	}
	return client, client.Hints, nil
}

// openModelScope builds the client that reads from ModelScope. MODELSCOPE_DOMAIN
// names one address for both sites, to which the token goes only with
// --send-token.
func openModelScope(c *cli.Context, w world) (audit.Source, func() []string, error) {
	shared, cache, err := wiring.SharedConfig(c, w.World)
	if err != nil {
		return nil, nil, err
	}
	cfg := modelscope.FromEnv(w.Getenv)
	address, err := wiring.StandIn(c, w.World, "modelscope.cn", "")
	if err != nil {
		return nil, nil, err
	}
	cfg.Endpoint = cmp.Or(address, cfg.Endpoint)
	cfg.SendToken, cfg.Offline, cfg.UserAgent, cfg.Trace, cfg.Cache = shared.SendToken, shared.Offline, shared.UserAgent, w.Trace, cache
	cfg.FollowLinks, cfg.NoWeightsHeader, cfg.Timeout, cfg.Patience = shared.FollowLinks, shared.NoWeightsHeader, shared.Timeout,
		shared.Patience
	client, err := modelscope.New(cfg)
	if err != nil {
		return nil, nil, usage.Wrap(err)
	}
	return client, client.Hints, nil
}

// openCivitai builds the client that reads from Civitai. CIVITAI_URL is another
// address of it, to which the token goes only with --send-token.
func openCivitai(c *cli.Context, w world) (audit.Source, func() []string, error) {
	shared, cache, err := wiring.SharedConfig(c, w.World)
	if err != nil {
		return nil, nil, err
	}
	address, err := wiring.StandIn(c, w.World, "civitai.com", "CIVITAI_URL")
	if err != nil {
		return nil, nil, err
	}
	client, err := civitai.New(civitai.Config{
		Endpoint: address, Token: cmp.Or(w.Getenv("CIVITAI_API_TOKEN"), w.Getenv("CIVITAI_TOKEN")), SendToken: shared.SendToken,
		Offline: shared.Offline, UserAgent: shared.UserAgent, Trace: w.Trace, Cache: cache, NoWeightsHeader: shared.NoWeightsHeader,
		Timeout: shared.Timeout, Patience: shared.Patience,
	})
	if err != nil {
		return nil, nil, usage.Wrap(err)
	}
	return client, client.Hints, nil
}
