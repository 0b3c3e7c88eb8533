package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/gate"
)

// gateLog writes what a gate does: lines of JSON to a file, and to standard
// error, in words, what whoever runs it has to know.
type gateLog struct {
	name string
	w    world

	mu   sync.Mutex
	file *os.File // nil for none
	lost bool     // it was said that the file cannot be written
}

func openGateLog(name string, w world) (*gateLog, error) {
	l := &gateLog{name: name, w: w}
	if err := l.reopen(); err != nil {
		return nil, usageError{err}
	}
	return l, nil
}

// reopen opens the file anew: the one of that name may have been moved away.
func (l *gateLog) reopen() error {
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
func (l *gateLog) tell(e gate.Event) {
	if e.What == gate.Failed {
		fmt.Fprintf(l.w.stderr, "fineprint: %s\n", e.Error)
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
		fmt.Fprintf(l.w.stderr, "fineprint: the audit log cannot be written: %s\n", err)
	}
}

func (l *gateLog) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		l.file.Close()
	}
}
