package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// ear takes webhooks, and answers with the statuses that it is given, then 200.
type ear struct {
	mu       sync.Mutex
	statuses []int
	heard    []change
	signed   bool // every one of them, by the secret
}

const hookSecret = "whisper"

func (e *ear) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(hookSecret))
	mac.Write(body)
	var said change
	e.signed = err == nil && json.Unmarshal(body, &said) == nil && r.Header.Get("X-Fineprint-Event") == said.Event &&
		r.Header.Get("X-Fineprint-Signature") == "sha256="+hex.EncodeToString(mac.Sum(nil))
	if len(e.statuses) > 0 {
		status := e.statuses[0]
		e.statuses = e.statuses[1:]
		w.WriteHeader(status)
		return
	}
	e.heard = append(e.heard, said)
}

// TestWatch: a new commit is audited, and whoever has to know is told once that its
// terms changed, and not that anything else did.
func TestWatch(t *testing.T) {
	t.Setenv(hookSecretVariable, hookSecret)
	eachDatabase(t, func(t *testing.T, db string) {
		hub, _ := repos(12)
		f := newFleet(t, db, hub)
		e := &ear{statuses: []int{http.StatusForbidden}}
		watch := []string{"watch", "--once", "--webhook", hubtest.Serve(t, e), "acme"}
		f.must(exitDone, watch...)
		if s := f.status(); s.Done != 12 || len(e.heard) > 0 {
			t.Fatalf("the first look: %+v, told %v", s, e.heard)
		}
		cap := hub.Repos[0]
		before := cap.Commit()
		cap.Files["LICENSE"] = []byte(strings.ReplaceAll(string(cap.Files["LICENSE"]), "3 million", "5 million"))
		hub.Repos[1].Files["config.json"] = []byte("{}")
		for _, r := range hub.Repos[:2] {
			r.Modified = time.Now()
		}
		if _, told := f.must(exitLeft, watch...); !strings.Contains(told, "answers 403") || !strings.Contains(told, "2 to audit") {
			t.Errorf("a webhook that is refused: %s", told)
		}
		if _, told := f.must(exitDone, watch...); !strings.Contains(told, "terms changed of 1\n") {
			t.Errorf("what changed: %s", told)
		}
		if _, told := f.must(exitDone, watch...); !strings.Contains(told, "terms changed of 0\n") {
			t.Errorf("nothing changed: %s", told)
		}
		if len(e.heard) != 1 || !e.signed {
			t.Fatalf("told %d times, signed: %v", len(e.heard), e.signed)
		}
		said := e.heard[0]
		if said.Target != "acme/model-0" || said.OldCommit != before || said.NewCommit != cap.Commit() ||
			!strings.Contains(said.Text, "3,000,000, now 5,000,000") || len(said.Diff.Models) != 1 {
			t.Errorf("told: %+v", said)
		}
	})
}

// TestWatchModel: one repository of a list, with an issue for what changed; and
// without anybody to tell, in lines.
func TestWatchModel(t *testing.T) {
	hub, _ := repos(11)
	f := newFleet(t, "", hub)
	list, issues := filepath.Join(f.dir, "watched.txt"), filepath.Join(f.dir, "issues")
	if err := os.WriteFile(list, []byte("acme/model-10 # and no other\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(issues, 0o700); err != nil {
		t.Fatal(err)
	}
	f.must(exitDone, "watch", "--once", "--issues", issues, list)
	if s := f.status(); s.Done != 1 {
		t.Errorf("read: %+v", s)
	}
	r := hub.Repos[10]
	r.Files["LICENSE"] = append(r.Files["LICENSE"], "\n3. You must not use the Model for military purposes.\n"...)
	f.must(exitDone, "watch", "--once", "--issues", issues, list)
	text, err := os.ReadFile(filepath.Join(issues, "acme--model-10-"+r.Commit()[:12]+".md"))
	if err != nil || !strings.Contains(string(text), "# Terms changed: acme/model-10") || !strings.Contains(string(text), "military") {
		t.Errorf("the issue: %v\n%s", err, text)
	}
	r.Files["LICENSE"] = []byte("Apache License 2.0")
	if out, _ := f.must(exitDone, "watch", "--once", list); !strings.Contains(out, "gone:") {
		t.Errorf("in lines: %s", out)
	}
	if _, told := f.must(exitLeft, "watch", "--once", "acme/none"); !strings.Contains(told, "does not list it") {
		t.Errorf("a model that is gone: %s", told)
	}
	for _, args := range [][]string{{}, {"--policy", "nosuch.yaml", "acme"}, {"a:b/c"}, {"--webhook", "mail", "acme"},
		{"--issues", "nowhere", "acme"}, {"--every", "0s", "acme"}} {
		f.must(exitUsage, append([]string{"watch", "--once"}, args...)...)
	}
}

// TestWatchBefore: what waits in the queue already is audited before the rest of
// it, and what failed for good there is no failure of watching.
func TestWatchBefore(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db string) {
		hub, _ := repos(12)
		f := newFleet(t, db, hub)
		f.list("acme/model-3@"+hub.Repos[3].Commit(), "acme/model-4@"+hub.Repos[4].Commit())
		list := filepath.Join(f.dir, "watched.txt")
		if err := os.WriteFile(list, []byte("acme/model-3\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		f.must(exitDone, "watch", "--once", list)
		if s := f.status(); s.Done != 1 || s.Left != 1 {
			t.Errorf("audited, and left: %+v", s)
		}
		open, err := openDatabase(t.Context(), f.db)
		if err != nil {
			t.Fatal(err)
		}
		_, err = open.ExecContext(t.Context(), `UPDATE river_job SET state = 'discarded', finalized_at = CURRENT_TIMESTAMP
			WHERE state = 'available'`)
		if err = errors.Join(err, open.Close()); err != nil {
			t.Fatal(err)
		}
		hub.Repos[3].Files["config.json"] = []byte("{}")
		hub.Repos[3].Modified = time.Now()
		f.must(exitDone, "watch", "--once", list) // what others left behind is nothing to it
	})
}

// TestTwoPrograms: a program that does nothing keeps no other from a Postgres.
func TestTwoPrograms(t *testing.T) {
	hub, _ := repos(1)
	f := newFleet(t, startPostgres(t).address, hub)
	idle, err := openDatabase(t.Context(), f.db)
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	other, err := openDatabase(ctx, f.db)
	if err != nil {
		t.Fatalf("the lock of a program that is idle: %v", err)
	}
	other.Close()
}

// TestHookTriedAgain: what may pass is tried again, and not for ever.
func TestHookTriedAgain(t *testing.T) {
	e := &ear{statuses: []int{503, 429}}
	h := hookSender{address: hubtest.Serve(t, e), secret: hookSecret, waits: []time.Duration{0, 0}, client: hookClient()}
	if err := h.tell(t.Context(), change{Event: "terms-changed"}); err != nil || len(e.heard) != 1 {
		t.Errorf("told %d times: %v", len(e.heard), err)
	}
	e.statuses = []int{500, 500, 500}
	if err := h.tell(t.Context(), change{}); err == nil || len(e.statuses) != 0 {
		t.Errorf("a webhook that is down: %v, %d tries left", err, len(e.statuses))
	}
	e.statuses = []int{302, 200}
	if err := h.tell(t.Context(), change{}); err == nil || len(e.statuses) != 1 {
		t.Errorf("a webhook that points elsewhere: %v", err)
	}
}
