package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/riverqueue/river"
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/rules"
)

func runCommand() *cli.Command {
	return &cli.Command{
		Name: "run", Usage: "work the queue until nothing is left in it",
		Description: "Any number of these may run against the same database, on any number of machines. The\n" +
			"hub, its token and the cache are those of fineprint (HF_ENDPOINT, HF_TOKEN).\n\n" +
			"   fineprint-fleet add models.txt && fineprint-fleet run",
		Flags: []cli.Flag{
			dbFlag(),
			&cli.IntFlag{Name: "workers", Value: 16, Usage: "audit `N` repositories at once"},
			wiring.PolicyFlag(),
			wiring.CacheFlag(), sendTokenFlag(),
			&cli.DurationFlag{Name: "job-timeout", Value: 5 * time.Minute, Usage: "give an audit `TIME`; one that a worker of another machine " +
				"died over is done again after it"},
			&cli.BoolFlag{Name: "wait", Usage: "go on waiting for jobs when nothing is left"},
		},
		Action: func(c *cli.Context) error {
			if c.Int("workers") < 1 || c.Duration("job-timeout") <= 0 {
				return usage.Errorf("--workers must be at least 1, and --job-timeout a time such as 5m")
			}
			db, err := openDatabase(c.Context, c.String("db"))
			if err != nil {
				return err
			}
			defer db.Close()
			release, err := db.lease(c.Context, c.String("db"))
			if err != nil {
				return err
			}
			defer release()
			w, err := newWorker(c, db)
			if err != nil {
				return err
			}
			if err := work(c, db, w, river.QueueDefault, watchedQueue); err != nil {
				return err
			}
			return tellDead(c, db)
		},
	}
}

func sendTokenFlag() cli.Flag {
	return &cli.BoolFlag{Name: "send-token", Usage: "send the token to a hub other than huggingface.co, too"}
}

// newHub opens the hub of the environment, with the quota that all workers share.
func newHub(c *cli.Context, db *database) (*huggingface.Client, error) {
	cfg, err := huggingface.FromEnv(os.Getenv, os.ReadFile)
	if err != nil {
		return nil, usage.Wrap(err)
	}
	cfg.SendToken = c.Bool("send-token")
	cfg.UserAgent = "fineprint-fleet/" + wiring.Version()
	cfg.MaxWait = 2 * time.Second // a longer wait is the queue's to keep
	actor := sha256.Sum256([]byte(cfg.Token + " " + cfg.Endpoint))
	cfg.Quotas = newQuota(db, hex.EncodeToString(actor[:8]))
	if cfg.Cache, err = wiring.OpenCache(c, wiring.System()); err != nil {
		return nil, err
	}
	client, err := huggingface.New(cfg)
	if err != nil {
		return nil, usage.Wrap(err)
	}
	return client, nil
}

// offlineHub is the hub of the environment, of which nothing is asked.
func offlineHub() (*huggingface.Client, error) {
	cfg, err := huggingface.FromEnv(os.Getenv, os.ReadFile)
	if err != nil {
		return nil, usage.Wrap(err)
	}
	client, err := huggingface.New(huggingface.Config{Endpoint: cfg.Endpoint, Offline: true, NoWeightsHeader: true})
	if err != nil {
		return nil, usage.Wrap(err)
	}
	return client, nil
}

// newAuditor sets up audits of what a source knows, and judges it. Reports that
// are not wanted whole lack how the definitions of openness see a model, and what
// sums up for a reader.
func newAuditor(judge policy.Policy, source audit.Source, whole bool) (*audit.Auditor, error) {
	set, err := rules.Load()
	if err != nil {
		return nil, err
	}
	if !whole {
		plain := *set.Openness
		plain.Views, set.Openness = nil, &plain
	}
	return audit.New(audit.Config{
		Sources: map[string]audit.Source{ref.HuggingFace: source}, Clauses: set.Clauses, Licenses: set.Licenses, Cards: set.Cards,
		Openness: set.Openness, Policy: judge, Tool: wiring.Tool(set.Digest), Brief: !whole,
	}), nil
}

// newWorker sets up the audits as the flags and the environment say.
func newWorker(c *cli.Context, db *database) (*worker, error) {
	client, err := newHub(c, db)
	if err != nil {
		return nil, err
	}
	judge, err := wiring.LoadPolicy(c, time.Now())
	if err != nil {
		return nil, err
	}
	auditor, err := newAuditor(judge, client, true)
	if err != nil {
		return nil, err
	}
	return &worker{db: db, session: auditor.Session(), head: *auditor.Empty(nil), now: time.Now}, nil
}

// work runs the workers until some queues are empty, or the run is cut off.
func work(c *cli.Context, db *database, w *worker, queues ...string) error {
	client, err := w.client(db, c.Int("workers"), c.Duration("job-timeout"), queues...)
	if err != nil {
		return err
	}
	ctx := context.WithoutCancel(c.Context) // the signal stops the queue, not the jobs in hand
	if err := client.Start(ctx); err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	err = watchQueue(c, db, queues)
	stopped, cancel := context.WithTimeout(ctx, c.Duration("job-timeout"))
	defer cancel()
	return errors.Join(err, client.Stop(stopped))
}

// fetching is how long the queue waits before it is asked for more: long enough
// that it is not asked for each job alone, and short enough that nobody waits.
const fetching = 10 * time.Millisecond

// client opens queues for so many audits of each at once.
func (w *worker) client(db *database, at int, timeout time.Duration, queues ...string) (*river.Client[*sql.Tx], error) {
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, w); err != nil {
		return nil, err
	}
	of := map[string]river.QueueConfig{}
	for _, name := range queues {
		of[name] = river.QueueConfig{MaxWorkers: at, FetchCooldown: fetching}
	}
	return newClient(db, &river.Config{Queues: of, Workers: workers, JobTimeout: timeout, RescueStuckJobsAfter: timeout + time.Second})
}

// newClient opens the queue. It says nothing by itself; what went wrong with a
// job stands with the job.
func newClient(db *database, cfg *river.Config) (*river.Client[*sql.Tx], error) {
	cfg.Logger = silent()
	cfg.CompletedJobRetentionPeriod, cfg.DiscardedJobRetentionPeriod = -1, -1 // what was done is not done again
	client, err := river.NewClient(db.driver, cfg)
	if err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	return client, nil
}

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

const (
	// looking is how often the queue is looked at for whether anything is left.
	looking = 250 * time.Millisecond
	// outage is how long a database that does not answer is waited for.
	outage = 2 * time.Minute
)

// watchQueue returns when nothing is left to do in some queues, or when the run is
// cut off.
func watchQueue(c *cli.Context, db *database, queues []string) error {
	tick := time.NewTicker(looking)
	defer tick.Stop()
	var silent time.Time // since when the database has not answered; zero: it does
	for {
		select {
		case <-c.Context.Done():
			return errLeft
		case <-tick.C:
		}
		left, err := db.left(c.Context, queues...)
		switch {
		case c.Context.Err() != nil:
			return errLeft
		case err != nil && silent.IsZero():
			silent = time.Now()
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: the database does not answer, and is waited for: %v\n", err)
		case err != nil && time.Since(silent) > outage:
			return err
		case err != nil:
		case left || c.Bool("wait"):
			silent = time.Time{}
		default:
			return nil
		}
	}
}

// tellDead says what failed for good, once nothing is left.
func tellDead(c *cli.Context, db *database) error {
	s, err := db.status(c.Context)
	if err != nil || s.Dead == 0 {
		return err
	}
	fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: done, but for %d that failed for good; see fineprint-fleet dead\n", s.Dead)
	return errLeft
}
