package gate_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// TestOneAudit: any number of clients that wait for one model share one audit.
func TestOneAudit(t *testing.T) {
	s := newSite(t, company, nil)
	s.hold = make(chan struct{})
	const clients = 1000
	var waiting, done sync.WaitGroup
	var passed atomic.Int64
	waiting.Add(clients)
	for range clients {
		done.Go(func() {
			waiting.Done()
			if w := direct(s.gate, http.MethodGet, "/acme/free/resolve/main/README.md"); w.Code == http.StatusTemporaryRedirect {
				passed.Add(1)
			}
		})
	}
	waiting.Wait()
	close(s.hold)
	done.Wait()
	if s.audits.Load() != 1 || passed.Load() != clients {
		t.Errorf("%d audits, %d of %d clients passed", s.audits.Load(), passed.Load(), clients)
	}
}

// TestDecisionsLast: as long as commit, profile, time and the way of reading
// allow, and no longer.
func TestDecisionsLast(t *testing.T) {
	now := atomic.Pointer[time.Time]{}
	start := time.Now()
	now.Store(&start)
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) { c.Now = func() time.Time { return *now.Load() } })
	const path = "/moss/barred/resolve/main/README.md"
	refused := func(want int64) {
		t.Helper()
		if r := s.get(path); r.status != http.StatusForbidden || s.audits.Load() != want {
			t.Errorf("%d after %d audits, want %d", r.status, s.audits.Load(), want)
		}
	}
	refused(1)
	refused(1)
	s.gate.Use(s.engine(company)) // the same profile, loaded anew
	refused(1)
	s.gate.Use(s.engine(research))
	if r := s.get(path); r.status == http.StatusForbidden || s.audits.Load() != 2 {
		t.Errorf("under another profile: %d after %d audits: %s", r.status, s.audits.Load(), r.body)
	}
	s.gate.Use(s.engine(company))
	refused(3)
	later := start.Add(25 * time.Hour)
	now.Store(&later)
	refused(4)
	mirror := s.engine(company)
	mirror.Reading = "another hub"
	s.gate.Use(mirror)
	refused(5)
}

// TestTokens: what the owner of one token may read is nothing to another.
func TestTokens(t *testing.T) {
	s := newSite(t, company, func(_ *gate.Config, h *hubtest.Hub) {
		h.Accept("reader", "acme/gated", "acme/private", "moss/gated-barred")
		h.Accept("stranger")
	})
	for _, tt := range []struct {
		path, token string
		want        int
	}{
		{"/acme/gated/resolve/main/README.md", "", http.StatusUnauthorized},
		{"/acme/gated/resolve/main/README.md", "reader", http.StatusTemporaryRedirect},
		{"/acme/gated/resolve/main/README.md", "stranger", http.StatusForbidden},
		{"/acme/gated/resolve/main/README.md", "", http.StatusUnauthorized},
		{"/acme/private/resolve/main/README.md", "", http.StatusUnauthorized},
		{"/acme/private/resolve/main/README.md", "reader", http.StatusTemporaryRedirect},
		{"/acme/private/resolve/main/README.md", "stranger", http.StatusNotFound},
		{"/acme/private/resolve/" + s.commit("acme/private") + "/README.md", "stranger", http.StatusNotFound},
		{"/acme/private/resolve/" + s.commit("acme/private") + "/README.md", "", http.StatusUnauthorized},
		{"/moss/gated-barred/resolve/main/README.md", "reader", http.StatusForbidden},
		{"/moss/gated-barred/resolve/main/model.safetensors", "", http.StatusUnauthorized},
	} {
		var headers []string
		if tt.token != "" {
			headers = []string{"Authorization: Bearer " + tt.token}
		}
		r := s.get(tt.path, headers...)
		if r.status != tt.want {
			t.Errorf("%s as %q: %d %s, want %d", tt.path, tt.token, r.status, r.body, tt.want)
		}
		if ours := strings.HasPrefix(r.header.Get("X-Error-Message"), "fineprint"); ours != (tt.token == "reader" && tt.want == 403) {
			t.Errorf("%s as %q: %s", tt.path, tt.token, r.body)
		}
	}
	if list := s.get(gate.Prefix + "?q=private"); strings.Contains(list.body, "acme/private") {
		t.Error("the page names a private repository")
	}
}

// TestTokensStayHome: a hub that they do not belong to gets none.
func TestTokensStayHome(t *testing.T) {
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) {
		c.SendToken, c.Home, c.Token = false, "https://hub.example", "own"
	})
	s.get("/acme/free/resolve/main/README.md", "Authorization: Bearer secret", "Cookie: session=secret")
	s.get("/api/whoami-v2", "Authorization: Bearer secret")
	for _, r := range s.hub.TakeRequests() {
		if r.Authorized {
			t.Errorf("%s carried a token", r)
		}
	}
}

// TestHubDown: without the hub nothing is decided, and clients are told to ask
// again.
func TestHubDown(t *testing.T) {
	s := newSite(t, company, func(_ *gate.Config, h *hubtest.Hub) {
		h.Fault(hubtest.Fault{Path: "/api/models/acme/free", Status: http.StatusServiceUnavailable, Times: 4})
	})
	for _, path := range []string{"/acme/free/resolve/main/README.md", "/acme/free/resolve/" + s.commit("acme/free") + "/README.md"} {
		r := s.get(path)
		if r.status != http.StatusServiceUnavailable || r.header.Get("Retry-After") == "" {
			t.Errorf("%s: %d %v %s", path, r.status, r.header, r.body)
		}
	}
	for range 3 {
		if r := s.get("/acme/free/resolve/main/README.md"); r.status == http.StatusTemporaryRedirect {
			return
		}
	}
	t.Error("the hub is back, and the gate does not let anything through")
}

// TestSlowAudit: a client is told to ask again before it would give up, and the
// audit goes on.
func TestSlowAudit(t *testing.T) {
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) { c.Wait = 20 * time.Millisecond })
	s.hold = make(chan struct{})
	r := s.get("/acme/free/resolve/main/README.md")
	if r.status != http.StatusServiceUnavailable || r.header.Get("Retry-After") == "" || !strings.Contains(r.body, "still being audited") {
		t.Errorf("%d %v %s", r.status, r.header, r.body)
	}
	close(s.hold)
	for range 200 {
		if r = s.get("/acme/free/resolve/main/README.md"); r.status == http.StatusTemporaryRedirect {
			break
		}
	}
	if r.status != http.StatusTemporaryRedirect || s.audits.Load() != 1 {
		t.Errorf("then: %d after %d audits", r.status, s.audits.Load())
	}
}

// TestAuditFails: a repository on which fineprint itself fails is not let
// through, and does not bring the gate down.
func TestAuditFails(t *testing.T) {
	said := make(chan string, 10)
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) {
		c.Told = func(e gate.Event) { said <- e.Error }
	})
	broken := s.engine(company)
	broken.Audit = func(context.Context, ref.Ref, string) *audit.Report { panic("a bug") }
	s.gate.Use(broken)
	<-said
	for range 2 {
		if r := s.get("/acme/free/resolve/main/README.md"); r.status != http.StatusServiceUnavailable ||
			!strings.Contains(r.body, "the audit failed") {
			t.Errorf("%d %s", r.status, r.body)
		}
		if text := <-said; !strings.Contains(text, "a bug") {
			t.Errorf("told %q", text)
		}
		<-said // that the request was refused
	}
}

// full is a store that has no room.
type full struct{ gate.Memory }

func (*full) Keep(context.Context, gate.Decision, []byte) error {
	return errors.New("no space left on device")
}

// shared is a store that other gates use, too: one of them is deciding on a model,
// until it gives it back.
type shared struct {
	gate.Memory
	id   string
	back atomic.Bool
}

func (s *shared) Claim(ctx context.Context, k gate.Key) (func(), error) {
	if k.ID == s.id && !s.back.Load() {
		return nil, gate.ErrTaken
	}
	return s.Memory.Claim(ctx, k)
}

// TestTaken: what another gate is deciding on is waited for, and keeps no place
// from other models; when it gives up it is decided here.
func TestTaken(t *testing.T) {
	store := &shared{id: "moss/barred"}
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) { c.Store, c.Audits = store, 1 })
	waits := make(chan int)
	go func() { waits <- direct(s.gate, http.MethodGet, "/moss/barred/resolve/main/README.md").Code }()
	if r := s.get("/acme/free/resolve/main/README.md"); r.status != http.StatusTemporaryRedirect {
		t.Errorf("another model: %d %s", r.status, r.body)
	}
	select {
	case code := <-waits:
		t.Errorf("it was answered with %d while another gate decides", code)
	default:
	}
	store.back.Store(true)
	if code := <-waits; code != http.StatusForbidden || s.audits.Load() != 2 {
		t.Errorf("%d after %d audits", code, s.audits.Load())
	}
}

// TestStoreFull: what cannot be written down is not decided.
func TestStoreFull(t *testing.T) {
	var told atomic.Int64
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) {
		c.Store = &full{}
		c.Told = func(e gate.Event) {
			if e.What == gate.Failed {
				told.Add(1)
			}
		}
	})
	for range 2 {
		r := s.get("/acme/free/resolve/main/README.md")
		if r.status != http.StatusServiceUnavailable || !strings.Contains(r.body, "decisions cannot be kept now") ||
			strings.Contains(r.body, "device") {
			t.Errorf("%d %s", r.status, r.body)
		}
	}
	if told.Load() == 0 {
		t.Error("nobody was told")
	}
}

// TestMovingBranch: an answer from another commit than the one that was judged
// does not pass.
func TestMovingBranch(t *testing.T) {
	s := newSite(t, company, nil)
	s.get("/acme/free/resolve/main/README.md")
	s.hub.Fault(hubtest.Fault{Path: "/acme/free/resolve/", Status: 200, Body: weights,
		Header: map[string]string{"X-Repo-Commit": strings.Repeat("d", 40)}})
	r := s.get("/acme/free/resolve/main/config.json")
	if r.status != http.StatusServiceUnavailable || strings.Contains(r.body, weights) || !strings.Contains(r.body, "another commit") {
		t.Errorf("%d %s", r.status, r.body)
	}
}

// TestLyingHub: a hub that says that there is no such revision, and then has it,
// gets nothing through.
func TestLyingHub(t *testing.T) {
	s := newSite(t, company, func(_ *gate.Config, h *hubtest.Hub) {
		h.Fault(hubtest.Fault{Path: "/api/models/moss/barred", Status: http.StatusNotFound, Code: "RevisionNotFound"})
		h.Fault(hubtest.Fault{Path: "/moss/barred/raw/", Status: http.StatusNotFound, Body: strings.Repeat(weights, 100_000)})
		h.Fault(hubtest.Fault{Path: "/moss/barred/resolve/main/elsewhere", Redirect: "https://cdn.example/weights"})
	})
	for _, path := range []string{"/moss/barred/resolve/main/config.json", "/moss/barred/resolve/main/model.safetensors",
		"/moss/barred/resolve/main/elsewhere"} {
		if r := s.get(path); r.status != http.StatusTemporaryRedirect && r.status < http.StatusBadRequest ||
			strings.Contains(r.header.Get("Location"), "cdn") {
			t.Errorf("%s: %d %v", path, r.status, r.header)
		}
	}
	if r := s.get("/moss/barred/raw/main/model.safetensors"); len(r.body) > 64<<10 {
		t.Errorf("%d bytes came along with an error", len(r.body))
	}
	if r := s.get("/api/resolve-cache/models/moss/barred/" + s.commit("moss/barred") + "/config.json"); r.status < http.StatusBadRequest {
		t.Errorf("resolve-cache: %d %s", r.status, r.body)
	}
}
