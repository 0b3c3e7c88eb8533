// Command fineprint audits the licences of AI models before they are
// downloaded.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// memoryGoal is what the garbage collector works harder for to stay below: a
// batch of repositories with long file lists would leave much of it behind.
const memoryGoal = 200 << 20

// garbagePercent is how much garbage may grow beside what lives before it is
// collected: what lives is small here, and collecting it often takes time.
const garbagePercent = 800

func main() { os.Exit(process()) }

// process runs the command of this process. Ctrl-C ends the work in hand; the
// report of what was done is still written.
func process() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	return run(ctx, os.Args, system())
}
