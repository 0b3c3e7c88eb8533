package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/lists"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// hookSecretVariable holds what signs the webhooks that watch sends.
const hookSecretVariable = "FINEPRINT_FLEET_HOOK_SECRET"

func watchCommand() *cli.Command {
	return &cli.Command{
		Name: "watch", Usage: "audit what is new of some owners or models, and tell whose terms changed", ArgsUsage: "OWNER|MODEL|FILE...",
		Description: "A file holds an owner or a model a line. What is new is told by a webhook, in JSON that is\n" +
			"signed with " + hookSecretVariable + ", in files of Markdown for issues, or else in lines.\n" +
			"What could not be told is told the next time.\n\n" +
			"   fineprint-fleet watch --once acme-motors tidepool/coral-2b",
		Flags: []cli.Flag{
			dbFlag(),
			&cli.BoolFlag{Name: "once", Usage: "look once, for cron; the exit code is 4 when something could not be read or told"},
			&cli.DurationFlag{Name: "every", Value: time.Hour, Usage: "look again after `TIME`"},
			&cli.DurationFlag{Name: "within", Value: 30 * time.Minute, Usage: "leave for the next time what is not read in `TIME`"},
			&cli.StringFlag{Name: "webhook", Usage: "tell `URL`"},
			&cli.StringFlag{Name: "issues", Usage: "write into `DIR`, a file of Markdown for each change"},
			&cli.IntFlag{Name: "workers", Value: 16, Usage: "audit `N` repositories at once"},
			wiring.PolicyFlag(), wiring.CacheFlag(), sendTokenFlag(),
			&cli.DurationFlag{Name: "job-timeout", Value: 5 * time.Minute, Usage: "give an audit `TIME`"},
		},
		Action: watch,
	}
}

func watch(c *cli.Context) error {
	if c.Int("workers") < 1 || c.Duration("job-timeout") <= 0 || c.Duration("every") <= 0 || c.Duration("within") <= 0 {
		return usage.Errorf("--workers, --job-timeout, --every and --within must be more than 0")
	}
	watched, err := watchedBy(c.Args().Slice())
	if err != nil {
		return err
	}
	tell, err := tellerOf(c)
	if err != nil {
		return err
	}
	if _, err := wiring.LoadPolicy(c, time.Now()); err != nil {
		return err // now, and not when there is something to audit
	}
	db, err := openDatabase(c.Context, c.String("db"))
	if err != nil {
		return err
	}
	defer db.Close()
	for {
		err := lookOnce(c, db, watched, tell)
		if c.Bool("once") || c.Context.Err() != nil || usage.Is(err) {
			return err
		}
		if err != nil {
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %v; looks again in %s\n", err, c.Duration("every"))
		}
		select {
		case <-c.Context.Done():
			return nil
		case <-time.After(c.Duration("every")):
		}
	}
}

// watchedBy reads owners and models, from arguments and the files that they name.
func watchedBy(args []string) ([]string, error) {
	var out []string
	add := func(name string) error {
		if r, err := ref.Parse(name); err != nil && !isOwner(name) || err == nil && (r.Hub != ref.HuggingFace || r.Revision != "") {
			return usage.Errorf("%s is neither an owner nor a repository of the hub that a fleet reads", name)
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
		return nil
	}
	for _, a := range args {
		if info, err := os.Stat(a); err != nil || !info.Mode().IsRegular() {
			if err := add(a); err != nil {
				return nil, err
			}
			continue
		}
		in, err := os.Open(filepath.Clean(a))
		if err != nil {
			return nil, usage.Wrap(err)
		}
		err = lists.Read(in, func(_ int, asked string) error { return add(asked) })
		if err = errors.Join(err, in.Close()); err != nil {
			return nil, err
		}
	}
	if len(out) == 0 {
		return nil, usage.Errorf("watch takes owners, models, or files of them")
	}
	return out, nil
}

func isOwner(name string) bool { return name != "" && !strings.ContainsAny(name, "/:@# ") }

// lookOnce looks for what is new, audits it, and tells whose terms changed.
func lookOnce(c *cli.Context, db *database, watched []string, tell teller) error {
	l, err := newLookout(c, db)
	if err != nil {
		return err
	}
	var left error
	for _, name := range watched {
		n, err := l.look(c.Context, name)
		if err != nil {
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %s: %v\n", name, err)
			left = errLeft
		}
		if n > 0 {
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %s: %d to audit\n", name, n)
		}
	}
	if err := l.again(c.Context); err != nil {
		return err
	}
	audited := auditWatched(c, db)
	if audited != nil && !errors.Is(audited, errLeft) {
		return audited
	}
	if err := tellChanges(c, db, tell); err != nil {
		return err
	}
	return errors.Join(audited, left)
}

// auditWatched works the queue of what is watched. Where another program works the
// file, that one does.
func auditWatched(c *cli.Context, db *database) error {
	ctx, cancel := context.WithTimeout(c.Context, c.Duration("within"))
	defer cancel()
	within := cli.NewContext(c.App, nil, c)
	within.Context = ctx
	for {
		left, err := db.left(ctx, watchedQueue)
		if err != nil || !left {
			return err
		}
		release, err := db.lease(ctx, c.String("db"))
		if err == nil {
			defer release()
			w, err := newWorker(c, db)
			if err != nil {
				return err
			}
			return work(within, db, w, watchedQueue)
		}
		if !errors.Is(err, errHeld) {
			return err
		}
		select {
		case <-ctx.Done():
			return errLeft
		case <-time.After(looking):
		}
	}
}
