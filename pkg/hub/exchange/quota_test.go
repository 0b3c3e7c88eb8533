package exchange

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"
)

// left is a service that says what is left in a header "Left: n s".
func left(h http.Header, _ string) (Quota, bool) {
	n, err := strconv.Atoi(h.Get("Left"))
	return Quota{Remaining: n, Reset: 59 * time.Second}, err == nil
}

// How long a refusal asks to wait: to the end of the window when the quota is
// used up, else what Retry-After says.
func TestStatedWait(t *testing.T) {
	c := newClient(t, Config{Protocol: Protocol{Quota: left}})
	for _, tt := range []struct {
		left, after string
		want        time.Duration
	}{
		{"0", "99", time.Minute},
		{"5", "99", 99 * time.Second}, // another limit than the one announced
		{"5", "", 0},
		{"", "7", 7 * time.Second},
		{"", "Thu, 01 May 2031 12:00:00 GMT", 0},
		{"", "-3", 0},
		{"", "86400", 10*time.Minute + time.Second},
	} {
		h := http.Header{}
		h.Set("Left", tt.left)
		h.Set("Retry-After", tt.after)
		if got := c.stated(h, "api"); got != tt.want {
			t.Errorf("%q, %q: got %v, want %v", tt.left, tt.after, got, tt.want)
		}
	}
}

// Each bucket is paced by itself, and requests on their way count as sent.
func TestLimiterPacesBeforeTheServiceRefuses(t *testing.T) {
	now := time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
	var waits []time.Duration
	c := newClient(t, Config{Protocol: Protocol{Quota: left}, Now: func() time.Time { return now },
		Sleep: func(_ context.Context, d time.Duration) error {
			waits, now = append(waits, d), now.Add(d)
			return nil
		}})
	take := func(bucket string) {
		t.Helper()
		if err := c.quotas.take(context.Background(), bucket); err != nil {
			t.Fatal(err)
		}
	}
	take("api")
	take("api")
	if err := c.quotas.done(context.Background(), "api", http.Header{"Left": {"2"}}); err != nil {
		t.Fatal(err)
	}
	take("api") // one is still on its way: this is the last
	take("resolvers")
	if len(waits) != 0 {
		t.Fatalf("waited %v before the quota was used up", waits)
	}
	take("api")
	if len(waits) != 1 || waits[0] != time.Minute {
		t.Errorf("waited %v, want the rest of the window and a second", waits)
	}
}

func newClient(t *testing.T, cfg Config) *Client {
	t.Helper()
	if cfg.Endpoint == "" {
		cfg.Endpoint = "https://hub.example"
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func parse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
