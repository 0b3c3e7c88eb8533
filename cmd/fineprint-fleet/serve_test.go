package main

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/rules"
)

// row writes a result that a test asks for later.
func (db *database) row(t *testing.T, r result) {
	t.Helper()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.save(context.Background(), tx); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// served serves a database, and returns the address.
func served(t *testing.T, db *database, d desk) string {
	t.Helper()
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	d.db, d.kinds, d.now = db, kindNames(set), time.Now
	h, err := d.handler()
	if err != nil {
		t.Fatal(err)
	}
	return hubtest.Serve(t, h)
}

func emptyDatabase(t *testing.T) *database {
	t.Helper()
	db, err := openDatabase(t.Context(), filepath.Join(t.TempDir(), "fleet.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// get asks, with a header where value is not empty.
func get(t *testing.T, address, header, value string) (int, http.Header, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if value != "" {
		r.Header.Set(header, value)
	}
	return answered(t, r)
}

func answered(t *testing.T, r *http.Request) (int, http.Header, string) {
	t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(body)
}

// TestSearch: every field of the search, on either database.
func TestSearch(t *testing.T) {
	eachDatabase(t, func(t *testing.T, name string) {
		db := emptyDatabase(t)
		if name != "" {
			var err error
			if db, err = openDatabase(t.Context(), name); err != nil {
				t.Fatal(err)
			}
			defer db.Close()
		}
		db.row(t, result{Target: "acme/Tiny-100%", Commit: "c1", Outcome: "pass", Declared: "mit", Downloads: 5})
		db.row(t, result{Target: "acme/tuned", Commit: "c2", Outcome: "review", Declared: "apache-2.0 mit", Upstream: "llama3",
			Inherited: "user-cap use-policy", Findings: "licence-drift user-cap use-policy", Downloads: 500})
		db.row(t, result{Target: "other/limited", Commit: "c3", Outcome: "fail", Declared: "limited-mit", Upstream: "big-llama"})
		for _, tt := range []struct {
			search search
			want   string
		}{
			{search{}, "acme/tuned acme/Tiny-100% other/limited"},
			{search{Words: "0% ACME"}, "acme/Tiny-100%"},
			{search{Label: "mit"}, "acme/tuned acme/Tiny-100%"},
			{search{Upstream: "LLAMA"}, "acme/tuned"},
			{search{Inherited: anyTerms}, "acme/tuned"},
			{search{Inherited: "user-cap", Label: "mit"}, "acme/tuned"},
			{search{Inherited: "user"}, ""},
			{search{Outcome: "fail"}, "other/limited"},
			{search{Found: "licence-drift"}, "acme/tuned"},
			{search{Found: "drift"}, ""},
		} {
			hits, _, err := db.find(t.Context(), tt.search, 10)
			if got := names(hits); err != nil || got != tt.want {
				t.Errorf("%+v finds %q, want %q (%v)", tt.search, got, tt.want, err)
			}
		}
		first, more, err := db.find(t.Context(), search{}, 2)
		if err != nil || !more || names(first) != "acme/tuned acme/Tiny-100%" {
			t.Fatalf("first page: %s %v %v", names(first), more, err)
		}
		rest, more, err := db.find(t.Context(), search{After: first[1].place()}, 2)
		if err != nil || more || names(rest) != "other/limited" {
			t.Errorf("second page: %s %v %v", names(rest), more, err)
		}
	})
}

func names(hits []hit) string {
	list := make([]string, len(hits))
	for i, h := range hits {
		list[i] = h.Target
	}
	return strings.Join(list, " ")
}

// TestServe: what the command shows of what it audited.
func TestServe(t *testing.T) {
	hub, list := repos(120)
	f := newFleet(t, "", hub)
	f.list(append(list, "acme/none")...)
	f.must(exitDone, "run")
	db, err := openDatabase(t.Context(), f.db)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	base := served(t, db, desk{token: "open sesame"})

	for _, path := range []string{"/", "/results.json", "/report/-/acme/none", "/report.json/-/acme/none"} {
		if status, _, _ := get(t, base+path, "Authorization", "Bearer close sesame"); status != http.StatusUnauthorized {
			t.Errorf("%s is open to everybody: %d", path, status)
		}
	}
	for path, want := range map[string]string{"/healthz": "alive", "/readyz": "ready"} {
		if status, _, body := get(t, base+path, "", ""); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	token := "Bearer open sesame"
	status, head, body := get(t, base+"/", "Authorization", token)
	if status != 200 || !strings.Contains(body, "acme/model-0") || strings.Contains(body, "<script") ||
		!strings.HasPrefix(head.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("the page: %d %v\n%s", status, head, body)
	}
	var page struct {
		Results []hit
		Next    string
	}
	seen := map[string]bool{}
	for at := "/results.json?q=acme"; at != ""; at = page.Next {
		_, _, body := get(t, base+at, "Authorization", token)
		page.Next = ""
		if err := json.Unmarshal([]byte(body), &page); err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Results {
			seen[h.Target] = true
		}
	}
	if len(seen) != 121 {
		t.Errorf("%d results on all pages", len(seen))
	}
	seen = map[string]bool{}
	for at := "/?q=acme"; at != ""; {
		_, _, body := get(t, base+at, "Authorization", token)
		for _, m := range regexp.MustCompile(`href="/report/[^"]*/(acme/[^"]*)"`).FindAllStringSubmatch(body, -1) {
			seen[m[1]] = true
		}
		at = ""
		if m := regexp.MustCompile(`rel="next" href="([^"]*)"`).FindStringSubmatch(body); m != nil {
			at = html.UnescapeString(m[1])
		}
		if !strings.Contains(body, `href="/results.json?q=acme`) && !strings.Contains(body, "q=acme\">As JSON") {
			t.Errorf("the search is not that of the page as JSON")
		}
	}
	if len(seen) != 121 {
		t.Errorf("%d results on all pages for people", len(seen))
	}
	_, _, body = get(t, base+"/results.json?found=user-cap&q=model-20", "Authorization", token)
	if err := json.Unmarshal([]byte(body), &page); err != nil || len(page.Results) != 1 {
		t.Fatalf("search: %s", body)
	}
	h := page.Results[0]
	if _, _, body := get(t, base+"/report"+addressOf(h.Target, h.Commit), "Authorization", token); !strings.Contains(body, "3 million") {
		t.Errorf("the report does not quote the cap:\n%.2000s", body)
	}
	if _, _, body := get(t, base+"/report.json"+addressOf(h.Target, h.Commit), "Authorization", token); !strings.HasPrefix(body,
		`{"schema":`) {
		t.Errorf("the report as JSON: %.200s", body)
	}
	for path, want := range map[string]int{"/report/-/acme/none": 200, "/report/-/acme/nothing": 404, "/?after=x": 400, "/?q=%00": 200,
		"/?q=%ff": 200, "/nothing": 404} {
		if status, _, _ := get(t, base+path, "Authorization", token); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
}

// TestRowWithoutReport: what was kept without its report shows what it cites, and
// nothing of it is markup.
func TestRowWithoutReport(t *testing.T) {
	db := emptyDatabase(t)
	db.row(t, result{Target: "acme/row", Commit: "c1", Outcome: "review",
		Evidence: `[{"kind":"user-cap","source":"detected","document":"LICENSE","line":3,"quote":"<b>at most 5 users</b>"}]`})
	base := served(t, db, desk{})
	_, _, body := get(t, base+"/report/c1/acme/row", "", "")
	if !strings.Contains(body, "LICENSE, line 3") || !strings.Contains(body, "&lt;b&gt;at most 5 users") {
		t.Errorf("the row: %s", body)
	}
	if status, _, _ := get(t, base+"/report.json/c1/acme/row", "", ""); status != http.StatusNotFound {
		t.Errorf("a report that is not there: %d", status)
	}
}

// TestWebhooks: what the hub tells goes into the queue, with its secret alone.
func TestWebhooks(t *testing.T) {
	const secret, commit = "s3cret", "575db8b7a51b6f85eb06eee540738584589f131c"
	db := emptyDatabase(t)
	base := served(t, db, desk{secret: secret})
	send := func(secret, body string) int {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/webhooks/huggingface", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Webhook-Secret", secret)
		status, _, _ := answered(t, r)
		return status
	}
	body := func(scope, action, kind, name, refs string) string {
		return fmt.Sprintf(`{"event":{"scope":%q,"action":%q},"repo":{"type":%q,"name":%q,"headSha":%q,"new_field":[1]},
			"updatedRefs":[%s],"webhook":{"version":3},"unheard":{"of":null}}`, scope, action, kind, name, commit, refs)
	}
	main := `{"ref":"refs/heads/main","oldSha":null,"newSha":"` + commit + `"}`
	for _, tt := range []struct {
		about, secret, body string
		want                int
	}{
		{"no secret", "", body("repo.content", "update", "model", "acme/a", main), 401},
		{"another secret", "s3creT", body("repo.content", "update", "model", "acme/a", main), 401},
		{"a new commit", secret, body("repo.content", "update", "model", "acme/a", main), 202},
		{"the same again", secret, body("repo.content", "update", "model", "acme/a", main), 200},
		{"a dataset", secret, body("repo.content", "update", "dataset", "acme/a", main), 202},
		{"a new repository", secret, body("repo", "create", "space", "acme/b", ""), 202},
		{"another name", secret, body("repo", "move", "model", "acme/c", ""), 202},
		{"a scope of tomorrow", secret, body("repo.content.files", "touch", "model", "acme/d", main), 202},
		{"a pull request", secret, body("repo.content", "update", "model", "acme/e", `{"ref":"refs/pr/1","newSha":"`+commit+`"}`), 200},
		{"a branch that is gone", secret, body("repo.content", "update", "model", "acme/e", `{"ref":"refs/heads/main","newSha":null}`), 200},
		{"a setting", secret, body("repo.config", "update", "model", "acme/e", ""), 200},
		{"a repository that is gone", secret, body("repo", "delete", "model", "acme/e", ""), 200},
		{"a comment", secret, body("discussion.comment", "create", "model", "acme/e", ""), 200},
		{"a place that is none", secret, body("repo", "create", "model", "../../etc", ""), 200},
		{"another kind", secret, body("repo", "create", "bucket", "acme/e", ""), 200},
		{"no JSON", secret, "{", 400},
		{"too much", secret, `{"event":"` + strings.Repeat("x", hookBytes) + `"}`, 413},
	} {
		if got := send(tt.secret, tt.body); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.about, got, tt.want)
		}
	}
	s, err := db.status(t.Context())
	if err != nil || s.Left != 5 {
		t.Errorf("in the queue: %+v %v", s, err)
	}
	closed := served(t, db, desk{})
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, closed+"/webhooks/huggingface", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	if status, _, _ := answered(t, r); status == 200 || status == 202 {
		t.Errorf("a fleet without a secret took a webhook: %d", status)
	}
}
