package huggingface

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// Waits between tries.
const (
	firstBackoff = 500 * time.Millisecond
	maxBackoff   = 8 * time.Second
	maxWait      = 10 * time.Minute // a stated wait that is longer is a failure
)

// get asks until there is an answer or no hope of one. Its error is nil only
// for status 200, and is a *hub.StatusError or that of ctx.
func (c *Client) get(ctx context.Context, q request) (*answer, error) {
	if err := c.allowed(q); err != nil {
		return nil, &hub.StatusError{Op: q.op, ID: q.id, URL: plainURL(q.url), Err: err}
	}
	for try := 0; ; try++ {
		a, err := c.exchange(ctx, q)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		fault := c.fault(q, a, err)
		if fault == nil {
			return a, nil
		}
		wait, again := c.wait(fault, a, try)
		if !again || try >= c.tries() {
			c.note(fault)
			return a, fault
		}
		if err := c.cfg.Sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

// allowed says whether a request may leave at all.
func (c *Client) allowed(q request) error {
	switch {
	case c.cfg.Offline:
		return hub.ErrOffline
	case q.token != "" && c.tokenRejected.Load():
		return hub.ErrUnauthorized
	default:
		return nil
	}
}

// tries is the number of further tries. A hub that never answered and was
// given up on once is asked once per request from then on, so that a run
// against a dead address ends.
func (c *Client) tries() int {
	if c.unreachable.Load() && !c.answered.Load() {
		return 0
	}
	return c.cfg.Retries
}

func (c *Client) note(fault *hub.StatusError) {
	if fault.Status == 0 && errors.Is(fault, hub.ErrUnreachable) {
		c.unreachable.Store(true)
	}
	if errors.Is(fault, hub.ErrUnauthorized) {
		c.tokenRejected.Store(true)
	}
}

// wait says whether a failure may pass, and when to ask again.
func (c *Client) wait(fault *hub.StatusError, a *answer, try int) (time.Duration, bool) {
	switch {
	case errors.Is(fault, hub.ErrRateLimited):
		if fault.RetryAfter > 0 {
			return fault.RetryAfter, fault.RetryAfter <= maxWait
		}
		return backoff(try), true
	case fault.Status == 0:
		return backoff(try), errors.Is(fault, hub.ErrUnreachable)
	case a == nil:
		return 0, false
	}
	switch a.status {
	case http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		if stated := retryAfter(a.header); stated > 0 && stated <= maxWait {
			return stated, true
		}
		return backoff(try), true
	default:
		return 0, false
	}
}

// backoff doubles from try to try and is spread, so that clients that failed
// together do not come back together.
func backoff(try int) time.Duration {
	d := min(firstBackoff<<min(try, 10), maxBackoff)
	return d/2 + rand.N(d/2)
}

// stated returns how long a 429 asks to wait: to the end of the window when
// the quota of this bucket is used up, else what Retry-After says, zero when
// nothing does.
func stated(h http.Header, bucket string) time.Duration {
	if l, ok := parseRateLimit(h.Get("RateLimit"), bucket); ok && l.remaining == 0 {
		return l.reset + time.Second
	}
	return retryAfter(h)
}

// retryAfter reads whole seconds; a date counts as nothing.
func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(min(seconds, int(maxWait/time.Second)+1)) * time.Second
}
