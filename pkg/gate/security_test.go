package gate_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// raw sends bytes as they are and returns all answers, until the gate hangs up.
func (s *site) raw(text string) string {
	s.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, text); err != nil {
		s.t.Fatal(err)
	}
	if !strings.Contains(text, "Connection: close") { // else the gate hangs up by itself
		_ = conn.(*net.TCPConn).CloseWrite()
	}
	answer, _ := io.ReadAll(bufio.NewReader(conn))
	return string(answer)
}

// TestNoProxy: the gate carries requests to its hub alone.
func TestNoProxy(t *testing.T) {
	s := newSite(t, company, nil)
	other := hubtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "elsewhere") }))
	host := strings.TrimPrefix(other, "http://")
	for _, request := range []string{
		"GET " + other + "/ HTTP/1.1\r\nHost: " + host, "GET " + other + "/acme/free/resolve/main/README.md HTTP/1.1\r\nHost: gate",
		"CONNECT " + host + " HTTP/1.1\r\nHost: " + host, "OPTIONS /api/models HTTP/1.1\r\nHost: gate",
		"GET //" + host + "/acme/free/resolve/main/x HTTP/1.1\r\nHost: gate", "GET /@" + host + "/ HTTP/1.1\r\nHost: gate",
		"GET /" + other + "/x HTTP/1.1\r\nHost: gate", "TRACE /api/models HTTP/1.1\r\nHost: gate",
	} {
		answer := s.raw(request + "\r\nConnection: close\r\n\r\n")
		if strings.Contains(answer, "elsewhere") || !strings.HasPrefix(answer, "HTTP/1.1 4") {
			t.Errorf("%q → %.300s", request, answer)
		}
	}
	if n := len(s.hub.TakeRequests()); n > 0 {
		t.Errorf("the hub was asked %d times", n)
	}
}

// TestSmuggling: whatever the gate takes for a request is judged as one, also
// behind a body that two readers could cut in two ways.
func TestSmuggling(t *testing.T) {
	s := newSite(t, company, nil)
	const hidden = "GET /moss/barred/resolve/main/model.safetensors HTTP/1.1\r\nHost: gate\r\n\r\n"
	for name, text := range map[string]string{
		"both lengths": "POST /api/validate-yaml HTTP/1.1\r\nHost: gate\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
			hidden,
		"two lengths": "POST /api/validate-yaml HTTP/1.1\r\nHost: gate\r\nContent-Length: 0\r\nContent-Length: 9\r\n\r\n" + hidden,
		"odd coding":  "POST /api/validate-yaml HTTP/1.1\r\nHost: gate\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + hidden,
		"body of a GET": fmt.Sprintf("GET /api/models HTTP/1.1\r\nHost: gate\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", len(hidden),
			hidden),
		"folded header":      "GET /api/models HTTP/1.1\r\nHost: gate\r\nX: a\r\n b\r\nConnection: close\r\n\r\n",
		"bare LF in a value": "GET /api/models HTTP/1.1\r\nHost: gate\r\nX: a\nAuthorization: Bearer stolen\r\nConnection: close\r\n\r\n",
	} {
		if answer := s.raw(text); strings.Contains(answer, weights) || strings.Contains(answer, "lfs-content") {
			t.Errorf("%s: %.300s", name, answer)
		}
	}
}

// TestHeadersOfClients: what a client claims of itself, of another path or of
// another method does not reach the hub; nor do its cookies.
func TestHeadersOfClients(t *testing.T) {
	var mu sync.Mutex
	var seen http.Header
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) {
		inner := http.DefaultTransport
		c.Transport = transport(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			defer mu.Unlock()
			seen = r.Header.Clone()
			return inner.RoundTrip(r)
		})
	})
	names := []string{"Cookie", "X-Forwarded-For", "X-Forwarded-Host", "X-Original-Url", "X-Rewrite-Url", "X-Http-Method-Override",
		"Forwarded", "Via",
		"X-Real-Ip", "Proxy-Authorization", "Upgrade", "Te", "Trailer", "Expect", "X-Anything"}
	headers := []string{"Range: bytes=0-3", "User-Agent: python/1", "Authorization: Bearer reader"}
	for _, name := range names {
		if name != "Expect" && name != "Trailer" {
			headers = append(headers, name+": evil")
		}
	}
	s.get("/api/models", headers...)
	mu.Lock()
	defer mu.Unlock()
	for _, name := range names {
		if v := seen.Get(name); v != "" {
			t.Errorf("the hub saw %s: %s", name, v)
		}
	}
	if seen.Get("Range") != "bytes=0-3" || seen.Get("User-Agent") != "python/1" || seen.Get("Authorization") != "Bearer reader" {
		t.Errorf("the hub saw %v", seen)
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestHeadersOfTheHub: what would speak for the gate's own address, or lead a
// client around it, does not reach the client.
func TestHeadersOfTheHub(t *testing.T) {
	odd := map[string]string{"Set-Cookie": "a=b", "Alt-Svc": `h3="evil.example:443"`, "Strict-Transport-Security": "max-age=9",
		"Refresh":         "0; url=x",
		"Clear-Site-Data": `"*"`, "Content-Type": "text/html"}
	s := newSite(t, company, func(_ *gate.Config, h *hubtest.Hub) {
		h.Fault(hubtest.Fault{Path: "/api/models/acme/free/refs", Status: 200, Body: "<script>", Header: odd})
		h.Fault(hubtest.Fault{Path: "/api/tasks", Redirect: "https://elsewhere.example/"})
	})
	s.hub.Fault(hubtest.Fault{Path: "/api/models", Status: 200, Body: "[]", Header: map[string]string{
		"Link": "<" + s.hubURL + `/api/models?cursor=2>; rel="next"`}})
	s.hub.Fault(hubtest.Fault{Path: "/api/datasets", Status: 200, Body: "[]", Header: map[string]string{
		"Link": `<https://elsewhere.example/api/models?cursor=2>; rel="next"`}})
	r := s.get("/api/models/acme/free/refs")
	for name := range odd {
		if name != "Content-Type" && r.header.Get(name) != "" {
			t.Errorf("%s: %s", name, r.header.Get(name))
		}
	}
	if r.header.Get("Content-Security-Policy") != "sandbox" {
		t.Errorf("a page of the hub may run scripts at the gate's address: %v", r.header)
	}
	if r := s.get("/api/tasks"); r.status < http.StatusBadRequest || r.header.Get("Location") != "" {
		t.Errorf("%d %v", r.status, r.header)
	}
	if l := s.get("/api/models").header.Get("Link"); l != "<"+s.url+`/api/models?cursor=2>; rel="next"` {
		t.Errorf("Link: %s", l)
	}
	if l := s.get("/api/datasets").header.Get("Link"); l != "" {
		t.Errorf("Link: %s", l)
	}
}

// TestLinksToXet: a client that is allowed a file is led to its blocks through
// the gate, in headers and in JSON.
func TestLinksToXet(t *testing.T) {
	s := newSite(t, company, nil)
	s.get("/acme/free/resolve/main/README.md")
	sha := s.commit("acme/free")
	route := s.hubURL + "/api/models/acme/free/xet-read-token/" + sha
	s.hub.Fault(hubtest.Fault{Path: "/acme/free/resolve", Status: 200, Times: 1, Body: `{"hash":"aa","refreshUrl":"` + route + `"}`,
		Header: map[string]string{"Link": "<" + route + `>; rel="xet-auth"`, "Content-Type": "application/vnd.xet-fileinfo+json",
			"X-Repo-Commit": sha}})
	r := s.get("/acme/free/resolve/main/model.safetensors", "Accept: application/vnd.xet-fileinfo+json, */*")
	through := strings.Replace(route, s.hubURL, s.url, 1)
	if r.header.Get("Link") != "<"+through+`>; rel="xet-auth"` || r.body != `{"hash":"aa","refreshUrl":"`+through+`"}` {
		t.Errorf("%v %s", r.header, r.body)
	}
}

// TestHostHeader: a client's idea of the gate's name goes into its own answer
// only where it is a name at all.
func TestHostHeader(t *testing.T) {
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) { c.PublicURL = "https://gate.example" })
	answer := s.raw("GET /moss/barred/resolve/main/README.md HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
	if strings.Contains(answer, "evil") || !strings.Contains(answer, "https://gate.example/_fineprint/d/") {
		t.Errorf("%s", answer)
	}
	s = newSite(t, company, nil)
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/moss/barred/resolve/main/README.md", nil)
	r.Host = "a\r\nX-Evil: 1"
	s.gate.ServeHTTP(w, r)
	if w.Header().Get("X-Evil") != "" || strings.Contains(w.Header().Get("X-Error-Message"), "\n") {
		t.Errorf("%v", w.Header())
	}
}

// TestInjection: words of others go into headers as one line of ASCII.
func TestInjection(t *testing.T) {
	s := newSite(t, company, func(_ *gate.Config, h *hubtest.Hub) {
		for _, r := range h.Repos {
			if r.ID == "moss/barred" {
				r.Files["README.md"] = []byte("---\nlicense: other\nlicense_name: \"moss\\r\\nX-Evil: 1\\u202e\"\nlicense_link: LICENSE\n---\n")
			}
		}
	})
	r := s.get("/moss/barred/resolve/main/README.md")
	if r.header.Get("X-Evil") != "" {
		t.Errorf("%v", r.header)
	}
	for _, c := range r.header.Get("X-Error-Message") {
		if c < ' ' || c > '~' {
			t.Errorf("the message holds %q", c)
		}
	}
}

// TestBusy: more requests at once than are carried are turned away, and told
// so.
func TestBusy(t *testing.T) {
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) { c.MaxRequests = 1 })
	s.hold = make(chan struct{})
	started, ended := make(chan struct{}), make(chan struct{})
	go func() {
		close(started)
		direct(s.gate, http.MethodGet, "/acme/free/resolve/main/README.md")
		close(ended)
	}()
	<-started
	for s.audits.Load() == 0 { // the first request waits for its audit
		if r := direct(s.gate, http.MethodGet, gate.Prefix+"healthz"); r.Code != http.StatusOK {
			t.Fatalf("health: %d", r.Code)
		}
	}
	w := direct(s.gate, http.MethodGet, "/api/models")
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	close(s.hold)
	<-ended
}

// TestBigBody: nobody fills the gate's memory, or the hub's.
func TestBigBody(t *testing.T) {
	s := newSite(t, company, nil)
	answer := s.raw("POST /api/validate-yaml HTTP/1.1\r\nHost: gate\r\nContent-Length: 3000000\r\n\r\n" + strings.Repeat("x", 3_000_000))
	if !strings.HasPrefix(answer, "HTTP/1.1 4") && !strings.HasPrefix(answer, "HTTP/1.1 5") {
		t.Errorf("%.200s", answer)
	}
}
