package exchange

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// together asks n times at once and returns the errors.
func together(c *Client, n int, q Request) []error {
	errs := make([]error, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { _, errs[i] = c.Get(context.Background(), q) })
	}
	group.Wait()
	return errs
}

// silentServer is a service that takes connections and never answers.
func silentServer(t *testing.T) string {
	t.Helper()
	done := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-done:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(done); server.Close() })
	return server.URL
}

func TestSilentServiceIsGivenUpForAll(t *testing.T) {
	address := silentServer(t)
	c := newClient(t, Config{Endpoint: address, Patience: 50 * time.Millisecond})
	q := Request{Op: "model info", ID: "acme/tiny", URL: c.Join("api"), Limit: 100}
	began := time.Now()
	for _, err := range append(together(c, 8, q), together(c, 50, q)...) {
		if !errors.Is(err, hub.ErrUnreachable) {
			t.Fatalf("got %v, want unreachable", err)
		}
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v, as if every request had waited", took)
	}
	if err := c.Gone(); !errors.Is(err, errSilent) {
		t.Errorf("given up for %v, want that no answer came", err)
	}
}

func TestDeadServiceIsGivenUpForAll(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	_ = listener.Close()
	c := newClient(t, Config{Endpoint: address, Patience: 50 * time.Millisecond})
	q := Request{URL: c.Join("api"), Limit: 100}
	began := time.Now()
	for _, err := range append(together(c, 8, q), together(c, 50, q)...) {
		if !errors.Is(err, hub.ErrUnreachable) {
			t.Fatalf("got %v, want unreachable", err)
		}
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v, as if every request had been tried again", took)
	}
	if err := c.Gone(); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("given up for %v, want the cause: refused", err)
	}
}

// A service that was given up is asked again after a while, and one answer
// makes all well.
func TestServiceThatComesBack(t *testing.T) {
	var down atomic.Bool
	down.Store(true)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() {
			<-r.Context().Done()
		}
		_, _ = w.Write([]byte("ok"))
	}))
	t.Cleanup(server.Close)
	now := time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
	c := newClient(t, Config{Endpoint: server.URL, Patience: 20 * time.Millisecond, Now: func() time.Time { return now }})
	q := Request{URL: c.Join("api"), Limit: 100}
	if _, err := c.Get(context.Background(), q); !errors.Is(err, hub.ErrUnreachable) {
		t.Fatalf("got %v", err)
	}
	down.Store(false)
	if _, err := c.Get(context.Background(), q); !errors.Is(err, errNotAsked) {
		t.Errorf("asked while it is given up: %v", err)
	}
	now = now.Add(coolDown + time.Second)
	if _, err := c.Get(context.Background(), q); err != nil {
		t.Errorf("after a while: %v", err)
	}
	if err := c.Gone(); err != nil {
		t.Errorf("it answers, and counts as gone: %v", err)
	}
}

// One address without an answer is no reason to give a service up that
// answers others.
func TestOneBadAddressIsNotTheService(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/bad" {
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write([]byte("ok"))
	}))
	t.Cleanup(server.Close)
	c := newClient(t, Config{Endpoint: server.URL, Sleep: func(context.Context, time.Duration) error { return nil }})
	for range 3 {
		if _, err := c.Get(context.Background(), Request{URL: c.Join("bad"), Limit: 9}); !errors.Is(err, hub.ErrUnreachable) {
			t.Fatalf("got %v", err)
		}
		if _, err := c.Get(context.Background(), Request{URL: c.Join("good"), Limit: 9}); err != nil {
			t.Fatalf("the good address: %v", err)
		}
	}
}
