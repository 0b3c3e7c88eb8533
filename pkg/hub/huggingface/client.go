package huggingface

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
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

	Quotas exchange.Quotas // kept together with other processes; nil: this client counts for itself

	NoWeightsHeader bool // leave the headers of weights files unread

	Timeout          time.Duration // of one request, its body included; zero is 30 s
	Patience         time.Duration // for a hub that never answered: that of package exchange when zero
	MaxWait          time.Duration // a wait that the hub asks for and that is longer is a failure; zero is 10 min
	Retries          int           // further tries after a passing failure; zero is 4, negative none
	MaxInfoBytes     int64         // of an information call; zero is 64 MiB
	MaxDocumentBytes int64         // of one document; zero is 2 MiB
	MaxDocuments     int           // per repository; zero is hub.MaxDocuments
	MaxFiles         int           // per repository; zero is 100,000

	// Transport carries the requests to the hub, LinkTransport those to other
	// sites; nil is net/http's own, for LinkTransport one that connects to
	// public addresses only.
	Transport     http.RoundTripper
	LinkTransport http.RoundTripper

	Now   func() time.Time                                 // nil is time.Now
	Sleep func(ctx context.Context, d time.Duration) error // nil waits for real
	Trace func(hub.Step)                                   // told what is asked, and what the cache had; nil tells nobody
}

// Client reads from one hub. It is safe for concurrent use; its goroutines
// share one idea of the hub's rate limits.
type Client struct {
	cfg      Config
	hub      *exchange.Client
	site     *fetch.Site
	memory   *store.Memory
	inFlight singleflight.Group
}

// New returns a client. It fails on an endpoint that is not an http or https
// address.
func New(cfg Config) (*Client, error) {
	cfg = cfg.withDefaults()
	shared := exchange.Config{
		Offline: cfg.Offline, UserAgent: cfg.UserAgent, Timeout: cfg.Timeout, Patience: cfg.Patience, Retries: cfg.Retries, MaxWait: cfg.MaxWait,
		Now:   cfg.Now,
		Sleep: cfg.Sleep, Trace: cfg.Trace,
	}
	own := shared
	own.Endpoint, own.Home, own.Token, own.SendToken = cfg.Endpoint, DefaultEndpoint, cfg.Token, cfg.SendToken
	own.Transport, own.Protocol, own.Quotas = cfg.Transport, protocol(), cfg.Quotas
	c := &Client{cfg: cfg}
	var err error
	if c.hub, err = exchange.New(own); err != nil {
		return nil, fmt.Errorf("read the hub's address or token: %w; check HF_ENDPOINT, --hub-url and HF_TOKEN", err)
	}
	c.memory = &store.Memory{Store: cfg.Cache, Endpoint: c.hub.Endpoint(), Offline: cfg.Offline, Trace: cfg.Trace}
	shared.Transport = cfg.LinkTransport
	web, err := exchange.New(shared)
	if err != nil {
		return nil, err
	}
	c.site = &fetch.Site{Hub: c.hub, Web: web, FollowLinks: cfg.FollowLinks, NoWeightsHeader: cfg.NoWeightsHeader,
		MaxDocumentBytes: cfg.MaxDocumentBytes, MaxDocuments: cfg.MaxDocuments}
	return c, nil
}

// Hints returns, a sentence each, what concerns a whole run: that the hub
// could not be reached, that it refuses the token, and what it warns of.
func (c *Client) Hints() []string {
	var hints []string
	for _, warning := range c.hub.Warnings() {
		hints = append(hints, "the hub says: "+warning)
	}
	if err := c.hub.Gone(); err != nil {
		hints = append(hints, fmt.Sprintf("%s was given up on: %v; check the network, HF_ENDPOINT or --hub-url, or wait longer with --timeout",
			c.hub.Endpoint(), err))
	}
	if c.hub.TokenRejected() {
		hints = append(hints, "the hub does not accept the token; check HF_TOKEN, or log in again with the hub's own tool")
	}
	return append(hints, c.memory.Hints()...)
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
	cfg.MaxInfoBytes = cmp.Or(cfg.MaxInfoBytes, 64<<20)
	cfg.MaxDocumentBytes = cmp.Or(cfg.MaxDocumentBytes, 2<<20)
	cfg.MaxDocuments = cmp.Or(cfg.MaxDocuments, hub.MaxDocuments)
	cfg.MaxFiles = cmp.Or(cfg.MaxFiles, 100_000)
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	if cfg.Trace == nil {
		cfg.Trace = func(hub.Step) {}
	}
	if cfg.LinkTransport == nil {
		cfg.LinkTransport = exchange.PublicTransport()
	}
	return cfg
}
