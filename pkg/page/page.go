package page

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strings"
)

//go:embed style.css
var style string

// Style is the style of every page, for the head of a template.
func Style() template.CSS { return template.CSS(style) } //nolint:gosec // our own file

// Policy is what a page with these styles beside Style may do: show itself and
// send its own form. A file states it in its head.
func Policy(styles ...template.CSS) string {
	allowed := ""
	for _, s := range append(styles, Style()) {
		sum := sha256.Sum256([]byte(s))
		allowed += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; base-uri 'none'; form-action 'self'; style-src" + allowed
}

// Head sets the headers of an answer of a media type.
func Head(w http.ResponseWriter, kind string) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
}

// Say answers with a line of text.
func Say(w http.ResponseWriter, status int, text string) {
	Head(w, "text/plain; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintln(w, text)
}

// JSON answers with a value.
func JSON(w http.ResponseWriter, v any) {
	Head(w, "application/json; charset=utf-8")
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	_ = enc.Encode(v) // a reader that hung up is not our trouble
}

// HTML answers with a page that says itself what may run in it.
func HTML(w http.ResponseWriter, whole []byte) {
	Head(w, "text/html; charset=utf-8")
	_, _ = w.Write(whole) // as above
}

// Show answers with what a template makes of data. All that is in data is text,
// which the template escapes.
func Show(w http.ResponseWriter, t *template.Template, name string, data any) {
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, name, data); err != nil {
		Say(w, http.StatusInternalServerError, "the page could not be made")
		return
	}
	w.Header().Set("Content-Security-Policy", Policy()+"; frame-ancestors 'none'")
	HTML(w, out.Bytes())
}

// Guard lets those in who show the token, as a bearer's or as a password. An
// empty token lets everybody in.
func Guard(token, realm string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if token != "" && subtle.ConstantTimeCompare([]byte(Bearer(r)), []byte(token)) != 1 {
			w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Basic realm="%s", charset="UTF-8"`, realm))
			Say(w, http.StatusUnauthorized, "the read token is needed: as a bearer token, or as the password of any user")
			return
		}
		next(w, r)
	}
}

// Bearer is the token that a request shows: a bearer's, or the password of any
// user.
func Bearer(r *http.Request) string {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return strings.TrimSpace(token)
	}
	_, password, _ := r.BasicAuth()
	return password
}
