package wiring

import (
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/rules"
)

// RulesFlag names a folder of rules of the user's own.
func RulesFlag() cli.Flag {
	return &cli.StringFlag{Name: "rules", Usage: "add the rules and licences in `DIR` (clauses/, licenses/) to fineprint's own"}
}

// AuditConfig sets up an auditor from the flags. sources may be nil for commands
// that fetch nothing, code where code repositories are not looked into; today is
// the day of judgement.
func AuditConfig(c *cli.Context, sources map[string]audit.Source, code audit.CodeSource, today time.Time,
	progress func(audit.Event)) (audit.Config, error) {
	set, err := LoadRules(c)
	if err != nil {
		return audit.Config{}, err
	}
	judge, err := LoadPolicy(c, today)
	if err != nil {
		return audit.Config{}, err
	}
	return audit.Config{
		Sources: sources, Clauses: set.Clauses, Licenses: set.Licenses, Cards: set.Cards, Openness: set.Openness,
		Tool: Tool(set.Digest), Policy: judge,
		Concurrency: c.Int("concurrency"), Progress: progress, Lineage: lineageLimits(c), Code: code, Twins: c.Bool("twins"),
	}, nil
}

// lineageLimits reads --lineage-depth; commands without it have the default.
func lineageLimits(c *cli.Context) lineage.Limits {
	if c.IsSet("lineage-depth") && c.Int("lineage-depth") == 0 {
		return lineage.Limits{Depth: -1}
	}
	return lineage.Limits{Depth: c.Int("lineage-depth")}
}

// LoadRules loads fineprint's own rules and those of --rules.
func LoadRules(c *cli.Context) (*rules.Rules, error) {
	dir := c.String("rules")
	if dir == "" {
		return rules.Load()
	}
	folder, err := RulesFolder(dir)
	if err != nil {
		return nil, err
	}
	set, err := rules.LoadWith(folder)
	if err != nil {
		return nil, usage.Wrap(fmt.Errorf("rules in %s:\n%w", dir, err))
	}
	return set, nil
}

// LoadSinks loads what names models in files, with that of --rules, whose other
// rules have to hold, too. The digest names the state of all rules.
func LoadSinks(c *cli.Context) (sinks *inventory.Sinks, digest string, err error) {
	dir := c.String("rules")
	if dir == "" {
		sinks, err = rules.Sinks()
		return sinks, rules.Digest(), err
	}
	set, err := LoadRules(c)
	if err != nil {
		return nil, "", err
	}
	folder, err := RulesFolder(dir)
	if err != nil {
		return nil, "", err
	}
	sinks, err = rules.SinksWith(folder)
	return sinks, set.Digest, err
}

// RulesFolder opens a folder of rules of the user's own.
func RulesFolder(dir string) (fs.FS, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, usage.Errorf("%s is not a folder of rules", dir)
	}
	return os.DirFS(dir), nil
}

// Tool is this program with the state of its rules, as reports give it.
func Tool(digest string) audit.Tool {
	return audit.Tool{Name: "fineprint", Version: Version(), Rules: digest}
}
