package exchange

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// Quota is what a service says is left of one quota.
type Quota struct {
	Remaining int
	Reset     time.Duration // until the window ends and the next begins
	Limit     int           // requests of a whole window; zero where the service does not say
}

// Quotas is a count of requests that several processes keep together, since a
// service counts those of all of them.
type Quotas interface {
	// Take takes one request out of a bucket. When none is left it says how long
	// to wait before the next try.
	Take(ctx context.Context, bucket string) (wait time.Duration, err error)
	// Heard takes in what an answer said of a bucket, nil when it said nothing.
	Heard(ctx context.Context, bucket string, said *Quota) error
}

// limiter keeps a run inside the quota that a service announces with its
// answers, so that no refusal has to come first. It lets everything pass until
// the service says how much is left.
type limiter struct {
	cfg *Config

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
		wait, err := l.takeOne(ctx, name)
		switch {
		case err != nil:
			return err
		case wait == 0:
			return nil
		case wait > l.cfg.MaxWait:
			return fmt.Errorf("%w: the quota is used up for %s", hub.ErrRateLimited, wait)
		}
		l.cfg.Trace(hub.Step{Did: hub.Waited, What: "for the end of the quota's window", Took: wait})
		if err := l.cfg.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// takeOne takes one request out of this client's count and out of the one that
// is kept together with others, or out of none.
func (l *limiter) takeOne(ctx context.Context, name string) (time.Duration, error) {
	wait := l.tryTake(name)
	if wait > 0 || l.cfg.Quotas == nil {
		return wait, nil
	}
	wait, err := l.cfg.Quotas.Take(ctx, name)
	if wait > 0 || err != nil {
		l.giveBack(name)
	}
	return wait, err
}

func (l *limiter) giveBack(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(name)
	b.remaining++
	b.inFlight--
}

// tryTake takes one request and returns 0, or returns how long to wait.
func (l *limiter) tryTake(name string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(name)
	now := l.cfg.Now()
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
func (l *limiter) done(ctx context.Context, name string, header http.Header) error {
	said, ok := l.cfg.Protocol.Quota(header, name)
	l.heard(name, said, ok)
	switch {
	case l.cfg.Quotas == nil:
		return nil
	case !ok:
		return l.cfg.Quotas.Heard(ctx, name, nil)
	}
	return l.cfg.Quotas.Heard(ctx, name, &said)
}

func (l *limiter) heard(name string, said Quota, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(name)
	b.inFlight--
	if !ok {
		return
	}
	// One second more than announced: the seconds are rounded.
	resetAt := l.cfg.Now().Add(said.Reset + time.Second)
	left := said.Remaining - b.inFlight
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
