package hubtest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// exchange is one request with what the hub makes of it.
type exchange struct {
	hub    *Hub
	w      http.ResponseWriter
	r      *http.Request
	path   []string // segments of the path, unescaped
	status int
}

// ServeHTTP answers as the Hub does.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{hub: h, w: w, r: r}
	defer func() { h.record(r, x.status) }()
	if !h.wait(r.Context(), h.Latency) {
		panic(http.ErrAbortHandler)
	}
	for _, part := range strings.Split(strings.Trim(r.URL.EscapedPath(), "/"), "/") {
		s, err := url.PathUnescape(part)
		if err != nil {
			x.fail(http.StatusBadRequest, "", "Bad path")
			return
		}
		x.path = append(x.path, s)
	}
	if !x.limit() || x.faulty() || x.badToken() {
		return
	}
	x.route()
}

func (h *Hub) record(r *http.Request, status int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.log = append(h.log, Request{
		Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery, Authorized: r.Header.Get("Authorization") != "", Status: status,
	})
}

// route sends the request to the part of the hub that answers it.
func (x *exchange) route() {
	p := x.path
	switch {
	case p[0] == "api" && len(p) >= 2:
		x.api(p[1:])
	case slices.Contains([]string{"datasets", "spaces"}, p[0]):
		x.files(p[0], p[1:])
	default:
		x.files("models", p)
	}
}

func (x *exchange) api(p []string) {
	switch {
	case p[0] == "resolve-cache" && len(p) >= 6:
		x.resolveCache(p[1], p[2]+"/"+p[3], p[4], strings.Join(p[5:], "/"))
	case p[0] == "resolve-cache" && len(p) == 5:
		x.resolveCache(p[1], p[2], p[3], p[4])
	case p[0] == "whoami-v2":
		x.whoami()
	case !slices.Contains([]string{"models", "datasets", "spaces"}, p[0]):
		x.noRoute()
	case len(p) == 1:
		x.list(p[0])
	default:
		if v, rest, ok := x.enter(p[0], p[1:], "/api/"+p[0]+"/"); ok {
			v.api(rest)
		}
	}
}

// verbs are the words that follow a repository's id in an address.
var verbs = []string{"revision", "tree", "paths-info", "refs", "commits", "auth-check", "scan", "resolve", "raw", "blob"}

// enter finds the repository that the path names and answers when there is none
// that the caller may know of. prefix is the part of the address before the id.
func (x *exchange) enter(kind string, p []string, prefix string) (v visit, rest []string, ok bool) {
	n := 1
	if len(p) >= 2 && !slices.Contains(verbs, p[1]) {
		n = 2
	}
	id, rest := strings.Join(p[:n], "/"), p[n:]
	repo, moved := x.hub.find(kind, id)
	switch {
	case repo == nil || repo.Private && !x.mayRead(repo):
		if x.token() != "" {
			x.fail(http.StatusNotFound, "RepoNotFound", "Repository not found")
		} else {
			x.fail(http.StatusUnauthorized, "", "Invalid username or password.")
		}
		return visit{}, nil, false
	case moved:
		x.redirect(http.StatusTemporaryRedirect, prefix+repo.ID+suffix(x.r.URL.EscapedPath(), prefix, n))
		return visit{}, nil, false
	}
	return visit{x, repo}, rest, true
}

// suffix returns what follows the n segments of the id in an escaped path.
func suffix(escaped, prefix string, n int) string {
	rest := strings.SplitN(strings.TrimPrefix(escaped, prefix), "/", n+1)
	if len(rest) <= n {
		return ""
	}
	return "/" + rest[n]
}

// noRoute answers a request that the Hub does not know.
func (x *exchange) noRoute() {
	x.hub.mu.Lock()
	x.hub.unknown = append(x.hub.unknown, x.r.Method+" "+x.r.URL.EscapedPath())
	x.hub.mu.Unlock()
	x.fail(http.StatusNotFound, "", "Sorry, we can't find the page you are looking for.")
}

// fail answers with an error as the Hub words it: in headers and as JSON.
func (x *exchange) fail(status int, code, message string) {
	if code != "" {
		x.w.Header().Set("X-Error-Code", code)
	}
	x.w.Header().Set("X-Error-Message", message)
	x.write(status, map[string]string{"error": message})
}

func (x *exchange) json(value any) { x.write(http.StatusOK, value) }

func (x *exchange) write(status int, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		status, data = http.StatusInternalServerError, []byte(`{"error":"`+http.StatusText(http.StatusInternalServerError)+`"}`)
	}
	x.w.Header().Set("Content-Type", "application/json; charset=utf-8")
	x.send(status, data)
}

func (x *exchange) send(status int, body []byte) {
	x.status = status
	x.w.WriteHeader(status)
	if x.r.Method != http.MethodHead {
		_, _ = x.w.Write(body) // a client that hung up is not the hub's trouble
	}
}

// redirect answers as the Hub does: with a relative address that keeps the
// query.
func (x *exchange) redirect(status int, location string) {
	if x.r.URL.RawQuery != "" && !strings.Contains(location, "?") {
		location += "?" + x.r.URL.RawQuery
	}
	x.w.Header().Set("Location", location)
	x.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	x.send(status, []byte("Temporary Redirect. Redirecting to "+location))
}
