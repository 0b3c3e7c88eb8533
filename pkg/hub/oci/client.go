package oci

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Config sets up a Client. The zero Config asks the registries that references
// name, and is logged in nowhere.
type Config struct {
	// Mirrors are base addresses that are asked in place of registries, by the
	// host of the registry: "docker.io". One over http is asked so.
	Mirrors map[string]string
	// Logins go to the registry that each is for, to no mirror of it, and over http
	// only to this machine.
	Logins          Logins
	NoLogins        error        // why they could not be read, for where one is asked for
	Cache           *store.Store // nil keeps nothing
	FollowLinks     bool         // read licence links that lead to other sites
	Offline         bool         // no request leaves
	NoWeightsHeader bool         // leave the headers of weights unread
	UserAgent       string       // empty is "fineprint"

	Timeout          time.Duration // of one request, its body included; zero is 30 s
	Patience         time.Duration // for the first sign of a registry; zero is 2.5 s
	MaxDocumentBytes int64         // of one document; zero is 2 MiB
	MaxArchiveBytes  int64         // of an archive that is fetched whole; zero is 8 MiB

	Transport     http.RoundTripper // nil is one of its own
	LinkTransport http.RoundTripper // for links to other sites; nil reaches public addresses only

	Now   func() time.Time                                 // nil is time.Now
	Sleep func(ctx context.Context, d time.Duration) error // nil waits for real
	Trace func(hub.Step)                                   // told what is asked; nil tells nobody
}

// Client asks registries. It is safe for concurrent use.
type Client struct {
	cfg    Config
	tokens *exchange.Client // asks whoever a registry says gives out tokens
	web    *exchange.Client // other sites: public addresses, no token

	mu         sync.Mutex
	registries map[string]*registry // by address
}

// registry is one of them: what a target learns of whether it is there holds for
// all.
type registry struct {
	api    *exchange.Client // without a token
	memory store.Memory
}

// New returns a client. It fails on a mirror that is not an http or https
// address.
func New(cfg Config) (*Client, error) {
	cfg.MaxDocumentBytes = cmp.Or(cfg.MaxDocumentBytes, 2<<20) // the longest licence texts have 40 KB
	cfg.MaxArchiveBytes = cmp.Or(cfg.MaxArchiveBytes, 8<<20)
	if cfg.Transport == nil {
		cfg.Transport = exchange.NewTransport() // each repository has a client of its own, with its token
	}
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	c := &Client{cfg: cfg, registries: map[string]*registry{}}
	var err error
	if c.tokens, err = exchange.New(c.exchange("", "")); err != nil {
		return nil, err
	}
	web := c.exchange("", "")
	if web.Transport = cfg.LinkTransport; web.Transport == nil {
		web.Transport = exchange.PublicTransport()
	}
	if c.web, err = exchange.New(web); err != nil {
		return nil, err
	}
	for host, mirror := range cfg.Mirrors {
		if _, err := c.registry(mirror); err != nil {
			return nil, fmt.Errorf("read the address of the mirror of %s: %w", host, err)
		}
	}
	return c, nil
}

// exchange is how a service is talked to, with the token that it gave.
func (c *Client) exchange(address, token string) exchange.Config {
	cfg := exchange.Config{
		Endpoint: address, Home: address, Token: token, Offline: c.cfg.Offline, UserAgent: c.cfg.UserAgent, Timeout: c.cfg.Timeout,
		Patience: c.cfg.Patience, Retries: furtherTries, MaxWait: maxWait, MaxHops: maxHops,
		Protocol: exchange.Protocol{Fault: fault}, Transport: c.cfg.Transport, Now: c.cfg.Now, Sleep: c.cfg.Sleep, Trace: c.cfg.Trace,
	}
	if address != "" {
		cfg.Header = map[string]string{"Accept": strings.Join(manifestTypes, ", ") + ", */*;q=0.1"}
	}
	return cfg
}

// Bounds of one question.
const (
	furtherTries = 2
	maxWait      = 20 * time.Second
	maxHops      = 4 // blobs come from a store of files
)

// fault reads a status as registries mean it: they do not tell what is missing
// from what is for others.
func fault(_ exchange.Request, a *exchange.Answer, _ string) error {
	kind := exchange.FaultOf(a.Status)
	if errors.Is(kind, hub.ErrForbidden) || errors.Is(kind, hub.ErrUnauthorized) && a.Authorized {
		return hub.ErrMissingOrPrivate
	}
	return kind
}

// registry returns a registry by its address.
func (c *Client) registry(address string) (*registry, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.registries[address]; known != nil {
		return known, nil
	}
	api, err := exchange.New(c.exchange(address, ""))
	if err != nil {
		return nil, err
	}
	made := &registry{api: api, memory: store.Memory{Store: c.cfg.Cache, Endpoint: api.Endpoint(), Offline: c.cfg.Offline, Trace: c.cfg.Trace}}
	c.registries[address] = made
	return made, nil
}

// Hints returns, a sentence each, what concerns a whole run.
func (c *Client) Hints() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range c.registries {
		if hints := r.memory.Hints(); len(hints) > 0 {
			return hints
		}
	}
	return nil
}

// address is where a registry is asked: over https, but for one on this machine.
func (c *Client) address(r ref.Ref) string {
	host, _, _ := r.Registry()
	switch {
	case c.cfg.Mirrors[host] != "":
		return c.cfg.Mirrors[host]
	case host == "docker.io":
		return "https://registry-1.docker.io"
	case isHere(host):
		return "http://" + host
	default:
		return "https://" + host
	}
}

// isHere tells the hosts that are this machine.
func isHere(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	ip := net.ParseIP(strings.Trim(name, "[]"))
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// isSafe reports whether nobody on the way reads what is sent to an address.
func isSafe(u *url.URL) bool { return u.Scheme == "https" || isHere(u.Host) }

// Snapshot reads what a registry says of a model: its manifest, the list of its
// files and what of these may state terms. The commit is the digest of the
// manifest. Errors wrap those of package hub, or are that of ctx.
func (c *Client) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	_, name, at := r.Registry()
	if name == "" {
		return nil, fmt.Errorf("read %s from a registry: %w", r, hub.ErrUnsupported)
	}
	reg, err := c.registry(c.address(r))
	if err != nil {
		return nil, fmt.Errorf("read %s: the address of the registry: %w: %w", r, hub.ErrUnsupported, err)
	}
	kept := reg.memory.Cached(r)
	if kept != nil && (c.cfg.Offline || c.settled(reg, kept)) {
		kept.Ref = r
		return kept, nil
	}
	repo := &repository{Client: c, api: reg.api, ref: r, name: name}
	m, err := repo.model(ctx, at)
	if err != nil {
		return nil, err
	}
	if kept == nil {
		kept = reg.memory.At(r, m.digest)
	}
	snap := kept
	if kept == nil || !c.settled(reg, kept) {
		if snap, err = repo.read(ctx, m, kept); err != nil {
			return nil, err
		}
	}
	snap.Ref, snap.FetchedAt = r, c.cfg.Now().UTC()
	reg.memory.Keep(snap, kept, false)
	return snap, nil
}

// settled reports whether asking again could add nothing: whatever stands at a
// digest stays.
func (c *Client) settled(reg *registry, snap *hub.Snapshot) bool {
	return snap.Complete && c.site(reg.api).Settled(snap)
}

func (c *Client) site(api *exchange.Client) *fetch.Site {
	return &fetch.Site{Hub: api, Web: c.web, FollowLinks: c.cfg.FollowLinks, NoWeightsHeader: c.cfg.NoWeightsHeader,
		MaxDocumentBytes: c.cfg.MaxDocumentBytes, MaxDocuments: hub.MaxDocuments}
}

// read makes the snapshot of a manifest. kept is what an earlier run read of it,
// nil for none.
func (p *repository) read(ctx context.Context, m *manifest, kept *hub.Snapshot) (*hub.Snapshot, error) {
	s := &reading{repository: p, layers: map[string]hub.Layer{}, held: map[string]fetch.Held{}, used: hub.LayerNames{},
		snap: &hub.Snapshot{
			Ref: p.ref, Endpoint: p.api.Endpoint(), AnsweredID: p.ref.ID(), Commit: m.digest, RawInfo: m.raw,
			InfoSHA256: strings.TrimPrefix(m.digest, sha256Prefix), Complete: true,
		}}
	s.annotations(m)
	if err := s.configs(ctx, m.configs); err != nil {
		return nil, err
	}
	list := s.list
	if m.image {
		list = s.image
	}
	if err := list(ctx, m); err != nil {
		return nil, err
	}
	repo := fetch.Repository{Site: p.site(p.api), Snapshot: s.snap, Cached: kept, Addresses: s, Held: s.held, Also: s.also}
	if err := repo.Documents(ctx); err != nil {
		return nil, err
	}
	s.snap.AdoptConfig()
	return s.snap, nil
}
