package hub

import (
	"context"
	"time"
)

// Sleep waits for d, or until ctx is done, and then returns its error. It is
// how clients wait where no other way is injected.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
