package main

import (
	"fmt"
	"io"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

// release is the version of the sources; a build of a tagged module says its
// own.
const release = "0.1.0"

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return release
}

func versionCommand(w world) *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "print the version", ArgsUsage: " ",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("version takes no arguments")
			}
			return printVersion(w.stdout)
		},
	}
}

func printVersion(to io.Writer) error {
	_, err := fmt.Fprintln(to, "fineprint", version())
	return err
}
