package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// weights are the bytes that nobody gets of a refused model.
const weights = "WEIGHTS-OF-THE-MODEL"

const shop = `profile: shop
company: {kind: company, countries: [US], monthly_users: {peak: 9}}
use: {commercial: true, saas: true}
`

// gates are several gates before one hub, on one database.
type gates struct {
	t      *testing.T
	dir    string
	db     postgres
	hub    *hubtest.Hub
	hubURL string
	asked  chan string // what audits ask for

	mu   sync.Mutex
	hold chan struct{} // closed when audits may go on
}

func newGates(t *testing.T) *gates {
	t.Helper()
	g := &gates{t: t, dir: t.TempDir(), db: startPostgres(t), asked: make(chan string, 1000), hold: make(chan struct{})}
	g.hub = &hubtest.Hub{Repos: []*hubtest.Repo{
		model("acme/free", "---\nlicense: cc0-1.0\n---\n# Free\n", ""),
		model("acme/late", "---\nlicense: cc0-1.0\n---\n# Late\n", ""),
		model("moss/barred", "---\nlicense: other\nlicense_name: moss-terms\nlicense_link: LICENSE\n---\n# Barred\n",
			"MOSS TERMS\n\nYou may use, copy and change the Model. You may not use the Model or its outputs for any commercial purpose.\n"),
	}}
	g.hub.CDN = hubtest.Serve(t, g.hub)
	g.hubURL = hubtest.Serve(t, http.HandlerFunc(g.answer))
	if err := os.WriteFile(filepath.Join(g.dir, "shop.yaml"), []byte(shop), 0o600); err != nil {
		t.Fatal(err)
	}
	return g
}

func model(id, card, licence string) *hubtest.Repo {
	r := &hubtest.Repo{Kind: "models", ID: id, ScansDone: true, Large: map[string]int64{"large.bin": 0},
		Files: map[string][]byte{"README.md": []byte(card), "model.bin": []byte(weights), "large.bin": []byte(weights)}}
	if licence != "" {
		r.Files["LICENSE"] = []byte(licence)
	}
	return r
}

// answer is the hub's, which holds what audits alone ask for.
func (g *gates) answer(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("securityStatus") {
		g.asked <- r.URL.Path
		g.mu.Lock()
		hold := g.hold
		g.mu.Unlock()
		select {
		case <-hold:
		case <-r.Context().Done():
			return
		}
	}
	g.hub.ServeHTTP(w, r)
}

// pause holds audits from now on, as they are held at first.
func (g *gates) pause() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hold = make(chan struct{})
}

// goOn lets audits go on.
func (g *gates) goOn() {
	g.mu.Lock()
	defer g.mu.Unlock()
	close(g.hold)
}

// gateProcess is one gate, in a process of its own.
type gateProcess struct {
	t    *testing.T
	cmd  *exec.Cmd
	url  string
	told *strings.Builder
	done chan struct{} // it has said its last
}

var gateAddress = regexp.MustCompile(`is at (http://\S+);`)

// start starts a gate and waits until it listens.
func (g *gates) start() *gateProcess {
	g.t.Helper()
	args := []string{"gate", "--listen", "127.0.0.1:0", "--policy", "shop.yaml", "--state", g.db.address, "--hub-url", g.hubURL,
		"--wait", "50s", "--proxy-content", "--cache-dir", g.t.TempDir()}
	cmd := exec.Command(os.Args[0], args...) //nolint:gosec // the test itself
	cmd.Dir = g.dir
	cmd.Env = append(os.Environ(), beFleet+"=1", "HOME="+g.dir, "HF_TOKEN=")
	p := &gateProcess{t: g.t, cmd: cmd, told: &strings.Builder{}, done: make(chan struct{})}
	errs, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		g.t.Fatal(err)
	}
	g.t.Cleanup(p.kill)
	lines := bufio.NewScanner(errs)
	for lines.Scan() {
		p.told.WriteString(lines.Text() + "\n")
		if at := gateAddress.FindStringSubmatch(lines.Text()); at != nil {
			p.url = at[1]
			break
		}
	}
	if p.url == "" {
		g.t.Fatalf("the gate did not start:\n%s", p.told)
	}
	go func() {
		defer close(p.done)
		for lines.Scan() {
			p.told.WriteString(lines.Text() + "\n")
		}
	}()
	return p
}

// kill ends a gate as a crash does.
func (p *gateProcess) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// get asks a gate without following redirects.
func (p *gateProcess) get(path string) (status int, body string) {
	status, body, _ = p.ask(path)
	return status, body
}

func (p *gateProcess) ask(path string) (status int, body, location string) {
	req, err := http.NewRequest(http.MethodGet, p.url+path, nil)
	if err != nil {
		return 0, err.Error(), ""
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0, err.Error(), ""
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), resp.Header.Get("Location")
}

func (p *gateProcess) wants(path string, want int) string {
	p.t.Helper()
	status, body := p.get(path)
	if status != want {
		p.t.Errorf("%s: %d, want %d: %s", path, status, want, body)
	}
	return body
}

// decisions is what a gate tells of itself.
func (p *gateProcess) decisions() (audits int, names []string) {
	p.t.Helper()
	var d struct {
		Counts    map[string]int
		Decisions []struct{ ID string }
	}
	if err := json.Unmarshal([]byte(p.wants("/_fineprint/decisions.json", http.StatusOK)), &d); err != nil {
		p.t.Fatal(err)
	}
	for _, one := range d.Decisions {
		names = append(names, one.ID)
	}
	return d.Counts["audits"], names
}

// wait waits for something, and not for ever.
func wait[T any](t *testing.T, what string, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(30 * time.Second):
		t.Fatalf("%s did not come about", what)
		panic("not reached")
	}
}

const (
	passes        = http.StatusTemporaryRedirect // to the place of the file, behind the gate
	freeWeights   = "/acme/free/resolve/main/model.bin"
	barredWeights = "/moss/barred/resolve/main/model.bin"
)

// TestGatesShare: any number of clients of two gates share one audit, what one
// gate decided the other tells of, and both killed have lost nothing that they
// answered.
func TestGatesShare(t *testing.T) {
	g := newGates(t)
	a, b := g.start(), g.start()
	var clients sync.WaitGroup
	for i := range 200 {
		clients.Go(func() {
			to := []*gateProcess{a, b}[i%2]
			if status, body := to.get(barredWeights); status != http.StatusForbidden || strings.Contains(body, weights) {
				t.Errorf("client %d: %d %s", i, status, body)
			}
		})
	}
	wait(t, "the audit", g.asked)
	g.goOn()
	clients.Wait()
	b.wants(freeWeights, passes)
	a.wants(freeWeights, passes)
	_, _, content := a.ask("/acme/free/resolve/main/large.bin")
	if _, body := b.get(strings.TrimPrefix(content, a.url)); body != weights {
		t.Errorf("the address %s of one gate is none of the other's: %s", content, body)
	}
	ofA, listA := a.decisions()
	ofB, listB := b.decisions()
	if want := "[acme/free moss/barred]"; ofA+ofB != 2 || fmt.Sprint(listA) != want || fmt.Sprint(listB) != want {
		t.Errorf("%d and %d audits, %v and %v", ofA, ofB, listA, listB)
	}
	a.kill()
	b.kill()
	again := g.start()
	again.wants(barredWeights, http.StatusForbidden)
	again.wants(freeWeights, passes)
	if audits, _ := again.decisions(); audits != 0 {
		t.Errorf("%d audits of what was decided", audits)
	}
}

// TestGateDies: what a gate was auditing when it was killed another one takes
// over, for clients that wait there already.
func TestGateDies(t *testing.T) {
	g := newGates(t)
	a, b := g.start(), g.start()
	go a.get(freeWeights)
	wait(t, "the audit", g.asked)
	answer := make(chan int)
	go func() {
		status, _ := b.get(freeWeights)
		answer <- status
	}()
	until(t, "the other gate's try", func() bool {
		return g.db.query("SELECT count(*) FROM pg_stat_activity WHERE query = 'rollback'") != "0"
	})
	if len(g.asked) > 0 {
		t.Error("two gates audit the same")
	}
	a.kill()
	wait(t, "the audit of the other", g.asked)
	g.goOn()
	if status := wait(t, "the answer", answer); status != passes {
		t.Errorf("%d", status)
	}
	if audits, _ := b.decisions(); audits != 1 {
		t.Errorf("%d audits", audits)
	}
}

// TestDatabaseGone: without the database nothing new passes and nothing that was
// decided stops, the gate says that it is not ready, and it needs nobody when the
// database is back.
func TestDatabaseGone(t *testing.T) {
	g := newGates(t)
	a := g.start()
	g.goOn()
	a.wants(freeWeights, passes)
	a.wants("/_fineprint/readyz", http.StatusOK)
	<-g.asked
	g.pause()
	answer := make(chan string)
	go func() {
		status, body := a.get("/acme/late/resolve/main/model.bin")
		answer <- fmt.Sprint(status, body)
	}()
	wait(t, "the audit", g.asked)
	g.db.kill()
	g.goOn()
	if got := wait(t, "the answer", answer); !strings.HasPrefix(got, "503") || strings.Contains(got, weights) {
		t.Errorf("in the middle of an audit: %s", got)
	}
	for _, path := range []string{barredWeights, "/acme/late/resolve/main/model.bin", "/_fineprint/readyz", "/_fineprint/"} {
		if body := a.wants(path, http.StatusServiceUnavailable); strings.Contains(body, weights) ||
			strings.Contains(body, filepath.Dir(g.db.data)) {
			t.Errorf("%s: %s", path, body)
		}
	}
	a.wants("/_fineprint/healthz", http.StatusOK)
	a.wants(freeWeights, passes)
	g.db.start()
	until(t, "readiness", func() bool { status, _ := a.get("/_fineprint/readyz"); return status == http.StatusOK })
	a.wants("/acme/late/resolve/main/model.bin", passes)
	a.wants(barredWeights, http.StatusForbidden)
}

// until asks again and again whether something has come about.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	end := time.After(30 * time.Second)
	for !done() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("%s did not come about", what)
		}
	}
}
