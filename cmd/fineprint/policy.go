package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/rules"
)

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
		return usage.Errorf("policy init takes the name of one ready profile")
	}
	text, ok := rules.ProfileSource(name)
	if !ok {
		return usage.Errorf("no ready profile %q; there are: %s", name, strings.Join(rules.ProfileNames(), ", "))
	}
	_, err := w.Stdout.Write(text)
	return err
}

func checkPolicy(c *cli.Context, w world) error {
	p, err := argumentPolicy(c)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w.Stdout, "%s: a good profile, named %s (sha256 %s)\n", c.Args().First(), p.Profile.Name, p.Profile.SHA256)
	return err
}

func explainPolicy(c *cli.Context, w world) error {
	p, err := argumentPolicy(c)
	if err != nil {
		return err
	}
	set, err := wiring.LoadRules(c)
	if err != nil {
		return err
	}
	return emit(c, w, render.Explain(p, set.Clauses.Kinds()))
}

// argumentPolicy loads the profile that a command was given.
func argumentPolicy(c *cli.Context) (policy.Policy, error) {
	if c.NArg() != 1 {
		return policy.Policy{}, usage.Errorf("name one profile: a file, or one of %s", strings.Join(rules.ProfileNames(), ", "))
	}
	return wiring.OpenPolicy(c.Args().First())
}
