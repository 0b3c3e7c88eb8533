package gate_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// gitSite is a hub whose repositories git can read: every one has the same
// objects, and the commit that git knows.
type gitSite struct {
	*site
	head, other string   // commits of the default branch and of another
	batches     []string // that git-lfs asked the hub for
}

// newGitSite needs git. The hub's own commits are written as git's, in requests
// and answers alike.
func newGitSite(t *testing.T) *gitSite {
	t.Helper()
	if out, err := exec.Command("git", "--exec-path").Output(); err != nil {
		t.Skip("git is not here: it is not run")
	} else if _, err := os.Stat(filepath.Join(strings.TrimSpace(string(out)), "git-http-backend")); err != nil {
		t.Skip("git has no server here: it is not run")
	}
	root := t.TempDir()
	git := func(args ...string) string {
		cmd := exec.Command("git", append([]string{"-C", root, "-c", "user.name=t", "-c", "user.email=t@t.invalid", "-c",
			"init.defaultBranch=main"}, args...)...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	git("init", "-q")
	if err := os.WriteFile(filepath.Join(root, "model.bin"), []byte(weights), 0o600); err != nil {
		t.Fatal(err)
	}
	git("add", ".")
	git("commit", "-qm", "Weights")
	g := &gitSite{head: git("rev-parse", "HEAD")}
	git("checkout", "-qb", "other")
	git("commit", "-q", "--allow-empty", "-m", "More")
	g.other = git("rev-parse", "HEAD")
	git("checkout", "-q", "main")
	git("config", "http.receivepack", "true")

	backend := strings.TrimSpace(git("--exec-path")) + "/git-http-backend"
	g.site = newSite(t, company, nil)
	inner := g.hub
	g.hubURL = hubtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, rest, ok := strings.Cut(strings.TrimSuffix(r.URL.Path, "/"), ".git/")
		if ok && rest != "info/lfs/objects/batch" {
			h := cgi.Handler{Path: backend, Root: name + ".git", Env: []string{"GIT_PROJECT_ROOT=" + root, "GIT_HTTP_EXPORT_ALL=1",
				"GIT_PROTOCOL=" + r.Header.Get("Git-Protocol")}}
			r.URL.Path = name + ".git/.git/" + rest
			h.ServeHTTP(w, r)
			return
		}
		if ok {
			asked, _ := io.ReadAll(r.Body)
			g.batches = append(g.batches, string(asked))
			fmt.Fprint(w, `{"objects":[{"actions":{"download":{"href":"https://cdn.example/x"}}}]}`)
			return
		}
		g.translate(w, r, inner)
	}))
	cfg := gate.Config{Hub: g.hubURL, Store: &gate.Memory{}, Secret: []byte("0123456789abcdef"), Git: true, SendToken: true,
		Wait: time.Minute}
	var err error
	if g.gate, err = gate.New(cfg, g.engine(company)); err != nil {
		t.Fatal(err)
	}
	g.url = hubtest.Serve(t, g.gate)
	return g
}

// translate writes git's commit for the hub's.
func (g *gitSite) translate(w http.ResponseWriter, r *http.Request, inner http.Handler) {
	ours := ""
	for _, repo := range g.hub.Repos {
		if strings.Contains(r.URL.Path, "/"+repo.ID) {
			ours = repo.Commit()
		}
	}
	r2, _ := http.NewRequest(r.Method, "http://"+r.Host+strings.ReplaceAll(r.URL.RequestURI(), g.head, ours), r.Body)
	answer := httptest.NewRecorder()
	inner.ServeHTTP(answer, r2)
	for name, values := range answer.Header() {
		for _, v := range values {
			w.Header().Add(name, swap(v, ours, g.head))
		}
	}
	w.WriteHeader(answer.Code)
	_, _ = io.WriteString(w, swap(answer.Body.String(), ours, g.head))
}

func swap(s, old, with string) string {
	if old == "" {
		return s
	}
	return strings.ReplaceAll(s, old, with)
}

// clone runs git, without asking anybody for anything.
func clone(t *testing.T, args ...string) (string, error) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "clone")
	cmd := exec.Command("git", append(append([]string{"clone", "-q"}, args...), dir)...)
	cmd.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_NOSYSTEM=1", "HOME="+dir)
	out, err := cmd.CombinedOutput()
	if text, missing := os.ReadFile(filepath.Join(dir, "model.bin")); missing == nil {
		out = append(out, text...)
	}
	return string(out), err
}

// TestGitClone: git gets the head of an allowed model, no other commit of it, and
// nothing of a refused one.
func TestGitClone(t *testing.T) {
	g := newGitSite(t)
	if out, err := clone(t, "--single-branch", "--no-tags", g.url+"/acme/free.git"); err != nil || !strings.Contains(out, weights) {
		t.Errorf("an allowed model: %v\n%s", err, out)
	}
	for _, args := range [][]string{
		{g.url + "/acme/free.git"}, {"-c", "protocol.version=0", g.url + "/acme/free.git"},
		{"--single-branch", "--branch", "other", g.url + "/acme/free.git"},
		{"--single-branch", g.url + "/moss/barred.git"}, {"-c", "protocol.version=0", "--single-branch", g.url + "/moss/barred.git"},
	} {
		if out, err := clone(t, args...); err == nil || strings.Contains(out, weights) {
			t.Errorf("%v: %v\n%s", args, err, out)
		} else if !strings.Contains(out, "fineprint: ") {
			t.Errorf("%v: git does not show why:\n%s", args, out)
		}
	}
}

// TestGitWants: whatever asks for another commit, or for what nobody can tell,
// is refused before the hub is asked.
func TestGitWants(t *testing.T) {
	g := newGitSite(t)
	line := func(s string) string { return fmt.Sprintf("%04x%s", len(s)+4, s) }
	zipped := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = io.WriteString(z, s)
		_ = z.Close()
		return b.String()
	}
	good := line("command=fetch") + "0001" + line("want "+g.head+"\n") + line("done\n") + "0000"
	bad := strings.ReplaceAll(good, g.head, g.other)
	for _, tt := range []struct {
		name, body, coding string
		ok                 bool
	}{
		{"the head", good, "", true}, {"the head, zipped", zipped(good), "gzip", true}, {"another commit", bad, "", false},
		{"another commit, zipped", zipped(bad), "gzip", false}, {"both", good + bad, "", false},
		{"a name", line("command=fetch") + "0001" + line("want-ref refs/heads/other\n") + line("done\n") + "0000", "", false},
		{"old style", line("want "+g.other+" side-band-64k\n") + "0000" + line("done\n"), "", false},
		{"a line in a line", line("command=fetch") + "0001" + line("deepen 1\nwant "+g.other+"\n") + line("done\n") + "0000", "", false},
		{"a line in a name", line("command=fetch") + line("agent=git\x00want "+g.other) + "0001" + line("done\n") + "0000", "", false},
		{"an unknown command", line("command=object-info") + "0000", "", false}, {"no lines", "xyz", "", false},
		{"a line that is longer than its body", "ffffwant ", "", false}, {"not zipped", good, "gzip", false},
		{"too long", strings.Repeat(line("done\n"), 200_000), "", false},
	} {
		req, err := http.NewRequest(http.MethodPost, g.url+"/acme/free.git/git-upload-pack", strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Git-Protocol", "version=2")
		req.Header.Set("Content-Type", "application/x-git-upload-pack-request")
		if tt.coding != "" {
			req.Header.Set("Content-Encoding", tt.coding)
		}
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if (resp.StatusCode == http.StatusOK) != tt.ok {
			t.Errorf("%s: %d %.200q", tt.name, resp.StatusCode, body)
		}
	}
	if r := g.get("/acme/free.git/info/refs?service=git-receive-pack"); r.status != http.StatusForbidden {
		t.Errorf("receive-pack: %d", r.status)
	}
}

// TestLFS: of large files git-lfs gets those of the head. What two readers of JSON
// could take for two requests reaches the hub as the one that was judged.
func TestLFS(t *testing.T) {
	g := newGitSite(t)
	digest, other := strings.Trim(g.get("/acme/free/resolve/main/model.safetensors").header.Get("X-Linked-Etag"), `"`), strings.Repeat("0", 64)
	for body, want := range map[string]int{
		`{"operation":"download","objects":[{"oid":"` + other + `"}],"Objects":[{"oid":"` + digest + `"}]}`:        http.StatusOK,
		`{"operation":"upload","Operation":"download","objects":[{"oid":"` + other + `","OID":"` + digest + `"}]}`: http.StatusOK,
		`{"operation":"download","objects":[{"oid":"` + digest + `","size":1}]}`:                                   http.StatusOK,
		`{"operation":"download","objects":[{"oid":"` + strings.Repeat("0", 64) + `","size":1}]}`:                  http.StatusForbidden,
		`{"operation":"download","objects":[{"oid":"` + digest + `"},{"oid":"` + strings.Repeat("0", 64) + `"}]}`:  http.StatusForbidden,
		`{"operation":"upload","objects":[{"oid":"` + digest + `"}]}`:                                              http.StatusForbidden,
		`{`: http.StatusForbidden,
	} {
		for repo, status := range map[string]int{"acme/free": want, "moss/barred": http.StatusForbidden} {
			resp, err := http.Post(g.url+"/"+repo+".git/info/lfs/objects/batch", "application/vnd.git-lfs+json", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			if resp.StatusCode != status || status != http.StatusOK && strings.Contains(string(text), "href") {
				t.Errorf("%s %s: %d %s", repo, body, resp.StatusCode, text)
			}
		}
	}
	for _, batch := range g.batches {
		if strings.Contains(batch, other) || strings.Contains(batch, "upload") || strings.Count(strings.ToLower(batch), `"oid"`) != 1 {
			t.Errorf("the hub was asked for %s", batch)
		}
	}
}
