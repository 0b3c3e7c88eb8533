package gatecmd

import (
	"cmp"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/oci"
)

// Flags of the front for registries.
const (
	ociFlag         = "oci"
	ociRegistryFlag = "oci-registry"
)

// openRegistry opens the front of a gate for registries of containers.
func openRegistry(c *cli.Context, e *engines, g *gate.Gate) (front, error) {
	host := c.String(ociRegistryFlag)
	base := cmp.Or(e.mirrors[host], "https://"+host)
	if host == "docker.io" && e.mirrors[host] == "" {
		base = "https://registry-1.docker.io" // where Docker's registry answers
	}
	r, err := g.Registry(host, base)
	if err != nil {
		return front{}, usage.Wrap(err)
	}
	return front{flag: ociFlag, handler: r, before: base, hint: "pull models by %s instead of " + host}, nil
}

// newRegistries is the client that reads what registries hold for a gate: as
// everybody sees it, with nobody's login.
func newRegistries(e *engines) (*oci.Client, error) {
	client, err := oci.New(oci.Config{Mirrors: e.mirrors, Cache: e.hub.Cache, FollowLinks: e.hub.FollowLinks,
		NoWeightsHeader: e.hub.NoWeightsHeader, UserAgent: e.hub.UserAgent, Timeout: e.hub.Timeout, Patience: e.hub.Patience, Trace: e.hub.Trace})
	if err != nil {
		return nil, usage.Errorf("--%s, %s: %w", wiring.RegistryFlag, wiring.MirrorsVariable, err)
	}
	return client, nil
}
