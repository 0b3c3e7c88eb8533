// Command fineprint audits the licences of AI models before they are
// downloaded.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(process()) }

// process runs the command of this process. Ctrl-C ends the work in hand; the
// report of what was done is still written.
func process() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args, system())
}
