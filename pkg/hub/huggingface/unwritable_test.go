package huggingface_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

// A cache that can no longer be written, a full disk for one, takes nothing
// from the answers and is told once, however many repositories were read.
func TestUnwritableCacheIsToldOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	cache, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir, nil, 0o600); err != nil { // a file in place of the folder: root may write anywhere else
		t.Fatal(err)
	}
	h := tiny()
	h.Repos = append(h.Repos, &hubtest.Repo{Kind: "models", ID: "acme/small", Files: h.Repos[0].Files})
	c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h), Cache: cache})
	for _, id := range []string{"acme/tiny", "acme/small", "acme/tiny"} {
		s, err := snap(t, c, id)
		if err != nil || len(s.Documents) != 2 || !s.Documents[1].Read() {
			t.Errorf("%s: %v, %v", id, s, err)
		}
	}
	if hints := c.Hints(); len(hints) != 1 || !strings.HasPrefix(hints[0], "the cache could not be written") {
		t.Errorf("want one hint, of the cache: %q", hints)
	}
}
