package gate_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// TestAllowed: of an allowed model every call gives the same as without the
// gate, but for addresses, which lead back to it.
func TestAllowed(t *testing.T) {
	s := newSite(t, company, nil)
	sha := s.commit("acme/free")
	for _, call := range []string{
		"GET /acme/free/resolve/main/README.md", "HEAD /acme/free/resolve/main/README.md", "GET /acme/free/resolve/v1/config.json",
		"GET /acme/free/resolve/" + sha + "/README.md", "HEAD /acme/free/resolve/main/model.safetensors",
		"GET /acme/free/resolve/main/model.safetensors", "GET /acme/free/resolve/main/sub%20dir/a%2Bb.txt",
		"GET /acme/free/resolve/main/NOPE", "GET /acme/free/raw/main/README.md", "GET /acme/free/raw/main/model.safetensors",
		"GET /api/resolve-cache/models/acme/free/" + sha + "/README.md", "GET /api/models/acme/free/revision/main?expand=cardData",
		"GET /api/models/acme/free/tree/main?recursive=true", "GET /api/models/acme/free/tree/main/sub%20dir",
		"POST /api/models/acme/free/paths-info/main", "GET /api/models/acme/free", "GET /api/models/acme/free/refs",
		"GET /api/models/acme/free/commits/main", "GET /api/models?search=free", "GET /spaces/acme/app/resolve/main/README.md",
		"GET /api/models/acme/none/revision/main", "GET /acme/none/resolve/main/x", "GET /api/models/acme/free/revision/no-such",
		"GET /acme/old-name/resolve/main/README.md", "GET /acme/gated/resolve/main/README.md", "GET /api/whoami-v2",
	} {
		t.Run(call, func(t *testing.T) {
			method, path, _ := strings.Cut(call, " ")
			got, want := ask(t, method, s.url+path), ask(t, method, s.hubURL+path)
			if got.status != want.status || got.body != strings.ReplaceAll(want.body, s.hubURL, s.url) && got.header.Get("Location") == "" {
				t.Errorf("through the gate: %d %q\nwithout:          %d %q", got.status, got.body, want.status, want.body)
			}
			for name := range want.header {
				switch name {
				case "Date", "Ratelimit", "Content-Length", "Location":
				default:
					if fmt.Sprint(got.header[name]) != fmt.Sprint(want.header[name]) {
						t.Errorf("%s: %q, without the gate %q", name, got.header[name], want.header[name])
					}
				}
			}
			if len(got.header) != len(want.header) {
				t.Errorf("headers %v, without the gate %v", got.header, want.header)
			}
			if l := want.header.Get("Location"); l != "" && plainPath(t, got.header.Get("Location")) != plainPath(t, l) {
				t.Errorf("Location %s, without the gate %s", got.header.Get("Location"), l)
			}
		})
	}
	if r := s.get("/acme/free/resolve/main/model.safetensors"); !strings.Contains(ask(t, "GET", r.header.Get("Location")).body, weights) {
		t.Error("the weights of an allowed model are not there")
	}
}

// plainPath is an address without its query: that of the hub's own redirects
// repeats the path that it was asked for, which the gate asks by commit.
func plainPath(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.RawQuery = ""
	return u.String()
}

// TestRanges: a part of a file is a part of it behind the gate, too.
func TestRanges(t *testing.T) {
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) { c.ProxyContent = true })
	r := s.get("/acme/free/resolve/main/model.safetensors", "Range: bytes=0-6")
	if r.status != http.StatusFound || !strings.HasPrefix(r.header.Get("Location"), s.url+gate.Prefix) {
		t.Fatalf("%d %v", r.status, r.header)
	}
	part := ask(t, "GET", r.header.Get("Location"), "Range: bytes=0-6", "Authorization: Bearer secret")
	if part.status != http.StatusPartialContent || part.body != weights[:7] || part.header.Get("Content-Range") == "" {
		t.Errorf("%d %q %v", part.status, part.body, part.header)
	}
	if forged := ask(t, "GET", r.header.Get("Location")+"A"); forged.status != http.StatusForbidden {
		t.Errorf("a changed address of content answers %d", forged.status)
	}
}

// files are calls for something of a repository, with its folder and id, its id
// alone, and a revision put in.
var files = []string{
	"GET /%[1]s/resolve/%[3]s/model.safetensors", "HEAD /%[1]s/resolve/%[3]s/model.safetensors", "GET /%[1]s/resolve/%[3]s/README.md",
	"GET /%[1]s/raw/%[3]s/model.safetensors", "GET /%[1]s/raw/%[3]s/README.md", "GET /%[1]s/blob/%[3]s/README.md",
	"GET /%[1]s/tree/%[3]s", "GET /api/%[2]s/revision/%[3]s", "HEAD /api/%[2]s/revision/%[3]s", "GET /api/%[2]s/tree/%[3]s?recursive=true",
	"POST /api/%[2]s/paths-info/%[3]s", "GET /api/%[2]s/xet-read-token/%[3]s", "GET /api/resolve-cache/%[2]s/%[3]s/model.safetensors",
	"GET /api/resolve-cache/%[2]s/%[3]s/README.md", "GET /%[1]s/lfs-content/model.safetensors",
	"GET /%[1]s.git/info/refs?service=git-upload-pack",
	"POST /%[1]s/git-upload-pack", "POST /%[1]s.git/info/lfs/objects/batch", "GET /%[1]s/resolve/%[3]s/sub%%2F..%%2Fmodel.safetensors",
	"GET /%[1]s/resolve/refs%%2Fpr%%2F1/model.safetensors", "GET //%[1]s/resolve/%[3]s/model.safetensors",
	"GET /%[1]s/resolve/%[3]s/model%%2Esafetensors", "GET /%[1]s", "GET /acme/free/resolve/main/../../../%[1]s/resolve/main/model.safetensors",
	"GET /acme/free/resolve/main/..%%2f..%%2f..%%2f%[1]s%%2fresolve%%2fmain%%2fmodel.safetensors",
}

// TestRefused: of a refused repository nobody gets a byte, by any route, in any
// order of requests; and the hub is not even asked for its files.
func TestRefused(t *testing.T) {
	s := newSite(t, company, nil)
	repos := map[string]string{"moss/barred": "models/moss/barred", "moss/silent": "models/moss/silent",
		"datasets/moss/barred-data": "datasets/moss/barred-data"}
	var calls []string
	for home, api := range repos {
		id := strings.TrimPrefix(home, "datasets/")
		for _, rev := range []string{"main", "HEAD", s.commit(id), strings.ToUpper(s.commit(id)), s.commit(id)[:10]} {
			for _, f := range files {
				calls = append(calls, fmt.Sprintf(f, home, api, rev))
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		random.Shuffle(len(calls), func(i, j int) { calls[i], calls[j] = calls[j], calls[i] })
		for _, call := range calls {
			method, path, _ := strings.Cut(call, " ")
			got := ask(t, method, s.url+path)
			ours := strings.HasPrefix(got.header.Get("X-Error-Message"), "fineprint: ")
			if got.status < http.StatusBadRequest || strings.Contains(got.body, weights) || got.header.Get("Location") != "" ||
				!ours && got.header.Get("X-Error-Code") != "RevisionNotFound" {
				t.Fatalf("%s → %d %v %q", call, got.status, got.header, got.body)
			}
		}
	}
	for _, r := range s.hub.TakeRequests() {
		if strings.Contains(r.Path, "model.safetensors") && r.Status != http.StatusPartialContent && r.Status < http.StatusMultipleChoices {
			t.Errorf("the hub was asked for %s", r)
		}
	}
}

// TestRefusalIsUnderstood: the codes and words that clients print.
func TestRefusalIsUnderstood(t *testing.T) {
	s := newSite(t, company, nil)
	r := s.get("/moss/barred/resolve/main/README.md")
	message := r.header.Get("X-Error-Message")
	for _, want := range []string{"fineprint: moss/barred", "policy shop", "Not for commercial use", "LICENSE line 3", s.url + gate.Prefix +
		"d/",
		"access at the hub does not help"} {
		if !strings.Contains(message, want) {
			t.Errorf("the message does not say %q: %s", want, message)
		}
	}
	git := s.get("/datasets/moss/barred-data.git/info/refs?service=git-upload-pack")
	if !strings.HasSuffix(git.header.Get("X-Error-Message"), "hf download moss/barred-data --repo-type dataset") {
		t.Errorf("git does not learn what to use: %s", git.body)
	}
	if r.status != http.StatusForbidden || r.header.Get("X-Error-Code") != "GatedRepo" || r.header.Get("Cache-Control") != "no-store" ||
		!strings.Contains(r.body, message) || len(message) > 500 || r.header.Get("X-Repo-Commit") != "" {
		t.Errorf("%d %v %s", r.status, r.header, r.body)
	}
}

// TestReview: what needs a look passes with the hub's own warning, or as it is
// set.
func TestReview(t *testing.T) {
	const path = "/swift/capped/resolve/main/config.json"
	for act, want := range map[gate.Act]int{"": http.StatusTemporaryRedirect, gate.Warn: http.StatusTemporaryRedirect,
		gate.Allow: http.StatusTemporaryRedirect, gate.Deny: http.StatusForbidden} {
		s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) { c.Review = act })
		r := s.get(path)
		warning := r.header.Get("X-Hf-Warning")
		if r.status != want || (warning != "") != (act == gate.Warn || act == "") {
			t.Errorf("%s: %d, warning %q, %s", act, r.status, warning, r.body)
		}
		if warning != "" && (!strings.HasPrefix(warning, "fineprint-swift/capped; fineprint: ") ||
			!strings.Contains(warning, "under the policy shop")) {
			t.Errorf("the warning is %q", warning)
		}
	}
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) { c.Undecided = gate.Warn })
	if r := s.get("/moss/silent/resolve/main/README.md"); r.status != http.StatusTemporaryRedirect || r.header.Get("X-Hf-Warning") == "" {
		t.Errorf("undecided, with a warning: %d %v", r.status, r.header)
	}
}

// TestOpenTexts: the terms and the card of a refused model may be shown, and
// nothing else.
func TestOpenTexts(t *testing.T) {
	s := newSite(t, company, func(c *gate.Config, h *hubtest.Hub) {
		c.OpenTexts = true
		for _, r := range h.Repos {
			if r.ID == "moss/barred" {
				r.Files["NOTICE"] = []byte(strings.Repeat(weights, 110_000)) // weights in the name of a text
				r.Large["LICENSE-MODEL"] = 0
				r.Files["LICENSE-MODEL"] = []byte(weights)
			}
		}
	})
	first := s.get("/moss/barred/resolve/main/LICENSE")
	if first.status != http.StatusTemporaryRedirect {
		t.Fatalf("%d %s", first.status, first.body)
	}
	if text := s.get(first.header.Get("Location")); text.status != http.StatusOK || !strings.HasPrefix(text.body, "MOSS TERMS") {
		t.Errorf("%d %q", text.status, text.body)
	}
	for _, path := range []string{"/moss/barred/resolve/main/model.safetensors", "/moss/barred/resolve/main/config.json",
		"/api/models/moss/barred/tree/main", "/moss/barred/raw/main/NOTICE", "/moss/barred/resolve/main/LICENSE-MODEL",
		"/moss/barred/blob/main/LICENSE"} {
		for _, header := range []string{"Accept: */*", "Range: bytes=0-999", "Accept-Encoding: gzip"} {
			if r := s.get(path, header); r.status < http.StatusBadRequest || strings.Contains(r.body, weights) {
				t.Errorf("%s with %s: %d %.80q", path, header, r.status, r.body)
			}
		}
	}
}
