package wiring

import (
	"cmp"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/github"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

// SharedConfig reads what holds for all hubs, with the cache; one that cannot be
// used costs requests alone, and is told by the first hub.
func SharedConfig(c *cli.Context, w World) (huggingface.Config, *store.Store, error) {
	cfg, err := HubConfig(c, w)
	if err != nil {
		return cfg, nil, err
	}
	cache, err := OpenCache(c, w)
	if err != nil {
		return cfg, nil, nil //nolint:nilerr // as above
	}
	return cfg, cache, nil
}

// StandIn is the address that is asked in place of a site: of the command line,
// of fineprint.yaml or of the machine as for registries, else of the site's own
// variable.
func StandIn(c *cli.Context, w World, site, variable string) (string, error) {
	mirrors, err := RegistryMirrors(c, w)
	return cmp.Or(mirrors[site], w.Getenv(variable)), err
}

// NewGitHub builds the client of GitHub, or of another address of it.
func NewGitHub(c *cli.Context, w World) (*github.Client, error) {
	cfg, cache, err := SharedConfig(c, w)
	if err != nil {
		return nil, err
	}
	address, err := StandIn(c, w, "github.com", "GITHUB_API_URL")
	if err != nil {
		return nil, err
	}
	client, err := github.New(github.Config{
		Endpoint: address, Token: cmp.Or(w.Getenv("GITHUB_TOKEN"), w.Getenv("GH_TOKEN")),
		SendToken: cfg.SendToken, Offline: cfg.Offline, UserAgent: cfg.UserAgent, Trace: w.Trace, Cache: cache, FollowLinks: cfg.FollowLinks,
		NoWeightsHeader: cfg.NoWeightsHeader, Timeout: cfg.Timeout, Patience: cfg.Patience,
	})
	if err != nil {
		return nil, usage.Wrap(err)
	}
	return client, nil
}

// NewCode builds the client that looks into code repositories, none without
// --follow-links.
func NewCode(c *cli.Context, w World) (audit.CodeSource, error) {
	if !c.Bool("follow-links") {
		return nil, nil
	}
	client, err := NewGitHub(c, w)
	if err != nil {
		return nil, err
	}
	return client.Tree, nil
}
