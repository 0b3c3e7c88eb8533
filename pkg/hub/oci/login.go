package oci

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// Login is what a registry, or whoever gives out tokens for it, is told of who
// asks.
type Login struct {
	Name, Password string
	Identity       string // in place of a password: what tokens are given out for
	Token          string // in place of all: the token itself
}

// secrets are what must not stand in a report.
func (l Login) secrets() []string { return []string{l.Password, l.Identity, l.Token} }

func (l Login) basic() string { return exchange.Basic(l.Name, l.Password) }

// Logins are kept by the host of a registry, or by a host and the beginning of
// the names of repositories: "ghcr.io", "ghcr.io/acme".
type Logins struct {
	kept map[string]Login
	// Helpers are programs that keep the login of a host, or of all ("*"). They are
	// not run.
	helpers map[string]string
}

const anyHost = "*"

// ReadLogins reads the file in which tools for containers keep logins. Its
// errors repeat nothing of it.
func ReadLogins(data []byte) (Logins, error) {
	var file struct {
		Auths map[string]struct {
			Auth     string `json:"auth"`
			Name     string `json:"username"`
			Password string `json:"password"`
			Identity string `json:"identitytoken"`
			Token    string `json:"registrytoken"`
		} `json:"auths"`
		Store   string            `json:"credsStore"`
		Helpers map[string]string `json:"credHelpers"`
	}
	if json.Unmarshal(data, &file) != nil {
		return Logins{}, errors.New("it is not the JSON that tools for containers write")
	}
	l := Logins{kept: map[string]Login{}, helpers: map[string]string{}}
	for at, kept := range file.Auths {
		login := Login{Name: kept.Name, Password: kept.Password, Identity: kept.Identity, Token: kept.Token}
		if kept.Auth != "" {
			plain, err := base64.StdEncoding.DecodeString(kept.Auth)
			name, password, ok := strings.Cut(string(plain), ":")
			if err != nil || !ok {
				return Logins{}, fmt.Errorf("the login for %s is not a name and a password in base64", place(at))
			}
			login.Name, login.Password = name, strings.TrimRight(password, "\x00")
		}
		if login != (Login{}) { // a helper keeps it
			l.kept[place(at)] = login
		}
	}
	for at, program := range file.Helpers {
		l.helpers[place(at)] = program
	}
	if file.Store != "" {
		l.helpers[anyHost] = file.Store
	}
	return l, nil
}

// place is the plain form of where a login is for: those tools write Docker's
// registry in several ways, and some the whole address.
func place(at string) string {
	at = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(at), "https://"), "http://")
	host, below, _ := strings.Cut(strings.Trim(at, "/"), "/")
	if host == "index.docker.io" || host == "registry-1.docker.io" {
		host = "docker.io"
	}
	if below == "" || below == "v1" || below == "v2" {
		return host
	}
	return host + "/" + below
}

// With returns the logins of l and those of more that l has not.
func (l Logins) With(more Logins) Logins {
	out := Logins{kept: maps.Clone(more.kept), helpers: maps.Clone(more.helpers)}
	if out.kept == nil {
		return l
	}
	maps.Copy(out.kept, l.kept)
	maps.Copy(out.helpers, l.helpers)
	return out
}

// of returns the login for a repository of the registry at an address: the one
// that names most of it.
func (l Logins) of(address *url.URL, repository string) (Login, bool) {
	host := place(address.Host)
	for at := host + "/" + repository; ; {
		if login, ok := l.kept[at]; ok {
			return login, true
		}
		i := strings.LastIndexByte(at, '/')
		if i < 0 {
			return Login{}, false
		}
		at = at[:i]
	}
}

// helper is the program that keeps the login for a registry, "" for none.
func (l Logins) helper(address *url.URL) string {
	if program := l.helpers[place(address.Host)]; program != "" {
		return program
	}
	return l.helpers[anyHost]
}
