package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/lock"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// change is what is told of a repository whose terms changed.
type change struct {
	Schema    string    `json:"schema"` // fineprint.terms-changed/1
	Event     string    `json:"event"`  // terms-changed
	Target    string    `json:"target"`
	OldCommit string    `json:"old_commit"`
	NewCommit string    `json:"new_commit"`
	AuditedAt string    `json:"audited_at"`
	OldRules  string    `json:"old_rules"` // digests: readings by other rules may differ for that alone
	NewRules  string    `json:"new_rules"`
	Text      string    `json:"text"` // for people
	Diff      lock.Diff `json:"diff"`
}

// teller tells somebody.
type teller func(ctx context.Context, c change) error

// watchedRow is a repository that has a commit of which nobody was told.
type watchedRow struct{ target, head, told string }

// errGone says that a repository was listed and could not be had at that commit.
var errGone = errors.New("it is listed by the hub and cannot be read; see its result for why")

// tellChanges compares what was read with what was told last, and tells what
// changed. What could not be read or told yet stays for the next time.
func tellChanges(c *cli.Context, db *database, tell teller) error {
	rows, err := db.untold(c.Context)
	if err != nil {
		return err
	}
	var left error
	changed := 0
	for _, w := range rows {
		said, read, err := db.changeOf(c.Context, w)
		if err == nil && said != nil {
			err = tell(c.Context, *said)
		}
		switch {
		case errors.Is(err, errGone):
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %s: %v\n", w.target, err)
			continue
		case err != nil:
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %s: %v\n", w.target, err)
			left = errLeft
			continue
		case !read:
			left = errLeft
			continue
		}
		if said != nil {
			changed++
		}
		_, err = db.ExecContext(c.Context, `UPDATE fleet_watched SET told = $1 WHERE target = $2`, w.head, w.target)
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: terms changed of %d\n", changed)
	return left
}

func (db *database) untold(ctx context.Context) (out []watchedRow, err error) {
	rows, err := db.QueryContext(ctx, `SELECT target, head, told FROM fleet_watched WHERE head <> told ORDER BY target`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var w watchedRow
		if err := rows.Scan(&w.target, &w.head, &w.told); err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, rows.Err()
}

// changeOf is what changed since the commit that was told; nil where nothing did,
// and at the first reading. read tells that there is a result to compare: a row of
// a dump, which has no texts, is no reading.
func (db *database) changeOf(ctx context.Context, w watchedRow) (said *change, read bool, err error) {
	now, err := db.result(ctx, w.target, w.head)
	if err != nil || now == nil || now.ReadFrom == fromDump {
		return nil, false, err
	}
	old, err := db.before(ctx, w)
	if err != nil || old == nil || old.ReadFrom == fromDump || old.Report == "" {
		return nil, true, err
	}
	first, err := audit.ReadReport(strings.NewReader(old.Report))
	second, also := audit.ReadReport(strings.NewReader(now.Report))
	if err = errors.Join(err, also); err != nil {
		return nil, true, err
	}
	if second.Reports[0].Target.Commit == "" {
		return nil, true, errGone
	}
	if first.Reports[0].Target.Commit == "" {
		return nil, true, nil
	}
	diff := lock.Reports(first, second)
	if diff.Unchanged() || old.Rules != now.Rules && old.Card == now.Card && len(diff.Models[0].Documents) == 0 {
		return nil, true, nil // the same words, read by other rules
	}
	var text bytes.Buffer
	if err := (render.Changes{Diff: diff}).Text(render.Page{W: &text}); err != nil {
		return nil, true, err
	}
	return &change{Schema: "fineprint.terms-changed/1", Event: "terms-changed", Target: w.target, OldCommit: old.Commit, NewCommit: now.Commit,
		AuditedAt: now.AuditedAt, OldRules: old.Rules, NewRules: now.Rules, Text: text.String(), Diff: diff}, true, nil
}

// before is the result that the newest is compared with: of the commit that was
// told last, else the last that there is of another; nil for none.
func (db *database) before(ctx context.Context, w watchedRow) (*result, error) {
	commit := w.told
	if commit == "" {
		err := db.QueryRowContext(ctx, `SELECT commit_id FROM fleet_result WHERE target = $1 AND commit_id NOT IN ($2, '')
			AND read_from <> $3 ORDER BY audited_at DESC LIMIT 1`, w.target, w.head, fromDump).Scan(&commit)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil //nolint:nilnil // it was never read before
		}
		if err != nil {
			return nil, err
		}
	}
	return db.result(ctx, w.target, commit)
}
