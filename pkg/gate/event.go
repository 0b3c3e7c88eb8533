package gate

import "time"

// What an Event tells.
const (
	Decided = "decided" // a repository was audited
	Denied  = "refused" // a request was refused
	Failed  = "failed"  // something could not be done, so a request was refused
	Changed = "policy"  // another profile was taken over
)

// Event is something that the gate did, for a log. It never holds a token.
type Event struct {
	At       time.Time `json:"time"`
	What     string    `json:"event"`
	Decision Decision  `json:"decision,omitzero"`
	Method   string    `json:"method,omitempty"`
	Path     string    `json:"path,omitempty"`
	Client   string    `json:"client,omitempty"` // its address, with Config.LogClients only
	Error    string    `json:"error,omitempty"`
}
