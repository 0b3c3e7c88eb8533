package gatecmd

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// eventLog writes what a gate does: lines of JSON to a file, and to standard
// error, in words, what whoever runs it has to know.
type eventLog struct {
	name string
	w    wiring.World

	mu   sync.Mutex
	file *os.File // nil for none
	lost bool     // it was said that the file cannot be written
}

func openLog(name string, w wiring.World) (*eventLog, error) {
	l := &eventLog{name: name, w: w}
	if err := l.reopen(); err != nil {
		return nil, usage.Wrap(err)
	}
	return l, nil
}

// reopen opens the file anew: the one of that name may have been moved away.
func (l *eventLog) reopen() error {
	if l.name == "" {
		return nil
	}
	f, err := os.OpenFile(l.name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open the audit log: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		l.file.Close()
	}
	l.file, l.lost = f, false
	return nil
}

// tell writes an event. A log that cannot be written is said once; it stops
// nothing, because every decision is in the state folder.
func (l *eventLog) tell(e gate.Event) {
	if e.What == gate.Failed {
		fmt.Fprintf(l.w.Stderr, "fineprint: %s\n", render.Inert(e.Error)) // it may hold words of others
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return
	}
	line, err := json.Marshal(e)
	if err == nil {
		_, err = l.file.Write(append(line, '\n'))
	}
	if err != nil && !l.lost {
		l.lost = true
		fmt.Fprintf(l.w.Stderr, "fineprint: the audit log cannot be written: %s\n", err)
	}
}

func (l *eventLog) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		l.file.Close()
	}
}
