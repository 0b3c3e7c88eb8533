package hubtest

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// endless is how long a window of a hub without a Window is said to last, in
// seconds. It never ends.
const endless = 300

// reset begins a new window when the last is over, and returns how many seconds
// are left of it and how many it has.
func (h *Hub) reset(now time.Time) (left, length int) {
	if h.used == nil {
		h.used = map[string]int{}
	}
	if h.Window == 0 {
		return endless, endless
	}
	if begin := now.Truncate(h.Window); !begin.Equal(h.began) {
		h.began = begin
		clear(h.used)
	}
	seconds := func(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
	return seconds(h.began.Add(h.Window).Sub(now)), seconds(h.Window)
}

// limit counts the request against its bucket, writes the headers that stand
// on every answer, and answers 429 when the quota is used up.
func (x *exchange) limit() bool {
	bucket := x.bucket()
	quota := x.hub.Quota
	if quota == 0 {
		quota = 1_000_000
	}
	x.hub.mu.Lock()
	reset, window := x.hub.reset(time.Now()) //nolint:forbidigo // the windows of the fake run by the clock of who asks it
	x.hub.used[bucket]++
	left := quota - x.hub.used[bucket]
	x.hub.mu.Unlock()
	x.w.Header().Set("RateLimit", fmt.Sprintf(`"%s";r=%d;t=%d`, bucket, max(left, 0), reset))
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
