package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/riverqueue/river"
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/lists"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func addCommand() *cli.Command {
	return &cli.Command{
		Name: "add", Usage: "put the repositories that a list names into the queue", ArgsUsage: "FILE|-|hub:models|hub:datasets|hub:spaces",
		Description: "A list holds one reference a line, as that of fineprint scan does; hub:models is the hub's\n" +
			"own list, the most downloaded first, or with --since the last modified. What stands in\n" +
			"the queue already, or was audited at that commit, is left out. A list of the hub that\n" +
			"was cut off goes on where it was.",
		Flags: []cli.Flag{
			dbFlag(),
			&cli.Int64Flag{Name: "downloads", Usage: "take all of them for repositories with `N` downloads: more come first"},
			&cli.StringFlag{Name: "author", Usage: "of the hub's list, what `OWNER` has alone"},
			&cli.StringFlag{Name: "search", Usage: "of the hub's list, what has `WORDS` in its name alone"},
			&cli.StringFlag{Name: "since", Usage: "of the hub's list, what was modified since `DAY` alone, such as 2026-11-30"},
			sendTokenFlag(), wiring.CacheFlag(),
			&cli.IntFlag{Name: "tries", Value: maxAttempts,
				Usage: "give up on a repository after `N` tries, the last of ten some hours after the first"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage.Errorf("add takes one list, or - for standard input")
			}
			if c.Int("tries") < 1 {
				return usage.Errorf("--tries must be at least 1")
			}
			db, err := openDatabase(c.Context, c.String("db"))
			if err != nil {
				return err
			}
			defer db.Close()
			if strings.HasPrefix(c.Args().First(), hubPrefix) {
				return addHub(c, db)
			}
			in, err := openList(c)
			if err != nil {
				return err
			}
			defer in.Close()
			added, seen, err := db.addList(c.Context, in, auditJob{Downloads: c.Int64("downloads"), tries: c.Int("tries")})
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %d of %d added\n", added, seen)
			return err
		},
	}
}

func openList(c *cli.Context) (io.ReadCloser, error) {
	if name := c.Args().First(); name != "-" {
		in, err := os.Open(filepath.Clean(name))
		if err != nil {
			return nil, usage.Wrap(err)
		}
		return in, nil
	}
	return io.NopCloser(c.App.Reader), nil
}

// batchSize is how many jobs are put into the queue in one transaction.
const batchSize = 1000

// addList adds the references of a list, each as a job like the one that is given,
// and tells how many were new.
func (db *database) addList(ctx context.Context, in io.Reader, like auditJob) (added, seen int, err error) {
	client, err := newClient(db, &river.Config{})
	if err != nil {
		return 0, 0, err
	}
	var batch []auditJob
	flush := func() error {
		n, err := db.add(ctx, client, batch)
		added, seen, batch = added+n, seen+len(batch), batch[:0]
		return err
	}
	err = lists.Read(in, func(n int, asked string) error {
		job, err := jobOf(asked)
		if err != nil {
			return usage.Errorf("line %d: %w", n, err)
		}
		job.Downloads, job.tries = like.Downloads, like.tries
		if batch = append(batch, job); len(batch) == batchSize {
			return flush()
		}
		return nil
	})
	if err != nil {
		return added, seen, err
	}
	err = flush()
	return added, seen, err
}

// jobOf makes a job of a reference.
func jobOf(asked string) (job auditJob, err error) {
	t := audit.ParseRequest(asked)
	if t.Err != nil {
		return job, t.Err
	}
	if t.Ref.Hub != ref.HuggingFace {
		return job, fmt.Errorf("%s is no repository of the hub that a fleet reads", asked)
	}
	job.Commit = t.Ref.Revision
	t.Ref.Revision = ""
	job.Target = t.Ref.String()
	return job, nil
}

// add puts jobs into the queue, and tells how many were new.
func (db *database) add(ctx context.Context, client *river.Client[*sql.Tx], jobs []auditJob) (added int, err error) {
	err = db.within(ctx, func(tx *sql.Tx) error {
		added, err = insert(ctx, tx, client, jobs)
		return err
	})
	return added, err
}

// insert puts jobs into the queue as part of a transaction. What waits there
// already comes before the others if it is watched.
func insert(ctx context.Context, tx *sql.Tx, client *river.Client[*sql.Tx], jobs []auditJob) (added int, err error) {
	params := make([]river.InsertManyParams, 0, len(jobs))
	seen := map[string]bool{} // the queue refuses a batch that holds the same twice
	for _, j := range jobs {
		if name := j.Target + "@" + j.Commit; !seen[name] {
			seen[name] = true
			params = append(params, river.InsertManyParams{Args: j})
		}
	}
	if len(params) == 0 {
		return 0, nil
	}
	results, err := client.InsertManyTx(ctx, tx, params)
	if err != nil {
		return 0, err
	}
	for _, r := range results {
		if !r.UniqueSkippedAsDuplicate {
			added++
			continue
		}
		if jobs[0].queue != watchedQueue || r.Job.Queue == watchedQueue { // all jobs are of one queue
			continue
		}
		_, err := tx.ExecContext(ctx, `UPDATE river_job SET queue = $1 WHERE id = $2
			AND state IN ('available', 'pending', 'retryable', 'scheduled')`, watchedQueue, r.Job.ID)
		if err != nil {
			return added, fmt.Errorf("put a job before the others: %w", err)
		}
	}
	return added, nil
}
