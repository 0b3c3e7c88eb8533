package gate_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// zeros gives n bytes, and after half of them waits for go.
type zeros struct {
	left, half int64
	wait       func()
}

func (z *zeros) Read(p []byte) (int, error) {
	if z.left <= 0 {
		return 0, io.EOF
	}
	if z.left <= z.half && z.wait != nil {
		z.wait()
		z.wait = nil
	}
	n := min(int64(len(p)), z.left)
	clear(p[:n])
	z.left -= n
	return int(n), nil
}

// bigSite has a gate before a hub whose files have size bytes.
func bigSite(t testing.TB, size int64, wait func()) (plain, gated string) {
	content := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(size))
		_, _ = io.Copy(w, &zeros{left: size, half: size / 2, wait: wait})
	})
	big := hubtest.Serve(t, content)
	base, err := url.Parse(big)
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, company, nil)
	s.get("/acme/free/resolve/main/README.md") // decided from now on
	hub := httputil.NewSingleHostReverseProxy(base)
	direct := s.hub
	front := hubtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Range") == "" && r.Method == http.MethodGet && r.URL.Query().Has("big") {
			content(w, r)
			return
		}
		direct.ServeHTTP(w, r)
	}))
	s.hubURL = front
	g, err := gate.New(gate.Config{Hub: front, Store: &gate.Memory{}, Secret: []byte("0123456789abcdef"), SendToken: true}, s.engine(company))
	if err != nil {
		t.Fatal(err)
	}
	gated = hubtest.Serve(t, g) + "/acme/free/resolve/main/model.safetensors"
	if resp, err := http.Get(gated); err == nil { // decides
		resp.Body.Close()
	}
	return hubtest.Serve(t, hub) + "/", gated + "?big"
}

// TestNothingIsBuffered: downloads that are under way cost their buffers, not
// their size.
func TestNothingIsBuffered(t *testing.T) {
	const downloads, size, most = 200, 2 << 20, 60 << 20 // the test's own clients and hub are counted, too
	halfway, finish := make(chan struct{}, downloads), make(chan struct{})
	_, gated := bigSite(t, size, func() { halfway <- struct{}{}; <-finish })
	before := inUse()
	var done sync.WaitGroup
	for range downloads {
		done.Go(func() {
			resp, err := http.Get(gated)
			if err != nil {
				t.Error(err)
				return
			}
			defer resp.Body.Close()
			if n, err := io.Copy(io.Discard, resp.Body); n != size || err != nil {
				t.Errorf("%d bytes, %v", n, err)
			}
		})
	}
	for range downloads {
		<-halfway
	}
	grown := inUse() - before
	close(finish)
	done.Wait()
	t.Logf("%d downloads of %d MiB, half done, hold %d KiB", downloads, size>>20, grown>>10)
	if grown > most {
		t.Errorf("they hold %d MiB", grown>>20)
	}
}

func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}

// BenchmarkWarm is what the gate adds to a request that was decided before.
func BenchmarkWarm(b *testing.B) {
	answer := transport(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Header: http.Header{}, Request: r}, nil
	})
	s := newSite(b, company, nil)
	cfg := gate.Config{Hub: s.hubURL, Store: &gate.Memory{}, Secret: []byte("0123456789abcdef")}
	inner := http.DefaultTransport
	real := true
	cfg.Transport = transport(func(r *http.Request) (*http.Response, error) {
		if real {
			return inner.RoundTrip(r)
		}
		return answer(r)
	})
	g, err := gate.New(cfg, s.engine(company))
	if err != nil {
		b.Fatal(err)
	}
	path := "/acme/free/resolve/" + s.commit("acme/free") + "/model.safetensors"
	direct(g, http.MethodHead, path)
	real = false
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		w := httptest.NewRecorder()
		g.ServeHTTP(w, httptest.NewRequest(http.MethodHead, path, nil))
		if took = append(took, time.Since(began)); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}
