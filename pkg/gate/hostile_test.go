package gate_test

import (
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// TestEarlyAnswers: what a hub says before its answer is held to nothing, so it
// does not pass.
func TestEarlyAnswers(t *testing.T) {
	s := newSite(t, company, nil)
	early := hubtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", "<https://elsewhere.example/weights>; rel=preload")
		w.WriteHeader(http.StatusEarlyHints)
		w.Header().Del("Link")
		s.hub.ServeHTTP(w, r)
	}))
	g, err := gate.New(gate.Config{Hub: early, Store: &gate.Memory{}, Secret: []byte("0123456789abcdef")}, s.engine(company))
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodGet, hubtest.Serve(t, g)+"/api/models", nil)
	if err != nil {
		t.Fatal(err)
	}
	req = req.WithContext(httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		Got1xxResponse: func(code int, header textproto.MIMEHeader) error {
			t.Errorf("%d %v came through", code, header)
			return nil
		}}))
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("the answer: %d", resp.StatusCode)
	}
}

// TestNoAnswer: what is no answer is none on a route that nothing is refused on,
// either.
func TestNoAnswer(t *testing.T) {
	s := newSite(t, company, nil)
	switching := hubtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter,
		_ *http.Request) {
		w.WriteHeader(http.StatusSwitchingProtocols)
	}))
	g, err := gate.New(gate.Config{Hub: switching, Store: &gate.Memory{}, Secret: []byte("0123456789abcdef")}, s.engine(company))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(hubtest.Serve(t, g) + "/api/models")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusBadGateway {
		t.Errorf("the answer: %d", resp.StatusCode)
	}
}

// TestUntypedPages: a page without a type is no page of the gate's either. The
// server would find out its type, and a browser show it.
func TestUntypedPages(t *testing.T) {
	s := newSite(t, company, nil)
	for _, kind := range []string{"", "text/html", "image/svg+xml", "multipart/x-mixed-replace; boundary=a", "application/xhtml+xml"} {
		untyped := hubtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if w.Header()["Content-Type"] = nil; kind != "" {
				w.Header().Set("Content-Type", kind)
			}
			fmt.Fprint(w, "<!doctype html><script>fetch('/_fineprint/')</script>")
		}))
		g, err := gate.New(gate.Config{Hub: untyped, Store: &gate.Memory{}, Secret: []byte("0123456789abcdef")}, s.engine(company))
		if err != nil {
			t.Fatal(err)
		}
		if r := ask(t, http.MethodGet, hubtest.Serve(t, g)+"/api/tasks"); r.header.Get("Content-Security-Policy") != "sandbox" {
			t.Errorf("%q may run at the gate's address: %v", kind, r.header)
		}
	}
}

// TestBodiesOfRedirects: an answer that sends a client on brings nothing along.
func TestBodiesOfRedirects(t *testing.T) {
	s := newSite(t, company, nil)
	barred := s.commit("moss/barred")
	lying := hubtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/models/moss/barred") {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Location", "/moss/barred/raw/"+barred+"/model.safetensors")
		w.WriteHeader(http.StatusFound)
		fmt.Fprint(w, strings.Repeat(weights, 100_000))
	}))
	g, err := gate.New(gate.Config{Hub: lying, Store: &gate.Memory{}, Secret: []byte("0123456789abcdef")}, s.engine(company))
	if err != nil {
		t.Fatal(err)
	}
	w := direct(g, http.MethodGet, "/moss/barred/raw/main/model.safetensors")
	if w.Body.Len() > 64<<10 {
		t.Errorf("%d with %d bytes", w.Code, w.Body.Len())
	}
}
