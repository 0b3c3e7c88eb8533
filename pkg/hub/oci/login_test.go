package oci_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/oci"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

const password = "not-for-reports"

// logins writes the file of logins of tools for containers.
func logins(t *testing.T, format string, args ...any) oci.Logins {
	t.Helper()
	l, err := oci.ReadLogins(fmt.Appendf(nil, format, args...))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func auth(name, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(name + ":" + password))
}

func private() map[string]*hubtest.Artifact {
	a := ollama(terms)
	a.Login, a.Private = true, true
	return map[string]*hubtest.Artifact{"acme/tern:v1": a}
}

// readFrom asks a registry for acme/tern with logins.
func readFrom(t *testing.T, base string, cfg oci.Config) (*hub.Snapshot, error) {
	t.Helper()
	cfg.Sleep = func(context.Context, time.Duration) error { return nil }
	c, err := oci.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ref.Parse("oci:" + strings.TrimPrefix(base, "http://") + "/acme/tern:v1")
	if err != nil {
		t.Fatal(err)
	}
	return c.Snapshot(t.Context(), r)
}

func TestLogins(t *testing.T) {
	for name, tt := range map[string]struct {
		basic  bool
		logins string // HOST is the registry
		says   string // the failure; empty for none
	}{
		"none":               {logins: `{}`, says: "no login is known"},
		"of another":         {logins: `{"auths":{"ghcr.io":{"auth":"AUTH"}}}`, says: "no login is known"},
		"name and password":  {logins: `{"auths":{"HOST":{"auth":"AUTH"}}}`},
		"as an address":      {logins: `{"auths":{"http://HOST/v1/":{"username":"ann","password":"PASSWORD"}}}`},
		"of a namespace":     {logins: `{"auths":{"HOST/acme":{"auth":"AUTH"},"HOST":{"auth":"WRONG"}}}`},
		"of other namespace": {logins: `{"auths":{"HOST/acme-2":{"auth":"AUTH"}}}`, says: "no login is known"},
		"identity":           {logins: `{"auths":{"HOST":{"auth":"AUTH","identitytoken":"IDENTITY"}}}`},
		"a wrong one":        {logins: `{"auths":{"HOST":{"auth":"WRONG"}}}`, says: "was refused; log in anew"},
		"a wrong identity":   {logins: `{"auths":{"HOST":{"identitytoken":"WRONG"}}}`, says: "was refused; log in anew"},
		"kept by a helper":   {logins: `{"auths":{"HOST":{}},"credsStore":"desktop"}`, says: `by the helper "desktop"`},
		"basic":              {basic: true, logins: `{"auths":{"HOST":{"auth":"AUTH"}}}`},
		"basic, wrong":       {basic: true, logins: `{"auths":{"HOST":{"auth":"WRONG"}}}`, says: "missing or private"},
		"basic, none":        {basic: true, logins: `{"credHelpers":{"HOST":"ecr"}}`, says: `by the helper "ecr"`},
	} {
		t.Run(name, func(t *testing.T) {
			g := hubtest.NewRegistry(private())
			g.Users, g.Identities, g.Basic = map[string]string{"ann": password}, []string{password + "-identity"}, tt.basic
			base := hubtest.StartRegistry(t, g)
			file := strings.NewReplacer("HOST", strings.TrimPrefix(base, "http://"), "AUTH", auth("ann", password), "PASSWORD", password,
				"IDENTITY", password+"-identity", "WRONG", auth("ann", password+"-wrong")).Replace(tt.logins)
			s, err := readFrom(t, base, oci.Config{Logins: logins(t, "%s", file)})
			switch {
			case tt.says == "" && (err != nil || len(s.Documents) != 1 || !s.Documents[0].Read()):
				t.Errorf("%+v: %v", s, err)
			case tt.says != "" && (!errors.Is(err, hub.ErrMissingOrPrivate) || !strings.Contains(err.Error(), tt.says)):
				t.Errorf("error %v, want %q", err, tt.says)
			case err != nil && strings.Contains(err.Error(), password):
				t.Errorf("the error repeats a password: %v", err)
			}
		})
	}
}

// TestLoginStaysHome holds that a login goes to the registry that it is for
// alone: to no mirror, to no store of files that it redirects to, whatever that
// asks for, and over http to this machine only.
func TestLoginStaysHome(t *testing.T) {
	var seen []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a := r.Header.Get("Authorization"); a != "" {
			seen = append(seen, a)
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="http://`+r.Host+`/token"`)
		http.Error(w, "log in", http.StatusUnauthorized)
	}))
	defer other.Close()
	g := hubtest.NewRegistry(private())
	g.Users, g.Elsewhere = map[string]string{"ann": password}, other.URL
	base := hubtest.StartRegistry(t, g)
	host := strings.TrimPrefix(base, "http://")
	known := logins(t, `{"auths":{%q:{"auth":%q}}}`, host, auth("ann", password))
	s, err := readFrom(t, base, oci.Config{Logins: known})
	if err != nil || s.Document("LICENSE").Read() {
		t.Errorf("with blobs elsewhere: %+v, %v", s, err)
	}
	if _, err := readFrom(t, base, oci.Config{Logins: known, Mirrors: map[string]string{host: other.URL}}); !errors.Is(err,
		hub.ErrMissingOrPrivate) {
		t.Errorf("through a mirror: %v", err)
	}
	if len(seen) > 0 {
		t.Errorf("another host was sent %v", seen)
	}
	// a registry by name over http: asked so where that is said, and told no password
	plain := map[string]string{"registry.example": "http://registry.example"}
	c, err := oci.New(oci.Config{Mirrors: plain, Logins: logins(t, `{"auths":{"registry.example":{"auth":%q}}}`, auth("ann", password)),
		Transport: answering{g}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Snapshot(t.Context(), ref.Ref{Hub: ref.OCI, Owner: "registry.example/acme", Name: "tern", Revision: "v1"})
	if err == nil || !strings.Contains(err.Error(), "is not sent over http") {
		t.Errorf("over http: %v", err)
	}
}

// TestDockerLogin holds that the login of Docker's registry is found under the
// name that its tools give it.
func TestDockerLogin(t *testing.T) {
	g := hubtest.NewRegistry(private())
	g.Users = map[string]string{"ann": password}
	known := logins(t, `{"auths":{"https://index.docker.io/v1/":{"auth":%q}}}`, auth("ann", password))
	c, err := oci.New(oci.Config{Logins: known, Transport: answering{g}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.Snapshot(t.Context(), ref.Ref{Hub: ref.OCI, Owner: "docker.io/acme", Name: "tern", Revision: "v1"})
	if err != nil || !s.Document("LICENSE").Read() {
		t.Errorf("%+v, %v", s, err)
	}
}

// answering answers requests by a handler, whatever the host.
type answering struct{ http.Handler }

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w.Result(), nil
}

func TestBrokenLogins(t *testing.T) {
	for _, file := range []string{`[`, `{"auths":[]}`, `{"auths":{"a.example":{"auth":"bm90LWEtbG9naW4="}}}`,
		`{"auths":{"a.example":{"auth":"#` + password + `"}}}`} {
		if _, err := oci.ReadLogins([]byte(file)); err == nil || strings.Contains(err.Error(), password) {
			t.Errorf("%s: %v", file, err)
		}
	}
}
