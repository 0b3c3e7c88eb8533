package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func renderCommand(w world) *cli.Command {
	return &cli.Command{
		Name: "render", Usage: "write JSON reports in any format", ArgsUsage: "REPORT.json...|-",
		Description: "REPORT.json is what audit, scan or demo wrote with --format json, or scan with --resume.\n" +
			"Several, such as the parts of a list that was shared out, become one. Nothing is fetched or\n" +
			"judged again. Whole texts, for HTML, are those of the cache.",
		Flags: append(outputFlags(), wiring.CacheFlag()),
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return usage.Errorf("render takes JSON reports, or - for standard input")
			}
			if err := checkOutput(c); err != nil {
				return err
			}
			var parts []*audit.Report
			for _, name := range c.Args().Slice() {
				part, err := readReport(w, name)
				if err != nil {
					return err
				}
				parts = append(parts, part)
			}
			report, err := audit.Join(parts)
			if err != nil {
				return usage.Wrap(err)
			}
			text, err := cachedTexts(c, w)
			if err != nil {
				return err
			}
			return emitWith(c, w, render.NewReport(report), text)
		},
	}
}

// cachedTexts looks whole texts up in the cache; nil where no format shows them
// or there is no cache.
func cachedTexts(c *cli.Context, w world) (func(sha256 string) ([]byte, bool), error) {
	if !wantsTexts(c) {
		return nil, nil //nolint:nilnil // nothing to look up is no mistake
	}
	cache, err := wiring.OpenCache(c, w.World)
	if err != nil || cache == nil {
		return nil, err
	}
	return func(sha256 string) ([]byte, bool) {
		text, err := cache.Text(sha256)
		return text, err == nil
	}, nil
}

// maxReport bounds a report that is read back: one of some ten thousand targets.
const maxReport = 1 << 30

// readReport reads the JSON report of a file, "-" for standard input.
func readReport(w world, name string) (*audit.Report, error) {
	in, err := openInput(w, name)
	if err != nil {
		return nil, usage.Wrap(err)
	}
	defer in.Close()
	limited := &io.LimitedReader{R: in, N: maxReport}
	report, err := audit.ReadReport(limited)
	if limited.N == 0 {
		err = errors.New("it is too large")
	}
	if err != nil {
		return nil, usage.Wrap(fmt.Errorf("read %s: %w", name, err))
	}
	return report, nil
}
