package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func renderCommand(w world) *cli.Command {
	return &cli.Command{
		Name: "render", Usage: "write a JSON report in any format", ArgsUsage: "REPORT.json|-",
		Description: "REPORT.json is what audit, scan or demo wrote with --format json. Nothing is fetched or\n" +
			"judged again.",
		Flags: outputFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("render takes one JSON report, or - for standard input")
			}
			if err := checkOutput(c); err != nil {
				return err
			}
			report, err := readReport(w, c.Args().First())
			if err != nil {
				return err
			}
			return emit(c, w, render.NewReport(report))
		},
	}
}

// maxReport bounds a report that is read back: one of some ten thousand targets.
const maxReport = 1 << 30

// readReport reads the JSON report of a file, "-" for standard input.
func readReport(w world, name string) (*audit.Report, error) {
	in := w.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, usageError{err}
		}
		defer f.Close()
		in = f
	}
	limited := &io.LimitedReader{R: in, N: maxReport}
	report, err := audit.ReadReport(limited)
	if limited.N == 0 {
		err = errors.New("it is too large")
	}
	if err != nil {
		return nil, usageError{fmt.Errorf("read %s: %w", name, err)}
	}
	return report, nil
}
