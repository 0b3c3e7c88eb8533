package audit_test

import (
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/rules"
)

// What all tests share: reading it again for each would take most of their time.
var (
	loadRules = sync.OnceValues(rules.Load)
	loadWorld = sync.OnceValues(rules.World)
)

func ourRules(tb testing.TB) *rules.Rules { return must(tb, loadRules) }

func ourWorld(tb testing.TB) *policy.World { return must(tb, loadWorld) }

func must[T any](tb testing.TB, load func() (T, error)) T {
	tb.Helper()
	v, err := load()
	if err != nil {
		tb.Fatal(err)
	}
	return v
}
