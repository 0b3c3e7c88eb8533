package github_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/github"
)

const (
	repoInfo = `{"full_name":"acme/roadrunner","html_url":"https://github.com/acme/roadrunner",
		"default_branch":"main","license":{"key":"mit","spdx_id":"MIT"}}`
	repoTree = `{"sha":"0a1b","truncated":false,"tree":[{"path":"src","type":"tree"},{"path":"src/train.py","type":"blob"},
		{"path":"LICENSE","type":"blob"}]}`
)

// fake is a GitHub API with one repository. Each path may be answered
// otherwise.
type fake struct {
	answers map[string]http.HandlerFunc
	asked   []string
	tokens  []string
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.asked = append(f.asked, r.URL.RequestURI())
	f.tokens = append(f.tokens, r.Header.Get("Authorization"))
	switch answer := f.answers[r.URL.Path]; {
	case answer != nil:
		answer(w, r)
	case r.URL.Path == "/repos/acme/roadrunner":
		fmt.Fprint(w, repoInfo)
	case r.URL.Path == "/repos/acme/roadrunner/git/trees/main":
		fmt.Fprint(w, repoTree)
	default:
		http.Error(w, `{"message":"Not Found"}`, http.StatusNotFound)
	}
}

func newClient(t *testing.T, f *fake, change func(*github.Config)) *github.Client {
	t.Helper()
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	cfg := github.Config{Endpoint: server.URL, Sleep: func(context.Context, time.Duration) error { return nil },
		Now: func() time.Time { return time.Unix(1000, 0) }}
	if change != nil {
		change(&cfg)
	}
	c, err := github.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const roadrunner = "https://github.com/acme/roadrunner"

func TestTree(t *testing.T) {
	f := &fake{}
	c := newClient(t, f, nil)
	for range 2 { // the second time from memory
		tree, err := c.Tree(context.Background(), roadrunner)
		if err != nil {
			t.Fatal(err)
		}
		if tree.Licence != "MIT" || tree.Commit != "0a1b" || !tree.Complete || len(tree.SHA256) != 64 ||
			!slices.Equal(tree.Files, []string{"src/train.py", "LICENSE"}) {
			t.Errorf("%+v", tree)
		}
	}
	if want := []string{"/repos/acme/roadrunner", "/repos/acme/roadrunner/git/trees/main?recursive=1"}; !slices.Equal(f.asked, want) {
		t.Errorf("asked %v, want %v", f.asked, want)
	}
}

func status(code int, header map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for k, v := range header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(code)
		fmt.Fprint(w, `{"message":"no"}`)
	}
}

func TestFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   error
		asked  int
	}{
		"missing or private": {status(404, nil), hub.ErrMissingOrPrivate, 1},
		"token refused":      {status(401, nil), hub.ErrUnauthorized, 1},
		"forbidden":          {status(403, nil), hub.ErrForbidden, 1},
		"quota used up":      {status(403, map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4600"}), hub.ErrRateLimited, 1},
		"secondary limit":    {status(429, map[string]string{"Retry-After": "60"}), hub.ErrRateLimited, 1},
		"taken down":         {status(451, nil), hub.ErrDisabled, 1},
		"down for good":      {status(502, nil), hub.ErrUnreachable, 3},
		"no JSON":            {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") }, hub.ErrBadAnswer, 1},
		"too large":          {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat(" ", 2<<20)) }, hub.ErrTooLarge, 1},
		"another host": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://elsewhere.invalid/", http.StatusMovedPermanently)
		}, hub.ErrBadAnswer, 1},
		"a loop": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path, http.StatusMovedPermanently)
		}, hub.ErrBadAnswer, 5},
	} {
		t.Run(name, func(t *testing.T) {
			f := &fake{answers: map[string]http.HandlerFunc{"/repos/acme/roadrunner": tt.answer}}
			_, err := newClient(t, f, func(c *github.Config) { c.MaxBytes = 1 << 20 }).Tree(context.Background(), roadrunner)
			if !errors.Is(err, tt.want) || len(f.asked) != tt.asked {
				t.Errorf("%v after %d requests, want %v after %d", err, len(f.asked), tt.want, tt.asked)
			}
		})
	}
}

// A limit holds for all repositories, until it ends.
func TestQuotaIsShared(t *testing.T) {
	now := time.Unix(1000, 0)
	f := &fake{answers: map[string]http.HandlerFunc{"/repos/acme/first": status(403,
		map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4600"})}}
	c := newClient(t, f, func(c *github.Config) { c.Now = func() time.Time { return now } })
	for _, address := range []string{"https://github.com/acme/first", "https://github.com/acme/second"} {
		if _, err := c.Tree(context.Background(), address); !errors.Is(err, hub.ErrRateLimited) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if len(f.asked) != 1 {
		t.Errorf("asked %v", f.asked)
	}
	now = time.Unix(4601, 0)
	if _, err := c.Tree(context.Background(), roadrunner); err != nil {
		t.Errorf("after the limit: %v", err)
	}
}

func TestRenamed(t *testing.T) {
	f := &fake{answers: map[string]http.HandlerFunc{"/repos/acme/old": func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/repos/acme/roadrunner", http.StatusMovedPermanently)
	}, "/repos/acme/old/git/trees/main": func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/repos/acme/roadrunner/git/trees/main?recursive=1", http.StatusMovedPermanently)
	}}}
	tree, err := newClient(t, f, nil).Tree(context.Background(), "https://github.com/acme/old")
	if err != nil || tree.ID != "acme/roadrunner" || len(tree.Files) != 2 {
		t.Errorf("%+v, %v", tree, err)
	}
}

func TestTokenStaysHome(t *testing.T) {
	for _, send := range []bool{false, true} {
		f := &fake{}
		c := newClient(t, f, func(c *github.Config) { c.Token, c.SendToken = "secret", send })
		if _, err := c.Tree(context.Background(), roadrunner); err != nil {
			t.Fatal(err)
		}
		if got := f.tokens[0] == "Bearer secret"; got != send {
			t.Errorf("token sent: %v, want %v", got, send)
		}
	}
}

func TestNothingLeaves(t *testing.T) {
	f := &fake{}
	if _, err := newClient(t, f, func(c *github.Config) { c.Offline = true }).Tree(context.Background(), roadrunner); !errors.Is(err,
		hub.ErrOffline) {
		t.Errorf("offline: %v", err)
	}
	c := newClient(t, f, nil)
	for _, address := range []string{"https://gitlab.com/acme/roadrunner", "https://github.com/acme", "https://github.com/../x",
		"https://github.com/acme/a?b", "https://github.com/acme/.."} {
		if _, err := c.Tree(context.Background(), address); !errors.Is(err, hub.ErrUnsupported) {
			t.Errorf("%s: %v", address, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Tree(ctx, roadrunner); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if len(f.asked) != 0 {
		t.Errorf("asked %v", f.asked)
	}
	if _, err := c.Tree(context.Background(), roadrunner); err != nil {
		t.Errorf("after a cancelled call: %v", err)
	}
}
