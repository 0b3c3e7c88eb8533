package civitai

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// DefaultEndpoint is the address of the hub.
const DefaultEndpoint = "https://civitai.com"

// Config sets up a Client. The zero Config asks the public hub anonymously.
type Config struct {
	Endpoint  string // base address; empty is DefaultEndpoint
	Token     string
	SendToken bool // send Token also to another Endpoint
	Offline   bool // no request leaves; what is not in Cache is hub.ErrOffline
	Cache     *store.Store
	UserAgent string // empty is "fineprint"

	NoWeightsHeader bool // leave the headers of weights files unread

	Timeout  time.Duration // of one request, its body included; zero is 30 s
	Patience time.Duration // for a hub that never answered: that of package exchange when zero
	Retries  int           // further tries after a passing failure; zero is 4, negative none
	MaxBytes int64         // of one answer; zero is 16 MiB

	Transport http.RoundTripper                                // nil is net/http's own
	Now       func() time.Time                                 // nil is time.Now
	Sleep     func(ctx context.Context, d time.Duration) error // nil waits for real
	Trace     func(hub.Step)                                   // told what is asked; nil tells nobody
}

// Client reads from the hub. It is safe for concurrent use.
type Client struct {
	cfg    Config
	api    *exchange.Client
	site   *fetch.Site
	memory *store.Memory
}

// maxWait is the longest wait that is waited for.
const maxWait = 20 * time.Second

// New returns a client. It fails on an endpoint that is not an http or https
// address.
func New(cfg Config) (*Client, error) {
	cfg.Endpoint = cmp.Or(cfg.Endpoint, DefaultEndpoint)
	cfg.MaxBytes = cmp.Or(cfg.MaxBytes, 16<<20)
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	api, err := exchange.New(exchange.Config{
		Endpoint: cfg.Endpoint, Home: DefaultEndpoint, Token: cfg.Token, SendToken: cfg.SendToken, Offline: cfg.Offline,
		UserAgent: cfg.UserAgent, Timeout: cfg.Timeout, Patience: cfg.Patience, Retries: cfg.Retries, MaxWait: maxWait,
		Protocol: exchange.Protocol{Fault: fault}, Transport: cfg.Transport, Now: cfg.Now, Sleep: cfg.Sleep, Trace: cfg.Trace,
	})
	if err != nil {
		return nil, fmt.Errorf("read the address of Civitai or the token: %w; check CIVITAI_URL and CIVITAI_API_TOKEN", err)
	}
	return &Client{
		cfg: cfg, api: api, memory: &store.Memory{Store: cfg.Cache, Endpoint: api.Endpoint(), Offline: cfg.Offline, Trace: cfg.Trace},
		site: &fetch.Site{Hub: api, Web: api, NoWeightsHeader: cfg.NoWeightsHeader, MaxDocumentBytes: maxDocument,
			MaxDocuments: hub.MaxDocuments},
	}, nil
}

// maxDocument bounds a document among the files of a version.
const maxDocument = 2 << 20

// fault reads a status as the hub means it, nil where it means what everybody
// means: what is for those who log in is not told from what is missing.
func fault(q exchange.Request, a *exchange.Answer, _ string) error {
	if q.Op != fetch.OpFile && a.Status == http.StatusUnauthorized && !a.Authorized {
		return hub.ErrMissingOrPrivate
	}
	return nil
}

// Hints returns, a sentence each, what concerns a whole run.
func (c *Client) Hints() []string {
	hints := c.memory.Hints()
	if c.api.TokenRejected() {
		hints = append(hints, "Civitai does not accept the token; check CIVITAI_API_TOKEN")
	}
	return hints
}

// Snapshot reads a model at one of its versions, the newest where none is named.
// What a version holds stays as it is, and what its maker permits does not: a
// version is asked for anew in every run. The commit is the number of the
// version. Errors wrap those of package hub, or are that of ctx.
func (c *Client) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	if r.Hub != ref.Civitai || r.Name == "" {
		return nil, fmt.Errorf("read %s: %w by the client of Civitai", r, hub.ErrUnsupported)
	}
	if c.cfg.Offline {
		if cached := c.memory.Cached(r); cached != nil {
			cached.Ref = r
			return cached, nil
		}
		return nil, &hub.StatusError{Op: opModel, ID: r.ID(), Err: hub.ErrOffline}
	}
	m, raw, err := c.model(ctx, r)
	if err != nil {
		return nil, err
	}
	v, ok := m.version(cmp.Or(r.Revision, r.CivitaiVersion()))
	if !ok {
		return nil, &hub.StatusError{Op: opVersion, ID: r.ID(), Err: fmt.Errorf("%w: the model has no such version", hub.ErrRevision)}
	}
	repo := &repository{Client: c, model: m, version: v, snap: m.snapshot(r, v)}
	repo.snap.Endpoint, repo.snap.FetchedAt = c.api.Endpoint(), c.cfg.Now().UTC()
	repo.snap.RawInfo, repo.snap.InfoSHA256 = raw, doc.Digest(raw)
	repo.describe()
	before := c.memory.LastSeen(r)
	if before != nil && before.Commit != repo.snap.Commit {
		before = nil
	}
	documents := &fetch.Repository{Site: c.site, Snapshot: repo.snap, Cached: before, Addresses: repo}
	if err := documents.Documents(ctx); err != nil {
		return nil, err
	}
	c.memory.Keep(repo.snap, before, false)
	return repo.snap, nil
}

// model asks for a model; of a version that is named alone, first which model
// it is of.
func (c *Client) model(ctx context.Context, r ref.Ref) (*model, []byte, error) {
	id := r.Name
	if v := r.CivitaiVersion(); v != "" {
		var of struct {
			ModelID int64 `json:"modelId"`
		}
		if _, err := c.get(ctx, r, opVersion, &of, "model-versions", v); err != nil {
			return nil, nil, err
		}
		if of.ModelID <= 0 {
			return nil, nil, &hub.StatusError{Op: opVersion, ID: r.ID(), Err: errors.Join(hub.ErrBadAnswer, errors.New("it names no model"))}
		}
		id = decimal(of.ModelID)
	}
	m := &model{}
	raw, err := c.get(ctx, r, opModel, m, "models", id)
	if err == nil && decimal(m.ID) != id {
		err = &hub.StatusError{Op: opModel, ID: r.ID(), Err: errors.Join(hub.ErrBadAnswer, errors.New("it is of another model"))}
	}
	return m, raw, err
}
