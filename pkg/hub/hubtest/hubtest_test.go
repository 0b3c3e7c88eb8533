package hubtest_test

import (
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

const content = `
-- models/acme/base-model/README.md --
---
license: apache-2.0
---
# Base
-- models/acme/tiny/README.md --
---
license: other
license_name: acme-community
license_link: LICENSE
base_model: acme/base-model
datasets:
- acme/data
---
# Tiny
-- models/acme/tiny/LICENSE --
ACME COMMUNITY LICENCE
-- models/acme/tiny/sub dir/a+b é.txt --
odd name
-- models/acme/tiny/.hub.json --
{"large": {"model.safetensors": 5000}, "renamed_from": ["acme/old-tiny"], "scans_done": true}
-- models/acme/closed/README.md --
---
license: mit
---
-- models/acme/closed/.hub.json --
{"gated": "manual"}
-- models/acme/secret/README.md --
hidden
-- models/acme/secret/.hub.json --
{"private": true}
-- models/_/gpt/README.md --
old
-- datasets/acme/data/README.md --
---
license: cc-by-nc-4.0
---
`

func newHub(t *testing.T) *hubtest.Hub {
	t.Helper()
	h, err := hubtest.Parse([]byte(content))
	if err != nil {
		t.Fatal(err)
	}
	h.Tokens = map[string][]string{"hf_all": {"*"}, "hf_none": {}}
	return h
}

// get asks without following redirects.
func get(t *testing.T, url, token string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestAnswers(t *testing.T) {
	base := hubtest.Start(t, newHub(t))
	tests := []struct {
		name, path, token string
		status            int
		code, location    string
		body              string
	}{
		{name: "info", path: "/api/models/acme/tiny", status: 200, body: `"base_model:finetune:acme/base-model"`},
		{name: "info with sizes", path: "/api/models/acme/tiny?blobs=true", status: 200, body: `"lfs":{"pointerSize":134`},
		{name: "expand", path: "/api/models/acme/tiny?expand[]=sha", status: 200, body: `"sha"`},
		{name: "gated info for everybody", path: "/api/models/acme/closed", status: 200, body: `"gated":"manual"`},
		{name: "gated file, anonymous", path: "/acme/closed/resolve/main/README.md", status: 401, code: "GatedRepo"},
		{name: "gated file, not on the list", path: "/acme/closed/resolve/main/README.md", token: "hf_none", status: 403, code: "GatedRepo"},
		{name: "gated revision", path: "/api/models/acme/closed/revision/main", status: 401, code: "GatedRepo"},
		{name: "gated file, on the list", path: "/acme/closed/resolve/main/README.md", token: "hf_all", status: 307,
			location: "/api/resolve-cache/models/acme/closed/"},
		{name: "private, anonymous", path: "/api/models/acme/secret", status: 401},
		{name: "private, with a token", path: "/api/models/acme/secret", token: "hf_none", status: 404, code: "RepoNotFound"},
		{name: "missing", path: "/api/models/acme/none", status: 401},
		{name: "bad token", path: "/api/models/acme/tiny", token: "hf_wrong", status: 401},
		{name: "bad revision", path: "/api/models/acme/tiny/revision/nope", status: 404, code: "RevisionNotFound"},
		{name: "missing file", path: "/acme/tiny/resolve/main/NOPE", status: 404, code: "EntryNotFound"},
		{name: "renamed", path: "/api/models/acme/old-tiny?blobs=true", status: 307, location: "/api/models/acme/tiny?blobs=true"},
		{name: "renamed file", path: "/acme/old-tiny/resolve/main/LICENSE", status: 307, location: "/acme/tiny/resolve/main/LICENSE"},
		{name: "letter case", path: "/api/models/ACME/Tiny", status: 307, location: "/api/models/acme/tiny"},
		{name: "single name", path: "/api/models/gpt", status: 200, body: `"id":"gpt"`},
		{name: "large file", path: "/acme/tiny/resolve/main/model.safetensors", status: 302,
			location: "/acme/tiny/lfs-content/model.safetensors?signed=1"},
		{name: "pointer", path: "/acme/tiny/raw/main/model.safetensors", status: 200, body: "git-lfs"},
		{name: "page", path: "/acme/tiny/blob/main/LICENSE", status: 200, body: "<!doctype html>"},
		{name: "odd name", path: "/acme/tiny/resolve/main/sub%20dir/a+b%20%C3%A9.txt", status: 307, location: "/api/resolve-cache/"},
		{name: "tree", path: "/api/models/acme/tiny/tree/main", status: 200, body: `"type":"directory"`},
		{name: "dataset", path: "/api/datasets/acme/data", status: 200, body: `"license:cc-by-nc-4.0"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resp, body := get(t, base+tt.path, tt.token)
			if resp.StatusCode != tt.status {
				t.Fatalf("status %d, want %d: %s", resp.StatusCode, tt.status, body)
			}
			if got := resp.Header.Get("X-Error-Code"); got != tt.code {
				t.Errorf("code %q, want %q", got, tt.code)
			}
			if got := resp.Header.Get("Location"); !strings.Contains(got, tt.location) || (tt.location == "") != (got == "") {
				t.Errorf("location %q, want %q", got, tt.location)
			}
			if !strings.Contains(body, tt.body) {
				t.Errorf("body %q lacks %q", body, tt.body)
			}
			if resp.Header.Get("RateLimit") == "" {
				t.Error("no RateLimit header")
			}
		})
	}
}

func TestQuota(t *testing.T) {
	h := newHub(t)
	h.Quota = 2
	base := hubtest.Start(t, h)
	for i, want := range []int{200, 200, 429} {
		resp, _ := get(t, base+"/api/models/acme/tiny", "")
		if resp.StatusCode != want {
			t.Errorf("request %d: status %d, want %d", i+1, resp.StatusCode, want)
		}
	}
}

func TestFaults(t *testing.T) {
	h := newHub(t)
	h.Fault(hubtest.Fault{Path: "/api/models/acme/tiny", Times: 1, Status: 503, Message: "busy"})
	h.Fault(hubtest.Fault{Path: "/api/models/acme/base-model", Loop: true})
	h.Fault(hubtest.Fault{Path: "/api/datasets/", Body: "{not json"})
	h.Fault(hubtest.Fault{Path: "/api/models/acme/none", Skip: 1, Every: 2, Times: 1, Status: 502})
	base := hubtest.Start(t, h)
	for _, tt := range []struct {
		path   string
		status int
	}{{"/api/models/acme/tiny", 503}, {"/api/models/acme/tiny", 200}, {"/api/models/acme/base-model", 307}, {"/api/datasets/acme/data", 200},
		{"/api/models/acme/none", 401}, {"/api/models/acme/none", 401}, {"/api/models/acme/none", 502},
		{"/api/models/acme/none", 401}, {"/api/models/acme/none", 401}} {
		resp, _ := get(t, base+tt.path, "")
		if resp.StatusCode != tt.status {
			t.Errorf("%s: status %d, want %d", tt.path, resp.StatusCode, tt.status)
		}
	}
	if log := h.Requests(); len(log) != 9 || log[0].String() != "GET /api/models/acme/tiny 503" {
		t.Errorf("log %v", log)
	}
}

func TestUnknownRequestIsRemembered(t *testing.T) {
	h := newHub(t)
	base := hubtest.Serve(t, h)
	resp, _ := get(t, base+"/api/nonsense", "")
	if resp.StatusCode != 404 || len(h.Unknown()) != 1 {
		t.Errorf("status %d, unknown %v", resp.StatusCode, h.Unknown())
	}
}

// TestProbe asks what the official JavaScript client asks. FINEPRINT_HFCLIENT
// names a folder with probe.mjs and node_modules.
func TestProbe(t *testing.T) {
	dir := os.Getenv("FINEPRINT_HFCLIENT")
	if dir == "" {
		t.Skip("FINEPRINT_HFCLIENT is not set: the official client is not run")
	}
	base := hubtest.Start(t, newHub(t))
	out, err := exec.Command("node", filepath.Join(dir, "probe.mjs"), base, "acme/tiny", "acme/data").CombinedOutput()
	t.Logf("%s", out)
	if err != nil || strings.Contains(string(out), "FAIL") {
		t.Errorf("the client does not accept the hub: %v", err)
	}
}

func TestReplay(t *testing.T) {
	corpus := os.Getenv("FINEPRINT_CORPUS")
	if corpus == "" {
		t.Skip("FINEPRINT_CORPUS is not set: no recorded answers")
	}
	h, err := hubtest.Replay(os.DirFS(filepath.Join(corpus, "api")))
	if err != nil {
		t.Fatal(err)
	}
	base := hubtest.Serve(t, h)
	resp, _ := get(t, base+"/api/models/openai-community/no-such-model-repoing-x9", "")
	if resp.StatusCode != 401 || resp.Header.Get("X-Error-Message") == "" {
		t.Errorf("status %d, headers %v", resp.StatusCode, resp.Header)
	}
}
