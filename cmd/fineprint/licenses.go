package main

import (
	"errors"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func licensesCommand(w world, _ *exit) *cli.Command {
	flags := append(outputFlags(), rulesFlag())
	return &cli.Command{
		Name: "licenses", Usage: "list and show the licences that fineprint knows",
		Action: subcommandNeeded,
		Subcommands: []*cli.Command{
			{
				Name: "list", Usage: "list the catalogue", ArgsUsage: " ", Flags: flags,
				Action: func(c *cli.Context) error {
					set, err := loadRules(c)
					if err != nil {
						return err
					}
					return emitLicenses(c, w, set.Digest, set.Licenses.Entries(), false)
				},
			},
			{
				Name: "show", Usage: "show what the catalogue knows of licences", ArgsUsage: "ID|NAME|URL...", Flags: flags,
				Action: func(c *cli.Context) error {
					set, err := loadRules(c)
					if err != nil {
						return err
					}
					entries, err := findLicenses(set.Licenses, c.Args().Slice())
					if err != nil {
						return err
					}
					return emitLicenses(c, w, set.Digest, entries, true)
				},
			},
		},
	}
}

// subcommandNeeded is the action of a command that only groups others.
func subcommandNeeded(c *cli.Context) error {
	if c.Args().Present() {
		return usagef("%s has no command %q; see 'fineprint %s --help'", c.Command.Name, c.Args().First(), c.Command.Name)
	}
	return cli.ShowSubcommandHelp(c)
}

// findLicenses resolves names and reports all that are not known.
func findLicenses(catalogue *license.Catalogue, names []string) ([]*license.Entry, error) {
	if len(names) == 0 {
		return nil, usagef("name a licence, for example: fineprint licenses show apache-2.0")
	}
	var (
		entries []*license.Entry
		unknown []error
	)
	for _, name := range names {
		found := catalogue.Lookup(name)
		if len(found) == 0 {
			unknown = append(unknown, usagef("no licence %q in the catalogue", name))
		}
		for _, e := range found {
			if !slices.Contains(entries, e) {
				entries = append(entries, e)
			}
		}
	}
	return entries, errors.Join(unknown...)
}

func emitLicenses(c *cli.Context, w world, digest string, entries []*license.Entry, full bool) error {
	report := render.Licenses{
		Schema: "fineprint.licenses/1", Tool: audit.Tool{Name: "fineprint", Version: version(), Rules: digest}, Licenses: entries,
	}
	return emit(c, w, report, func(p render.Page) error { return p.Licenses(report, full) })
}
