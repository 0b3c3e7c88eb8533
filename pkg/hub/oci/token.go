package oci

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
// wants one.
func (p *repository) get(ctx context.Context, op string, limit int64, below ...string) (*exchange.Answer, exchange.Request, error) {
	path := append(append([]string{"v2"}, strings.Split(p.name, "/")...), below...)
	q := exchange.Request{Op: op, ID: p.ref.ID(), URL: p.api.Join(path...), Limit: limit}
	a, err := p.api.Get(ctx, q)
	if a == nil || !errors.Is(err, hub.ErrUnauthorized) {
		return a, q, err
	}
	if denied := p.authorise(ctx, a.Header.Get("WWW-Authenticate")); denied != nil {
		if ctx.Err() != nil {
			return nil, q, ctx.Err()
		}
		return nil, q, &hub.StatusError{Op: op, ID: q.ID, URL: exchange.PlainURL(q.URL), Status: a.Status,
			Err: fmt.Errorf("%w: %w", hub.ErrMissingOrPrivate, denied)}
	}
	a, err = p.api.Get(ctx, q)
	return a, q, err
}

var parameter = regexp.MustCompile(`(?i)\b(realm|service)="([^"]*)"`)

// maxToken bounds the answer that holds a token.
const maxToken = 64 << 10

// authorise gets the token for reading the repository that a registry asks for.
// Whoever gives it out is told what is to be read, and nothing else.
func (p *repository) authorise(ctx context.Context, challenge string) error {
	realm, err := p.realm(challenge)
	if err != nil {
		return err
	}
	q := exchange.Request{Op: "registry token", ID: p.ref.ID(), URL: realm, Limit: maxToken}
	a, err := p.tokens.Get(ctx, q)
	if err != nil {
		return err
	}
	var given struct {
		Token  string `json:"token"`
		Access string `json:"access_token"`
	}
	if err := json.Unmarshal(a.Body, &given); err != nil || given.Token+given.Access == "" {
		return errors.New("no token came from where the registry sent for one")
	}
	api, err := exchange.New(p.exchange(p.api.Endpoint(), cmp.Or(given.Token, given.Access)))
	if err == nil {
		p.api = api
	}
	return err
}

// realm is the address that gives out tokens, as a registry announces it: over
// https, or the registry itself.
func (p *repository) realm(challenge string) (*url.URL, error) {
	if !strings.HasPrefix(strings.ToLower(challenge), "bearer ") {
		return nil, errors.New("the registry asks for a login that is not made here")
	}
	values := map[string]string{}
	for _, m := range parameter.FindAllStringSubmatch(challenge, -1) {
		values[strings.ToLower(m[1])] = m[2]
	}
	u, err := url.Parse(values["realm"])
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && !p.api.IsHome(u) {
		return nil, errors.New("the registry sends for a token to an address that is not asked: it is not over https")
	}
	query := u.Query()
	if values["service"] != "" {
		query.Set("service", values["service"])
	}
	query.Set("scope", "repository:"+p.name+":pull")
	u.RawQuery, u.Fragment = query.Encode(), ""
	return u, nil
}
