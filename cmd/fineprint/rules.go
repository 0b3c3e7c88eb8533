package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/rules"
)

func rulesCommand(w world, _ *exit) *cli.Command {
	flags := append(outputFlags(), wiring.RulesFlag())
	return &cli.Command{
		Name: "rules", Usage: "list, show and explain the clause rules",
		Action: subcommandNeeded,
		Subcommands: []*cli.Command{
			{
				Name: "list", Usage: "list the rules", ArgsUsage: " ", Flags: flags,
				Action: func(c *cli.Context) error {
					return emitRules(c, w, nil, render.RuleList)
				},
			},
			{
				Name: "show", Usage: "show rules with their patterns", ArgsUsage: "ID...", Flags: flags,
				Action: func(c *cli.Context) error {
					return emitRules(c, w, c.Args().Slice(), render.RuleDetail)
				},
			},
			{
				Name: "explain", Usage: "say in plain words what rules or kinds of clauses mean for a user, or how a line of a text is read",
				ArgsUsage: "ID|KIND...|FILE", Flags: append(flags, lineFlag()),
				Action: func(c *cli.Context) error {
					if c.IsSet("line") {
						return traceLine(c, w)
					}
					return emitRules(c, w, c.Args().Slice(), render.RuleMeaning)
				},
			},
			{
				Name: "test", Usage: "run the proofs of fineprint's own rules, or of those in DIR", ArgsUsage: "[DIR]",
				Action: func(c *cli.Context) error { return testRules(c, w) },
			},
			{
				Name: "mine", Usage: "list the sentences of texts that nothing explains, by what they do, for whoever extends the rules",
				ArgsUsage: "FILE...|-", Flags: flags, Action: func(c *cli.Context) error { return mine(c, w) },
			},
			{
				Name: "new", Usage: "print a rule to start from", ArgsUsage: "TOPIC/NAME",
				Action: func(c *cli.Context) error {
					if c.NArg() != 1 {
						return usage.Errorf("rules new takes the id of the rule, for example: fineprint rules new commerce/no-resale")
					}
					_, err := fmt.Fprint(w.Stdout, clause.Skeleton(c.Args().First()))
					return err
				},
			},
		},
	}
}

// testRules runs the proofs of rules: fineprint's own, or those of a folder.
func testRules(c *cli.Context, w world) error {
	prove := rules.Prove
	if c.NArg() > 0 {
		prove = func() (rules.Proved, error) { return proveFolder(c.Args().First()) }
	}
	n, err := prove()
	if err != nil {
		return usage.Wrap(err)
	}
	_, err = fmt.Fprintln(w.Stdout, n)
	return err
}

func proveFolder(name string) (rules.Proved, error) {
	dir, err := wiring.RulesFolder(name)
	if err != nil {
		return rules.Proved{}, err
	}
	own, err := rules.Load()
	if err != nil {
		return rules.Proved{}, err
	}
	set, err := own.Clauses.LoadDir(dir)
	if err != nil {
		return rules.Proved{}, err
	}
	n, err := rules.ProveClauses(set, dir)
	if err != nil {
		return n, err
	}
	sinks, err := rules.Sinks()
	if err != nil {
		return n, err
	}
	files, proofs, err := inventory.Prove(dir, sinks)
	n.Rules, n.Proofs = n.Rules+files, n.Proofs+proofs
	if err == nil && n.Rules == 0 {
		err = usage.Errorf("%s holds no rules: they stand in clauses/TOPIC/NAME.yaml and sinks/NAME.yaml", name)
	}
	return n, err
}

// emitRules prints the named rules, or all of them when ids is nil.
func emitRules(c *cli.Context, w world, ids []string, form render.RuleForm) error {
	set, err := wiring.LoadRules(c)
	if err != nil {
		return err
	}
	chosen := set.Clauses.Rules()
	if ids != nil {
		if chosen, err = findRules(set.Clauses, ids); err != nil {
			return err
		}
	}
	report := render.Rules{
		Schema: "fineprint.rules/1", Tool: wiring.Tool(set.Digest), Rules: chosen, Form: form,
	}
	for _, k := range set.Clauses.Kinds() {
		if slices.ContainsFunc(chosen, func(r clause.Rule) bool { return r.Kind == k.Kind }) {
			report.Kinds = append(report.Kinds, k)
		}
	}
	return emit(c, w, report)
}

// findRules returns the rules with the given ids or kinds and reports all that
// do not exist.
func findRules(set *clause.Set, ids []string) ([]clause.Rule, error) {
	if len(ids) == 0 {
		return nil, usage.Errorf("name a rule; 'fineprint rules list' lists them")
	}
	var (
		out     []clause.Rule
		unknown []error
	)
	for _, id := range ids {
		before := len(out)
		for _, r := range set.Rules() {
			if r.ID == id || string(r.Kind) == id {
				out = append(out, r)
			}
		}
		if len(out) == before {
			unknown = append(unknown, usage.Errorf("no rule or kind %q%s; 'fineprint rules list' lists them", id, meant(id, ruleNames(set))))
		}
	}
	return out, errors.Join(unknown...)
}

// ruleNames are the ids of the rules and the kinds that they find.
func ruleNames(set *clause.Set) []string {
	var out []string
	for _, r := range set.Rules() {
		out = append(out, r.ID, string(r.Kind))
	}
	return out
}
