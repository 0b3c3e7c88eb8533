package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
)

func versionCommand(w world) *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "print the version", ArgsUsage: " ",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usage.Errorf("version takes no arguments")
			}
			return printVersion(w.Stdout)
		},
	}
}

func printVersion(to io.Writer) error {
	_, err := fmt.Fprintln(to, "fineprint", wiring.Version())
	return err
}
