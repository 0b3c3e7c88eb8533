package oci

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Config sets up a Client. The zero Config asks the registries that references
// name. Nobody is logged in anywhere: what takes a name and a password is not
// read.
type Config struct {
	// Mirrors are base addresses that are asked in place of registries, by the
	// host of the registry: "docker.io".
	Mirrors   map[string]string
	Offline   bool   // no request leaves
	UserAgent string // empty is "fineprint"

	Timeout          time.Duration // of one request, its body included; zero is 30 s
	Patience         time.Duration // for the first sign of a registry; zero is 2.5 s
	MaxDocumentBytes int64         // of one document; zero is 2 MiB

	Now   func() time.Time                                 // nil is time.Now
	Sleep func(ctx context.Context, d time.Duration) error // nil waits for real
	Trace func(hub.Step)                                   // told what is asked; nil tells nobody
}

// Client asks registries. It is safe for concurrent use.
type Client struct {
	cfg    Config
	tokens *exchange.Client // asks whoever a registry says gives out tokens

	mu         sync.Mutex
	registries map[string]*exchange.Client // by address, without a token
}

// New returns a client. It fails on a mirror that is not an http or https
// address.
func New(cfg Config) (*Client, error) {
	cfg.MaxDocumentBytes = cmp.Or(cfg.MaxDocumentBytes, 2<<20) // the longest licence texts have 40 KB
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	c := &Client{cfg: cfg, registries: map[string]*exchange.Client{}}
	var err error
	if c.tokens, err = exchange.New(c.exchange("", "")); err != nil {
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
		Protocol: exchange.Protocol{Fault: fault}, Now: c.cfg.Now, Sleep: c.cfg.Sleep, Trace: c.cfg.Trace,
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

// registry returns the client without a token of a registry: what one target
// learns of whether it is there holds for all.
func (c *Client) registry(address string) (*exchange.Client, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.registries[address]; known != nil {
		return known, nil
	}
	made, err := exchange.New(c.exchange(address, ""))
	if err == nil {
		c.registries[address] = made
	}
	return made, err
}

// address is where a registry is asked: over https, but for one on this machine.
func (c *Client) address(r ref.Ref) string {
	host, _, _ := r.Registry()
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	switch ip := net.ParseIP(name); {
	case c.cfg.Mirrors[host] != "":
		return c.cfg.Mirrors[host]
	case host == "docker.io":
		return "https://registry-1.docker.io"
	case name == "localhost" || ip != nil && ip.IsLoopback():
		return "http://" + host
	default:
		return "https://" + host
	}
}

// Snapshot reads what a registry says of a model: its manifest, what states its
// licence, and the list of its files. The commit is the digest of the manifest.
// Errors wrap those of package hub, or are that of ctx.
func (c *Client) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	_, name, at := r.Registry()
	if name == "" {
		return nil, fmt.Errorf("read %s from a registry: %w", r, hub.ErrUnsupported)
	}
	api, err := c.registry(c.address(r))
	if err != nil {
		return nil, fmt.Errorf("read %s: the address of the registry: %w: %w", r, hub.ErrUnsupported, err)
	}
	repo := &repository{Client: c, api: api, ref: r, name: name}
	m, err := repo.model(ctx, at)
	if err != nil {
		return nil, err
	}
	s := &reading{repository: repo, used: hub.LayerNames{}, snap: &hub.Snapshot{
		Ref: r, Endpoint: api.Endpoint(), AnsweredID: r.ID(), Commit: m.digest, FetchedAt: c.cfg.Now().UTC(),
		RawInfo: m.raw, InfoSHA256: strings.TrimPrefix(m.digest, sha256Prefix), Complete: true,
	}}
	return s.read(ctx, m)
}
