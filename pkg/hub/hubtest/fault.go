package hubtest

import (
	"net/http"
	"strings"
	"time"
)

// Fault is something that goes wrong with requests. Set the fields of one
// fault; a zero Fault does nothing.
type Fault struct {
	// Path selects requests: those whose escaped path has it as a prefix.
	Path string
	// Skip is how many requests pass before the first is struck.
	Skip int
	// Times is how many requests are struck; zero means all.
	Times int
	// Every strikes one request of so many; zero strikes each.
	Every int

	Status  int               // answer with this status
	Code    string            // X-Error-Code
	Message string            // X-Error-Message
	Header  map[string]string // further headers
	Body    string            // in place of the JSON error

	Delay    time.Duration // wait before answering
	CutOff   bool          // announce more bytes than are sent, then hang up
	Size     int64         // answer 200 with this many bytes
	Loop     bool          // redirect to itself
	Redirect string        // redirect to this address
	HangUp   bool          // close the connection without an answer

	// Struck, when set, is called whenever the fault strikes, before its delay.
	Struck func()
}

type activeFault struct {
	Fault
	seen, struck int
}

// Fault injects a fault. Faults are tried in the order in which they came.
func (h *Hub) Fault(f Fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.faults = append(h.faults, &activeFault{Fault: f})
}

// pick returns the fault that strikes the request, if any.
func (h *Hub) pick(path string) *activeFault {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, f := range h.faults {
		if !strings.HasPrefix(path, f.Path) {
			continue
		}
		if f.seen++; f.seen > f.Skip && (f.Times == 0 || f.struck < f.Times) && (f.seen-f.Skip)%max(f.Every, 1) == 0 {
			f.struck++
			return f
		}
	}
	return nil
}

// faulty answers the request when a fault strikes it.
func (x *exchange) faulty() bool {
	f := x.hub.pick(x.r.URL.EscapedPath())
	if f == nil {
		return false
	}
	if f.Struck != nil {
		f.Struck()
	}
	if f.HangUp || !x.hub.wait(x.r.Context(), f.Delay) {
		panic(http.ErrAbortHandler)
	}
	for name, value := range f.Header {
		x.w.Header().Set(name, value)
	}
	switch {
	case f.Loop:
		x.redirect(http.StatusTemporaryRedirect, x.r.URL.EscapedPath())
	case f.Redirect != "":
		x.w.Header().Set("Location", f.Redirect)
		x.send(http.StatusFound, nil)
	case f.Size > 0:
		x.oversized(f.Size)
	case f.CutOff:
		x.w.Header().Set("Content-Length", "1000000")
		x.send(http.StatusOK, []byte(`{"id":`))
		panic(http.ErrAbortHandler)
	case f.Body != "":
		x.send(max(f.Status, http.StatusOK), []byte(f.Body))
	case f.Status != 0:
		x.fail(f.Status, f.Code, f.Message)
	default:
		return false
	}
	return true
}

// oversized streams size bytes of blanks.
func (x *exchange) oversized(size int64) {
	x.status = http.StatusOK
	x.w.WriteHeader(http.StatusOK)
	chunk := []byte(strings.Repeat(" ", 64<<10))
	for size > 0 {
		n, err := x.w.Write(chunk[:min(size, int64(len(chunk)))])
		if err != nil {
			return
		}
		size -= int64(n)
	}
}
