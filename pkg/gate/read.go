package gate

import (
	"errors"
	"net/http"
	"strings"
)

// unknown is the route of whatever the table does not know.
func unknown() Route {
	return Route{Does: Refused, Why: "the gate does not know this address of the hub, so it cannot tell what it would let through; " +
		"its own page is at " + Prefix}
}

// read reads what a request asks for. An error is a request that no client of a
// hub sends: one for a proxy, or with a path that can be read in two ways.
func read(r *http.Request) (Asked, error) {
	if r.Method == http.MethodConnect || r.URL.Scheme != "" || r.URL.Host != "" || r.URL.Opaque != "" || r.URL.User != nil ||
		r.RequestURI != "" && !strings.HasPrefix(r.RequestURI, "/") {
		return Asked{}, errProxy
	}
	parts, err := segments(r.URL.EscapedPath())
	if err != nil {
		return Asked{}, err
	}
	asked, known := Find(r.Method, parts)
	if !known {
		return Asked{Route: unknown(), rev: -1}, nil
	}
	return asked, nil
}

// errProxy says that a request is one for a proxy of the whole web.
var errProxy = errors.New("the gate is no proxy: ask it for a path of the hub")
