package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
)

// hubPrefix is what a source begins with that is a list of the hub's:
// hub:models, hub:datasets or hub:spaces.
const hubPrefix = "hub:"

// errGoOn ends a list that goes on the next time.
var errGoOn = errors.New("the list was left; start it again to go on there")

// addHub adds what the hub lists, page by page. Each page and where the next one
// is are written in one transaction, so that a list that was cut off goes on
// where it was.
func addHub(c *cli.Context, db *database) error {
	listing, err := listingOf(c)
	if err != nil {
		return err
	}
	client, err := newHub(c, db)
	if err != nil {
		return err
	}
	queue, err := newClient(db, &river.Config{})
	if err != nil {
		return err
	}
	name := fmt.Sprintf("%s%s author=%s search=%s since=%s", hubPrefix, listing.Kind, listing.Author, listing.Search, c.String("since"))
	if listing.Page, err = db.cursor(c.Context, name); err != nil {
		return err
	}
	if listing.Page != "" {
		fmt.Fprintln(c.App.ErrWriter, "fineprint-fleet: goes on where the list was left")
	}
	added, seen := 0, 0
	for {
		page, err := listPage(c.Context, client, &listing)
		if err != nil {
			return errors.Join(errGoOn, err)
		}
		jobs := make([]auditJob, len(page.Repositories))
		for i, r := range page.Repositories {
			jobs[i] = auditJob{Target: r.Ref.String(), Commit: r.Commit, Downloads: r.Downloads, tries: c.Int("tries")}
		}
		n, err := db.addPage(c.Context, queue, jobs, name, page.Next)
		if err != nil {
			return err
		}
		for _, name := range page.Nameless {
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: left out %.200q of the list: it is no name of a repository\n", name)
		}
		added, seen = added+n, seen+len(jobs)
		fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %d of %d added\n", added, seen)
		if listing.Page = page.Next; page.Next == "" {
			return nil
		}
	}
}

func listingOf(c *cli.Context) (huggingface.Listing, error) {
	l := huggingface.Listing{Author: c.String("author"), Search: c.String("search")}
	name := strings.TrimPrefix(c.Args().First(), hubPrefix)
	var err error
	if l.Kind, err = kindOf(name); err != nil {
		return l, usage.Errorf("%s is no list of the hub's: hub:models, hub:datasets, hub:spaces", c.Args().First())
	}
	if since := c.String("since"); since != "" {
		day, err := time.Parse(time.DateOnly, since)
		if err != nil {
			return l, usage.Errorf("--since is a day such as 2026-11-30, not %q", since)
		}
		l.Since = day
	}
	return l, nil
}

// fewest is the smallest page that is asked for.
const fewest = 50

// listPage reads a page. A hub that cannot answer for so many is asked for half
// as many.
func listPage(ctx context.Context, client *huggingface.Client, l *huggingface.Listing) (*huggingface.ListPage, error) {
	for {
		page, err := client.List(ctx, *l)
		if err == nil || l.Page != "" || !errors.Is(err, hub.ErrUnreachable) {
			return page, err
		}
		if l.Limit == 0 {
			l.Limit = 1000
		}
		if l.Limit /= 2; l.Limit < fewest {
			return nil, err
		}
	}
}

// cursor is where a list goes on; empty for its beginning.
func (db *database) cursor(ctx context.Context, name string) (string, error) {
	var at string
	err := db.QueryRowContext(ctx, `SELECT cursor_at FROM fleet_source WHERE name = $1`, name).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return at, err
}

// addPage puts the jobs of a page into the queue, and notes where the list goes
// on.
func (db *database) addPage(ctx context.Context, client *river.Client[*sql.Tx], jobs []auditJob, name, next string) (added int, err error) {
	err = db.within(ctx, func(tx *sql.Tx) error {
		if added, err = insert(ctx, tx, client, jobs); err != nil {
			return err
		}
		return moveCursor(ctx, tx, name, next, added)
	})
	return added, err
}

// moveCursor notes where a list goes on, and how many more of it were new.
func moveCursor(ctx context.Context, tx *sql.Tx, name, next string, added int) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO fleet_source (name, cursor_at, added) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET cursor_at = excluded.cursor_at, added = fleet_source.added + excluded.added`, name, next, added)
	return err
}
