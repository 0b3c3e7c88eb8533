package audit_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// counting counts the snapshots that are asked of it.
type counting struct {
	fake
	mu    sync.Mutex
	asked map[string]int
}

func (c *counting) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	c.mu.Lock()
	c.asked[r.ID()]++
	c.mu.Unlock()
	return c.fake.Snapshot(ctx, r)
}

// A repository that is asked for twice, and stands upstream of others and of
// itself, is fetched once.
func TestRunFetchesOnce(t *testing.T) {
	set := ourRules(t)
	source := &counting{asked: map[string]int{}, fake: fake{
		"acme/root": snapshot("acme/root", "---\nlicense: mit\nbase_model: acme/leaf\n---\n"),
		"acme/mid":  snapshot("acme/mid", "---\nlicense: mit\nbase_model: [acme/root, acme/gone]\n---\n"),
		"acme/leaf": snapshot("acme/leaf", "---\nlicense: mit\nbase_model: acme/mid\n---\n"),
	}}
	a := audit.New(audit.Config{Sources: map[string]audit.Source{ref.HuggingFace: source}, Clauses: set.Clauses, Licenses: set.Licenses,
		Cards: set.Cards})
	report := a.Run(context.Background(), requests(t, "acme/root", "acme/leaf", "acme/root", "acme/mid", "acme/leaf", "acme/gone"))
	for id, n := range source.asked {
		if n != 1 {
			t.Errorf("%s was fetched %d times", id, n)
		}
	}
	if len(source.asked) != 4 {
		t.Errorf("asked for %v", source.asked)
	}
	for i, r := range report.Reports[:5] {
		if r.Verdict.Outcome != policy.Review || len(r.Lineage.Nodes) != 4 {
			t.Errorf("%d: %s, %d nodes", i, r.Verdict.Outcome, len(r.Lineage.Nodes))
		}
	}
}

// Where a parent is not there, its name says from which family it comes.
func TestMissingParentByName(t *testing.T) {
	set := ourRules(t)
	marked := ""
	for _, e := range set.Licenses.Entries() {
		if len(e.Marks.Names) > 0 && e.Category == "community" {
			marked = strings.ReplaceAll(e.Marks.Names[0], " ", "-")
		}
	}
	source := fake{"acme/a": snapshot("acme/a", "---\nlicense: mit\nbase_model: gone/"+marked+"-chat\n---\n")}
	report := newAuditor(t, source).Run(context.Background(), requests(t, "acme/a")).Reports[0]
	if _, ok := kinds(report.Findings)["licence-drift"]; !ok {
		t.Errorf("no drift over %s: %+v", marked, report.Lineage)
	}
}
