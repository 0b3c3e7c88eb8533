package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

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
		Before: useSettings(w),
		Flags:  runFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return usagef("diff takes two reports, references, licence texts or ids of the catalogue")
			}
			diff, err := compareThings(c, w, result, c.Args().Get(0), c.Args().Get(1))
			if err != nil {
				return err
			}
			if !diff.Unchanged() {
				result.code = max(result.code, exitReview)
			}
			return emit(c, w, render.Changes{Diff: diff})
		},
	}
}

// compareThings compares two things of one sort.
func compareThings(c *cli.Context, w world, result *exit, old, now string) (lock.Diff, error) {
	switch a, b := sortOf(old), sortOf(now); {
	case a != b:
		return lock.Diff{}, usagef("%s is %s and %s is %s: compare two of a sort", old, a, now, b)
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
	config, err := newConfig(c, nil, nil, time.Time{}, nil)
	if err != nil {
		return lock.Diff{}, err
	}
	config.AsUnknown = true // what the words say, whether or not the text is known
	auditor := audit.New(config)
	var read [2][]lock.Clause
	for i, name := range []string{old, now} {
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			entries := config.Licenses.Lookup(name)
			if len(entries) == 0 {
				return lock.Diff{}, usagef("%s is no file, and no licence of the catalogue; fineprint licenses list names those", name)
			}
			read[i] = entryClauses(entries[0])
			continue
		}
		docs, _ := readFiles(w, []string{name}, doc.RoleLicence)
		if !docs[0].Read() {
			return lock.Diff{}, fmt.Errorf("%s could not be read (%s)", name, docs[0].Status)
		}
		read[i] = lock.TextClauses(auditor.ReadTexts(docs).Documents[0])
	}
	return lock.Texts(old+" → "+now, read[0], read[1]), nil
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
