package gate_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

var reportLink = regexp.MustCompile(`/_fineprint/d/[0-9a-f]{20}`)

// TestPage: a refusal leads to a page that says why, with the report and what an
// exception would have to state.
func TestPage(t *testing.T) {
	s := newSite(t, company, nil)
	link := reportLink.FindString(s.get("/moss/barred/resolve/main/README.md").header.Get("X-Error-Message"))
	s.get("/acme/free/resolve/main/README.md")
	for _, tt := range []struct {
		path string
		want []string
	}{
		{gate.Prefix, []string{"moss/barred", "acme/free", "Not for commercial use", "<form", "requests that were refused"}},
		{gate.Prefix + "?q=BARRED", []string{"moss/barred"}},
		{gate.Prefix + "?q=nobody", []string{"Nothing was decided on"}},
		{link, []string{"moss/barred", "fail", s.commit("moss/barred"), "exceptions:", "licence_sha256", "finding: non-commercial", "shop"}},
		{link + "/report.html", []string{"<!doctype html>", "moss/barred", "Not for commercial use"}},
		{link + "/report.json", []string{`"fineprint.report/1"`}},
		{gate.Prefix + "metrics", []string{"fineprint_gate_refused_total 1", "fineprint_gate_audits_total 2", `policy_info{name="shop"`}},
		{gate.Prefix + "healthz", []string{"alive"}},
		{gate.Prefix + "readyz", []string{"ready"}},
		{gate.Prefix + "decisions.json?n=1", []string{`"acme/free"`, `"outcome": "pass"`}},
	} {
		r := s.get(tt.path)
		for _, want := range tt.want {
			if r.status != http.StatusOK || !strings.Contains(strings.ToLower(r.body), strings.ToLower(want)) {
				t.Errorf("%s (%d) does not say %q:\n%.600s", tt.path, r.status, want, r.body)
			}
		}
		if r.header.Get("Cache-Control") != "no-store" || r.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", tt.path, r.header)
		}
		if strings.Contains(r.body, "<script") && !strings.HasSuffix(tt.path, "report.html") {
			t.Errorf("%s needs a script", tt.path)
		}
	}
	if r := s.get(gate.Prefix + "?q=barred"); strings.Contains(r.body, "acme/free") {
		t.Error("the search finds what was not asked for")
	}
	for _, path := range []string{gate.Prefix + "d/00000000000000000000", gate.Prefix + "d/..%2fsecret", gate.Prefix + "nothing"} {
		if r := s.get(path); r.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, r.status)
		}
	}
}

// TestPageEscapes: what others wrote, and what a reader searches for, is text.
func TestPageEscapes(t *testing.T) {
	s := newSite(t, company, nil)
	r := s.get(gate.Prefix + "?q=%3Cscript%3Ealert(1)%3C/script%3E%22%3E")
	if strings.Contains(r.body, "<script") || !strings.HasPrefix(r.header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%v %s", r.header, r.body)
	}
}

// TestReadToken: with a token nobody reads without it; health needs none.
func TestReadToken(t *testing.T) {
	s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) { c.ReadToken = "let me see" })
	link := reportLink.FindString(s.get("/moss/barred/resolve/main/README.md").header.Get("X-Error-Message"))
	for path, open := range map[string]bool{gate.Prefix: false, gate.Prefix + "metrics": false, gate.Prefix + "decisions.json": false,
		link:                  false,
		link + "/report.html": false, link + "/report.json": false, gate.Prefix + "healthz": true, gate.Prefix + "readyz": true} {
		without, wrong := s.get(path), s.get(path, "Authorization: Bearer let me")
		right, password := s.get(path, "Authorization: Bearer let me see"), s.get(path, "Authorization: Basic YW55Ym9keTpsZXQgbWUgc2Vl")
		if (without.status == http.StatusOK) != open || (wrong.status == http.StatusOK) != open || right.status != 200 || password.status != 200 {
			t.Errorf("%s: %d without, %d with a wrong one, %d and %d with the token", path, without.status, wrong.status, right.status,
				password.status)
		}
		if strings.Contains(without.body, "moss") {
			t.Errorf("%s shows %s", path, without.body)
		}
	}
}

// TestEvents: what is decided and refused is told, once, without tokens, and
// without clients unless that is wanted.
func TestEvents(t *testing.T) {
	for _, clients := range []bool{false, true} {
		lines := make(chan string, 100)
		s := newSite(t, company, func(c *gate.Config, _ *hubtest.Hub) {
			c.LogClients = clients
			c.Told = func(e gate.Event) {
				line, _ := json.Marshal(e)
				lines <- string(line)
			}
		})
		for range 2 {
			s.get("/moss/barred/resolve/main/README.md?token=secret", "Authorization: Bearer secret")
		}
		close(lines)
		var all []string
		for line := range lines {
			all = append(all, line)
		}
		text := strings.Join(all, "\n")
		if strings.Count(text, `"event":"decided"`) != 1 || strings.Count(text, `"event":"refused"`) != 2 {
			t.Errorf("told:\n%s", text)
		}
		if strings.Contains(text, "secret") || strings.Contains(text, `"client":"127.0.0.1`) != clients {
			t.Errorf("clients %v, told:\n%s", clients, text)
		}
	}
}
