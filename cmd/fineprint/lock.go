package main

import (
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/files"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/lock"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// lockFile is where what was read of the models of a list stands.
const lockFile = "fineprint.lock"

func lockFlag() cli.Flag {
	return &cli.StringFlag{Name: "lock", Usage: "`FILE` of what was read", Value: lockFile}
}

func lockCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "lock", Usage: "write down what was read of each model of a list", ArgsUsage: "FILE|-",
		Description: "Writes " + lockFile + " (YAML): of each model its commit, its texts of terms with their digests, its\n" +
			"licences, its clauses and its verdict. Keep it beside the list; fineprint check holds to it.",
		Before: wiring.UseSettings(w.World),
		Flags:  append([]cli.Flag{lockFlag(), wiring.PolicyFlag()}, append(wiring.FetchFlags(), wiring.SettingsFlags()...)...),
		Action: func(c *cli.Context) error {
			targets, err := readLists(c, w)
			if err != nil {
				return err
			}
			if err := files.Check(c.String("lock")); err != nil {
				return err
			}
			report, err := readTargets(c, w, result, targets, false)
			if err != nil {
				return err
			}
			if unread := notRead(report); unread > 0 {
				return fmt.Errorf("%d of %d models could not be read, so nothing was locked; fineprint scan says why", unread, len(report.Reports))
			}
			data, err := lock.New(report).Encode()
			if err != nil {
				return err
			}
			if err := files.Write(c.String("lock"), data); err != nil {
				return err
			}
			if !c.Bool("quiet") {
				fmt.Fprintf(w.Stderr, "fineprint: %s holds what was read of %d models\n", c.String("lock"), len(report.Reports))
			}
			return nil
		},
	}
}

// notRead counts the targets of which no document was read.
func notRead(r *audit.Report) int {
	n := 0
	for _, t := range r.Reports {
		if len(t.Documents) == 0 {
			n++
		}
	}
	return n
}

func checkCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "check", Usage: "say whether terms changed since fineprint lock", ArgsUsage: " ",
		Description: "Reads every model of the lock file as it is now. The exit code is 0 when the terms are the same, even\n" +
			"if weights or examples are not, and 4 when terms changed or a model could not be read.",
		Before: wiring.UseSettings(w.World),
		Flags: append(append(outputFlags(), lockFlag(), wiring.PolicyFlag(),
			&cli.StringFlag{Name: "bundle", Usage: "prove the bundle `DIR`, or the .zip, unchanged, and come to its report again"}),
			append(wiring.FetchFlags(), wiring.SettingsFlags()...)...),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usage.Errorf("check takes no arguments: the lock file names the models")
			}
			if name := c.String("bundle"); name != "" {
				return checkBundle(c, w, name)
			}
			kept, err := readLock(c.String("lock"))
			if err != nil {
				return err
			}
			asked := make([]string, len(kept.Models))
			for i, m := range kept.Models {
				asked[i] = m.Asked
			}
			targets, err := parseTargets("check", asked)
			if err != nil {
				return err
			}
			report, err := readTargets(c, w, result, targets, false)
			if err != nil {
				return err
			}
			diff := kept.Check(report)
			if err := missingCommits(c, w, result, report, &diff); err != nil {
				return err
			}
			if !diff.Unchanged() {
				result.code = max(result.code, exitReview)
			}
			return emit(c, w, render.Changes{Diff: diff})
		},
	}
}

// missingCommits looks for the older commits of models whose terms changed: what
// was locked may no longer be had.
func missingCommits(c *cli.Context, w world, result *exit, now *audit.Report, diff *lock.Diff) error {
	var targets []audit.Request
	var of []int
	for i, m := range diff.Models {
		if m.Old == nil || m.New == nil || m.Old.Commit == "" || m.Old.Commit == m.New.Commit {
			continue
		}
		for _, t := range now.Reports {
			if t.Target.Commit == m.New.Commit {
				request := audit.ParseRequest(t.Target.Asked)
				request.Ref = pinned(request.Ref, m.Old.Commit)
				targets, of = append(targets, request), append(of, i)
				break
			}
		}
	}
	if len(targets) == 0 {
		return nil
	}
	old, err := readTargets(c, w, result, targets, false)
	if err != nil {
		return err
	}
	for k, t := range old.Reports {
		diff.Models[of[k]].Gone = len(t.Documents) == 0
	}
	return nil
}

func readLock(name string) (lock.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return lock.File{}, usage.Wrap(fmt.Errorf("%w; write it with fineprint lock", err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxReport))
	if err != nil {
		return lock.File{}, usage.Wrap(err)
	}
	kept, err := lock.Read(name, data)
	if err != nil {
		return lock.File{}, usage.Wrap(err)
	}
	return kept, nil
}
