package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/files"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// outputFlags are the flags of every command that prints a document.
func outputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{
			Name: "format", Usage: "`FORMAT` of the output: " + render.FormatNames() +
				"; FORMAT=FILE writes to a file, and may be given several times",
			DefaultText: render.Formats()[0].Name,
		},
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` instead of standard output"},
		&cli.BoolFlag{Name: "details", Usage: "of a report as text, all that there is to say, with every quote and digest"},
		&cli.BoolFlag{Name: "with-texts", Usage: "put whole licence texts into CycloneDX"},
		&cli.BoolFlag{Name: "no-color", Usage: "no colours, even on a terminal (also NO_COLOR)"},
	}
}

// output is one form in which a document is wanted, and where.
type output struct {
	render.Format
	file string // empty for standard output
}

// outputs reads the flags. One format at most goes to --output or standard
// output; without any it is the first.
func outputs(c *cli.Context) ([]output, error) {
	var outs []output
	plain := 0
	for _, value := range c.StringSlice("format") {
		name, file, named := strings.Cut(value, "=")
		format, err := render.Lookup(name)
		switch {
		case err != nil:
			return nil, usage.Errorf("%w%s", err, meantFormat(name))
		case named && file == "":
			return nil, usage.Errorf("--format %s names no file", value)
		case !named:
			file = c.String("output")
			plain++
		}
		outs = append(outs, output{format, file})
	}
	switch {
	case plain > 1:
		return nil, usage.Errorf("only one format can go to the same place; write the others as FORMAT=FILE")
	case len(outs) == 0 || plain == 0 && c.String("output") != "":
		outs = append(outs, output{render.Formats()[0], c.String("output")})
	}
	return outs, nil
}

// meantFormat says which format may be meant by a name that is none.
func meantFormat(name string) string {
	if strings.EqualFold(name, "pdf") {
		return "; for a PDF print the page of html, which is made for it"
	}
	var names []string
	for _, f := range render.Formats() {
		names = append(names, f.Name)
	}
	return meant(name, names)
}

// wantsTexts reports whether a format that is asked for shows whole texts.
func wantsTexts(c *cli.Context) bool {
	outs, err := outputs(c)
	return err == nil && (c.Bool("with-texts") || slices.ContainsFunc(outs, func(o output) bool { return o.Texts }))
}

// emit writes a document in the formats and to the places that the flags name.
func emit(c *cli.Context, w world, d render.Document) error { return emitWith(c, w, d, nil) }

// emitWith is emit for a document whose whole texts are looked up by digest.
func emitWith(c *cli.Context, w world, d render.Document, text func(sha256 string) ([]byte, bool)) error {
	outs, err := outputs(c)
	if err != nil {
		return err
	}
	var written []string
	page := render.Page{Details: c.Bool("details"), WithTexts: c.Bool("with-texts"), Now: time.Now(), Text: text}
	for _, o := range outs {
		if o.file == "" {
			page.W, page.Width = w.Stdout, w.outWidth
			page.Color = w.outWidth > 0 && !c.Bool("no-color") && w.Getenv("NO_COLOR") == "" && w.Getenv("TERM") != "dumb"
			err = o.Write(page, d)
		} else {
			err = emitFile(o, page, d)
			written = append(written, o.file)
		}
		if errors.Is(err, render.ErrReportsOnly) {
			return usage.Wrap(err)
		}
		if err != nil {
			return err
		}
	}
	if len(written) > 0 && !c.Bool("quiet") {
		outcome := ""
		if r, ok := d.(render.Report); ok {
			outcome = r.Counts() + "; "
		}
		fmt.Fprintf(w.Stderr, "fineprint: %swrote %s\n", outcome, strings.Join(written, ", "))
	}
	return nil
}

func emitFile(o output, page render.Page, d render.Document) error {
	var buffer bytes.Buffer
	page.W, page.Width, page.Color = &buffer, 0, false
	if err := o.Write(page, d); err != nil {
		return err
	}
	return files.Write(o.file, buffer.Bytes())
}

// checkOutput finds what would keep a report from being written before the
// work for it is done.
func checkOutput(c *cli.Context) error {
	outs, err := outputs(c)
	if err != nil {
		return err
	}
	for _, o := range outs {
		if o.file == "" {
			continue
		}
		if err := files.Check(o.file); err != nil {
			return err
		}
	}
	return nil
}
