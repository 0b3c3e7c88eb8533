package huggingface

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// limiter keeps a run inside the quota that the hub announces on every answer,
// so that no 429 has to come first. The zero limiter, with its clock set, lets
// everything pass until the hub says how much is left.
type limiter struct {
	now   func() time.Time
	sleep func(context.Context, time.Duration) error

	mu      sync.Mutex
	buckets map[string]*bucket
}

// bucket is what is known of one quota.
type bucket struct {
	known     bool
	remaining int       // requests left before resetAt, those on their way taken off
	resetAt   time.Time // end of the window
	inFlight  int
}

// take waits until a request may be sent. Every take needs a done.
func (l *limiter) take(ctx context.Context, name string) error {
	for {
		wait := l.tryTake(name)
		switch {
		case wait == 0:
			return nil
		case wait > maxWait:
			return fmt.Errorf("%w: the quota is used up for %s", hub.ErrRateLimited, wait)
		}
		if err := l.sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// tryTake takes one request and returns 0, or returns how long to wait.
func (l *limiter) tryTake(name string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(name)
	now := l.now()
	if b.known && !now.Before(b.resetAt) {
		b.known = false // a new window; its quota comes with the next answer
	}
	if b.known && b.remaining <= 0 {
		return b.resetAt.Sub(now)
	}
	b.remaining--
	b.inFlight++
	return 0
}

// done takes in what an answer says of the quota; header is nil when none
// came.
func (l *limiter) done(name string, header http.Header) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(name)
	b.inFlight--
	said, ok := parseRateLimit(header.Get("RateLimit"), name)
	if !ok {
		return
	}
	// One second more than announced: the seconds are rounded.
	resetAt := l.now().Add(said.reset + time.Second)
	left := said.remaining - b.inFlight
	if b.known && resetAt.Sub(b.resetAt) <= 2*time.Second {
		left = min(left, b.remaining) // same window; answers overtake each other
	}
	b.known, b.remaining, b.resetAt = true, left, resetAt
}

func (l *limiter) bucket(name string) *bucket {
	if l.buckets == nil {
		l.buckets = map[string]*bucket{}
	}
	if l.buckets[name] == nil {
		l.buckets[name] = &bucket{}
	}
	return l.buckets[name]
}

// bucketOf names the quota that a request counts against.
func bucketOf(u *url.URL) string {
	switch {
	case strings.Contains(u.Path, "/resolve/") || strings.Contains(u.Path, "/resolve-cache/"):
		return "resolvers"
	case strings.Contains(u.Path+"/", "/api/"):
		return "api"
	default:
		return "pages"
	}
}

// rateLimit is one member of a RateLimit header.
type rateLimit struct {
	remaining int
	reset     time.Duration
}

// maxSeconds bounds the numbers of the header: what is longer is no window.
const maxSeconds = 24 * 60 * 60

// parseRateLimit reads a header such as `"api";r=499;t=295` and returns the
// member of a bucket. Several members may stand in it, and one may stand for
// several buckets ("api|pages"); a lone member counts whatever its name is.
func parseRateLimit(header, bucket string) (rateLimit, bool) {
	members := strings.Split(header, ",")
	for _, member := range members {
		parts := strings.Split(member, ";")
		name := strings.Trim(strings.TrimSpace(parts[0]), `"`)
		named := false
		for _, n := range strings.Split(name, "|") {
			named = named || strings.EqualFold(strings.TrimSpace(n), bucket)
		}
		if !named && len(members) > 1 {
			continue
		}
		if l, ok := parseMember(parts[1:]); ok {
			return l, true
		}
	}
	return rateLimit{}, false
}

func parseMember(params []string) (rateLimit, bool) {
	var l rateLimit
	var hasR, hasT bool
	for _, p := range params {
		key, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "r":
			l.remaining, hasR = n, true
		case "t":
			l.reset, hasT = time.Duration(min(n, maxSeconds))*time.Second, true
		}
	}
	return l, hasR && hasT
}
