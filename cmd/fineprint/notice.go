package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func noticeCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "notice", Usage: "write the notices and licence texts that go along with models or data", ArgsUsage: "REF...|--report REPORT.json",
		Description: "DIR gets NOTICE, with credits, required notices, badges and licences of the targets and of\n" +
			"what they are made from, and licences/ with the texts that were read. What could not be read is\n" +
			"named in NOTICE, and the exit code is then 4. With --report nothing is asked of a hub: the texts\n" +
			"are those that the cache holds under the digests in the report.",
		Flags: append(wiring.FetchFlags(), wiring.PolicyFlag(),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to the folder `DIR`"},
			&cli.StringFlag{Name: "report", Usage: "draw them from the JSON report in `FILE`, - for standard input, and the texts in the cache"},
			&cli.BoolFlag{Name: "force", Usage: "replace files in DIR that fineprint did not write"},
		),
		Action: func(c *cli.Context) error {
			if !c.IsSet("report") && c.NArg() == 0 {
				_, err := parseTargets(c.Command.Name, nil)
				return err
			}
			dir := c.String("output")
			if dir == "" {
				return usage.Errorf("say with -o DIR where the notices go")
			}
			report, err := noticed(c, w, result)
			if err != nil {
				return err
			}
			notices := render.Notice(report)
			if err := writeNotices(dir, notices.Files, c.Bool("force")); err != nil {
				return err
			}
			for _, m := range notices.Missing {
				fmt.Fprintf(w.Stderr, "fineprint: not read: %s\n", render.Inert(m.String()))
			}
			fmt.Fprintf(w.Stderr, "fineprint: wrote %d files to %s\n", len(notices.Files), dir)
			if len(notices.Missing) > 0 && result.code == exitPass {
				result.code = exitReview
			}
			return nil
		},
	}
}

// noticed returns the report that the notices are drawn from, with the texts.
func noticed(c *cli.Context, w world, result *exit) (*audit.Report, error) {
	if !c.IsSet("report") {
		targets, err := parseTargets(c.Command.Name, c.Args().Slice())
		if err != nil {
			return nil, err
		}
		return readTargets(c, w, result, targets, true)
	}
	if c.NArg() > 0 {
		return nil, usage.Errorf("notice takes targets or a report, not both")
	}
	report, err := readReport(w, c.String("report"))
	if err != nil {
		return nil, err
	}
	set, err := wiring.LoadRules(c)
	if err != nil {
		return nil, err
	}
	cache, err := wiring.OpenCache(c, w.World)
	if err != nil {
		return nil, err
	}
	text := func(string) ([]byte, error) { return nil, fs.ErrNotExist }
	if cache != nil {
		text = cache.Text
	}
	report.Complete(set.Licenses, text)
	return report, nil
}

// staging is the folder inside the target where everything is written before
// it is moved into place.
const staging = ".fineprint-notice"

// writeNotices writes files below dir and nowhere else, whatever links stand in
// it. Everything is written before anything is moved into place, NOTICE last.
func writeNotices(dir string, files []render.File, force bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write notices: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("write notices: %w", err)
	}
	defer root.Close()
	if !force {
		for _, f := range files {
			if err := replaceable(root, f); err != nil {
				return err
			}
		}
	}
	if err := stage(root, files); err != nil {
		return errors.Join(fmt.Errorf("write notices: %w", err), root.RemoveAll(staging))
	}
	return nil
}

// replaceable reports whether a file may be written: it is not there, has the
// same content, or is a NOTICE of fineprint's own.
func replaceable(root *os.Root, f render.File) error {
	have, err := root.ReadFile(f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("write notices: %w", err)
	case bytes.Equal(have, f.Data) || f.Name == "NOTICE" && bytes.HasPrefix(have, []byte(render.NoticeMark+"\n")):
		return nil
	default:
		return usage.Errorf("%s is there and fineprint did not write it; choose another folder, or replace it with --force",
			path.Join(root.Name(), f.Name))
	}
}

func stage(root *os.Root, files []render.File) error {
	if err := root.RemoveAll(staging); err != nil {
		return err
	}
	for _, folder := range []string{staging, staging + "/licences", "licences"} {
		if err := root.MkdirAll(folder, 0o755); err != nil {
			return err
		}
	}
	for _, f := range files {
		if err := root.WriteFile(staging+"/"+f.Name, f.Data, 0o644); err != nil {
			return err
		}
	}
	for _, f := range files {
		if err := root.Rename(staging+"/"+f.Name, f.Name); err != nil {
			return err
		}
	}
	return errors.Join(root.RemoveAll(staging), removeStale(root, files))
}

// removeStale removes the texts of an earlier run that no longer go along: files
// whose names are those that their content would have.
func removeStale(root *os.Root, files []render.File) error {
	entries, err := fs.ReadDir(root.FS(), "licences")
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := "licences/" + e.Name()
		if slices.ContainsFunc(files, func(f render.File) bool { return f.Name == name }) {
			continue
		}
		text, err := root.ReadFile(name)
		if err != nil || !strings.HasSuffix(name, "-"+doc.Digest(text)[:12]+".txt") {
			continue // not fineprint's
		}
		if err := root.Remove(name); err != nil {
			return err
		}
	}
	return nil
}
