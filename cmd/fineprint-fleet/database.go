package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
)

// database holds the queue, the results and what is known of the hub's quota:
// a file of SQLite, or a Postgres. The statements are the same for both.
type database struct {
	*sql.DB
	driver riverdriver.Driver[*sql.Tx]
	server bool // a Postgres
	// complete ends a job as part of a transaction.
	complete func(ctx context.Context, tx *sql.Tx, job *river.Job[auditJob]) error
}

// schema are our own tables; those of the queue are River's.
var schema = []string{
	`CREATE TABLE IF NOT EXISTS fleet_result (
		target TEXT NOT NULL, commit_id TEXT NOT NULL, kind TEXT NOT NULL, outcome TEXT NOT NULL,
		declared TEXT NOT NULL, concluded TEXT NOT NULL, inherited TEXT NOT NULL, finding_kinds TEXT NOT NULL,
		commercial_use TEXT NOT NULL, restriction_free TEXT NOT NULL, downloads BIGINT NOT NULL, rules TEXT NOT NULL, profile TEXT NOT NULL,
		audited_at TEXT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (target, commit_id))`,
	`CREATE INDEX IF NOT EXISTS fleet_result_outcome ON fleet_result (outcome)`,
	`CREATE INDEX IF NOT EXISTS fleet_result_downloads ON fleet_result (downloads DESC, target, commit_id)`,
	`CREATE TABLE IF NOT EXISTS fleet_quota (
		bucket TEXT PRIMARY KEY, quota BIGINT NOT NULL, used BIGINT NOT NULL, resets_at BIGINT NOT NULL, free BIGINT NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS fleet_watched (target TEXT PRIMARY KEY, head TEXT NOT NULL, told TEXT NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS fleet_source (name TEXT PRIMARY KEY, cursor_at TEXT NOT NULL, added BIGINT NOT NULL)`,
}

// laterColumns are those of fleet_result that earlier versions did not write.
var laterColumns = []string{
	"unknown TEXT", "base TEXT", "family TEXT", "upstream TEXT", "card TEXT", "evidence TEXT", "read_from TEXT", "open BIGINT",
	"unread BIGINT",
}

// openDatabase opens the database, and makes its tables where they are not
// there yet.
func openDatabase(ctx context.Context, name string) (*database, error) {
	db, err := connect(name)
	if err != nil {
		return nil, err
	}
	if err := db.migrate(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("open the database %s: %w", plain(name), err)
	}
	return db, nil
}

func connect(name string) (*database, error) {
	if isPostgres(name) {
		db, err := sql.Open("pgx", name)
		if err != nil {
			return nil, usage.Errorf("--db %s: %w", plain(name), err)
		}
		return &database{db, riverdatabasesql.New(db), true, complete[*riverdatabasesql.Driver]}, nil
	}
	// Writers wait for one another; one connection keeps that out of the program.
	query := url.Values{"_pragma": {"journal_mode(WAL)", "busy_timeout(30000)", "synchronous(NORMAL)"}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: name}).EscapedPath()+"?"+query.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &database{db, endedDriver{riversqlite.New(db), db}, false, complete[*riversqlite.Driver]}, nil
}

func complete[D riverdriver.Driver[*sql.Tx]](ctx context.Context, tx *sql.Tx, job *river.Job[auditJob]) error {
	if _, err := river.JobCompleteTx[D](ctx, tx, job); err != nil {
		return fmt.Errorf("end the job: %w", err)
	}
	return nil
}

// migrate makes the tables. Of several machines that start at once one makes
// them, and the others find them there.
func (db *database) migrate(ctx context.Context) error {
	if db.server {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // which gives the lock back; nothing else is in it
		if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(740311)`); err != nil {
			return err
		}
	}
	migrator, err := rivermigrate.New(db.driver, &rivermigrate.Config{Logger: silent()})
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return err
	}
	for _, statement := range schema {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return db.addColumns(ctx)
}

// addColumns gives the table of an earlier version the columns that it lacks.
func (db *database) addColumns(ctx context.Context) error {
	rows, err := db.QueryContext(ctx, `SELECT * FROM fleet_result WHERE 1 = 0`)
	if err != nil {
		return err
	}
	have, err := rows.Columns()
	if err = errors.Join(err, rows.Close(), rows.Err()); err != nil {
		return err
	}
	for _, column := range laterColumns {
		name, kind, _ := strings.Cut(column, " ")
		if slices.Contains(have, name) {
			continue
		}
		empty := "''"
		if kind == "BIGINT" {
			empty = "0"
		}
		if _, err := db.ExecContext(ctx, `ALTER TABLE fleet_result ADD COLUMN `+column+` NOT NULL DEFAULT `+empty); err != nil {
			return err
		}
	}
	return nil
}

// within runs f in a transaction.
func (db *database) within(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing to do after a commit
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// plain is the name of a database without its password, wherever that stands.
func plain(name string) string {
	if !isPostgres(name) {
		return name
	}
	u, err := url.Parse(name)
	if err != nil {
		return "postgres://…, which is no address"
	}
	if query := u.Query(); query.Has("password") {
		query.Set("password", "xxxxx")
		u.RawQuery = query.Encode()
	}
	return u.Redacted()
}
