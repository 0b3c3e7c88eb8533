package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/gofrs/flock"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
)

// errHeld tells that another program works a file.
var errHeld = errors.New("another fineprint-fleet works")

// lease makes sure of what a dead worker left behind. A file of SQLite is worked by
// one program at a time, which therefore knows that whatever is in hand at its start
// was in the hand of one that died. With Postgres others may be at work: there a
// job comes free when its time is over.
func (db *database) lease(ctx context.Context, name string) (release func(), err error) {
	if db.server {
		return func() {}, nil
	}
	lock := flock.New(name + ".lock")
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", name, err)
	}
	if !held {
		return nil, usage.Errorf("%w %s; use more --workers there, or --db postgres://… for several programs",
			errHeld, name)
	}
	release = func() { _ = lock.Unlock() } // it ends with the program at the latest
	if _, err := db.ExecContext(ctx, `UPDATE river_job SET state = 'available' WHERE state = 'running'`); err != nil {
		release()
		return nil, err
	}
	return release, nil
}
