package main

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/rules"
)

// nowhere is a hub that has nothing: its audits take next to no time.
type nowhere struct{}

func (nowhere) Snapshot(context.Context, ref.Ref) (*hub.Snapshot, error) {
	return nil, hub.ErrMissingOrPrivate
}

// BenchmarkQueue measures what the queue costs a job: to be added, taken, and
// ended together with its result. The audit itself, of a repository that is not
// there, is told apart.
func BenchmarkQueue(b *testing.B) {
	db, err := openDatabase(b.Context(), filepath.Join(b.TempDir(), "fleet.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	set, err := rules.Load()
	if err != nil {
		b.Fatal(err)
	}
	auditor := audit.New(audit.Config{Sources: map[string]audit.Source{ref.HuggingFace: nowhere{}}, Clauses: set.Clauses,
		Licenses: set.Licenses, Cards: set.Cards, Openness: set.Openness})
	w := &worker{db: db, session: auditor.Session(), head: *auditor.Empty(nil), now: time.Now}
	b.ResetTimer()
	client, err := w.client(db, 16, time.Minute, river.QueueDefault)
	if err != nil {
		b.Fatal(err)
	}
	var batch []auditJob
	for i := range b.N {
		if batch = append(batch, auditJob{Target: fmt.Sprintf("acme/model-%d", i)}); len(batch) == batchSize || i == b.N-1 {
			if _, err := db.add(b.Context(), client, batch); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
	if err := client.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	for range time.Tick(25 * time.Millisecond) {
		left, err := db.left(b.Context(), river.QueueDefault)
		if err != nil {
			b.Fatal(err)
		}
		if !left {
			break
		}
	}
	b.StopTimer()
	if err := client.Stop(b.Context()); err != nil {
		b.Fatal(err)
	}
}
