package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/flags"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
)

// Exit codes.
const (
	exitDone    = 0
	exitFailure = 1 // could not run, read or write
	exitUsage   = 2
	exitLeft    = 4 // something is left: dead jobs, or the work was cut off
)

// errLeft ends a command whose work is not done.
var errLeft = errors.New("something is left")

// process runs the command and returns its exit code.
func process() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
}

// run runs the command with given streams.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	app := &cli.App{
		Name: "fineprint-fleet", Usage: "audit the licences of whole hubs, on one machine or many",
		HideVersion: true, DisableSliceFlagSeparator: true, Reader: stdin, Writer: stdout, ErrWriter: stderr,
		Commands: []*cli.Command{
			addCommand(), batchCommand(),
			runCommand(), statusCommand(), deadCommand(), exportCommand(), tablesCommand(), serveCommand(), watchCommand(),
			gateCommand(),
		},
		ExitErrHandler: func(*cli.Context, error) {},
	}
	for _, command := range app.Commands {
		command.OnUsageError = func(_ *cli.Context, err error, _ bool) error { return usage.Wrap(err) }
	}
	err := app.RunContext(ctx, flags.Reorder(app, args))
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errLeft):
		return exitLeft
	case usage.Is(err):
		fmt.Fprintf(stderr, "fineprint-fleet: %v\n", err)
		return exitUsage
	default:
		fmt.Fprintf(stderr, "fineprint-fleet: %v\n", err)
		return exitFailure
	}
}

// dbFlag names the database.
func dbFlag() cli.Flag {
	return &cli.StringFlag{
		Name: "db", Value: "fleet.db", EnvVars: []string{"FINEPRINT_FLEET_DB"},
		Usage: "`FILE` of the queue and its results, or postgres://… for several machines",
	}
}
