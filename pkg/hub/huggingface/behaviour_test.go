package huggingface_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

const secret = "hf_donottell0123456789"

// tiny is a hub with one model that has a card and a licence.
func tiny() *hubtest.Hub {
	return &hubtest.Hub{
		Repos: []*hubtest.Repo{{Kind: "models", ID: "acme/tiny", Files: map[string][]byte{
			"README.md": []byte("---\nlicense: other\n---\n"), "LICENSE": []byte("Words of a licence.\n"),
		}}},
		Tokens: map[string][]string{secret: {"*"}},
	}
}

func newClient(t *testing.T, cfg huggingface.Config) *huggingface.Client {
	t.Helper()
	cfg.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	c, err := huggingface.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func snap(t *testing.T, c *huggingface.Client, id string) (*hub.Snapshot, error) {
	t.Helper()
	r, err := ref.Parse(id)
	if err != nil {
		t.Fatal(err)
	}
	return c.Snapshot(context.Background(), r)
}

// The token goes to the host that was asked and to no other: not to another
// port of it, and not to another name of it.
func TestTokenStaysWithItsHost(t *testing.T) {
	for _, elsewhere := range []string{"127.0.0.1", "localhost"} {
		t.Run(elsewhere, func(t *testing.T) {
			var seen []string
			other := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				seen = append(seen, r.Header.Get("Authorization"))
				_, _ = w.Write([]byte("Words of a licence.\n"))
			})
			target := strings.Replace(hubtest.Serve(t, other), "127.0.0.1", elsewhere, 1)
			h := tiny()
			h.Fault(hubtest.Fault{Path: "/acme/tiny/resolve/" + h.Repos[0].Commit() + "/LICENSE", Redirect: target + "/file"})
			c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h), Token: secret, SendToken: true})
			s, err := snap(t, c, "acme/tiny")
			if err != nil {
				t.Fatal(err)
			}
			if d := s.Document("LICENSE"); d == nil || !d.Read() {
				t.Fatalf("the licence was not read: %+v", s.Problems)
			}
			if len(seen) != 1 || seen[0] != "" {
				t.Errorf("the other host saw %q", seen)
			}
			for _, r := range h.Requests() {
				if !r.Authorized {
					t.Errorf("the hub itself did not get the token: %s", r)
				}
			}
		})
	}
}

func TestTokenNeedsLeaveForAnotherEndpoint(t *testing.T) {
	h := tiny()
	c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h), Token: secret})
	if _, err := snap(t, c, "acme/tiny"); err != nil {
		t.Fatal(err)
	}
	for _, r := range h.Requests() {
		if r.Authorized {
			t.Errorf("the token went along: %s", r)
		}
	}
}

func TestFailuresAreNamed(t *testing.T) {
	tests := []struct {
		name  string
		fault hubtest.Fault
		want  error
	}{
		{"bad token", hubtest.Fault{Status: 401, Message: "Invalid credentials in Authorization header"}, hub.ErrUnauthorized},
		{"missing or private", hubtest.Fault{Status: 401, Message: "Invalid username or password."}, hub.ErrMissingOrPrivate},
		{"missing", hubtest.Fault{Status: 404}, hub.ErrNotFound},
		{"limited for good", hubtest.Fault{Status: 429, Header: map[string]string{"Retry-After": "1"}}, hub.ErrRateLimited},
		{"broken for good", hubtest.Fault{Status: 503}, hub.ErrUnreachable},
		{"no JSON", hubtest.Fault{Body: "{not json"}, hub.ErrBadAnswer},
		{"redirect loop", hubtest.Fault{Loop: true}, hub.ErrBadAnswer},
		{"hangs up", hubtest.Fault{HangUp: true}, hub.ErrUnreachable},
		{"too much", hubtest.Fault{Size: 4 << 20}, hub.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := tiny()
			tt.fault.Path = "/api/models/acme/tiny"
			h.Fault(tt.fault)
			c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h), Token: secret, SendToken: true, MaxInfoBytes: 1 << 20})
			_, err := snap(t, c, "acme/tiny")
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("the error tells the token: %v", err)
			}
		})
	}
}

func TestPassingFailuresAreTriedAgain(t *testing.T) {
	for _, fault := range []hubtest.Fault{{Status: 503, Times: 2}, {Status: 429, Times: 1, Header: map[string]string{"Retry-After": "1"}},
		{HangUp: true, Times: 1}, {CutOff: true, Times: 1}} {
		h := tiny()
		fault.Path = "/api/models/acme/tiny"
		h.Fault(fault)
		c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h)})
		if _, err := snap(t, c, "acme/tiny"); err != nil {
			t.Errorf("%+v: %v", fault, err)
		}
	}
}

func TestRequestsAndCache(t *testing.T) {
	h := tiny()
	base := hubtest.Start(t, h)
	cache, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	asked := func(id string, offline bool) int {
		t.Helper()
		h.TakeRequests()
		s, err := snap(t, newClient(t, huggingface.Config{Endpoint: base, Cache: cache, Offline: offline}), id)
		if err != nil {
			t.Fatal(err)
		}
		if d := s.Document("LICENSE"); d == nil || !d.Read() {
			t.Fatalf("%s: the licence was not read", id)
		}
		n := 0
		for _, r := range h.TakeRequests() {
			if !strings.HasPrefix(r.Path, "/api/resolve-cache/") { // a redirect hop
				n++
			}
		}
		return n
	}
	pinned := "acme/tiny@" + h.Repos[0].Commit()
	for _, tt := range []struct {
		what, id string
		offline  bool
		want     int
	}{{"first", "acme/tiny", false, 3}, {"a moving branch again", "acme/tiny", false, 1}, {"a pinned commit", pinned, false, 0},
		{"offline", "acme/tiny", true, 0}} {
		if got := asked(tt.id, tt.offline); got != tt.want {
			t.Errorf("%s: %d requests, want %d", tt.what, got, tt.want)
		}
	}
	_, err = snap(t, newClient(t, huggingface.Config{Endpoint: base, Cache: cache, Offline: true}), "acme/other")
	if !errors.Is(err, hub.ErrOffline) {
		t.Errorf("not cached: %v", err)
	}
}

func TestQuotaIsKept(t *testing.T) {
	h := tiny()
	h.Quota = 4
	base := hubtest.Start(t, h)
	var waits atomic.Int32
	c, err := huggingface.New(huggingface.Config{Endpoint: base, Sleep: func(context.Context, time.Duration) error {
		waits.Add(1)
		return errors.New("no time to wait")
	}})
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		_, _ = snap(t, c, "acme/tiny") // fails once the quota is used up
	}
	for _, r := range h.Requests() {
		if r.Status == http.StatusTooManyRequests {
			t.Errorf("the quota was overrun: %s", r)
		}
	}
	if waits.Load() == 0 {
		t.Error("the client never waited for the quota")
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, tiny())})
	if _, err := c.Snapshot(ctx, ref.Ref{Hub: ref.HuggingFace, Kind: ref.Model, Owner: "acme", Name: "tiny"}); !errors.Is(err,
		context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestLargeAndForeignDocumentsAreNamed(t *testing.T) {
	h := tiny()
	h.Repos[0].Files["LICENSE-BIG"] = []byte(strings.Repeat("x", 3000))
	h.Repos[0].Files["README.md"] = []byte("---\nlicense: other\nlicense_link: https://terms.example/licence\n---\n")
	c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h), MaxDocumentBytes: 1000})
	s, err := snap(t, c, "acme/tiny")
	if err != nil {
		t.Fatal(err)
	}
	if d := s.Document("LICENSE-BIG"); d == nil || d.Status != doc.StatusTooLarge {
		t.Errorf("LICENSE-BIG: %+v", d)
	}
	found := false
	for _, p := range s.Problems {
		found = found || p.Code == "link-not-read"
	}
	if !found {
		t.Errorf("no problem link-not-read: %+v", s.Problems)
	}
}
