// Package huggingface reads repositories from the Hugging Face Hub and from
// servers that speak its protocol. Everything that a Snapshot holds was
// answered for one commit, or says that it was not.
package huggingface

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-resty/resty/v2"
	"golang.org/x/sync/singleflight"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// DefaultEndpoint is the address of the Hub.
const DefaultEndpoint = "https://huggingface.co"

// Config sets up a Client. The zero Config reads the public Hub anonymously,
// without a cache.
type Config struct {
	Endpoint  string // base address, which may carry a path; empty is DefaultEndpoint
	Token     string
	SendToken bool // send Token also to an Endpoint other than the default
	Offline   bool // no request leaves; what is not in Cache is hub.ErrOffline
	Cache     *store.Store
	UserAgent string // empty is "fineprint"

	// FollowLinks reads licence links that lead to other sites: http and https
	// only, public addresses only, without the token.
	FollowLinks bool

	Timeout          time.Duration // of one request, its body included; zero is 30 s
	Retries          int           // further tries after a passing failure; zero is 4, negative none
	MaxInfoBytes     int64         // of an information call; zero is 64 MiB
	MaxDocumentBytes int64         // of one document; zero is 2 MiB
	MaxDocuments     int           // per repository; zero is 64
	MaxFiles         int           // per repository; zero is 100,000

	// Transport carries the requests to the hub, LinkTransport those to other
	// sites; nil is net/http's own, for LinkTransport one that connects to
	// public addresses only.
	Transport     http.RoundTripper
	LinkTransport http.RoundTripper

	Now   func() time.Time                                 // nil is time.Now
	Sleep func(ctx context.Context, d time.Duration) error // nil waits for real
}

// Client reads from one hub. It is safe for concurrent use; its goroutines
// share one idea of the hub's rate limits.
type Client struct {
	cfg      Config
	base     *url.URL
	http     *resty.Client
	links    *resty.Client
	limits   limiter
	warnings warnings
	inFlight singleflight.Group

	tokenRejected atomic.Bool
	answered      atomic.Bool // the hub gave any answer at all
	unreachable   atomic.Bool // a request gave up without one
}

// New returns a client. It fails on an endpoint that is not an http or https
// address.
func New(cfg Config) (*Client, error) {
	cfg = cfg.withDefaults()
	base, err := parseEndpoint(cfg.Endpoint)
	if err != nil {
		return nil, err
	}
	cfg.Endpoint = base.String()
	if cfg.Endpoint != DefaultEndpoint && !cfg.SendToken {
		cfg.Token = ""
	}
	if strings.ContainsFunc(cfg.Token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("read token: it holds a blank or a character that no token has; copy it anew")
	}
	c := &Client{cfg: cfg, base: base}
	c.http = newHTTP(cmp.Or(cfg.Transport, defaultTransport()), cfg.UserAgent)
	c.links = newHTTP(cmp.Or(cfg.LinkTransport, publicTransport()), cfg.UserAgent)
	c.limits.now, c.limits.sleep = cfg.Now, cfg.Sleep
	return c, nil
}

// TokenRejected reports whether the hub refused the token. From then on every
// call fails with hub.ErrUnauthorized without asking again.
func (c *Client) TokenRejected() bool { return c.tokenRejected.Load() }

// Warnings returns what the hub has warned of so far, once per topic and in
// the order of the topics.
func (c *Client) Warnings() []string {
	list := c.warnings.all()
	for i, w := range list {
		list[i] = c.inert(w)
	}
	return list
}

// Snapshot returns what the hub says of a repository. Concurrent calls for the
// same ref share one answer, which nobody may change. Errors wrap those of
// package hub.
func (c *Client) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	if r.Hub != ref.HuggingFace || r.Name == "" {
		return nil, fmt.Errorf("read %s: %w by the Hugging Face client", r, hub.ErrUnsupported)
	}
	for {
		result := c.inFlight.DoChan(r.String(), func() (any, error) { return c.flight(ctx, r) })
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case answer := <-result:
			switch {
			case answer.Err == nil:
				return answer.Val.(*hub.Snapshot), nil
			case ctx.Err() != nil:
				return nil, ctx.Err()
			case !errors.Is(answer.Err, errAbandoned):
				return nil, answer.Err
			}
			// Whoever asked first gave up; this call has not.
		}
	}
}

var errAbandoned = errors.New("abandoned")

// flight reads a snapshot on behalf of every caller that waits for it.
func (c *Client) flight(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	snap, err := c.snapshot(ctx, r)
	if err != nil && ctx.Err() != nil {
		return nil, errAbandoned
	}
	return snap, err
}

func (cfg Config) withDefaults() Config {
	cfg.Endpoint = cmp.Or(cfg.Endpoint, DefaultEndpoint)
	cfg.UserAgent = cmp.Or(cfg.UserAgent, "fineprint")
	cfg.Timeout = cmp.Or(cfg.Timeout, 30*time.Second)
	cfg.Retries = max(cmp.Or(cfg.Retries, 4), 0)
	cfg.MaxInfoBytes = cmp.Or(cfg.MaxInfoBytes, 64<<20)
	cfg.MaxDocumentBytes = cmp.Or(cfg.MaxDocumentBytes, 2<<20)
	cfg.MaxDocuments = cmp.Or(cfg.MaxDocuments, 64)
	cfg.MaxFiles = cmp.Or(cfg.MaxFiles, 100_000)
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	if cfg.Sleep == nil {
		cfg.Sleep = hub.Sleep
	}
	return cfg
}

// parseEndpoint reads a base address. Its errors do not repeat the address,
// which may hold a password.
func parseEndpoint(endpoint string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(strings.TrimSpace(endpoint), "/"))
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, errors.New("read the hub's address: it is not an http or https address; check HF_ENDPOINT or --hub-url")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("read the hub's address: it may hold a host and a path, and no user, query or fragment; check HF_ENDPOINT or --hub-url")
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	return u, nil
}

func newHTTP(transport http.RoundTripper, userAgent string) *resty.Client {
	return resty.NewWithClient(&http.Client{Transport: transport}).
		SetDoNotParseResponse(true).
		SetHeader("User-Agent", userAgent).
		SetLogger(silent{}).
		SetRedirectPolicy(resty.RedirectPolicyFunc(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }))
}

// silent keeps resty from writing to stderr.
type silent struct{}

func (silent) Errorf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}
func (silent) Debugf(string, ...any) {}

// Bounds of a connection.
const (
	idleConnections = 128
	maxHeaderBytes  = 256 << 10
)

func defaultTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = idleConnections, idleConnections
	t.MaxResponseHeaderBytes = maxHeaderBytes
	return t
}
