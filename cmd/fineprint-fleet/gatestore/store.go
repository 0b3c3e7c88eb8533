package gatestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/fineprint-audit/fineprint/pkg/gate"
)

// Store is a gate.Store that gates share.
//
// It has a copy of what this gate kept or learned, out of which Find answers. A
// copy cannot be wrong while its decision holds: a decision names the commit, the
// profile, the rules and the way of reading that it was made under, and the time
// that it ends.
type Store struct {
	copy   gate.Memory
	db     *sql.DB
	pages  *sql.DB // for who reads what was decided
	secret []byte
	failed atomic.Bool // the last Keep
}

// Bounds of what is asked of the database.
const (
	askLimit     = 3 * time.Second  // of a question
	keepLimit    = 10 * time.Second // of keeping a decision with its report
	connectLimit = 3 * time.Second  // unless the address says another
	idleLimit    = time.Minute
	// Connections beside those of claims, and those of readers: any number of them
	// keeps no decision waiting.
	others  = 2
	readers = 2
)

// Open opens the Postgres at an address, and makes its tables where they are not
// there yet. claims is how many decisions a gate makes at once.
func Open(ctx context.Context, address string, claims int) (*Store, error) {
	cfg, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectLimit
	}
	s := &Store{db: connect(cfg, claims+others), pages: connect(cfg, readers)}
	ctx, cancel := context.WithTimeout(ctx, keepLimit)
	defer cancel()
	if err = s.migrate(ctx); err == nil {
		s.secret, err = s.readSecret(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// connect makes a pool of at most n connections. It connects to nothing yet.
func connect(cfg *pgx.ConnConfig, n int) *sql.DB {
	db := stdlib.OpenDB(*cfg)
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	db.SetConnMaxIdleTime(idleLimit)
	return db
}

// Close lets the database go.
func (s *Store) Close() error { return errors.Join(s.db.Close(), s.pages.Close()) }

// Secret is that of all gates of the database.
func (s *Store) Secret() []byte { return s.secret }

// Find returns the decision on a key that this gate kept or learned last.
func (s *Store) Find(k gate.Key) (gate.Decision, bool) { return s.copy.Find(k) }

// asker is a database or a transaction.
type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Learn takes a copy of what is kept on a key.
func (s *Store) Learn(ctx context.Context, k gate.Key) error {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	return s.learn(ctx, s.db, k)
}

func (s *Store) learn(ctx context.Context, from asker, k gate.Key) error {
	d, err := numbered(ctx, from, k.Number())
	switch {
	case errors.Is(err, gate.ErrNone) || err == nil && d.Key != k: // a number is shorter than a key
		return nil
	case err != nil:
		return err
	}
	return s.copy.Keep(ctx, d, nil)
}

// numbered reads a decision. One that is damaged is none: it is made anew.
func numbered(ctx context.Context, from asker, number string) (gate.Decision, error) {
	var text string
	var d gate.Decision
	err := from.QueryRowContext(ctx, `SELECT decision FROM gate_decision WHERE number = $1`, number).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) || err == nil && json.Unmarshal([]byte(text), &d) != nil {
		return gate.Decision{}, gate.ErrNone
	}
	return d, err
}

// Keep keeps a decision. It returns nil once that is committed.
func (s *Store) Keep(ctx context.Context, d gate.Decision, report []byte) error {
	ctx, cancel := context.WithTimeout(ctx, keepLimit)
	defer cancel()
	text, err := json.Marshal(d)
	if err == nil {
		_, err = s.db.ExecContext(ctx, `INSERT INTO gate_decision (number, name, listed, decided_at, decision, report)
			VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (number) DO UPDATE SET name = EXCLUDED.name, listed = EXCLUDED.listed,
			decided_at = EXCLUDED.decided_at, decision = EXCLUDED.decision, report = EXCLUDED.report`,
			d.Number(), strings.ToLower(d.Name()), d.Listed(), d.At, string(text), report)
	}
	s.failed.Store(err != nil)
	if err != nil {
		return fmt.Errorf("keep the decision in the database: %w", err)
	}
	return s.copy.Keep(ctx, d, nil)
}
