package huggingface

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"
)

func TestParseRateLimit(t *testing.T) {
	for _, tt := range []struct {
		header, bucket string
		left           int
		reset          time.Duration
		ok             bool
	}{
		{`"api";r=499;t=295`, "api", 499, 295 * time.Second, true},
		{`"API"; R=499 ; T=295`, "api", 499, 295 * time.Second, true},
		{`"resolvers";r=10;t=5, "api";r=3;t=7`, "api", 3, 7 * time.Second, true},
		{`"api|pages|resolvers";r=8;t=1`, "pages", 8, time.Second, true},
		{`"something new";r=8;t=1`, "api", 8, time.Second, true}, // a lone member counts
		{`"pages";r=0;t=1, "resolvers";r=0;t=1`, "api", 0, 0, false},
		{`"api";r=1;t=999999`, "api", 1, maxSeconds * time.Second, true},
		{`"api";r=-1;t=5`, "api", 0, 0, false},
		{`"api";r=5`, "api", 0, 0, false},
		{``, "api", 0, 0, false},
		{`;;;,=,"`, "api", 0, 0, false},
	} {
		got, ok := parseRateLimit(tt.header, tt.bucket)
		if ok != tt.ok || ok && (got.remaining != tt.left || got.reset != tt.reset) {
			t.Errorf("%s, %s: got %+v %v", tt.header, tt.bucket, got, ok)
		}
	}
}

// How long a 429 asks to wait: to the end of the window when this bucket is
// used up, else what Retry-After says.
func TestStatedWait(t *testing.T) {
	for _, tt := range []struct {
		limit, after string
		want         time.Duration
	}{
		{`"api";r=0;t=12`, "99", 13 * time.Second},
		{`"api";r=5;t=12`, "99", 99 * time.Second}, // another limit than the one announced
		{`"api";r=5;t=12`, "", 0},
		{"", "7", 7 * time.Second},
		{"", "Thu, 01 May 2031 12:00:00 GMT", 0},
		{"", "-3", 0},
		{"", "86400", maxWait + time.Second},
	} {
		h := http.Header{}
		h.Set("RateLimit", tt.limit)
		h.Set("Retry-After", tt.after)
		if got := stated(h, "api"); got != tt.want {
			t.Errorf("%q, %q: got %v, want %v", tt.limit, tt.after, got, tt.want)
		}
	}
}

func TestBuckets(t *testing.T) {
	for path, want := range map[string]string{
		"/api/models/acme/tiny":                           "api",
		"/hf/api/datasets/acme/words":                     "api",
		"/acme/tiny/resolve/main/README.md":               "resolvers",
		"/api/resolve-cache/models/acme/tiny/0/README.md": "resolvers",
		"/acme/tiny/blob/main/LICENSE":                    "pages",
	} {
		if got := bucketOf(&url.URL{Path: path}); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

// Each bucket is paced by itself, and requests on their way count as sent.
func TestLimiterPacesBeforeTheHubRefuses(t *testing.T) {
	now := time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
	var waits []time.Duration
	l := &limiter{now: func() time.Time { return now }, sleep: func(_ context.Context, d time.Duration) error {
		waits, now = append(waits, d), now.Add(d)
		return nil
	}}
	take := func(bucket string) {
		t.Helper()
		if err := l.take(context.Background(), bucket); err != nil {
			t.Fatal(err)
		}
	}
	take("api")
	take("api")
	l.done("api", http.Header{"Ratelimit": {`"api";r=2;t=59`}})
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
