package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lock"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func diffCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "diff", Usage: "say what changed between two reports, two commits of a model, or two licences", ArgsUsage: "OLD NEW",
		Description: "OLD and NEW are two JSON reports, two references (org/name@commit), two licence texts, or two ids of\n" +
			"the catalogue. The exit code is 0 when the terms are the same and 4 when they differ.",
		Before: wiring.UseSettings(w.World),
		Flags:  runFlags(),
		Action: func(c *cli.Context) error {
			return diff(c, w, result, compareThings)
		},
	}
}

// licensesDiffCommand compares two licences, and nothing else.
func licensesDiffCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "diff", Usage: "say what differs between two licences", ArgsUsage: "ID|FILE ID|FILE",
		Description: "Compares entries of the catalogue, by id or name, or licence texts. The exit code is 0 when their terms\n" +
			"are the same and 4 when they differ.",
		Flags: append(outputFlags(), wiring.RulesFlag()),
		Action: func(c *cli.Context) error {
			return diff(c, w, result, func(c *cli.Context, w world, _ *exit, old, now string) (lock.Diff, error) {
				return compareTexts(c, w, old, now)
			})
		},
	}
}

// diff compares the two arguments of a command.
func diff(c *cli.Context, w world, result *exit, compare func(c *cli.Context, w world, result *exit, old, now string) (lock.Diff,
	error)) error {
	if c.NArg() != 2 {
		full := strings.TrimPrefix(c.Command.HelpName, c.App.Name+" ")
		return usage.Errorf("%s takes two things of one sort, for example: %s", c.Command.Name, examples()[full])
	}
	if err := checkOutput(c); err != nil {
		return err
	}
	found, err := compare(c, w, result, c.Args().Get(0), c.Args().Get(1))
	if err != nil {
		return err
	}
	if !found.Unchanged() {
		result.code = max(result.code, exitReview)
	}
	return emit(c, w, render.Changes{Diff: found})
}

// compareThings compares two things of one sort.
func compareThings(c *cli.Context, w world, result *exit, old, now string) (lock.Diff, error) {
	switch a, b := sortOf(old), sortOf(now); {
	case a != b:
		return lock.Diff{}, usage.Errorf("%s is %s and %s is %s: compare two of a sort", old, a, now, b)
	case a == aReport:
		first, err := readReport(w, old)
		if err != nil {
			return lock.Diff{}, err
		}
		second, err := readReport(w, now)
		if err != nil {
			return lock.Diff{}, err
		}
		return lock.Reports(first, second), nil
	case a == aReference:
		return compareCommits(c, w, result, old, now)
	default:
		return compareTexts(c, w, old, now)
	}
}

// The sorts of things that are compared.
const (
	aReport    = "a report"
	aText      = "a licence text"
	aReference = "a reference"
)

// sortOf tells what an argument names: a file by what it holds, an id of the
// catalogue, or else a reference. Ids and texts compare with each other.
func sortOf(name string) string {
	if strings.HasSuffix(name, ".json") {
		return aReport
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.IsDir():
		return aText
	case err == nil || strings.ContainsAny(name, "/:"):
		return aReference
	default:
		return aText
	}
}

// compareCommits reads two references, as a rule two commits of one model.
func compareCommits(c *cli.Context, w world, result *exit, old, now string) (lock.Diff, error) {
	var reports [2]*audit.Report
	for i, asked := range []string{old, now} {
		targets, err := parseTargets("diff", []string{asked})
		if err != nil {
			return lock.Diff{}, err
		}
		if reports[i], err = readTargets(c, w, result, targets, false); err != nil {
			return lock.Diff{}, err
		}
		t := reports[i].Reports[0]
		if len(t.Documents) == 0 && len(t.Problems) > 0 {
			return lock.Diff{}, fmt.Errorf("%s was not read: %s", asked, render.Sentence(t.Problems[0]))
		}
	}
	// Two models are compared as if they were one: that is what was asked for.
	reports[0].Reports[0].Target.ID = reports[1].Reports[0].Target.ID
	reports[0].Reports[0].Target.Kind = reports[1].Reports[0].Target.Kind
	return lock.Reports(reports[0], reports[1]), nil
}

// compareTexts compares two texts, or two entries of the catalogue.
func compareTexts(c *cli.Context, w world, old, now string) (lock.Diff, error) {
	config, err := wiring.AuditConfig(c, nil, nil, time.Time{}, nil)
	if err != nil {
		return lock.Diff{}, err
	}
	config.AsUnknown = true // what the words say, whether or not the text is known
	auditor := audit.New(config)
	var read [2][]lock.Clause
	for i, name := range []string{old, now} {
		if read[i], err = textClauses(w, config, auditor, name); err != nil {
			return lock.Diff{}, err
		}
		for k, c := range read[i] {
			if info, ok := config.Clauses.Kind(c.Kind); ok {
				read[i][k].Title = cmp.Or(info.Title, c.Title)
			}
		}
	}
	return lock.Texts(old+" → "+now, read[0], read[1]), nil
}

// textClauses are the clauses of a text, or the terms of an entry of the
// catalogue.
func textClauses(w world, config audit.Config, auditor *audit.Auditor, name string) ([]lock.Clause, error) {
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		entries, err := findLicenses(config.Licenses, []string{name})
		if err != nil {
			return nil, usage.Errorf("%s is no file, and there is %w", name, err)
		}
		return entryClauses(entries[0]), nil
	}
	docs, _ := readFiles(w, []string{name}, doc.RoleLicence)
	if !docs[0].Read() {
		return nil, fmt.Errorf("%s could not be read (%s)", name, docs[0].Status)
	}
	return lock.TextClauses(auditor.ReadTexts(docs).Documents[0]), nil
}

// entryClauses are the terms that the catalogue knows of a licence.
func entryClauses(e *license.Entry) []lock.Clause {
	var out []lock.Clause
	for _, t := range e.Terms {
		out = append(out, lock.Clause{Kind: t.Kind, Title: string(t.Kind), Params: t.Params})
	}
	return out
}

// pinned is a reference at a commit.
func pinned(r ref.Ref, commit string) ref.Ref {
	r.Revision = commit
	return r
}
