// Command fineprint audits the licences of AI models before they are
// downloaded.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args, system())
	stop()
	os.Exit(code)
}
