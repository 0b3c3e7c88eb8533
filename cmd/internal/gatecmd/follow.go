package gatecmd

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/gate"
)

// policyLook is the time between looks at the profile's file.
const policyLook = 2 * time.Second

// follow takes over what changes, until the context ends: the profile when its
// file changes or on SIGHUP, and then the log's file, too.
func (s server) follow(ctx context.Context, w wiring.World) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	tick := time.NewTicker(policyLook)
	defer tick.Stop()
	seen := s.policyText()
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			if err := s.log.reopen(); err != nil {
				fmt.Fprintf(w.Stderr, "fineprint: %s\n", err)
			}
			seen = s.policyText()
			s.reload(w)
		case <-tick.C:
			if text := s.policyText(); !bytes.Equal(text, seen) {
				seen = text
				s.reload(w)
			}
		}
	}
}

// policyText is what the profile's file holds; nil where none can be read.
func (s server) policyText() []byte {
	text, err := os.ReadFile(s.engines.file())
	if err != nil {
		return nil
	}
	return text
}

// reload takes over the profile as it is now. One that cannot be read or is
// broken leaves the old one in force.
func (s server) reload(w wiring.World) {
	engine, err := s.engines.load()
	if err != nil {
		s.log.tell(gate.Event{At: w.Today().UTC(), What: gate.Failed, Error: "the old policy stays in force: " + err.Error()})
		return
	}
	s.gate.Use(engine)
	fmt.Fprintf(w.Stderr, "fineprint: policy %s (sha256 %s) is in force\n", engine.Profile.Name, engine.Profile.SHA256)
}
