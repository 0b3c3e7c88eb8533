package huggingface

import (
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
		if ok != tt.ok || ok && (got.Remaining != tt.left || got.Reset != tt.reset) {
			t.Errorf("%s, %s: got %+v %v", tt.header, tt.bucket, got, ok)
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
