package exchange

import (
	"context"
	"errors"
	"fmt"
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
)

// Get asks until there is an answer or no hope of one. Its error is nil only
// for status 200, or 206 for the head of a file, and is a *hub.StatusError or
// that of ctx.
func (c *Client) Get(ctx context.Context, q Request) (*Answer, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b := c.breakers.of(q.URL)
	err := c.allowed(q)
	if err == nil {
		err = b.enter()
	}
	if err != nil {
		return nil, &hub.StatusError{Op: q.Op, ID: q.ID, URL: PlainURL(q.URL), Err: err}
	}
	defer b.leave()
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
		if !again || try >= b.tries() {
			c.note(b, fault)
			return a, fault
		}
		if err := c.pause(ctx, b, wait, fault.Status == 0); err != nil {
			return nil, err
		}
		if b.isOpen() {
			return a, fault // given up meanwhile
		}
	}
}

// pause waits before the next try: silent for as long as the service is not
// given up.
func (c *Client) pause(ctx context.Context, b *breaker, wait time.Duration, silent bool) error {
	c.cfg.Trace(hub.Step{Did: hub.Waited, What: "before asking again", Took: wait})
	if !silent {
		return c.cfg.Sleep(ctx, wait)
	}
	guarded, done := b.guard(ctx)
	defer done()
	if err := c.cfg.Sleep(guarded, wait); err != nil && guarded.Err() == nil {
		return err
	}
	return ctx.Err()
}

// allowed says whether a request may leave at all.
func (c *Client) allowed(q Request) error {
	switch {
	case c.cfg.Offline:
		return hub.ErrOffline
	case c.IsHome(q.URL) && c.tokenRejected.Load():
		return hub.ErrUnauthorized
	default:
		return nil
	}
}

// note remembers what a failure says of the requests to come.
func (c *Client) note(b *breaker, fault *hub.StatusError) {
	if fault.Status == 0 && errors.Is(fault, hub.ErrUnreachable) && !errors.Is(fault, errPrivateAddress) {
		b.gaveUp(fault.Err)
	}
	if errors.Is(fault, hub.ErrUnauthorized) && c.cfg.Token != "" {
		c.tokenRejected.Store(true)
	}
}

// wait says whether a failure may pass, and when to ask again.
func (c *Client) wait(fault *hub.StatusError, a *Answer, try int) (time.Duration, bool) {
	switch {
	case errors.Is(fault, hub.ErrRateLimited):
		if fault.RetryAfter > 0 {
			return fault.RetryAfter, fault.RetryAfter <= c.cfg.MaxWait
		}
		return backoff(try), a != nil
	case errors.Is(fault, errPrivateAddress):
		return 0, false
	case errors.Is(fault, context.DeadlineExceeded):
		return backoff(try), try == 0
	case fault.Status == 0:
		return backoff(try), errors.Is(fault, hub.ErrUnreachable)
	}
	switch a.Status {
	case http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable,
		http.StatusGatewayTimeout:
		if stated := c.retryAfter(a.Header); stated > 0 && stated <= c.cfg.MaxWait {
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

// stated returns how long a refusal asks to wait: to the end of the window
// when the quota of this bucket is used up, else what Retry-After says, zero
// when nothing does.
func (c *Client) stated(h http.Header, bucket string) time.Duration {
	if said, ok := c.cfg.Protocol.Quota(h, bucket); ok && said.Remaining == 0 {
		return said.Reset + time.Second
	}
	return c.retryAfter(h)
}

// retryAfter reads whole seconds; a date counts as nothing.
func (c *Client) retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(min(seconds, int(c.cfg.MaxWait/time.Second)+1)) * time.Second
}

// BadAnswer is the error of an answer that came and was not understood.
func (c *Client) BadAnswer(q Request, a *Answer, cause error) error {
	return &hub.StatusError{
		Op: q.Op, ID: q.ID, URL: PlainURL(q.URL), Status: a.Status, RequestID: c.Inert(requestID(a.Header)),
		Err: fmt.Errorf("%w: %w", hub.ErrBadAnswer, cause),
	}
}
