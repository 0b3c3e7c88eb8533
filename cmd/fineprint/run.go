package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/fineprint-audit/fineprint/cmd/internal/flags"
	"github.com/fineprint-audit/fineprint/cmd/internal/gatecmd"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
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
	wiring.World
	// outWidth is the width of the terminal that stdout is, 0 when it is none.
	// errTerminal tells whether stderr is a terminal.
	outWidth    int
	errTerminal bool
}

// system returns the real world.
func system() world {
	w := world{World: wiring.System(), errTerminal: term.IsTerminal(int(os.Stderr.Fd()))}
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
	case usage.Is(err):
		fmt.Fprintf(w.Stderr, "fineprint: %s\n", err)
		return exitUsage
	default:
		fmt.Fprintf(w.Stderr, "fineprint: %s\n", err)
		return exitFailure
	}
}

// exit is where a command leaves its exit code. The codes of urfave/cli's own
// error type would end the process, so errors here never carry one.
type exit struct{ code int }

func newApp(w world, result *exit) *cli.App {
	app := &cli.App{
		Name:        "fineprint",
		Usage:       "audit the licences of AI models before you download them",
		Version:     wiring.Version(),
		HideVersion: true,
		// A title or a blank of a licence may hold a comma.
		DisableSliceFlagSeparator: true,
		Writer:                    w.Stdout,
		ErrWriter:                 w.Stderr,
		Reader:                    w.Stdin,
		ExitErrHandler:            func(*cli.Context, error) {},
		OnUsageError:              onUsageError,
		CommandNotFound: func(_ *cli.Context, name string) {
			fmt.Fprintf(w.Stderr, "fineprint: no command %q; see 'fineprint --help'\n", name)
			result.code = exitUsage
		},
		Flags:  []cli.Flag{&cli.BoolFlag{Name: "version", Usage: "print the version", DisableDefaultText: true}},
		Action: rootAction,
		Commands: []*cli.Command{
			auditCommand(w, result), scanCommand(w, result), findCommand(w, result), textCommand(w, result), cardCommand(w, result),
			licensesCommand(w, result), rulesCommand(w, result), policyCommand(w, result), noticeCommand(w, result), renderCommand(w),
			diffCommand(w, result), historyCommand(w), lockCommand(w, result), checkCommand(w, result),
			gatecmd.Command(w.World, gatecmd.Folder()), demoCommand(w, result), completionCommand(w), manCommand(w), versionCommand(w),
			docsCommand(),
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
	return usage.Errorf("%w%s; see '%s --help'", err, hint, cmp.Or(c.Command.HelpName, c.App.Name))
}

func rootAction(c *cli.Context) error {
	if c.Args().Present() {
		return usage.Errorf("no command %q%s; see 'fineprint --help'", c.Args().First(), meant(c.Args().First(), commandNames(c.App.Commands)))
	}
	if c.Bool("version") {
		return printVersion(c.App.Writer)
	}
	return cli.ShowAppHelp(c)
}
