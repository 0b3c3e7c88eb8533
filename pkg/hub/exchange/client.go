package exchange

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-resty/resty/v2"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// Config sets up a Client. Only Endpoint is needed, and that not for a client
// that asks addresses of many sites.
type Config struct {
	// Endpoint is the base address of the service, which may carry a path. A
	// client without one asks any site: no token, no quota.
	Endpoint string
	// Home is the endpoint that Token belongs to. It goes to another Endpoint
	// only with SendToken.
	Home      string
	Token     string
	SendToken bool
	Basic     bool     // Token is a name and a password, as Basic makes of them
	Secrets   []string // what no answer may repeat either
	Offline   bool     // no request leaves: hub.ErrOffline
	UserAgent string
	Header    map[string]string // sent with every request

	Timeout  time.Duration // of one request, its body included; zero is 30 s
	Patience time.Duration // for the first sign of a service that never answered; zero is 2.5 s, or Timeout where that is shorter
	Retries  int           // further tries after a passing failure; zero is 4, negative none
	MaxWait  time.Duration // a wait that the service asks for and that is longer is a failure; zero is 10 min
	MaxHops  int           // redirects of one request; zero is 10
	StayHome bool          // redirects to another host are a failure

	Protocol Protocol
	Quotas   Quotas // nil: this client counts for itself

	Transport http.RoundTripper                                // nil is net/http's own
	Now       func() time.Time                                 // nil is time.Now
	Sleep     func(ctx context.Context, d time.Duration) error // nil waits for real
	Trace     func(hub.Step)                                   // told of every request and wait, by any goroutine; nil tells nobody
}

// Protocol says what a service means by its answers. Every function may be
// nil.
type Protocol struct {
	// Fault names the kind of an answer whose status is not 200: one of the
	// errors of package hub. nil, or a nil error, is FaultOf.
	Fault func(q Request, a *Answer, message string) error
	// Bucket names the quota that a request counts against.
	Bucket func(*url.URL) string
	// Quota reads what an answer says of a quota.
	Quota func(h http.Header, bucket string) (Quota, bool)
	// Warning names the header in which the service warns: "topic; message".
	Warning string
	// Cookie names a cookie in which the token goes along, too.
	Cookie string
}

// Client asks one service. It is safe for concurrent use; its goroutines share
// one idea of the service's quota and of whether it is there at all.
type Client struct {
	cfg      Config
	base     *url.URL // nil for a client of many sites
	http     *resty.Client
	secrets  []string // that no answer may repeat
	quotas   limiter
	breakers breakers
	warnings warnings

	tokenRejected atomic.Bool
}

// Request is one thing to ask for, whatever number of redirects it takes.
type Request struct {
	Op    string // "model info", "file": for errors
	ID    string
	URL   *url.URL
	Limit int64 // of the body, in bytes; more is hub.ErrTooLarge
	// Form, when set, is posted: for questions whose words are too many for an
	// address. Asking again must be harmless.
	Form url.Values
	// Head asks for so many bytes only, from From on. What a server sends beyond
	// them is not read and no error. One that cannot begin at From, where that is
	// not 0, is hub.ErrBadAnswer.
	Head, From int64
	// Read, when set, reads the body of a good answer to its end, in place of
	// Answer.Body. It is called anew for every try. Its error is hub.ErrBadAnswer.
	Read func(io.Reader) error
}

// Answer is what came back at the end of the redirects.
type Answer struct {
	Status int
	Header http.Header // of the last hop
	Body   []byte
	Whole  bool // Body is all there is; unset only where Request.Head cut it

	Authorized bool // a token went along with the first hop

	hops []http.Header
}

// Redirected reports whether the answer came from elsewhere than where it was
// asked for.
func (a *Answer) Redirected() bool { return len(a.hops) > 1 }

// First returns a header of the first hop that had it, empty when none did.
func (a *Answer) First(name string) string {
	for _, h := range a.hops {
		if v := h.Get(name); v != "" {
			return v
		}
	}
	return ""
}

// New returns a client. Its errors do not repeat the address, which may hold a
// password, nor the token.
func New(cfg Config) (*Client, error) {
	cfg = cfg.withDefaults()
	c := &Client{}
	if cfg.Endpoint != "" {
		base, err := parseEndpoint(cfg.Endpoint)
		if err != nil {
			return nil, err
		}
		c.base, cfg.Endpoint = base, base.String()
	}
	if c.base == nil || cfg.Endpoint != cfg.Home && !cfg.SendToken {
		cfg.Token = ""
	}
	if strings.ContainsFunc(cfg.Token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("read token: it holds a blank or a character that no token has; copy it anew")
	}
	c.cfg, c.secrets = cfg, cfg.secrets()
	c.http = newHTTP(cfg)
	c.quotas.cfg = &c.cfg
	c.breakers.cfg = &c.cfg
	return c, nil
}

// Endpoint is the base address in its plain form.
func (c *Client) Endpoint() string { return c.cfg.Endpoint }

// Base is the base address, nil for a client of many sites.
func (c *Client) Base() *url.URL { return c.base }

// HasToken reports whether requests carry a token that was not refused.
func (c *Client) HasToken() bool { return c.cfg.Token != "" && !c.tokenRejected.Load() }

// TokenRejected reports whether the service refused the token. From then on
// every call fails with hub.ErrUnauthorized without asking again.
func (c *Client) TokenRejected() bool { return c.tokenRejected.Load() }

// Warnings returns what the service has warned of so far, once per topic and
// in the order of the topics.
func (c *Client) Warnings() []string {
	list := c.warnings.all()
	for i, w := range list {
		list[i] = c.Inert(w)
	}
	return list
}

func (cfg Config) withDefaults() Config {
	cfg.UserAgent = cmp.Or(cfg.UserAgent, "fineprint")
	cfg.Timeout = cmp.Or(cfg.Timeout, 30*time.Second)
	cfg.Patience = cmp.Or(cfg.Patience, min(cfg.Timeout, defaultPatience))
	cfg.Retries = max(cmp.Or(cfg.Retries, 4), 0)
	cfg.MaxWait = cmp.Or(cfg.MaxWait, 10*time.Minute)
	cfg.MaxHops = cmp.Or(cfg.MaxHops, 10)
	if cfg.Protocol.Bucket == nil {
		cfg.Protocol.Bucket = func(*url.URL) string { return "" }
	}
	if cfg.Protocol.Quota == nil {
		cfg.Protocol.Quota = func(http.Header, string) (Quota, bool) { return Quota{}, false }
	}
	if cfg.Transport == nil {
		cfg.Transport = NewTransport()
	}
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	if cfg.Sleep == nil {
		cfg.Sleep = hub.Sleep
	}
	if cfg.Trace == nil {
		cfg.Trace = func(hub.Step) {}
	}
	return cfg
}

func newHTTP(cfg Config) *resty.Client {
	return resty.NewWithClient(&http.Client{Transport: cfg.Transport}).
		SetDoNotParseResponse(true).
		SetHeaders(cfg.Header).
		SetHeader("User-Agent", cfg.UserAgent).
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

// NewTransport returns a transport as a client has it that is given none. Clients
// of the same service share one, and its connections.
func NewTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = idleConnections, idleConnections
	t.MaxResponseHeaderBytes = maxHeaderBytes
	return t
}
