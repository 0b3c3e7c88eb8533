package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

func licensesCommand(w world, result *exit) *cli.Command {
	flags := append(outputFlags(), wiring.RulesFlag())
	return &cli.Command{
		Name: "licenses", Usage: "list and show the licences that fineprint knows",
		Action: subcommandNeeded,
		Subcommands: []*cli.Command{
			{
				Name: "list", Usage: "list the catalogue, or the licences with a clause", ArgsUsage: " ",
				Flags: append([]cli.Flag{
					&cli.StringFlag{Name: "kind", Usage: "only licences with a clause of this `KIND`"},
					&cli.Int64Flag{Name: "above", Usage: "only those whose figure of that kind is above `N`"},
					&cli.Int64Flag{Name: "below", Usage: "only those whose figure of that kind is below `N`"},
					&cli.StringFlag{Name: "category", Usage: "only licences of this `CATEGORY`"},
				}, flags...),
				Action: func(c *cli.Context) error {
					set, err := wiring.LoadRules(c)
					if err != nil {
						return err
					}
					entries, err := selectLicenses(c, set)
					if err != nil {
						return err
					}
					return emitLicenses(c, w, set, entries, false)
				},
			},
			{
				Name: "show", Usage: "show what the catalogue knows of licences", ArgsUsage: "ID|NAME|URL...", Flags: flags,
				Action: func(c *cli.Context) error {
					set, err := wiring.LoadRules(c)
					if err != nil {
						return err
					}
					entries, err := findLicenses(set.Licenses, c.Args().Slice())
					if err != nil {
						return err
					}
					return emitLicenses(c, w, set, entries, true)
				},
			},
			licensesDiffCommand(w, result), licensesNewCommand(w),
			{
				Name: "fingerprint", Usage: "print the catalogue fields that describe a licence text", ArgsUsage: "FILE|-",
				Description: "The output is an element of `texts` of a catalogue entry; see rules/licenses/README.md.",
				Flags:       fingerprintFlags(),
				Action:      func(c *cli.Context) error { return fingerprint(c, w) },
			},
			{
				Name: "test", Usage: "check the catalogue, with the entries of --rules", ArgsUsage: " ", Flags: []cli.Flag{wiring.RulesFlag()},
				Action: func(c *cli.Context) error {
					set, err := wiring.LoadRules(c)
					if err != nil {
						return err
					}
					return testLicenses(w, set.Licenses)
				},
			},
		},
	}
}

// fingerprint prints the catalogue fields of a text.
func fingerprint(c *cli.Context, w world) error {
	if c.NArg() != 1 {
		return usage.Errorf("licenses fingerprint takes one file, or - for standard input")
	}
	d, problems := readFile(w, c.Args().First(), doc.RoleLicence)
	if !d.Read() {
		return usage.Errorf("%s: %s", d.Path, render.Sentence(problems[0]))
	}
	out, err := license.Fingerprint(d.Text, fingerprintOptions(c))
	if err != nil {
		return usage.Wrap(err)
	}
	_, err = w.Stdout.Write(out)
	return err
}

// testLicenses checks that every entry is found by its own names and that its
// terms are of the vocabulary.
func testLicenses(w world, catalogue *license.Catalogue) error {
	var faults []error
	entries := catalogue.Entries()
	for _, e := range entries {
		for _, name := range append([]string{e.ID}, e.Aliases...) {
			if len(catalogue.Lookup(name)) == 0 {
				faults = append(faults, fmt.Errorf("%s: the name %q leads nowhere", e.ID, name))
			}
		}
		for _, t := range e.Terms {
			if err := t.Params.Validate(t.Kind); err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", e.ID, err))
			}
		}
	}
	if err := errors.Join(faults...); err != nil {
		return usage.Wrap(err)
	}
	_, err := fmt.Fprintf(w.Stdout, "%d licences: all found by their names, all terms known\n", len(entries))
	return err
}

// subcommandNeeded is the action of a command that only groups others.
func subcommandNeeded(c *cli.Context) error {
	if c.Args().Present() {
		return usage.Errorf("%s has no command %q%s; see 'fineprint %s --help'", c.Command.Name, c.Args().First(),
			meant(c.Args().First(), commandNames(c.Command.Subcommands)), c.Command.Name)
	}
	return cli.ShowSubcommandHelp(c)
}

// findLicenses resolves names and reports all that are not known.
func findLicenses(catalogue *license.Catalogue, names []string) ([]*license.Entry, error) {
	if len(names) == 0 {
		return nil, usage.Errorf("name a licence, for example: fineprint licenses show apache-2.0")
	}
	var (
		entries []*license.Entry
		unknown []error
	)
	for _, name := range names {
		found := catalogue.Lookup(name)
		if len(found) == 0 {
			unknown = append(unknown, usage.Errorf("no licence %q in the catalogue%s; 'fineprint licenses list' lists them", name,
				meant(name, licenceNames(catalogue))))
		}
		for _, e := range found {
			if !slices.Contains(entries, e) {
				entries = append(entries, e)
			}
		}
	}
	return entries, errors.Join(unknown...)
}

// licenceNames are the ids of the catalogue and the names that hubs use.
func licenceNames(catalogue *license.Catalogue) []string {
	var out []string
	for _, e := range catalogue.Entries() {
		out = append(append(out, e.ID), e.Aliases...)
	}
	return out
}

func emitLicenses(c *cli.Context, w world, set *rules.Rules, entries []*license.Entry, full bool) error {
	return emit(c, w, render.Licenses{
		Schema: "fineprint.licenses/1", Tool: wiring.Tool(set.Digest), Licenses: entries, Full: full, Kinds: set.Clauses.Kinds(),
		Kind: term.Kind(c.String("kind")),
	})
}

// selectLicenses returns the licences that the flags of list ask for.
func selectLicenses(c *cli.Context, set *rules.Rules) ([]*license.Entry, error) {
	wanted, figures := c.String("kind"), c.IsSet("above") || c.IsSet("below")
	if figures && wanted == "" {
		return nil, usage.Errorf("--above and --below need --kind: the figure of which clause?")
	}
	var kinds, categories []string
	for _, k := range term.ClauseKinds() {
		kinds = append(kinds, string(k))
	}
	if wanted != "" && !slices.Contains(kinds, wanted) {
		return nil, usage.Errorf("no kind of clause %q%s", wanted, meant(wanted, kinds))
	}
	var out []*license.Entry
	for _, e := range set.Licenses.Entries() {
		categories = append(categories, string(e.Category))
		if c.IsSet("category") && string(e.Category) != c.String("category") {
			continue
		}
		if wanted == "" || slices.ContainsFunc(e.Terms, func(t license.Term) bool {
			return string(t.Kind) == wanted && (!figures || within(c, t.Params))
		}) {
			out = append(out, e)
		}
	}
	if c.IsSet("category") && !slices.Contains(categories, c.String("category")) {
		slices.Sort(categories)
		return nil, usage.Errorf("no category %q; there are %s", c.String("category"), strings.Join(slices.Compact(categories), ", "))
	}
	return out, nil
}

// within reports whether a figure of a clause lies between the bounds asked for.
func within(c *cli.Context, p term.Params) bool {
	for _, name := range []string{"threshold", "amount"} {
		if n, ok := p[name].(int64); ok && (!c.IsSet("above") || n > c.Int64("above")) && (!c.IsSet("below") || n < c.Int64("below")) {
			return true
		}
	}
	return false
}
