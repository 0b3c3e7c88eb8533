package exchange

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// How long a service may be silent.
const (
	// defaultPatience is for one that has not answered anything yet: nobody
	// waits longer to learn that an address is wrong.
	defaultPatience = 2500 * time.Millisecond
	// coolDown is how long one that was given up on is not asked.
	coolDown = 30 * time.Second
)

var (
	errSilent   = errors.New("no answer came in time")
	errNotAsked = errors.New("it was not asked again, because it did not answer the requests before")
)

// breakers are the breakers of the origins that a client asks.
type breakers struct {
	cfg *Config

	mu sync.Mutex
	by map[string]*breaker
}

func (s *breakers) of(u *url.URL) *breaker {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := origin(u)
	if s.by == nil {
		s.by = map[string]*breaker{}
	}
	if s.by[name] == nil {
		s.by[name] = &breaker{cfg: s.cfg, waiting: map[*guard]bool{}}
	}
	return s.by[name]
}

// breaker gives a service up for all requests at once: when none of them had
// an answer for as long as patience goes. Every answer, of whatever status,
// starts the clock anew; it stands still while nobody asks.
type breaker struct {
	cfg *Config

	mu       sync.Mutex
	active   int // calls under way
	waiting  map[*guard]bool
	clock    *time.Timer // nil while it stands still
	started  int         // number of clocks set so far
	answered bool        // the service gave any answer since it was given up
	doubtful bool        // a call was given up without one: no further tries until an answer comes
	last     error       // the latest failure without an answer
	until    time.Time   // open: nothing is asked before; zero when closed
	cause    error       // why it was opened first
}

// guard is one wait that ends when the service is given up.
type guard struct{ cancel context.CancelCauseFunc }

// enter begins a call, unless the service was given up.
func (b *breaker) enter() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.until.IsZero() {
		if b.cfg.Now().Before(b.until) {
			return fmt.Errorf("%w: %w", hub.ErrUnreachable, errNotAsked)
		}
		b.until, b.answered = time.Time{}, false
	}
	b.active++
	return nil
}

// leave ends a call.
func (b *breaker) leave() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.active--; b.active == 0 {
		b.stop()
	}
}

// guard returns a context that ends when the service is given up, and what to
// call when the wait is over.
func (b *breaker) guard(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	g := &guard{cancel}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.until.IsZero() {
		cancel(errSilent)
	}
	b.waiting[g] = true
	if b.clock == nil {
		b.start()
	}
	return ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.waiting, g)
	}
}

// heard takes in an answer, err being nil, or that none came.
func (b *breaker) heard(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err != nil {
		if !errors.Is(err, errSilent) && !errors.Is(err, context.Canceled) {
			b.last = err
		}
		return
	}
	b.answered, b.doubtful, b.last, b.until = true, false, nil, time.Time{}
	b.stop()
	if len(b.waiting) > 0 {
		b.start()
	}
}

// start sets the clock; mu is held.
func (b *breaker) start() {
	patience := b.cfg.Patience
	if b.answered {
		patience = 2 * b.cfg.Timeout // one request may run out of time, and be sent again
	}
	b.started++
	started := b.started
	b.clock = time.AfterFunc(patience, func() { b.giveUp(started) })
}

// stop stops the clock; mu is held.
func (b *breaker) stop() {
	if b.clock != nil {
		b.clock.Stop()
		b.clock = nil
	}
}

// giveUp opens the breaker when the clock of that number ran out.
func (b *breaker) giveUp(started int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.clock == nil || b.started != started {
		return // an answer came at the last moment
	}
	b.clock = nil
	b.until = b.cfg.Now().Add(coolDown)
	if b.cause = b.last; b.cause == nil {
		b.cause = fmt.Errorf("%w: %w", hub.ErrUnreachable, errSilent)
	}
	for g := range b.waiting {
		g.cancel(errSilent)
	}
}

// gaveUp notes that a call ended without an answer.
func (b *breaker) gaveUp(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.doubtful = true
	if b.cause == nil {
		b.cause = err
	}
}

// tries is the number of further tries.
func (b *breaker) tries() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.doubtful || !b.until.IsZero() {
		return 0
	}
	return b.cfg.Retries
}

// isOpen reports whether the service was given up.
func (b *breaker) isOpen() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.until.IsZero()
}

// Gone returns why the service was given up, nil when it was not or answers
// again.
func (c *Client) Gone() error {
	if c.base == nil {
		return nil
	}
	b := c.breakers.of(c.base)
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.doubtful && b.until.IsZero() {
		return nil
	}
	return b.cause
}
