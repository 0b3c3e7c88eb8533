package hubtest

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// window is the length of a rate-limit window, in seconds. It never ends here:
// a test that wants a fresh window makes a fresh hub.
const window = 300

// limit counts the request against its bucket, writes the headers that stand
// on every answer, and answers 429 when the quota is used up.
func (x *exchange) limit() bool {
	bucket := x.bucket()
	quota := x.hub.Quota
	if quota == 0 {
		quota = 1_000_000
	}
	x.hub.mu.Lock()
	if x.hub.used == nil {
		x.hub.used = map[string]int{}
	}
	x.hub.used[bucket]++
	left := quota - x.hub.used[bucket]
	x.hub.mu.Unlock()
	x.w.Header().Set("RateLimit", fmt.Sprintf(`"%s";r=%d;t=%d`, bucket, max(left, 0), window))
	x.w.Header().Set("RateLimit-Policy", fmt.Sprintf(`"fixed window";"%s";q=%d;w=%d`, bucket, quota, window))
	if left < 0 {
		x.fail(http.StatusTooManyRequests, "", "We had to rate limit you.")
		return false
	}
	return true
}

func (x *exchange) bucket() string {
	switch p := x.path; {
	case p[0] == "api" && len(p) > 1 && p[1] == "resolve-cache":
		return "resolvers"
	case p[0] == "api":
		return "api"
	}
	for _, part := range x.path {
		if part == "resolve" {
			return "resolvers"
		}
	}
	return "pages"
}

// wait waits, and reports whether the client still listens.
func (h *Hub) wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
