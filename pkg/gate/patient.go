package gate

import (
	"net/http"
	"time"
)

// stalls is how long a client may take none of the bytes of its download.
const stalls = 2 * time.Minute

// patientWriter ends an answer that a client does not take. A download may last
// for hours, so that a limit on the whole would not do.
type patientWriter struct {
	http.ResponseWriter
	control *http.ResponseController
	since   int // bytes since the limit was set
}

func patient(w http.ResponseWriter) *patientWriter {
	return &patientWriter{ResponseWriter: w, control: http.NewResponseController(w), since: every}
}

// every is how many bytes are written under one limit.
const every = 1 << 20

// Write writes, and ends with an error when the client stalls.
func (p *patientWriter) Write(b []byte) (int, error) {
	if p.since >= every {
		p.since = 0
		_ = p.control.SetWriteDeadline(time.Now().Add(stalls)) //nolint:forbidigo // of a connection; not every writer has one
	}
	p.since += len(b)
	return p.ResponseWriter.Write(b)
}

// WriteHeader keeps back what the hub says before its answer: nothing of it was
// looked at.
func (p *patientWriter) WriteHeader(status int) {
	if status >= http.StatusOK {
		p.ResponseWriter.WriteHeader(status)
	}
}

// Unwrap lets the proxy flush.
func (p *patientWriter) Unwrap() http.ResponseWriter { return p.ResponseWriter }
