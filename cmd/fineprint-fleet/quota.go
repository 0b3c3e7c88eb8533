package main

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// quota counts the requests of all workers of one token against the windows that
// the hub announces: a row a bucket. A worker takes requests out of it in blocks,
// so that the row is not written for each, and what the hub says corrects it: other
// programs may use the same token.
type quota struct {
	db    *database
	actor string // of the token: its requests are counted together
	now   func() time.Time

	mu     sync.Mutex
	blocks map[string]*block
}

// block is what a worker may still send of a bucket in the window that ends at
// until.
type block struct {
	left  int
	until time.Time
}

const (
	maxBlock = 20
	// margin keeps requests that were granted in one window from arriving in the
	// next: none is granted in its last second.
	margin = time.Second
	// probing is how long the others wait for the first answer, which says how
	// much there is.
	probing = 100 * time.Millisecond
	// unannounced is how long a hub that announces nothing is believed.
	unannounced = time.Minute
)

func newQuota(db *database, actor string) *quota {
	return &quota{db: db, actor: actor, now: time.Now, blocks: map[string]*block{}}
}

// Take takes one request out of a bucket, or says how long to wait.
func (q *quota) Take(ctx context.Context, bucket string) (time.Duration, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	b := q.blocks[bucket]
	if b != nil && b.left > 0 && q.now().Before(b.until) {
		b.left--
		return 0, nil
	}
	granted, until, wait, err := q.draw(ctx, bucket)
	if err != nil || wait > 0 {
		return wait, err
	}
	q.blocks[bucket] = &block{left: granted - 1, until: until}
	return 0, nil
}

// draw takes a block out of the row of a bucket.
func (q *quota) draw(ctx context.Context, bucket string) (granted int, until time.Time, wait time.Duration, err error) {
	now := q.now()
	err = q.db.within(ctx, func(tx *sql.Tx) error {
		row, err := q.row(ctx, tx, bucket, true)
		if err != nil {
			return err
		}
		granted, until, wait = row.draw(now)
		return row.save(ctx, tx)
	})
	return granted, until, wait, err
}

// Heard takes in what an answer said. Most answers say what the row knows: they
// cost a look at it and no lock.
func (q *quota) Heard(ctx context.Context, bucket string, said *exchange.Quota) error {
	seen, err := q.row(ctx, q.db, bucket, false)
	if err != nil || !seen.hear(said, q.now()) {
		return err
	}
	return q.db.within(ctx, func(tx *sql.Tx) error {
		row, err := q.row(ctx, tx, bucket, true)
		if err != nil || !row.hear(said, q.now()) {
			return err
		}
		return row.save(ctx, tx)
	})
}

// reset says when the last window that is used up ends; the zero time when none
// is.
func (db *database) reset(ctx context.Context, now time.Time) (time.Time, error) {
	var at sql.NullInt64
	err := db.QueryRowContext(ctx, `SELECT MAX(resets_at) FROM fleet_quota WHERE quota > 0 AND used >= quota AND resets_at > $1`,
		now.UnixMilli()).Scan(&at)
	if err != nil || !at.Valid {
		return time.Time{}, err
	}
	return time.UnixMilli(at.Int64), nil
}

// window is the row of a bucket. A quota of 0 means that nothing is known of the
// window: then used counts the requests that were sent to find out, and resets is
// when the next may be sent.
type window struct {
	key         string
	quota, used int64
	resets      time.Time
	free        time.Time // until when everything may pass: the hub announces nothing
}

// asker is a database or a transaction.
type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// row reads the row of a bucket, and locks it for the transaction.
func (q *quota) row(ctx context.Context, from asker, bucket string, lock bool) (*window, error) {
	w := &window{key: q.actor + "/" + bucket}
	query := `SELECT quota, used, resets_at, free FROM fleet_quota WHERE bucket = $1`
	if lock && q.db.server { // a row that is not there cannot be locked
		query += " FOR UPDATE"
		if _, err := from.ExecContext(ctx, `INSERT INTO fleet_quota VALUES ($1, 0, 0, 0, 0) ON CONFLICT DO NOTHING`, w.key); err != nil {
			return nil, err
		}
	}
	var resets, free int64
	err := from.QueryRowContext(ctx, query, w.key).Scan(&w.quota, &w.used, &resets, &free)
	if errors.Is(err, sql.ErrNoRows) {
		return w, nil
	}
	w.resets, w.free = time.UnixMilli(resets), time.UnixMilli(free)
	return w, err
}

func (w *window) save(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO fleet_quota (bucket, quota, used, resets_at, free) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (bucket) DO UPDATE SET quota = excluded.quota, used = excluded.used, resets_at = excluded.resets_at, free = excluded.free`,
		w.key, w.quota, w.used, max(w.resets.UnixMilli(), 0), max(w.free.UnixMilli(), 0))
	return err
}

// draw grants a block until some moment, or says how long to wait.
func (w *window) draw(now time.Time) (granted int, until time.Time, wait time.Duration) {
	if now.Before(w.free) {
		return maxBlock, w.free, 0
	}
	over := !now.Before(w.resets)
	if over && w.quota > 0 {
		w.quota, w.used = 0, 0
	}
	switch last := w.resets.Add(-margin); {
	case over: // one request finds out
		w.used++
		w.resets = now.Add(probing)
		return 1, now, 0
	case w.quota == 0 || w.used >= w.quota || !now.Before(last):
		return 0, time.Time{}, w.resets.Sub(now)
	default:
		n := min(max((w.quota-w.used)/20, 1), maxBlock)
		w.used += n
		return int(n), last, 0
	}
}

// hear corrects the row by an answer, and reports whether that changed it.
func (w *window) hear(said *exchange.Quota, now time.Time) bool {
	if said == nil {
		if now.Before(w.free) {
			return false
		}
		w.free = now.Add(unannounced)
		return true
	}
	before := *w
	resets := now.Add(said.Reset + time.Second) // the seconds are rounded
	known := w.quota > 0 && now.Before(w.resets)
	same := known && resets.Sub(w.resets).Abs() <= 2*time.Second
	switch {
	case known && !same && resets.Before(w.resets):
		return false // it comes late, out of the window before
	case !same:
		if w.quota > 0 {
			w.used = 0
		}
		w.quota, w.resets, w.free = int64(said.Limit), resets, time.Time{}
		if w.quota == 0 {
			w.quota = int64(said.Remaining) + 1 // this one, at least, was counted
		}
	}
	w.used = max(w.used, w.quota-int64(said.Remaining))
	return before != *w
}
