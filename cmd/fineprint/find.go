package main

import (
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func findCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "find", Usage: "list the models, datasets and spaces that a source tree names", ArgsUsage: "PATH",
		Description: "Reads source code, notebooks, shell, containers, configuration, lists and bills of materials\n" +
			"below PATH. No code is run and no hub is asked; scan audits what is found.",
		Flags: append(outputFlags(), wiring.RulesFlag()),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage.Errorf("find takes one folder or file, for example: fineprint find .")
			}
			sinks, digest, err := wiring.LoadSinks(c)
			if err != nil {
				return err
			}
			found, err := findIn(c, sinks, c.Args().First())
			if err != nil {
				return err
			}
			if found.Open() {
				result.code = exitReview
			}
			return emit(c, w, render.NewInventory(wiring.Tool(digest), found))
		},
	}
}

// findIn searches a folder or a file.
func findIn(c *cli.Context, sinks *inventory.Sinks, name string) (*inventory.Inventory, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, usage.Wrap(err)
	}
	if !info.IsDir() { // one file is a tree of its own
		found, err := inventory.Walk(c.Context, sinks, oneFile{os.DirFS(filepath.Dir(name)), filepath.Base(name)})
		if err == nil && found.Files == 0 && len(found.Skipped) > 0 { // in a tree that is fine; here it was asked for
			found.Problems = append(found.Problems, passedOver(found, filepath.Base(name)))
		}
		return found, err
	}
	return inventory.Walk(c.Context, sinks, os.DirFS(name))
}

// passedOver tells why the one file that was asked for was not read.
func passedOver(found *inventory.Inventory, name string) doc.Problem {
	return doc.NewProblem("not-read", "what", "file", "reason", found.Skipped[0].Why).At(name)
}

// oneFile is a folder in which only one file is seen.
type oneFile struct {
	fs.FS
	name string
}

// ReadDir lists the one file.
func (o oneFile) ReadDir(string) ([]fs.DirEntry, error) {
	info, err := fs.Stat(o.FS, o.name)
	if err != nil {
		return nil, err
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info)}, nil
}
