package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/lists"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
)

func scanCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "scan", Usage: "audit every model that a list, a source tree or any other file names", ArgsUsage: "PATH|FILE|-|--store STORE",
		Description: "A list holds one reference a line. Blank lines, and what follows a # at the start of a\n" +
			"line or after a blank, are left out. Of a folder, and of files of code, settings and\n" +
			"materials, everything that find finds in them is audited. What they do not fix is\n" +
			"undecided, and so is what cannot be read. With --store, what a program has on this\n" +
			"machine is audited, out of what lies there.\n" +
			"A long list is shared out with --shard, and with --resume a run that was cut off goes on\n" +
			"where it was; fineprint render makes a report of what several of them wrote.",
		Before: wiring.UseSettings(w.World),
		Flags:  slices.Concat(runFlags(), judgeFlags(), inputFlags(), storeFlags(), shardFlags()),
		Action: func(c *cli.Context) error {
			read := readLists
			if c.IsSet("store") || c.IsSet("store-dir") {
				read = readStores
			}
			targets, err := read(c, w)
			if err != nil {
				return err
			}
			if targets, err = shardOf(c, targets); err != nil {
				return err
			}
			if c.String("resume") != "" {
				return resume(c, w, result, targets)
			}
			return auditTargets(c, w, result, targets)
		},
	}
}

// readLists reads the targets of the list that is named, or of those of the
// settings.
func readLists(c *cli.Context, w world) ([]audit.Request, error) {
	names, err := listNames(c, w)
	if err != nil {
		return nil, err
	}
	var targets []audit.Request
	for _, name := range names {
		list, err := readInput(c, w, name)
		if err != nil {
			return nil, err
		}
		targets = append(targets, list...)
	}
	if len(targets) == 0 {
		return nil, usage.Errorf("%s names no targets%s", strings.Join(names, ", "), folderHint(names))
	}
	return targets, nil
}

// folderHint tells how a folder is audited that is a model itself.
func folderHint(names []string) string {
	if info, err := os.Stat(names[0]); err == nil && info.IsDir() {
		return "; a folder that is a model itself is read with audit: fineprint audit ./folder"
	}
	return ""
}

// listNames are the lists to read: the one that is named, or those of the
// settings.
func listNames(c *cli.Context, w world) ([]string, error) {
	if c.NArg() == 1 {
		return c.Args().Slice(), nil
	}
	s, err := wiring.ReadSettings(c, w.World)
	if err != nil {
		return nil, err
	}
	if c.NArg() > 1 || len(s.Lists) == 0 {
		return nil, usage.Errorf("%s takes one folder or file, or - for standard input", c.Command.Name)
	}
	return s.Lists, nil
}

// parseList reads one reference a line. A line that is wrong stays in the
// list, with its number; a reference that stands on several lines is one target
// with several places.
func parseList(name string, in io.Reader) ([]audit.Request, error) {
	var targets []audit.Request
	seen := map[string]int{}
	err := lists.Read(in, func(n int, asked string) error {
		at := []audit.Place{{Path: name, Line: n}}
		if name == "-" {
			at = nil // standard input is no place that anybody can look up
		}
		if i, found := seen[asked]; found {
			targets[i].NamedIn = append(targets[i].NamedIn, at...)
			return nil
		}
		seen[asked] = len(targets)
		target := audit.ParseRequest(asked)
		target.NamedIn = at
		if target.Err != nil {
			target.Err = fmt.Errorf("%s:%d: %w", name, n, target.Err)
		}
		targets = append(targets, target)
		return nil
	})
	if err != nil {
		return nil, usage.Errorf("read %s: %w", name, err)
	}
	return targets, nil
}
