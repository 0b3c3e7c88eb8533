package hub

import "time"

// Step is one thing that a client did, told to whoever looks for a fault. It
// never holds a token.
type Step struct {
	Did    Did
	What   string        // an address without user and query, or a repository at a commit
	Status int           // of an answer; 0 when none came
	Took   time.Duration // until the answer began; of a wait, how long it is
	Token  bool          // a token went along
	Err    error
}

// Did is the sort of a step.
type Did string

// The sorts of steps.
const (
	Asked    Did = "asked"      // a request was sent
	Waited   Did = "waits"      // for a quota, or before the next try
	Cached   Did = "cached"     // the cache had it
	NoCached Did = "not cached" // the cache did not
)
