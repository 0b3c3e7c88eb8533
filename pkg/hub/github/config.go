package github

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

// DefaultEndpoint is the address of GitHub's API.
const DefaultEndpoint = "https://api.github.com"

// Config sets up a Client. The zero Config asks the public API anonymously,
// which answers 60 requests an hour; a repository takes two of them to look into
// and three to read, whose documents do not count.
type Config struct {
	Endpoint  string // base address of the API; empty is DefaultEndpoint
	Token     string // sent to DefaultEndpoint, and where its files lie, only
	SendToken bool   // send Token also to another Endpoint
	Offline   bool   // no request leaves
	UserAgent string // empty is "fineprint"

	Cache           *store.Store // of what Snapshot reads; nil is none
	FollowLinks     bool         // read licence links that lead to other sites: public addresses only, without the token
	NoWeightsHeader bool         // leave the headers of weights files unread

	Timeout          time.Duration // of one request, its body included; zero is 30 s
	Patience         time.Duration // for a hub that never answered: that of package exchange when zero
	MaxBytes         int64         // of one answer of the API; zero is 16 MiB
	MaxDocumentBytes int64         // of one document; zero is 2 MiB
	MaxDocuments     int           // per repository; zero is hub.MaxDocuments

	Transport     http.RoundTripper                                // nil is net/http's own
	LinkTransport http.RoundTripper                                // to other sites; nil connects to public addresses only
	Now           func() time.Time                                 // nil is time.Now
	Sleep         func(ctx context.Context, d time.Duration) error // nil waits for real
	Trace         func(hub.Step)                                   // told what is asked; nil tells nobody
}

func (cfg Config) withDefaults() Config {
	cfg.Endpoint = cmp.Or(cfg.Endpoint, DefaultEndpoint)
	cfg.MaxBytes = cmp.Or(cfg.MaxBytes, 16<<20)
	cfg.MaxDocumentBytes = cmp.Or(cfg.MaxDocumentBytes, 2<<20)
	cfg.MaxDocuments = cmp.Or(cfg.MaxDocuments, hub.MaxDocuments)
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	if cfg.LinkTransport == nil {
		cfg.LinkTransport = exchange.PublicTransport()
	}
	return cfg
}

// exchange is how GitHub is talked to at an address, which answers in the form
// that is accepted. The token belongs to home.
func (cfg Config) exchange(endpoint, home, accept string) exchange.Config {
	return exchange.Config{
		Endpoint: endpoint, Home: home, Token: cfg.Token, SendToken: cfg.SendToken, Offline: cfg.Offline, UserAgent: cfg.UserAgent,
		Header:  map[string]string{"Accept": accept, "X-GitHub-Api-Version": apiVersion},
		Timeout: cfg.Timeout, Patience: cfg.Patience, Retries: furtherTries, MaxWait: maxWait, MaxHops: maxHops, StayHome: true,
		Protocol: protocol(cfg.Now), Transport: cfg.Transport, Now: cfg.Now, Sleep: cfg.Sleep, Trace: cfg.Trace,
	}
}

// web is how other sites are talked to.
func (cfg Config) web() exchange.Config {
	return exchange.Config{Offline: cfg.Offline, UserAgent: cfg.UserAgent, Timeout: cfg.Timeout, Patience: cfg.Patience, Retries: furtherTries,
		MaxHops: maxHops, Transport: cfg.LinkTransport, Now: cfg.Now, Sleep: cfg.Sleep, Trace: cfg.Trace}
}
