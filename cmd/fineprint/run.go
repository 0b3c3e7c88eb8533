package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/fineprint-audit/fineprint/cmd/internal/flags"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// Exit codes. Several may apply; the first of usage, failure, fails, review
// wins.
const (
	exitPass    = 0
	exitFailure = 1 // could not run or write
	exitUsage   = 2 // usage, profile or rule error
	exitFails   = 3 // some target fails the policy
	exitReview  = 4 // some target needs review or is undecided
)

// world is all that the command knows of the machine it runs on.
type world struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	// outWidth is the width of the terminal that stdout is, 0 when it is none.
	// errTerminal tells whether stderr is a terminal.
	outWidth    int
	errTerminal bool
	now         func() time.Time // nil: the day is not known, so exceptions of profiles lapse
	trace       func(hub.Step)   // of --debug; nil without
}

func (w world) today() time.Time {
	if w.now == nil {
		return time.Time{}
	}
	return w.now()
}

// system returns the real world.
func system() world {
	w := world{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, errTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		now: time.Now}
	if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		if width == 0 {
			width = 80 // a terminal that does not know how wide it is
		}
		w.outWidth = max(width, 20)
	}
	return w
}

// run executes the command line and returns the exit code.
func run(ctx context.Context, args []string, w world) int {
	result := &exit{}
	app := newApp(w, result)
	if len(args) > 1 && args[1] == completing {
		complete(w, app, args[2:])
		return exitPass
	}
	err := app.RunContext(ctx, flags.Reorder(app, args))
	switch {
	case err == nil:
		return result.code
	case isUsage(err):
		fmt.Fprintf(w.stderr, "fineprint: %s\n", err)
		return exitUsage
	default:
		fmt.Fprintf(w.stderr, "fineprint: %s\n", err)
		return exitFailure
	}
}

// exit is where a command leaves its exit code. The codes of urfave/cli's own
// error type would end the process, so errors here never carry one.
type exit struct{ code int }

// usageError is a mistake in what the user wrote: arguments, a profile, a rule.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

func isUsage(err error) bool {
	var u usageError
	return errors.As(err, &u)
}

func newApp(w world, result *exit) *cli.App {
	app := &cli.App{
		Name:        "fineprint",
		Usage:       "audit the licences of AI models before you download them",
		Version:     version(),
		HideVersion: true,
		// A title or a blank of a licence may hold a comma.
		DisableSliceFlagSeparator: true,
		Writer:                    w.stdout,
		ErrWriter:                 w.stderr,
		Reader:                    w.stdin,
		ExitErrHandler:            func(*cli.Context, error) {},
		OnUsageError:              onUsageError,
		CommandNotFound: func(_ *cli.Context, name string) {
			fmt.Fprintf(w.stderr, "fineprint: no command %q; see 'fineprint --help'\n", name)
			result.code = exitUsage
		},
		Flags:  []cli.Flag{&cli.BoolFlag{Name: "version", Usage: "print the version", DisableDefaultText: true}},
		Action: rootAction,
		Commands: []*cli.Command{
			auditCommand(w, result), scanCommand(w, result), findCommand(w, result), textCommand(w, result), cardCommand(w, result),
			licensesCommand(w, result), rulesCommand(w, result), policyCommand(w, result), noticeCommand(w, result), renderCommand(w),
			diffCommand(w, result), historyCommand(w), lockCommand(w, result), checkCommand(w, result),
			gateCommand(w), demoCommand(w, result), completionCommand(w), manCommand(w), versionCommand(w), docsCommand(),
		},
	}
	wrapHelp()
	addExamples("", app.Commands, examples())
	for _, c := range app.Commands {
		c.OnUsageError = onUsageError
		for _, sub := range c.Subcommands {
			sub.OnUsageError = onUsageError
		}
	}
	return app
}

func onUsageError(c *cli.Context, err error, _ bool) error {
	hint := ""
	if written, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		hint = meant("--"+strings.TrimLeft(written, "-"), flagNames(c.Command.Flags))
	}
	return usagef("%w%s; see '%s --help'", err, hint, cmp.Or(c.Command.HelpName, c.App.Name))
}

func rootAction(c *cli.Context) error {
	if c.Args().Present() {
		return usagef("no command %q%s; see 'fineprint --help'", c.Args().First(), meant(c.Args().First(), commandNames(c.App.Commands)))
	}
	if c.Bool("version") {
		return printVersion(c.App.Writer)
	}
	return cli.ShowAppHelp(c)
}
