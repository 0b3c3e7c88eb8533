package hubtest

import (
	"net/http"
	"slices"
	"strings"
)

// token returns the token of the request, empty for an anonymous one.
func (x *exchange) token() string {
	token, _ := strings.CutPrefix(x.r.Header.Get("Authorization"), "Bearer ")
	return token
}

// badToken answers a request whose token the hub does not know.
func (x *exchange) badToken() bool {
	if x.token() == "" {
		return false
	}
	if _, ok := x.allowed(); ok {
		return false
	}
	x.fail(http.StatusUnauthorized, "", "Invalid credentials in Authorization header")
	return true
}

// mayRead reports whether the caller may read the files of a gated or private
// repository.
func (x *exchange) mayRead(repo *Repo) bool {
	allowed, _ := x.allowed()
	return slices.Contains(allowed, repo.ID) || slices.Contains(allowed, "*")
}

// allowed returns what the caller's token may read, and whether the hub knows
// the token.
func (x *exchange) allowed() ([]string, bool) {
	x.hub.mu.Lock()
	defer x.hub.mu.Unlock()
	ids, ok := x.hub.Tokens[x.token()]
	return ids, ok
}

func (x *exchange) whoami() {
	if x.token() == "" {
		x.fail(http.StatusUnauthorized, "", "Invalid username or password.")
		return
	}
	x.json(map[string]any{"type": "user", "name": "tester"})
}
