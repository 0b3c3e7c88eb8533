package gate_test

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/fixtures"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/rules"
)

// weights are the bytes that nobody may get of a refused model.
const weights = "WEIGHTS-OF-THE-MODEL"

// archive is the hub of these tests. Large files hold weights.
const archive = "testdata/hub.txtar"

const company = `profile: shop
company: {kind: company, countries: [US], monthly_users: {peak: 9}, revenue: {currency: USD, year: 9}}
use: {commercial: true, saas: true, train_on_outputs: false, redistribute_weights: false, ship_product: false}
fields: []
`

// research allows what company refuses.
const research = `profile: lab
company: {kind: research, countries: [US], monthly_users: {peak: 9}}
use: {commercial: false, research_only: true, saas: false, train_on_outputs: false, redistribute_weights: false, ship_product: false}
fields: []
accept: {categories: {research-only: allow}, kinds: {non-commercial: allow}}
`

var loadRules = sync.OnceValues(rules.Load)

// site is a hub with a gate before it.
type site struct {
	t      testing.TB
	hub    *hubtest.Hub
	hubURL string
	gate   *gate.Gate
	url    string
	audits atomic.Int64
	// hold, when set, is waited for by every audit.
	hold chan struct{}
}

// newSite starts a hub and a gate. change may be nil.
func newSite(t testing.TB, profile string, change func(*gate.Config, *hubtest.Hub)) *site {
	t.Helper()
	text, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t}
	if s.hub, err = hubtest.Parse(text); err != nil {
		t.Fatal(err)
	}
	apache, err := fs.ReadFile(fixtures.MustSample(), "models/nordlicht/aurora-7b/LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.hub.Repos {
		if strings.HasPrefix(string(r.Files["LICENSE"]), "(the text of Apache-2.0") {
			r.Files["LICENSE"] = apache
		}
	}
	s.hub.CDN = hubtest.Serve(t, s.hub)
	s.hubURL = hubtest.Serve(t, s.hub)
	cfg := gate.Config{Hub: s.hubURL, Store: &gate.Memory{}, Secret: []byte("0123456789abcdef"), SendToken: true, Wait: time.Minute}
	if change != nil {
		change(&cfg, s.hub)
	}
	if s.gate, err = gate.New(cfg, s.engine(profile)); err != nil {
		t.Fatal(err)
	}
	s.url = hubtest.Serve(t, s.gate)
	return s
}

// config judges by a profile, with fineprint's own rules.
func (s *site) config(profile string) audit.Config {
	s.t.Helper()
	set, err := loadRules()
	if err != nil {
		s.t.Fatal(err)
	}
	w, err := rules.World()
	if err != nil {
		s.t.Fatal(err)
	}
	p, err := policy.Load("test.yaml", []byte(profile), w)
	if err != nil {
		s.t.Fatal(err)
	}
	return audit.Config{Clauses: set.Clauses, Licenses: set.Licenses, Cards: set.Cards, Openness: set.Openness,
		Tool: audit.Tool{Name: "fineprint", Rules: set.Digest}, Policy: policy.Policy{Profile: p, World: w, Today: time.Now()}}
}

// engine audits what the hub has.
func (s *site) engine(profile string) *gate.Engine {
	s.t.Helper()
	cfg := s.config(profile)
	return &gate.Engine{Rules: cfg.Tool.Rules, Profile: audit.Profile{Name: cfg.Policy.Profile.Name, SHA256: cfg.Policy.Profile.SHA256},
		Audit: func(ctx context.Context, r ref.Ref, token string) *audit.Report {
			s.audits.Add(1)
			if s.hold != nil {
				<-s.hold
			}
			client, err := huggingface.New(huggingface.Config{Endpoint: s.hubURL, Token: token, SendToken: true, Retries: -1})
			cfg := cfg
			cfg.Sources = map[string]audit.Source{ref.HuggingFace: client}
			return audit.New(cfg).Run(ctx, []audit.Request{{Asked: r.String(), Ref: r, Err: err}})
		}}
}

// reply is an answer, read whole.
type reply struct {
	status int
	header http.Header
	body   string
}

// ask sends a request and follows no redirect. Headers come as "Name: value".
func ask(t testing.TB, method, url string, headers ...string) reply {
	t.Helper()
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(`{"paths":["README.md","model.safetensors"],"expand":false}`)
		headers = append(headers, "Content-Type: application/json")
	}
	req, err := http.NewRequest(method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{resp.StatusCode, resp.Header, string(text)}
}

func (s *site) get(path string, headers ...string) reply {
	s.t.Helper()
	return ask(s.t, http.MethodGet, s.url+path, headers...)
}

// commit is the commit of a repository of the hub.
func (s *site) commit(id string) string {
	s.t.Helper()
	for _, r := range s.hub.Repos {
		if r.ID == id {
			return r.Commit()
		}
	}
	s.t.Fatalf("the hub has no %s", id)
	return ""
}

// direct answers a request without a network.
func direct(h http.Handler, method, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, target, nil))
	return w
}
