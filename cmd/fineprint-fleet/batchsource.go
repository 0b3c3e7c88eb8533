package main

import (
	"context"
	"sync"

	"github.com/fineprint-audit/fineprint/cmd/fineprint-fleet/internal/dump"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// dumpSource answers for a hub out of a dump: for the rows at hand, and for those
// that others were made from. Of everything else it knows nothing, as a hub that
// cannot be asked.
type dumpSource struct {
	kind  ref.Kind
	shelf *dump.Shelf
	// told makes a snapshot of a row's answer and card, and asks nothing.
	told func(ctx context.Context, at ref.Ref, info, card []byte) (*hub.Snapshot, error)

	mu     sync.Mutex
	atHand map[ref.Ref]*dump.Row
}

// refOf is what a row is asked for by.
func (s *dumpSource) refOf(r *dump.Row) (ref.Ref, error) {
	at, err := ref.Parse(string(s.kind) + "s/" + r.ID)
	if err != nil || at.ID() != r.ID || at.Revision != "" {
		return ref.Ref{}, errNameless
	}
	return at, nil
}

// hold puts a row at hand until it is let go.
func (s *dumpSource) hold(at ref.Ref, r *dump.Row) (letGo func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.atHand[at] = r
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.atHand, at)
	}
}

// Snapshot returns what the dump says of a repository.
func (s *dumpSource) Snapshot(ctx context.Context, at ref.Ref) (*hub.Snapshot, error) {
	s.mu.Lock()
	r := s.atHand[at]
	s.mu.Unlock()
	if r != nil {
		return s.told(ctx, at, r.Info(), r.Card)
	}
	unknown := &hub.StatusError{Op: string(at.Kind) + " row", ID: at.ID(), Err: hub.ErrOffline}
	if at.Kind != s.kind {
		return nil, unknown
	}
	info, card, err := s.shelf.Get(at.ID())
	switch {
	case err != nil:
		return nil, err
	case info == nil:
		return nil, unknown
	}
	snap, err := s.told(ctx, at, info, card)
	if err == nil && at.Revision != "" && at.Revision != snap.Commit {
		return nil, unknown
	}
	return snap, err
}
