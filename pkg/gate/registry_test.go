package gate_test

import (
	"context"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/fixtures"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/oci"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

const manifestType = "application/vnd.docker.distribution.manifest.v2+json"

// model is a model of a registry: weights, and the text of its licence.
func model(license string) *hubtest.Artifact {
	return &hubtest.Artifact{Layers: []hubtest.Blob{
		{MediaType: "application/vnd.ollama.image.model", Text: weights + strings.Repeat(" ", len(license))},
		{MediaType: "application/vnd.ollama.image.license", Text: license},
	}}
}

// newRegistry starts a registry with a gate before it.
func newRegistry(t *testing.T) (s *site, g *hubtest.Registry, url string) {
	t.Helper()
	apache, err := fs.ReadFile(fixtures.MustSample(), "models/nordlicht/aurora-7b/LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	g = hubtest.NewRegistry(map[string]*hubtest.Artifact{
		"library/tern:2b":    model(string(apache)),
		"moss/barred:latest": model("MOSS TERMS\n\nYou may not use the Model or its outputs for any commercial purpose.\n"),
		"acme/locked:latest": {Login: true, Private: true, Layers: model(string(apache)).Layers},
	})
	base := hubtest.Serve(t, g)
	s = newSite(t, company, nil)
	client, err := oci.New(oci.Config{Mirrors: map[string]string{"registry.ollama.ai": base}})
	if err != nil {
		t.Fatal(err)
	}
	engine := s.engine(company)
	inner := engine.Audit
	engine.Audit = func(ctx context.Context, r ref.Ref, token string) *audit.Report {
		if r.Hub == ref.HuggingFace {
			return inner(ctx, r, token)
		}
		s.audits.Add(1)
		cfg := s.config(company)
		cfg.Sources = map[string]audit.Source{ref.Ollama: client}
		return audit.New(cfg).Run(ctx, []audit.Request{{Asked: r.String(), Ref: r}})
	}
	s.gate.Use(engine)
	front, err := s.gate.Registry("registry.ollama.ai", base)
	if err != nil {
		t.Fatal(err)
	}
	return s, g, hubtest.Serve(t, front)
}

// layer is the digest of the first layer of a manifest.
func layer(t *testing.T, manifest string) string {
	t.Helper()
	_, rest, _ := strings.Cut(manifest, `"layers":[{`)
	i := strings.Index(rest, "sha256:")
	if i < 0 {
		t.Fatalf("no layer in %s", manifest)
	}
	return rest[i : i+71]
}

// TestPull: a model that is allowed is pulled as without the gate, its licence
// read before any blob passes.
func TestPull(t *testing.T) {
	s, g, url := newRegistry(t)
	if r := ask(t, "GET", url+"/v2/"); r.status != http.StatusOK {
		t.Fatalf("/v2/: %d", r.status)
	}
	m := ask(t, "GET", url+"/v2/library/tern/manifests/2b", "Accept: "+manifestType)
	if m.status != http.StatusOK || m.header.Get("Docker-Content-Digest") != g.Digest("library/tern:2b") {
		t.Fatalf("%d %v %s", m.status, m.header, m.body)
	}
	b := ask(t, "GET", url+"/v2/library/tern/blobs/"+layer(t, m.body))
	if b.status != http.StatusOK || !strings.HasPrefix(b.body, weights) {
		t.Errorf("blob: %d %.100s", b.status, b.body)
	}
	if again := ask(t, "HEAD", url+"/v2/library/tern/manifests/"+g.Digest("library/tern:2b")); again.status != http.StatusOK ||
		s.audits.Load() != 1 {
		t.Errorf("%d after %d audits", again.status, s.audits.Load())
	}
	list := s.get(gate.Prefix + "?q=tern")
	if !strings.Contains(list.body, "ollama:tern") {
		t.Error("the page does not name it")
	}
	// Under a policy that forbids it, what was listed before does not pass either.
	strict := s.engine(research)
	strict.Audit = func(context.Context, ref.Ref, string) *audit.Report { panic("not audited") }
	s.gate.Use(strict)
	if b := ask(t, "GET", url+"/v2/library/tern/blobs/"+layer(t, m.body)); b.status < http.StatusBadRequest {
		t.Errorf("a blob passes that nobody decided on under the policy: %d", b.status)
	}
}

// TestPullRefused: of a refused model there is no manifest and no blob, and the
// program is told why.
func TestPullRefused(t *testing.T) {
	_, g, url := newRegistry(t)
	digest := g.Digest("moss/barred:latest")
	weight := ""
	for range 2 {
		for _, path := range []string{"/v2/moss/barred/manifests/latest", "/v2/moss/barred/manifests/" + digest, "/v2/moss/barred/blobs/" +
			digest} {
			r := ask(t, "GET", url+path)
			if r.status != http.StatusForbidden || !strings.Contains(r.body, `"errors":[{"code":"DENIED","message":"fineprint: `) {
				t.Errorf("%s: %d %s", path, r.status, r.body)
			}
			weight += r.body
		}
	}
	if strings.Contains(weight, weights) || !strings.Contains(weight, "Not for commercial use") {
		t.Errorf("%s", weight)
	}
	for _, call := range []string{"POST /v2/moss/barred/blobs/uploads/", "PUT /v2/moss/barred/manifests/latest",
		"DELETE /v2/moss/barred/manifests/latest",
		"GET /v2/moss/barred/referrers/" + digest, "GET /v2/_catalog", "GET /token", "GET /v2/../v2/moss/barred/manifests/latest",
		"GET /v2/moss/barred/blobs/latest", "GET /v2/moss%2Fbarred/manifests/latest", "GET /v2//barred/manifests/latest"} {
		method, path, _ := strings.Cut(call, " ")
		if r := ask(t, method, url+path); r.status != http.StatusForbidden {
			t.Errorf("%s: %d %s", call, r.status, r.body)
		}
	}
	if r := ask(t, "GET", url+"/v2/acme/locked/manifests/latest"); r.status != http.StatusUnauthorized ||
		r.header.Get("Www-Authenticate") == "" {
		t.Errorf("what wants a login: %d %v", r.status, r.header)
	}
	if r := ask(t, "GET", url+"/v2/nobody/none/manifests/latest"); r.status != http.StatusNotFound {
		t.Errorf("what is missing: %d %s", r.status, r.body)
	}
}
