package hubtest

import "net/http"

// standIn is what every site has that stands in for one of another kind: faults,
// and the log of its requests.
type standIn struct{ hub Hub }

// Fault injects a fault.
func (s *standIn) Fault(f Fault) { s.hub.Fault(f) }

// TakeRequests returns the log so far and clears it.
func (s *standIn) TakeRequests() []Request { return s.hub.TakeRequests() }

// begin takes up a request; done notes how it was answered.
func (s *standIn) begin(w http.ResponseWriter, r *http.Request) (x *exchange, done func()) {
	x = &exchange{hub: &s.hub, w: w, r: r}
	return x, func() { s.hub.record(r, x.status) }
}
