package hubtest

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"net/http"
	"slices"
	"time"
)

// token gives out a token, whose name is what it is for and whether whoever asks
// is known. A token that comes along is nobody's business here.
func (g *Registry) token(x *exchange) {
	scope, known := x.r.URL.Query().Get("scope"), ""
	name, password, basic := x.r.BasicAuth()
	switch {
	case x.r.Method == http.MethodPost:
		scope = x.r.PostFormValue("scope")
		if known = x.r.PostFormValue("refresh_token"); !slices.Contains(g.Identities, known) {
			x.fail(http.StatusUnauthorized, "", "this is nobody: "+known)
			return
		}
	case basic && (!g.knows(name, password)):
		x.fail(http.StatusUnauthorized, "", "wrong password: "+password)
		return
	case basic:
		known = name
	case x.r.Header.Get("Authorization") != "":
		x.fail(http.StatusBadRequest, "", "a token came along")
		return
	}
	x.json(map[string]string{"token": tokenFor(scope, known != "")})
}

func tokenFor(scope string, known bool) string {
	token := "for-" + hex.EncodeToString([]byte(scope))
	if known {
		token = "known-" + token
	}
	return token
}

// admitted reports whether the caller may read a repository that wants a login.
func (g *Registry) admitted(x *exchange, repository string, a *Artifact) bool {
	if g.Basic {
		name, password, ok := x.r.BasicAuth()
		return ok && g.knows(name, password)
	}
	scope := "repository:" + repository + ":pull"
	tokens := []string{"Bearer " + tokenFor(scope, true)}
	if !a.Private {
		tokens = append(tokens, "Bearer "+tokenFor(scope, false))
	}
	return slices.Contains(tokens, x.r.Header.Get("Authorization"))
}

func (g *Registry) challenge(x *exchange, repository string) {
	challenge := `Basic realm="fake"`
	if !g.Basic {
		challenge = `Bearer realm="` + cmp.Or(x.r.URL.Scheme, "http") + `://` + x.r.Host + `/token",service="fake",scope="repository:` +
			repository + `:pull"`
	}
	x.w.Header().Set("WWW-Authenticate", challenge)
	x.write(http.StatusUnauthorized, map[string]any{"errors": []map[string]string{{"code": "UNAUTHORIZED", "message": "login required"}}})
}

// serve answers with content, or with the part of it that is asked for.
func (x *exchange) serve(content []byte) {
	x.status = http.StatusOK
	if x.r.Header.Get("Range") != "" {
		x.status = http.StatusPartialContent
	}
	http.ServeContent(x.w, x.r, "", time.Time{}, bytes.NewReader(content))
}

// Accept makes the registry accept a user, also while it serves.
func (g *Registry) Accept(name, password string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.Users == nil {
		g.Users = map[string]string{}
	}
	g.Users[name] = password
}

// knows reports whether a password is that of a user.
func (g *Registry) knows(name, password string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return password != "" && g.Users[name] == password
}
