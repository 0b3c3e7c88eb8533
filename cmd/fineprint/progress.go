package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
)

// progress shows how far a run has come, on stderr and only on a terminal.
// The zero progress shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(c *cli.Context, w world, total int) progress {
	if !w.errTerminal || c.Bool("no-progress") || total < 2 {
		return progress{}
	}
	return progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w.stderr),
		progressbar.OptionSetDescription("auditing"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("targets"),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetWidth(20),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

func (p progress) event(e audit.Event) {
	if p.bar != nil {
		_ = p.bar.Set(e.Done) // a bar that cannot be drawn is no reason to stop
	}
}

func (p progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
