package gatecmd

import (
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/gate/state"
)

// Folder keeps the decisions of one gate in a folder.
func Folder() Place {
	return Place{Flag: &cli.StringFlag{Name: "state",
		Usage: "keep decisions in `DIR` (default: fineprint/gate in the user's state folder); one gate a folder"}, Open: openFolder}
}

func openFolder(c *cli.Context, w wiring.World) (State, error) {
	dir, err := stateFolder(c, w)
	if err != nil {
		return nil, err
	}
	folder, err := state.Open(dir)
	if err != nil {
		return nil, err
	}
	if n := folder.Damaged(); n > 0 {
		fmt.Fprintf(w.Stderr, "fineprint: %d decisions in the state folder cannot be read; they are made anew\n", n)
	}
	return folder, nil
}

func stateFolder(c *cli.Context, w wiring.World) (string, error) {
	if dir := c.String("state"); dir != "" {
		return dir, nil
	}
	base := w.Getenv("XDG_STATE_HOME")
	if home := w.Getenv("HOME"); !filepath.IsAbs(base) {
		if home == "" {
			return "", usage.Errorf("there is no home folder to keep decisions in; name one with --state")
		}
		base = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(base, "fineprint", "gate"), nil
}
