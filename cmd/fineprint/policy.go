package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/rules"
)

func policyFlag() cli.Flag {
	return &cli.StringFlag{Name: "policy", Usage: "judge by the profile in `FILE`, or by the ready one of that name"}
}

func policyCommand(w world, _ *exit) *cli.Command {
	names := strings.Join(rules.ProfileNames(), ", ")
	return &cli.Command{
		Name: "policy", Usage: "start, check and explain profiles: who you are, what you do, what you accept",
		Action: subcommandNeeded,
		Subcommands: []*cli.Command{
			{
				Name: "init", Usage: "print a ready profile to fill in", ArgsUsage: "[NAME]",
				Description: "The ready profiles are " + names +
					".\nWithout a name it is the first. Write it to a file: fineprint policy init > my.yaml",
				Action: func(c *cli.Context) error { return initPolicy(c, w) },
			},
			{
				Name: "check", Usage: "say whether a profile is well formed", ArgsUsage: "FILE|NAME",
				Action: func(c *cli.Context) error { return checkPolicy(c, w) },
			},
			{
				Name: "explain", Usage: "say in plain words what a profile means and how each kind of clause is judged", ArgsUsage: "FILE|NAME",
				Flags:  outputFlags(),
				Action: func(c *cli.Context) error { return explainPolicy(c, w) },
			},
		},
	}
}

func initPolicy(c *cli.Context, w world) error {
	name := rules.ProfileNames()[0]
	switch c.NArg() {
	case 0:
	case 1:
		name = c.Args().First()
	default:
		return usagef("policy init takes the name of one ready profile")
	}
	text, ok := rules.ProfileSource(name)
	if !ok {
		return usagef("no ready profile %q; there are: %s", name, strings.Join(rules.ProfileNames(), ", "))
	}
	_, err := w.stdout.Write(text)
	return err
}

func checkPolicy(c *cli.Context, w world) error {
	p, err := argumentPolicy(c)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w.stdout, "%s: a good profile, named %s (sha256 %s)\n", c.Args().First(), p.Profile.Name, p.Profile.SHA256)
	return err
}

func explainPolicy(c *cli.Context, w world) error {
	p, err := argumentPolicy(c)
	if err != nil {
		return err
	}
	set, err := loadRules(c)
	if err != nil {
		return err
	}
	return emit(c, w, render.Explain(p, set.Clauses.Kinds()))
}

// argumentPolicy loads the profile that a command was given.
func argumentPolicy(c *cli.Context) (policy.Policy, error) {
	if c.NArg() != 1 {
		return policy.Policy{}, usagef("name one profile: a file, or one of %s", strings.Join(rules.ProfileNames(), ", "))
	}
	return openPolicy(c.Args().First())
}

// loadPolicy loads the profile that --policy names; the default judge without
// one.
func loadPolicy(c *cli.Context, today time.Time) (policy.Policy, error) {
	name := c.String("policy")
	if name == "" {
		if c.IsSet("policy") {
			return policy.Policy{}, usagef("--policy needs a file, or one of %s", strings.Join(rules.ProfileNames(), ", "))
		}
		return policy.Policy{}, nil
	}
	p, err := openPolicy(name)
	p.Today = today
	return p, err
}

// openPolicy reads the ready profile of that name, or else the file.
func openPolicy(name string) (policy.Policy, error) {
	text, ready := rules.ProfileSource(name)
	if !ready {
		var err error
		if text, err = os.ReadFile(name); err != nil {
			return policy.Policy{}, usageError{fmt.Errorf("read the profile: %w; the ready ones are %s", err,
				strings.Join(rules.ProfileNames(), ", "))}
		}
	}
	return parsePolicy(name, text)
}

// parsePolicy reads the text of a profile.
func parsePolicy(name string, text []byte) (policy.Policy, error) {
	p, err := rules.ParsePolicy(name, text)
	if err != nil {
		return p, usageError{err}
	}
	return p, nil
}
