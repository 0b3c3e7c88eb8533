package modelscope

import (
	"context"
	"errors"
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Client reads from ModelScope. It is safe for concurrent use.
type Client struct {
	cfg   Config
	sites []*site
}

// site is one of the two, or the address that stands in for both.
type site struct {
	*fetch.Site
	cfg    Config
	memory *store.Memory
}

// New returns a client. It fails on an endpoint that is not an http or https
// address.
func New(cfg Config) (*Client, error) {
	cfg = cfg.withDefaults()
	c := &Client{cfg: cfg}
	web, err := exchange.New(exchange.Config{Offline: cfg.Offline, UserAgent: cfg.UserAgent, Timeout: cfg.Timeout, Patience: cfg.Patience,
		Retries: cfg.Retries, Transport: cfg.LinkTransport, Now: cfg.Now, Sleep: cfg.Sleep, Trace: cfg.Trace})
	if err != nil {
		return nil, err
	}
	for i, address := range cfg.addresses() {
		api, err := exchange.New(cfg.exchange(address, i == 0))
		if err != nil {
			return nil, fmt.Errorf("read the address of ModelScope or the token: %w; check MODELSCOPE_DOMAIN and MODELSCOPE_API_TOKEN", err)
		}
		c.sites = append(c.sites, &site{
			cfg: cfg, memory: &store.Memory{Store: cfg.Cache, Endpoint: api.Endpoint(), Offline: cfg.Offline, Trace: cfg.Trace},
			Site: &fetch.Site{Hub: api, Web: web, FollowLinks: cfg.FollowLinks, NoWeightsHeader: cfg.NoWeightsHeader,
				MaxDocumentBytes: cfg.MaxDocumentBytes, MaxDocuments: cfg.MaxDocuments},
		})
	}
	return c, nil
}

// Hints returns, a sentence each, what concerns a whole run.
func (c *Client) Hints() []string {
	var hints []string
	for _, s := range c.sites {
		hints = append(hints, s.memory.Hints()...)
		if s.Hub.TokenRejected() {
			hints = append(hints, "ModelScope does not accept the token; check MODELSCOPE_API_TOKEN")
		}
	}
	return hints
}

// Snapshot reads a model or a dataset: its information, its list of files and
// the documents among them. What the first site does not have is asked for at
// the other, unless the reference names its site. Errors wrap those of package
// hub, or are that of ctx.
func (c *Client) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	if r.Hub != ref.ModelScope || r.Kind == ref.Space {
		return nil, fmt.Errorf("read %s: %w by the client of ModelScope", r, hub.ErrUnsupported)
	}
	named, _ := r.ModelScope()
	var missing error
	for _, s := range c.sites {
		if named != "" && c.cfg.Endpoint == "" && !isAI(s.Hub.Endpoint()) {
			continue
		}
		snap, err := s.snapshot(ctx, r)
		switch {
		case err == nil:
			return snap, nil
		case missing == nil || !errors.Is(err, hub.ErrMissingOrPrivate):
			missing = err
		}
		if !errors.Is(err, hub.ErrMissingOrPrivate) && !errors.Is(err, hub.ErrOffline) {
			return nil, err
		}
	}
	return nil, missing
}

// snapshot reads a repository of the site: from the cache what is pinned, from
// the site the rest.
func (s *site) snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	cached := s.memory.Cached(r)
	switch {
	case cached != nil && (s.cfg.Offline || s.Settled(cached)):
		cached.Ref = r
		return cached, nil
	case s.cfg.Offline:
		return nil, &hub.StatusError{Op: opInfo, ID: r.ID(), Err: hub.ErrOffline}
	}
	repo, err := s.list(ctx, r)
	if err != nil {
		return nil, err
	}
	cached, _ = s.memory.Same(r, repo.snap.Commit, cached)
	documents := &fetch.Repository{Site: s.Site, Snapshot: repo.snap, Cached: cached, Addresses: repo}
	if err := documents.Documents(ctx); err != nil {
		return nil, err
	}
	s.memory.Keep(repo.snap, cached, false)
	return repo.snap, nil
}
