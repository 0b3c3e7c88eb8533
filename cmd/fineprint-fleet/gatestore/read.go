package gatestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/gate"
)

// Numbered returns the decision of that number.
func (s *Store) Numbered(ctx context.Context, number string) (gate.Decision, error) {
	if !gate.IsNumber(number) {
		return gate.Decision{}, gate.ErrNone
	}
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	return numbered(ctx, s.pages, number)
}

// Report returns the report of the decision of that number.
func (s *Store) Report(ctx context.Context, number string) ([]byte, error) {
	if !gate.IsNumber(number) {
		return nil, gate.ErrNone
	}
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	var report []byte
	err := s.pages.QueryRowContext(ctx, `SELECT report FROM gate_decision WHERE number = $1`, number).Scan(&report)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, gate.ErrNone
	}
	return report, err
}

// List returns what all gates decided on repositories whose name holds words, the
// newest first, at most n. What is damaged is left out.
func (s *Store) List(ctx context.Context, words string, n int) ([]gate.Decision, error) {
	out := []gate.Decision{}
	if !utf8.ValidString(words) || strings.ContainsRune(words, 0) {
		return out, nil // no name holds that, and Postgres takes it for no text
	}
	ctx, cancel := context.WithTimeout(ctx, keepLimit)
	defer cancel()
	rows, err := s.pages.QueryContext(ctx, `SELECT decision FROM gate_decision WHERE listed AND position($1 in name) > 0
		ORDER BY decided_at DESC, number LIMIT $2`, strings.ToLower(words), n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		var d gate.Decision
		if json.Unmarshal([]byte(text), &d) == nil {
			out = append(out, d)
		}
	}
	return out, rows.Err()
}

// errReadOnly says that the database takes no decisions: it may be the stand-in
// of one that does.
var errReadOnly = errors.New("the database can be read only")

// Ready returns why a decision cannot be kept. After one that could not it tries
// whether anything can be written: nobody asks a gate that is not ready to
// decide.
func (s *Store) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	var readOnly bool
	err := s.db.QueryRowContext(ctx, `SELECT current_setting('transaction_read_only')::boolean`).Scan(&readOnly)
	if err == nil && readOnly {
		err = errReadOnly
	}
	if err == nil && s.failed.Load() {
		if _, err = s.db.ExecContext(ctx, `UPDATE gate_secret SET secret = secret`); err == nil {
			s.failed.Store(false)
		}
	}
	return err
}
