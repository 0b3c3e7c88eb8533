package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/render"
)

// outputFlags are the flags of every command that prints a document.
func outputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the output: text or json", Value: "text"},
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` instead of standard output"},
		&cli.BoolFlag{Name: "no-color", Usage: "no colours, even on a terminal (also NO_COLOR)"},
	}
}

// emit writes value as JSON, or calls text to write it for people, to where
// the flags say.
func emit(c *cli.Context, w world, value any, text func(render.Page) error) error {
	page := render.Page{Width: w.outWidth, Color: w.outWidth > 0 && !c.Bool("no-color") && w.getenv("NO_COLOR") == ""}
	var buffer bytes.Buffer
	file := c.String("output")
	page.W = w.stdout
	if file != "" {
		page = render.Page{W: &buffer}
	}
	err := write(c.String("format"), page, value, text)
	if err != nil || file == "" {
		return err
	}
	return writeFile(file, buffer.Bytes())
}

// checkOutput finds what would keep a report from being written before the
// work for it is done.
func checkOutput(c *cli.Context) error {
	if format := c.String("format"); format != "text" && format != "json" {
		return noFormat(format)
	}
	file := c.String("output")
	if file == "" {
		return nil
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return fmt.Errorf("write %s: it is a folder; name a file in it", file)
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".fineprint-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	defer os.Remove(tmp.Name())
	return tmp.Close()
}

func noFormat(format string) error { return usagef("no format %q; choose text or json", format) }

func write(format string, page render.Page, value any, text func(render.Page) error) error {
	switch format {
	case "json":
		return render.JSON{W: page.W}.Value(value)
	case "text":
		return text(page)
	default:
		return noFormat(format)
	}
}

// writeFile replaces file in one step, so that a reader never sees half a
// report.
func writeFile(file string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".fineprint-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(data); err != nil {
		tmp.Close()
		return fmt.Errorf("write %s: %w", file, err)
	}
	if err := tmp.Chmod(0o644); err != nil {
		tmp.Close()
		return fmt.Errorf("write %s: %w", file, err)
	}
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	if err := os.Rename(tmp.Name(), file); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}
