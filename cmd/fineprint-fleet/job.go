package main

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// auditJob asks for the audit of one repository at one commit; without a commit,
// as it is when its turn comes.
type auditJob struct {
	Target    string `json:"target" river:"unique"` // as ref prints it, without the revision
	Commit    string `json:"commit" river:"unique"`
	Downloads int64  `json:"downloads"`

	tries int    // before it is given up
	queue string // empty for the queue of everybody's
}

// watchedQueue holds the audits of what is watched, so that they do not wait for
// a whole hub.
const watchedQueue = "watched"

// Kind names the job to the queue.
func (auditJob) Kind() string { return "audit" }

// maxAttempts bounds the tries of a job before it is dead, unless add says so. With the queue's own
// waits the last comes some hours after the first.
const maxAttempts = 10

// InsertOpts tells the queue that a repository is audited once at each commit,
// and the much downloaded ones first.
func (j auditJob) InsertOpts() river.InsertOpts {
	priority := 4
	for i, least := range []int64{100_000, 1_000, 1} {
		if j.Downloads >= least {
			priority = i + 1
			break
		}
	}
	return river.InsertOpts{MaxAttempts: cmp.Or(j.tries, maxAttempts), Priority: priority, Queue: cmp.Or(j.queue, river.QueueDefault),
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStateCompleted, rivertype.JobStatePending, rivertype.JobStateRetryable,
			rivertype.JobStateRunning, rivertype.JobStateScheduled,
		}}}
}

func (j auditJob) request() audit.Request {
	t := audit.ParseRequest(j.Target)
	t.Ref.Revision = j.Commit
	return t
}

// worker audits. The result and the end of the job are written in one
// transaction.
type worker struct {
	river.WorkerDefaults[auditJob]
	db      *database
	session *audit.Session
	head    audit.Report // what holds for every report
	now     func() time.Time
}

// Work does one job. What the hub has no room for waits until it has, and does
// not count as a try.
func (w *worker) Work(ctx context.Context, job *river.Job[auditJob]) error {
	request := job.Args.request()
	if request.Err != nil {
		return river.JobCancel(request.Err)
	}
	report := w.session.Audit(ctx, request)
	if err := ctx.Err(); err != nil {
		return err
	}
	if code := passingCode(report); code != "" {
		if err := w.putOff(ctx, code); err != nil {
			return err
		}
		if last := job.Attempt >= job.MaxAttempts; !last || report.Target.Commit == "" {
			return fmt.Errorf("%s: %s", job.Args.Target, code)
		} // of the last try what was read is told, with what was not
	}
	r, err := newResult(w.head, report, job.Args, w.now())
	if err != nil {
		return err
	}
	return w.db.within(ctx, func(tx *sql.Tx) error {
		if err := r.save(ctx, tx); err != nil {
			return err
		}
		return w.db.complete(ctx, tx, job)
	})
}

// passingCode is the code of a failure that may be over at the next try: of the
// target, of its documents, or of what stands upstream. Empty when there is none.
func passingCode(t audit.TargetReport) string {
	i := slices.IndexFunc(t.Problems, func(p doc.Problem) bool {
		p.Code = strings.TrimPrefix(p.Code, "upstream-")
		return audit.Passing(p)
	})
	if i < 0 {
		return ""
	}
	return t.Problems[i].Code
}

// putOff puts a job that failed off until the hub's next window, where this one
// is used up.
func (w *worker) putOff(ctx context.Context, code string) error {
	at, err := w.db.reset(ctx, w.now())
	if err != nil || at.IsZero() && !strings.HasSuffix(code, "rate-limited") {
		return err
	}
	return river.JobSnooze(max(at.Sub(w.now()), time.Second))
}
