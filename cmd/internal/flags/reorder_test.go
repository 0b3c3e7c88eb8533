package flags_test

import (
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/flags"
)

func TestReorder(t *testing.T) {
	app := &cli.App{Commands: []*cli.Command{{
		Name: "scan", Flags: []cli.Flag{&cli.StringFlag{Name: "format"}, &cli.BoolFlag{Name: "quiet"}},
		Subcommands: []*cli.Command{{Name: "deep", Flags: []cli.Flag{&cli.IntFlag{Name: "depth"}}}},
	}}}
	for in, want := range map[string]string{
		"p":                        "p",
		"p scan a --format json b": "p scan --format json -- a b",
		"p scan a --quiet b":       "p scan --quiet -- a b",
		"p scan a --format=json":   "p scan --format=json -- a",
		"p scan -- a --format":     "p scan -- a --format",
		"p scan - --quiet":         "p scan --quiet -- -",
		"p --quiet scan a":         "p scan --quiet -- a",
		"p scan deep x --depth 3":  "p scan deep --depth 3 -- x",
		"p scan a --format":        "p scan --format",
	} {
		if got := strings.Join(flags.Reorder(app, strings.Fields(in)), " "); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
