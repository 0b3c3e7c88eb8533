package main

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/riverqueue/river"
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/files"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// putRow takes in what came of one row.
type putRow func(ctx context.Context, a *audited) error

// into runs the batch and puts its results where the flags say.
func (b *batch) into(c *cli.Context) error {
	name := c.String("output")
	if name != "" && !c.Bool("fetch") {
		return b.intoFile(c.Context, name, func(context.Context, *audited) error { return nil })
	}
	db, err := openDatabase(c.Context, c.String("db"))
	if err != nil {
		return err
	}
	defer db.Close()
	stored, err := newStoredRows(db, name == "", c.Bool("fetch"))
	if err != nil {
		return err
	}
	if name == "" {
		err = b.run(c.Context, stored.put)
	} else {
		err = b.intoFile(c.Context, name, stored.put)
	}
	if err = errors.Join(err, stored.flush(c.Context)); err == nil && c.Bool("fetch") {
		b.told.queued = stored.queued
	}
	return err
}

// intoFile runs the batch and writes a file of its rows, or of its reports; each
// row goes to others, too.
func (b *batch) intoFile(ctx context.Context, name string, also putRow) error {
	both := func(write func(*result) error) putRow {
		return func(ctx context.Context, a *audited) error { return errors.Join(write(a.result), also(ctx, a)) }
	}
	return files.Fill(name, func(to io.Writer) error {
		if strings.HasSuffix(name, ".parquet") {
			out := newParquet[result](to)
			err := b.run(ctx, both(func(r *result) error {
				_, err := out.Write([]result{*r})
				return err
			}))
			return errors.Join(err, out.Close())
		}
		out := bufio.NewWriter(to)
		err := b.run(ctx, both(func(r *result) error {
			_, err := out.WriteString(r.Report + "\n")
			return err
		}))
		return errors.Join(err, out.Flush())
	})
}

// storedRows puts results and jobs into the database, some at a time.
type storedRows struct {
	db      *database
	queue   *river.Client[*sql.Tx]
	results bool // are kept
	fetch   bool // what shows texts of terms becomes a job
	batch   []*audited
	queued  int
}

func newStoredRows(db *database, results, fetch bool) (*storedRows, error) {
	queue, err := newClient(db, &river.Config{})
	return &storedRows{db: db, queue: queue, results: results, fetch: fetch}, err
}

func (s *storedRows) put(ctx context.Context, a *audited) error {
	if s.batch = append(s.batch, a); len(s.batch) < batchSize {
		return nil
	}
	return s.flush(ctx)
}

// flush writes what has come together, in one transaction.
func (s *storedRows) flush(ctx context.Context) error {
	added := 0
	err := s.db.within(ctx, func(tx *sql.Tx) error {
		var jobs []auditJob
		for _, a := range s.batch {
			if s.fetch && a.terms {
				jobs = append(jobs, auditJob{Target: a.result.Target, Commit: a.result.Commit, Downloads: a.result.Downloads})
			}
			if !s.results {
				continue
			}
			if err := a.result.saveUnlessRead(ctx, tx); err != nil {
				return err
			}
		}
		var err error
		added, err = insert(ctx, tx, s.queue, jobs)
		return err
	})
	s.batch, s.queued = s.batch[:0], s.queued+added
	return err
}

// showsTerms reports whether the file list of a repository shows texts of terms
// that were not read.
func showsTerms(t *audit.TargetReport) bool {
	if slices.ContainsFunc(t.Problems, func(p doc.Problem) bool { return p.Code == "no-file-list" }) {
		return false
	}
	return slices.ContainsFunc(t.Documents, func(d audit.Document) bool {
		of := slices.Contains([]doc.Role{doc.RoleLicence, doc.RolePolicy, doc.RolePermissions, doc.RoleNotice}, d.Role)
		return of && d.Status == doc.StatusNotFollowed && d.DerivedFrom == nil
	})
}
