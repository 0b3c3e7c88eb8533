package oci

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// repository is one repository of a registry, asked with the token that was
// given out for it.
type repository struct {
	*Client
	api  *exchange.Client
	ref  ref.Ref
	name string // "library/tern"
}

// get asks for something of the repository, with a token once the registry
// wants one. What another site wants, to which a registry sends for a blob, is
// not given: it could ask for anything.
func (p *repository) get(ctx context.Context, q exchange.Request, below ...string) (*exchange.Answer, exchange.Request, error) {
	path := append(append([]string{"v2"}, strings.Split(p.name, "/")...), below...)
	q.ID, q.URL = p.ref.ID(), p.api.Join(path...)
	a, err := p.api.Get(ctx, q)
	if a == nil || !errors.Is(err, hub.ErrUnauthorized) || a.Redirected() {
		return a, q, err
	}
	denied := p.authorise(ctx, a.Header)
	if denied == nil {
		a, err = p.api.Get(ctx, q)
		if _, known := p.login(); known || !errors.Is(err, hub.ErrMissingOrPrivate) {
			return a, q, err
		}
		denied = p.noLogin()
	}
	if ctx.Err() != nil {
		return nil, q, ctx.Err()
	}
	return nil, q, &hub.StatusError{Op: q.Op, ID: q.ID, URL: exchange.PlainURL(q.URL), Status: a.Status,
		Err: fmt.Errorf("%w: %w", hub.ErrMissingOrPrivate, denied)}
}

func (p *repository) login() (Login, bool) { return p.cfg.Logins.of(p.api.Base(), p.name) }

// noLogin says that there is none for the registry, and why.
func (p *repository) noLogin() error {
	if program := p.cfg.Logins.helper(p.api.Base()); program != "" {
		return fmt.Errorf("the login for it is kept by the helper %.40q, and fineprint runs no helpers", program)
	}
	if p.cfg.NoLogins != nil {
		return fmt.Errorf("the logins could not be read: %w", p.cfg.NoLogins)
	}
	return errors.New("no login is known for it")
}

var errPlainLogin = errors.New("the login for this registry is not sent over http")

// maxToken bounds the answer that holds a token.
const maxToken = 64 << 10

// authorise gets what the registry wants to see: a token for reading the
// repository, or the login itself.
func (p *repository) authorise(ctx context.Context, header http.Header) error {
	login, known := p.login()
	if known && !isSafe(p.api.Base()) {
		return errPlainLogin
	}
	challenge, bearer := challenged(header)
	switch {
	case known && login.Token != "":
		return p.use(login.Token, false, login.secrets())
	case bearer:
		token, err := p.token(ctx, challenge, login)
		if err != nil {
			return err
		}
		return p.use(token, false, login.secrets())
	case known && challenge != "":
		return p.use(login.basic(), true, login.secrets())
	}
	return p.noLogin()
}

// use asks the registry with a token from now on.
func (p *repository) use(token string, basic bool, secrets []string) error {
	cfg := p.exchange(p.api.Endpoint(), token)
	cfg.Basic, cfg.Secrets = basic, secrets
	api, err := exchange.New(cfg)
	if err == nil {
		p.api = api
	}
	return err
}

// token gets a token from where the registry sends for one. Whoever gives it out
// is told what is to be read and, if there is a login, who asks.
func (p *repository) token(ctx context.Context, challenge string, login Login) (string, error) {
	realm, query, err := p.realm(challenge)
	if err != nil {
		return "", err
	}
	asks := p.tokens
	q := exchange.Request{Op: "registry token", ID: p.ref.ID(), URL: realm, Limit: maxToken}
	if login.Identity != "" {
		q.Form = url.Values{"grant_type": {"refresh_token"}, "refresh_token": {login.Identity}, "client_id": {"fineprint"},
			"service": query["service"], "scope": query["scope"]}
	} else {
		realm.RawQuery = query.Encode()
	}
	if login != (Login{}) {
		if asks, err = p.loggedIn(realm, login); err != nil {
			return "", err
		}
	}
	a, err := asks.Get(ctx, q)
	if err != nil {
		if login != (Login{}) && (errors.Is(err, hub.ErrUnauthorized) || errors.Is(err, hub.ErrMissingOrPrivate)) {
			err = fmt.Errorf("the login that is kept for %s was refused; log in anew", place(p.api.Base().Host))
		}
		return "", err
	}
	var given struct {
		Token  string `json:"token"`
		Access string `json:"access_token"`
	}
	if err := json.Unmarshal(a.Body, &given); err != nil || given.Token+given.Access == "" {
		return "", errors.New("no token came from where the registry sent for one")
	}
	return cmp.Or(given.Token, given.Access), nil
}

// loggedIn is who asks for a token with a login. It goes nowhere else.
func (p *repository) loggedIn(realm *url.URL, login Login) (*exchange.Client, error) {
	if !isSafe(realm) {
		return nil, errPlainLogin
	}
	cfg := p.exchange(realm.Scheme+"://"+realm.Host, "")
	cfg.Header, cfg.StayHome, cfg.Secrets = nil, true, login.secrets()
	if login.Identity == "" {
		cfg.Token, cfg.Basic = login.basic(), true
	}
	return exchange.New(cfg)
}

var parameter = regexp.MustCompile(`(?i)\b(realm|service)="([^"]*)"`)

// challenged returns what a registry asks for, rather a token than a login.
func challenged(header http.Header) (challenge string, bearer bool) {
	for _, c := range header.Values("WWW-Authenticate") {
		switch lower := strings.ToLower(c); {
		case strings.HasPrefix(lower, "bearer "):
			return c, true
		case strings.HasPrefix(lower, "basic"):
			challenge = c
		}
	}
	return challenge, false
}

// realm is the address that gives out tokens, as a registry announces it: over
// https, or the registry itself. query says what is to be read.
func (p *repository) realm(challenge string) (u *url.URL, query url.Values, err error) {
	values := map[string]string{}
	for _, m := range parameter.FindAllStringSubmatch(challenge, -1) {
		values[strings.ToLower(m[1])] = m[2]
	}
	u, err = url.Parse(values["realm"])
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && !p.api.IsHome(u) {
		return nil, nil, errors.New("the registry sends for a token to an address that is not asked: it is not over https")
	}
	query = u.Query()
	if values["service"] != "" {
		query.Set("service", values["service"])
	}
	query.Set("scope", "repository:"+p.name+":pull")
	u.RawQuery, u.Fragment = "", ""
	return u, query, nil
}
