package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/urfave/cli/v2"
)

// status tells how far a queue is.
type status struct {
	Schema   string           `json:"schema"` // fineprint.fleet-status/1
	Done     int64            `json:"done"`
	Left     int64            `json:"left"` // waiting, put off and in hand
	InHand   int64            `json:"in_hand"`
	PutOff   int64            `json:"put_off"` // until the hub has room again, or a try failed
	Dead     int64            `json:"dead"`
	PerHour  int64            `json:"per_hour"` // of the last ten minutes
	TimeLeft string           `json:"time_left"`
	Outcomes map[string]int64 `json:"outcomes"`
	Quota    []quotaStatus    `json:"quota"`
}

// quotaStatus tells what is left of one quota.
type quotaStatus struct {
	Bucket string `json:"bucket"`
	Quota  int64  `json:"quota"`
	Used   int64  `json:"used"`
	Resets string `json:"resets_at"`
}

func statusCommand() *cli.Command {
	return &cli.Command{
		Name: "status", Usage: "tell how far the queue is",
		Flags: []cli.Flag{dbFlag(), &cli.BoolFlag{Name: "json", Usage: "as JSON"}},
		Action: func(c *cli.Context) error {
			db, err := openDatabase(c.Context, c.String("db"))
			if err != nil {
				return err
			}
			defer db.Close()
			s, err := db.status(c.Context)
			if err != nil {
				return err
			}
			if c.Bool("json") {
				enc := json.NewEncoder(c.App.Writer)
				enc.SetIndent("", "  ")
				return enc.Encode(s)
			}
			return s.print(c)
		},
	}
}

func (s *status) print(c *cli.Context) error {
	fmt.Fprintf(c.App.Writer, "done      %d\nleft      %d (%d in hand, %d put off)\ndead      %d\nrate      %d an hour, %s left\n", s.Done,
		s.Left, s.InHand, s.PutOff, s.Dead, s.PerHour, s.TimeLeft)
	for _, outcome := range []string{"pass", "review", "fail", "undecided"} {
		fmt.Fprintf(c.App.Writer, "%-9s %d\n", outcome, s.Outcomes[outcome])
	}
	for _, q := range s.Quota {
		fmt.Fprintf(c.App.Writer, "quota     %s: %d of %d, until %s\n", q.Bucket, q.Used, q.Quota, q.Resets)
	}
	return nil
}

// status reads how far the queue is.
func (db *database) status(ctx context.Context) (*status, error) {
	s := &status{Schema: "fineprint.fleet-status/1", Outcomes: map[string]int64{}, Quota: []quotaStatus{}, TimeLeft: "unknown"}
	err := db.counts(ctx, `SELECT state, COUNT(*) FROM river_job GROUP BY state`, func(state string, n int64) {
		switch rivertype.JobState(state) {
		case rivertype.JobStateCompleted:
			s.Done += n
		case rivertype.JobStateDiscarded, rivertype.JobStateCancelled:
			s.Dead += n
		case rivertype.JobStateRunning:
			s.InHand, s.Left = s.InHand+n, s.Left+n
		case rivertype.JobStateRetryable, rivertype.JobStateScheduled:
			s.PutOff, s.Left = s.PutOff+n, s.Left+n
		default:
			s.Left += n
		}
	})
	if err != nil {
		return nil, err
	}
	err = db.counts(ctx, `SELECT outcome, COUNT(*) FROM fleet_result GROUP BY outcome`,
		func(outcome string, n int64) { s.Outcomes[outcome] = n })
	if err != nil {
		return nil, err
	}
	if err := db.rate(ctx, s); err != nil {
		return nil, err
	}
	return s, db.quotas(ctx, s)
}

// left tells whether any job of some queues is not at its end.
func (db *database) left(ctx context.Context, queues ...string) (any bool, err error) {
	var c conditions
	for _, name := range queues {
		c.and(`queue = %s`, name)
	}
	err = db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM river_job
		WHERE state IN ('available', 'pending', 'retryable', 'running', 'scheduled') AND (`+strings.Join(c.parts, " OR ")+`))`,
		c.values...).Scan(&any)
	return any, err
}

func (db *database) counts(ctx context.Context, query string, each func(name string, n int64)) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var n int64
		if err := rows.Scan(&name, &n); err != nil {
			return err
		}
		each(name, n)
	}
	return rows.Err()
}

// rate reads how many were done of late, and how long the rest will take.
func (db *database) rate(ctx context.Context, s *status) error {
	const window = 10 * time.Minute
	since := time.Now().Add(-window).UTC().Format(time.RFC3339)
	var n int64
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM fleet_result WHERE audited_at >= $1`, since).Scan(&n); err != nil {
		return err
	}
	s.PerHour = n * int64(time.Hour/window)
	if s.PerHour > 0 {
		s.TimeLeft = (time.Duration(float64(s.Left)/float64(s.PerHour)*3600) * time.Second).String()
	}
	return nil
}

// quotas reads what is left of the windows that are open. Of one that is over
// nothing is known until the hub answers again.
func (db *database) quotas(ctx context.Context, s *status) error {
	rows, err := db.QueryContext(ctx, `SELECT bucket, quota, used, resets_at FROM fleet_quota WHERE quota > 0 AND resets_at > $1 ORDER BY `+
		`bucket`,
		time.Now().UnixMilli())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var q quotaStatus
		var resets int64
		if err := rows.Scan(&q.Bucket, &q.Quota, &q.Used, &resets); err != nil {
			return err
		}
		q.Resets = time.UnixMilli(resets).UTC().Format(time.RFC3339)
		s.Quota = append(s.Quota, q)
	}
	return rows.Err()
}

func deadCommand() *cli.Command {
	return &cli.Command{
		Name: "dead", Usage: "list the jobs that failed for good, with why",
		Flags: []cli.Flag{dbFlag(), &cli.BoolFlag{Name: "retry", Usage: "put them back into the queue"}},
		Action: func(c *cli.Context) error {
			db, err := openDatabase(c.Context, c.String("db"))
			if err != nil {
				return err
			}
			defer db.Close()
			return db.dead(c)
		},
	}
}

// dead lists the dead jobs, or revives them.
func (db *database) dead(c *cli.Context) error {
	client, err := newClient(db, &river.Config{})
	if err != nil {
		return err
	}
	params := river.NewJobListParams().States(rivertype.JobStateDiscarded, rivertype.JobStateCancelled).First(batchSize)
	for {
		page, err := client.JobList(c.Context, params)
		if err != nil {
			return err
		}
		for _, job := range page.Jobs {
			var of auditJob
			if err := json.Unmarshal(job.EncodedArgs, &of); err != nil {
				return err
			}
			if !c.Bool("retry") {
				why := ""
				if n := len(job.Errors); n > 0 {
					why = job.Errors[n-1].Error
				}
				fmt.Fprintf(c.App.Writer, "%s\t%d tries\t%s\n", of.Target, job.Attempt, why)
			} else if _, err := client.JobRetry(c.Context, job.ID); err != nil {
				return err
			}
		}
		if len(page.Jobs) < batchSize {
			return nil
		}
		params = params.After(page.LastCursor)
	}
}
