package audit_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// passing fails each first request with an error that is over the next time.
type passing struct {
	audit.Source
	mu    sync.Mutex
	asked map[ref.Ref]int
}

func (p *passing) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	p.mu.Lock()
	p.asked[r]++
	n := p.asked[r]
	p.mu.Unlock()
	if n == 1 {
		return nil, fmt.Errorf("busy: %w", hub.ErrRateLimited)
	}
	return p.Source.Snapshot(ctx, r)
}

// TestSession: what failed for a passing reason is asked for again, what did not
// is read once, and a repository may be asked for after it was read as a base.
func TestSession(t *testing.T) {
	set := ourRules(t)
	source := &passing{asked: map[ref.Ref]int{}, Source: fake{
		"acme/tuned": snapshot("acme/tuned", "---\nlicense: mit\nbase_model: acme/base\n---\n"),
		"acme/base":  snapshot("acme/base", "---\nlicense: mit\n---\n"),
	}}
	s := audit.New(audit.Config{Sources: map[string]audit.Source{ref.HuggingFace: source}, Clauses: set.Clauses, Licenses: set.Licenses,
		Cards: set.Cards}).Session()
	passing := func(name string) bool {
		r := s.Audit(context.Background(), audit.ParseRequest(name))
		return slices.ContainsFunc(r.Problems, audit.Passing) ||
			slices.ContainsFunc(r.Lineage.Nodes, func(n audit.LineageNode) bool { return n.Status != "read" })
	}
	for i, want := range []bool{true, true, false} { // the model fails once, its base once, and then both are there
		if got := passing("acme/tuned"); got != want {
			t.Errorf("audit %d: a passing failure: %v, want %v", i+1, got, want)
		}
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if passing("acme/base") {
				t.Error("the base itself is there")
			}
		})
	}
	wg.Wait()
	if n := source.asked[audit.ParseRequest("acme/tuned").Ref]; n > 3 {
		t.Errorf("the model was asked for %d times", n)
	}
}
