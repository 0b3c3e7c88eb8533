// Package exchange is one careful HTTP exchange for every client of a hub:
// where the token may go, which redirects are followed, what is tried again and
// how long, how a quota is kept, when a service counts as gone, and how much of
// an answer is read. A client adds addresses and what answers mean.
package exchange
