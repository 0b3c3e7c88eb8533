package wiring

import (
	"fmt"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// Debugging makes the world tell what clients do, with --debug. done tells the
// sums.
func Debugging(c *cli.Context, w World) (traced World, done func()) {
	if !c.Bool("debug") {
		return w, func() {}
	}
	began := time.Now()
	var mu sync.Mutex
	requests, cached := 0, 0
	w.Trace = func(s hub.Step) {
		mu.Lock()
		defer mu.Unlock()
		switch s.Did {
		case hub.Asked:
			requests++
		case hub.Cached:
			cached++
		}
		fmt.Fprintf(w.Stderr, "debug: %6d ms  %s\n", time.Since(began).Milliseconds(), stepLine(s))
	}
	return w, func() {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintf(w.Stderr, "debug: %6d ms  done: %d requests, %d snapshots from the cache\n", time.Since(began).Milliseconds(), requests,
			cached)
	}
}

// stepLine says what was done.
func stepLine(s hub.Step) string {
	switch {
	case s.Did == hub.Waited:
		return fmt.Sprintf("waits %d ms %s", s.Took.Milliseconds(), s.What)
	case s.Did != hub.Asked:
		return render.Inert(string(s.Did) + ": " + s.What)
	}
	out := fmt.Sprintf("%s → %d in %d ms", s.What, s.Status, s.Took.Milliseconds())
	if s.Err != nil {
		out = fmt.Sprintf("%s → no answer in %d ms: %v", s.What, s.Took.Milliseconds(), s.Err)
	}
	if s.Token {
		out += ", with the token"
	}
	return render.Inert(out)
}
