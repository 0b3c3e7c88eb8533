package modelscope

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

// The addresses of the two sites.
const (
	ChineseSite       = "https://www.modelscope.cn"
	InternationalSite = "https://www.modelscope.ai"
)

// Config sets up a Client. The zero Config asks the public sites anonymously:
// the Chinese one, and for what that does not have the other.
type Config struct {
	Endpoint  string // base address of the one site that is asked; empty asks both
	PreferAI  bool   // the international site is asked first
	Token     string // sent to the first site only
	SendToken bool   // send Token also to an Endpoint that is neither site
	Offline   bool   // no request leaves; what is not in Cache is hub.ErrOffline
	Cache     *store.Store
	UserAgent string // empty is "fineprint"

	FollowLinks     bool // read licence links that lead to other sites: public addresses only, without the token
	NoWeightsHeader bool // leave the headers of weights files unread

	Timeout          time.Duration // of one request, its body included; zero is 30 s
	Patience         time.Duration // for a hub that never answered: that of package exchange when zero
	Retries          int           // further tries after a passing failure; zero is 4, negative none
	MaxBytes         int64         // of one answer with data; zero is 16 MiB
	MaxDocumentBytes int64         // of one document; zero is 2 MiB
	MaxDocuments     int           // per repository; zero is hub.MaxDocuments
	MaxFiles         int           // per repository; zero is 20,000

	Transport     http.RoundTripper                                // nil is net/http's own
	LinkTransport http.RoundTripper                                // to other sites; nil connects to public addresses only
	Now           func() time.Time                                 // nil is time.Now
	Sleep         func(ctx context.Context, d time.Duration) error // nil waits for real
	Trace         func(hub.Step)                                   // told what is asked; nil tells nobody
}

// FromEnv reads the environment that the hub's own tools use: MODELSCOPE_DOMAIN,
// MODELSCOPE_PREFER_AI_SITE and MODELSCOPE_API_TOKEN.
func FromEnv(getenv func(string) string) Config {
	cfg := Config{Endpoint: strings.TrimRight(strings.TrimSpace(getenv("MODELSCOPE_DOMAIN")), "/"),
		Token: strings.TrimSpace(getenv("MODELSCOPE_API_TOKEN"))}
	if cfg.Endpoint != "" && !strings.Contains(cfg.Endpoint, "://") {
		cfg.Endpoint = "https://" + cfg.Endpoint
	}
	switch strings.ToLower(getenv("MODELSCOPE_PREFER_AI_SITE")) {
	case "1", "on", "yes", "true":
		cfg.PreferAI = true
	}
	return cfg
}

func (cfg Config) withDefaults() Config {
	cfg.MaxBytes = cmp.Or(cfg.MaxBytes, 16<<20)
	cfg.MaxDocumentBytes = cmp.Or(cfg.MaxDocumentBytes, 2<<20)
	cfg.MaxDocuments = cmp.Or(cfg.MaxDocuments, hub.MaxDocuments)
	cfg.MaxFiles = cmp.Or(cfg.MaxFiles, 20_000)
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	if cfg.LinkTransport == nil {
		cfg.LinkTransport = exchange.PublicTransport()
	}
	return cfg
}

// addresses lists the sites in the order in which they are asked.
func (cfg Config) addresses() []string {
	switch {
	case cfg.Endpoint != "":
		return []string{cfg.Endpoint}
	case cfg.PreferAI:
		return []string{InternationalSite, ChineseSite}
	default:
		return []string{ChineseSite, InternationalSite}
	}
}

// exchange is how a site is talked to; the token goes to the first alone.
func (cfg Config) exchange(endpoint string, first bool) exchange.Config {
	c := exchange.Config{
		Endpoint: endpoint, Home: ChineseSite, SendToken: cfg.SendToken, Offline: cfg.Offline, UserAgent: cfg.UserAgent, Timeout: cfg.Timeout,
		Patience: cfg.Patience, Retries: cfg.Retries, MaxWait: maxWait, Transport: cfg.Transport, Now: cfg.Now, Sleep: cfg.Sleep,
		Trace: cfg.Trace, Protocol: exchange.Protocol{Fault: fault, Cookie: "m_session_id"},
	}
	if isAI(endpoint) {
		c.Home = InternationalSite
	}
	if first {
		c.Token = cfg.Token
	}
	return c
}

// maxWait is the longest wait that is waited for.
const maxWait = 20 * time.Second

// isAI tells the address of the international site.
func isAI(endpoint string) bool {
	u, err := url.Parse(endpoint)
	return err == nil && strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") == "modelscope.ai"
}
