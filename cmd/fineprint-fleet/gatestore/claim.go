package gatestore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/gate"
)

// Bounds of a claim.
const (
	// frozen is how long a gate may say nothing before the database takes a claim
	// back; it is longer than an audit may take.
	frozen = "90s"
	// partTime is how long a claim is given back in good order before its connection
	// is cut.
	partTime = 2 * time.Second
)

// Claim takes the lock on a key, unless another gate has it. The lock is that of a
// transaction, so it ends with the gate, its connection or its machine.
func (s *Store) Claim(ctx context.Context, k gate.Key) (release func(), err error) {
	ctx, cut := context.WithCancel(ctx)
	// What another gate committed before it gave the lock back must be seen here.
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		cut()
		return nil, err
	}
	release = func() {
		late := time.AfterFunc(partTime, cut)
		_ = tx.Rollback() // nothing was written; what cannot be ended is cut
		late.Stop()
		cut()
	}
	if err = take(ctx, tx, k); err == nil {
		err = s.learn(ctx, tx, k)
	}
	if err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// take takes the lock, and has the database find out soon when nobody is there any
// more who has it.
func take(ctx context.Context, tx *sql.Tx, k gate.Key) error {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	var taken bool
	var set [4]string
	err := tx.QueryRowContext(ctx, `SELECT pg_try_advisory_xact_lock($2), set_config('tcp_keepalives_idle', '10', true),
		set_config('tcp_keepalives_interval', '5', true), set_config('tcp_keepalives_count', '3', true),
		set_config('idle_in_transaction_session_timeout', $1, true)`, frozen, lockOf(k)).Scan(&taken, &set[0], &set[1], &set[2], &set[3])
	if err == nil && !taken {
		err = gate.ErrTaken
	}
	return err
}

// lockOf numbers the lock on a key.
func lockOf(k gate.Key) int64 {
	sum := sha256.Sum256([]byte("fineprint gate " + k.Number()))
	return int64(binary.BigEndian.Uint64(sum[:8])) //nolint:gosec // any 64 bits are a number of a lock
}
