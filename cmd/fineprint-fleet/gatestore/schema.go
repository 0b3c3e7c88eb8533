package gatestore

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
)

// schema are the tables. The name is in lower case, for searches.
var schema = []string{
	`CREATE TABLE IF NOT EXISTS gate_decision (number TEXT PRIMARY KEY, name TEXT NOT NULL, listed BOOLEAN NOT NULL,
		decided_at TIMESTAMPTZ NOT NULL, decision TEXT NOT NULL, report BYTEA NOT NULL)`,
	`CREATE INDEX IF NOT EXISTS gate_decision_newest ON gate_decision (decided_at DESC, number) WHERE listed`,
	`CREATE TABLE IF NOT EXISTS gate_secret (one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one), secret TEXT NOT NULL)`,
}

// schemaLock is the advisory lock under which one gate makes the tables.
const schemaLock = 740312

// migrate makes the tables, unless they are there: a gate need not have the
// right to make any.
func (s *Store) migrate(ctx context.Context) error {
	var there bool
	err := s.db.QueryRowContext(ctx, `SELECT to_regclass('gate_decision') IS NOT NULL AND to_regclass('gate_secret') IS NOT NULL`).Scan(&there)
	if err != nil || there {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing to do after a commit
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, schemaLock); err != nil {
		return err
	}
	for _, statement := range schema {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// readSecret reads the secret that all gates have, and makes it where there is
// none. Of gates that make one at once all have the first.
func (s *Store) readSecret(ctx context.Context) ([]byte, error) {
	text, err := s.storedSecret(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		fresh := make([]byte, 32)
		_, _ = rand.Read(fresh) // never fails
		_, err = s.db.ExecContext(ctx, `INSERT INTO gate_secret (secret) VALUES ($1) ON CONFLICT DO NOTHING`, hex.EncodeToString(fresh))
		if err == nil {
			text, err = s.storedSecret(ctx)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read the secret of the gates: %w", err)
	}
	secret, err := hex.DecodeString(text)
	if err != nil || len(secret) < 16 {
		return nil, errors.New("the secret in gate_secret is damaged; delete the row, and what stands for tokens is made anew")
	}
	return secret, nil
}

func (s *Store) storedSecret(ctx context.Context) (text string, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT secret FROM gate_secret`).Scan(&text)
	return text, err
}
