package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/fineprint-fleet/gatestore"
	"github.com/fineprint-audit/fineprint/cmd/internal/gatecmd"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
)

// gateCommand is fineprint's own, with decisions that several gates share.
func gateCommand() *cli.Command {
	return gatecmd.Command(wiring.System(), gatecmd.Place{
		Flag: &cli.StringFlag{
			Name: "state", EnvVars: []string{"FINEPRINT_GATE_STATE"},
			Usage: "keep decisions in the Postgres at `URL`, postgres://…, which other gates may share; PGPASSWORD and PGPASSFILE are read",
		},
		Open: openGateStore,
	})
}

func openGateStore(c *cli.Context, _ wiring.World) (gatecmd.State, error) {
	name := c.String("state")
	if !isPostgres(name) {
		return nil, usage.Errorf("name the database that the gates share: --state postgres://host/name; " +
			"fineprint gate keeps the decisions of one gate in a folder")
	}
	store, err := gatestore.Open(c.Context, name, c.Int("concurrency"))
	if err != nil {
		return nil, fmt.Errorf("open the database %s: %w", plain(name), err)
	}
	return store, nil
}

// isPostgres reports whether a database is named by the address of a Postgres.
func isPostgres(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}
