package main

import (
	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// progress shows how far a run has come, on stderr and only on a terminal.
// The zero progress shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(c *cli.Context, w world, total int) progress {
	if !w.errTerminal || c.Bool("no-progress") || c.Bool("quiet") || c.Bool("debug") || total < 1 {
		return progress{}
	}
	bar := progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w.Stderr),
		progressbar.OptionSetDescription("auditing"),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetWidth(20),
		progressbar.OptionClearOnFinish(),
	)
	_ = bar.RenderBlank() // from the first moment: the first answer may take long
	return progress{bar}
}

func (p progress) event(e audit.Event) {
	if p.bar != nil {
		p.bar.Describe("auditing " + render.Inert(e.Waits))
		_ = p.bar.Set(e.Done) // a bar that cannot be drawn is no reason to stop
	}
}

// total changes how many targets there are.
func (p progress) total(n int) {
	if p.bar != nil {
		p.bar.ChangeMax(n)
	}
}

func (p progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
