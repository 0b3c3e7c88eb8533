package huggingface_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
)

const (
	commit = "0123456789abcdef0123456789abcdef01234567"
	token  = "hf_secretsecretsecret"
)

// fake answers by path (with its query when it has a special one) and keeps a
// log of what was asked.
type fake struct {
	*httptest.Server
	mu     sync.Mutex
	routes map[string]http.HandlerFunc
	log    []string
	auth   map[string]string // Authorization by path
}

func newFake(t testing.TB) *fake {
	f := &fake{routes: map[string]http.HandlerFunc{}, auth: map[string]string{}}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.log = append(f.log, r.URL.EscapedPath())
	f.auth[r.URL.EscapedPath()] = r.Header.Get("Authorization")
	route := f.routes[r.URL.EscapedPath()]
	f.mu.Unlock()
	if route == nil {
		w.Header().Set("X-Error-Code", "EntryNotFound")
		http.Error(w, "Entry not found", http.StatusNotFound)
		return
	}
	route(w, r)
}

func (f *fake) asked() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.log)
}

// repo serves a model with these files, and cardData as JSON.
func (f *fake) repo(id, extra string, files map[string]string) {
	var siblings []string
	for name, text := range files {
		siblings = append(siblings, fmt.Sprintf(`{"rfilename":%q,"size":%d}`, name, len(text)))
		f.file("/"+id+"/resolve/"+commit+"/"+name, text)
	}
	slices.Sort(siblings)
	body := fmt.Sprintf(`{"_id":"66","id":%q,"sha":%q,"siblings":[%s]%s}`, id, commit, strings.Join(siblings, ","), extra)
	f.file("/api/models/"+id, body)
	f.file("/api/models/"+id+"/revision/"+commit, body)
}

func (f *fake) file(path, text string) {
	f.route(path, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) })
}

func (f *fake) route(path string, h http.HandlerFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.routes[path] = h
}

// sleeps records waits in place of waiting.
type sleeps struct {
	mu  sync.Mutex
	now time.Time
	all []time.Duration
}

func (s *sleeps) sleep(_ context.Context, d time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, d)
	s.now = s.now.Add(d)
	return nil
}

func (s *sleeps) time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func client(t testing.TB, cfg huggingface.Config) (*huggingface.Client, *sleeps) {
	t.Helper()
	s := &sleeps{now: time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)}
	cfg.Now, cfg.Sleep = s.time, s.sleep
	c, err := huggingface.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c, s
}

func snapshot(t testing.TB, c *huggingface.Client, name string) *hub.Snapshot {
	t.Helper()
	s, err := hubtest.Ask(c, name)
	if err != nil {
		t.Fatalf("Snapshot(%s): %v", name, err)
	}
	return s
}

// statuses lists the documents as "path role status".
func statuses(s *hub.Snapshot) []string {
	var out []string
	for _, d := range s.Documents {
		out = append(out, fmt.Sprintf("%s %s %s", d.Path, d.Role, d.Status))
	}
	return out
}

func codes(s *hub.Snapshot) []string {
	var out []string
	for _, p := range s.Problems {
		out = append(out, p.Code)
	}
	return out
}

func text(s *hub.Snapshot, path string) string {
	if d := s.Document(path); d != nil {
		return string(d.Text)
	}
	return "(no document)"
}

var _ = doc.RoleCard
