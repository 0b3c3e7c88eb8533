package hub

import (
	"errors"
	"fmt"
	"time"
)

// The kinds of failure that a caller can act on. Clients wrap one of them in a
// StatusError; compare with errors.Is.
var (
	ErrNotFound         = errors.New("not found")
	ErrMissingOrPrivate = errors.New("missing or private")
	ErrRevision         = errors.New("no such revision")
	ErrGated            = errors.New("gated")
	ErrUnauthorized     = errors.New("token not accepted")
	ErrForbidden        = errors.New("access denied")
	ErrDisabled         = errors.New("disabled by the hub")
	ErrWithheld         = errors.New("gone or withheld by the hub")
	ErrRateLimited      = errors.New("rate limited")
	ErrTooLarge         = errors.New("larger than the limit")
	ErrOffline          = errors.New("offline and not cached")
	ErrUnreachable      = errors.New("hub unreachable")
	ErrBadAnswer        = errors.New("answer not understood")
	ErrUnsupported      = errors.New("not supported")
)

// StatusError is a failed exchange with a hub. It never holds a token: URL has
// no credentials and no query.
type StatusError struct {
	Op         string // "model info", "file"
	ID         string // repository id
	URL        string
	Status     int    // HTTP status, 0 when no answer came
	Message    string // the hub's own words, bounded
	RequestID  string
	RetryAfter time.Duration
	Err        error // one of the errors above, possibly with a cause
}

func (e *StatusError) Error() string {
	s := e.Op + " " + e.ID + ": " + e.Err.Error()
	if e.Status != 0 {
		s += fmt.Sprintf(" (HTTP %d)", e.Status)
	}
	if e.Message != "" {
		s += ": " + e.Message
	}
	return s
}

// Facts are what is known of a failure, as parameters of a problem: of a failed
// exchange its cause, the status of the answer and the hub's own words, and of
// any other the error.
func Facts(err error) []any {
	var e *StatusError
	if !errors.As(err, &e) {
		return []any{"error", err}
	}
	facts := []any{"cause", e.Err}
	if e.Status != 0 {
		facts = append(facts, "status", e.Status)
	}
	if e.Message != "" {
		facts = append(facts, "said", e.Message)
	}
	return facts
}

// Unwrap returns the kind of failure.
func (e *StatusError) Unwrap() error { return e.Err }
