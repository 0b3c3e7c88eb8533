package main

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// lookout finds out what is new.
type lookout struct {
	db    *database
	hub   *huggingface.Client
	queue *river.Client[*sql.Tx]
	now   func() time.Time
}

func newLookout(c *cli.Context, db *database) (*lookout, error) {
	client, err := newHub(c, db)
	if err != nil {
		return nil, err
	}
	queue, err := newClient(db, &river.Config{})
	if err != nil {
		return nil, err
	}
	return &lookout{db: db, hub: client, queue: queue, now: time.Now}, nil
}

// lookMargin is how far a look goes back: the hub's clock and ours may differ, and what changes while a
// list is read may stand on a page that was read already.
const lookMargin = 10 * time.Minute

// look puts what is new of an owner or a repository into the queue, and tells how
// many there are to audit.
func (l *lookout) look(ctx context.Context, name string) (added int, err error) {
	if !isOwner(name) {
		r, err := ref.Parse(name)
		if err != nil {
			return 0, err
		}
		return l.lookAt(ctx, r)
	}
	source := "watch:" + name
	listing := huggingface.Listing{Kind: ref.Model, Author: name}
	at, err := l.db.cursor(ctx, source)
	if err != nil {
		return 0, err
	}
	if at != "" {
		if listing.Since, err = time.Parse(time.RFC3339, at); err != nil {
			return 0, err
		}
	}
	last := l.now().Add(-lookMargin)
	newest := listing.Since
	for {
		page, err := listPage(ctx, l.hub, &listing)
		if err != nil {
			return added, err
		}
		for _, r := range page.Repositories {
			if r.Modified.After(newest) {
				newest = r.Modified
			}
		}
		cursor := ""
		if page.Next == "" && !newest.IsZero() {
			if newest.After(last) {
				newest = last
			}
			cursor = newest.UTC().Format(time.RFC3339)
		}
		n, err := l.put(ctx, page.Repositories, source, cursor)
		if err != nil {
			return added, err
		}
		added += n
		if listing.Page = page.Next; page.Next == "" {
			return added, nil
		}
	}
}

// again puts what was not told yet into the queue anew: its audit may have failed
// for good. What is there already is left out.
func (l *lookout) again(ctx context.Context) error {
	rows, err := l.db.untold(ctx)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(rows, batchSize) {
		jobs := make([]auditJob, len(some))
		for i, w := range some {
			jobs[i] = auditJob{Target: w.target, Commit: w.head, queue: watchedQueue}
		}
		if _, err := l.db.add(ctx, l.queue, jobs); err != nil {
			return err
		}
	}
	return nil
}

// lookAt looks for a new commit of one repository.
func (l *lookout) lookAt(ctx context.Context, r ref.Ref) (added int, err error) {
	listing := huggingface.Listing{Kind: r.Kind, Author: r.Owner, Search: r.Name}
	for {
		page, err := listPage(ctx, l.hub, &listing)
		if err != nil {
			return 0, err
		}
		i := slices.IndexFunc(page.Repositories, func(one huggingface.Listed) bool { return strings.EqualFold(one.Ref.String(), r.String()) })
		if i >= 0 {
			return l.put(ctx, page.Repositories[i:i+1], "", "")
		}
		if listing.Page = page.Next; page.Next == "" {
			return 0, errors.New("the hub does not list it: it may have another name, or be private or gone")
		}
	}
}

// put notes the commits of what is watched, puts them into the queue and moves the
// cursor of its list, in one transaction. An empty cursor stays where it is.
func (l *lookout) put(ctx context.Context, found []huggingface.Listed, source, cursor string) (added int, err error) {
	err = l.db.within(ctx, func(tx *sql.Tx) error {
		var jobs []auditJob
		for _, r := range found {
			if r.Commit == "" {
				continue // the hub shows none
			}
			jobs = append(jobs, auditJob{Target: r.Ref.String(), Commit: r.Commit, Downloads: r.Downloads, queue: watchedQueue})
			_, err := tx.ExecContext(ctx, `INSERT INTO fleet_watched (target, head, told) VALUES ($1, $2, '')
				ON CONFLICT (target) DO UPDATE SET head = excluded.head`, r.Ref.String(), r.Commit)
			if err != nil {
				return err
			}
		}
		if added, err = insert(ctx, tx, l.queue, jobs); err != nil || cursor == "" {
			return err
		}
		return moveCursor(ctx, tx, source, cursor, added)
	})
	return added, err
}
