package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/lock"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func auditCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "audit", Usage: "audit models, datasets or spaces by name, URL or folder", ArgsUsage: "REF...",
		Description: "A REF is org/name, org/name@revision, datasets/org/name, spaces/org/name, a hub URL,\n" +
			"a purl, provider:org/model for a closed model, or a path that starts with ./, ../, / or ~.\n" +
			"Models in registries of containers are ollama:name:tag and oci:registry/name:tag, also with\n" +
			"@sha256:… for a tag: fineprint audit ollama:owner/name:tag\n" +
			"Other hubs are github:owner/name@revision/folder, modelscope:owner/name and civitai:123@456.\n" +
			"REF#PART asks about one component of it, such as a folder with a licence of its own.",
		Before: wiring.UseSettings(w.World),
		Flags: append(append(runFlags(), judgeFlags()...), &cli.StringFlag{Name: "component",
			Usage: "judge this `PART` of the target alone (also REF#PART)"}),
		Action: func(c *cli.Context) error {
			targets, err := parseTargets(c.Command.Name, c.Args().Slice())
			if err != nil {
				return err
			}
			for i := range targets {
				targets[i].Component = cmp.Or(targets[i].Component, c.String("component"))
			}
			return auditTargets(c, w, result, targets)
		},
	}
}

// runFlags are the flags of the commands that fetch.
func runFlags() []cli.Flag {
	return append(append(append(outputFlags(), wiring.PolicyFlag()), wiring.FetchFlags()...), wiring.SettingsFlags()...)
}

// judgeFlags are those of the commands whose exit code is a judgement.
func judgeFlags() []cli.Flag {
	return []cli.Flag{failOnFlag(), bundleFlag(), &cli.StringFlag{
		Name: "baseline", Usage: "an older JSON report, `FILE`: show what changed since, and let the exit code speak of that alone",
	}}
}

// parseTargets parses every reference. One that is wrong stays in the list: it
// is reported beside the others.
func parseTargets(command string, asked []string) ([]audit.Request, error) {
	if len(asked) == 0 {
		return nil, usage.Errorf("name at least one model, for example: fineprint %s org/name", command)
	}
	targets := make([]audit.Request, len(asked))
	for i, s := range asked {
		targets[i] = audit.ParseRequest(s)
	}
	return targets, nil
}

// wrong returns the mistakes in the references, as one error for the user.
func wrong(targets []audit.Request) error {
	var mistakes []error
	for _, t := range targets {
		unnamed, unresolved := (*audit.UnnamedError)(nil), (*audit.UnresolvedError)(nil)
		if t.Err != nil && !errors.As(t.Err, &unnamed) && !errors.As(t.Err, &unresolved) {
			mistakes = append(mistakes, describeSyntax(t.Err))
		}
	}
	return errors.Join(mistakes...)
}

// describeSyntax shows where a reference is wrong.
func describeSyntax(err error) error {
	var syntax *ref.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%w\n%s", err, syntax.Caret())
	}
	return err
}

func auditTargets(c *cli.Context, w world, result *exit, targets []audit.Request) error {
	if err := checkOutput(c); err != nil {
		return err
	}
	baseline, err := readBaseline(c, w)
	if err != nil {
		return err
	}
	failing, err := failOn(c)
	if err != nil {
		return err
	}
	report, err := readTargets(c, w, result, targets, wantsTexts(c))
	if err != nil {
		return err
	}
	if baseline == nil {
		if result.code == exitPass {
			result.code = exitCode(report, failing)
		}
		return emit(c, w, render.NewReport(report))
	}
	diff := lock.Reports(baseline, report)
	if result.code == exitPass {
		result.code = exitCode(diff.Worse(report), failing)
	}
	return emit(c, w, render.NewReport(report).Since(diff))
}

// readBaseline reads the report of --baseline; nil without the flag.
func readBaseline(c *cli.Context, w world) (*audit.Report, error) {
	if name := c.String("baseline"); name != "" {
		return readReport(w, name)
	}
	return nil, nil //nolint:nilnil // no baseline is no mistake
}

// readTargets audits targets as the flags say. A reference that is wrong among
// others leaves exitUsage in result. keepTexts keeps the texts in the report.
func readTargets(c *cli.Context, w world, result *exit, targets []audit.Request, keepTexts bool) (*audit.Report, error) {
	var done func()
	w.World, done = wiring.Debugging(c, w.World)
	defer done()
	b, err := newBatch(c, w, result, targets)
	if err != nil {
		return nil, err
	}
	var kept *recorder
	if c.String("bundle") != "" {
		kept, keepTexts = record(b.config.Sources), true
		b.config.Code = kept.recordCode(b.config.Code)
	}
	b.config.KeepTexts = keepTexts
	report := audit.New(b.config).Run(c.Context, b.targets)
	report.Settings = inForce(c, b.config.Policy)
	b.finish(c, w)
	if kept != nil {
		err := keepBundle(c.String("bundle"), bundler{report: render.NewReport(report), targets: b.targets, seen: kept.seen, code: kept.code,
			profile: c.String("policy"), day: w.Today(), depth: b.config.Lineage.Depth, twins: b.config.Twins})
		if err != nil {
			return nil, err
		}
		if !c.Bool("quiet") {
			fmt.Fprintf(w.Stderr, "fineprint: the evidence is in %s\n", c.String("bundle"))
		}
	}
	return report, nil
}

// batch is what a run of audits takes.
type batch struct {
	targets []audit.Request
	config  audit.Config
	bar     progress
	hints   func() []string
}

// newBatch sets up a run as the flags say. A reference that is wrong among
// others leaves exitUsage in result.
func newBatch(c *cli.Context, w world, result *exit, targets []audit.Request) (*batch, error) {
	if c.Int("concurrency") < 1 {
		return nil, usage.Errorf("--concurrency must be at least 1")
	}
	if c.Int("lineage-depth") < 0 {
		return nil, usage.Errorf("--lineage-depth must be 0 or more")
	}
	if mistakes := wrong(targets); mistakes != nil {
		if len(targets) == 1 {
			return nil, usage.Wrap(mistakes)
		}
		fmt.Fprintf(w.Stderr, "fineprint: %s\n", mistakes)
		result.code = exitUsage
	}
	hintFolders(w, targets)
	b := &batch{targets: spread(c, w, targets)}
	var sources map[string]audit.Source
	var err error
	if sources, b.hints, err = newSources(c, w); err != nil {
		return nil, err
	}
	code, err := wiring.NewCode(c, w.World)
	if err != nil {
		return nil, err
	}
	b.bar = newProgress(c, w, len(b.targets))
	b.config, err = wiring.AuditConfig(c, sources, code, w.Today(), b.bar.event)
	return b, err
}

// finish tells what is to be told when all targets were read.
func (b *batch) finish(c *cli.Context, w world) {
	b.bar.finish()
	for _, hint := range b.hints() {
		fmt.Fprintf(w.Stderr, "fineprint: %s\n", hint)
	}
	if errors.Is(c.Context.Err(), context.Canceled) {
		does := "the report says which targets were not read"
		if c.String("resume") != "" {
			does = "the same command goes on where it was"
		}
		fmt.Fprintln(w.Stderr, "fineprint: interrupted: "+does)
	}
}

// hintFolders tells of names that are asked of the hub though a folder here has
// them, too.
func hintFolders(w world, targets []audit.Request) {
	for _, t := range targets {
		if t.Err != nil || t.Ref.Hub != ref.HuggingFace {
			continue
		}
		if info, err := os.Stat(t.Asked); err == nil && info.IsDir() {
			fmt.Fprintf(w.Stderr, "fineprint: %s is asked of the hub; for the folder of that name write ./%s\n", t.Asked, t.Asked)
		}
	}
}
