package gate

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Act is what the gate does about an outcome that is neither a pass nor a fail.
type Act string

// What it may do.
const (
	Allow Act = "allow"
	Warn  Act = "warn" // passes with the hub's own warning header, which clients print
	Deny  Act = "deny"
)

// Config sets up a Gate. Hub, Store and Secret are needed.
type Config struct {
	// Hub is the base address of the hub behind the gate; it may carry a path.
	Hub string
	// Home is the hub that clients' tokens belong to. They go to another Hub only
	// with SendToken.
	Home      string
	SendToken bool
	// Token is the gate's own, with which it looks up what a branch is. Empty
	// looks anonymously.
	Token string

	Store  Store
	Secret []byte // keys what stands for tokens, and seals addresses of content

	Review    Act // empty is Warn
	Undecided Act // empty is Deny
	// OpenTexts shows the terms and cards of refused repositories, up to 1 MiB
	// each. Git judges the default branch for git, which is else refused.
	// ProxyContent carries large files through the gate that the hub would send
	// clients to other hosts for.
	OpenTexts, Git, ProxyContent bool

	// PublicURL is where clients find the gate; empty takes it from each request.
	PublicURL string
	// ReadToken is asked of whoever looks at the page; empty asks nobody.
	ReadToken string
	// LogClients tells the addresses of clients in events.
	LogClients bool

	Wait        time.Duration // for an audit; then the client is told to ask again. Zero is 8 s
	AuditLimit  time.Duration // of one audit; zero is 1 min
	Audits      int           // at a time; zero is 4
	MaxRequests int           // at a time; zero is 4096

	// Transport asks the hub, Content other hosts that it sends downloads to; nil
	// is net/http's own without compression.
	Transport, Content http.RoundTripper

	Now  func() time.Time // nil is time.Now
	Told func(Event)      // called for what is decided and refused, by any goroutine; nil tells nobody
}

func (c Config) withDefaults() Config {
	c.Review, c.Undecided = cmp.Or(c.Review, Warn), cmp.Or(c.Undecided, Deny)
	c.Wait, c.AuditLimit = cmp.Or(c.Wait, 8*time.Second), cmp.Or(c.AuditLimit, time.Minute)
	c.Audits, c.MaxRequests = cmp.Or(c.Audits, 4), cmp.Or(c.MaxRequests, 4096)
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	if c.Transport == nil {
		c.Transport = defaultTransport()
	}
	if c.Content == nil {
		c.Content = c.Transport
	}
	if c.Now == nil {
		c.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	if c.Told == nil {
		c.Told = func(Event) {}
	}
	return c
}

// defaultTransport hands answers on as they are: no compression of its own, no
// redirects, bounded headers.
func defaultTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableCompression = true
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 512, 512
	t.MaxResponseHeaderBytes = 256 << 10
	t.ResponseHeaderTimeout = time.Minute
	return t
}

// parseBase reads the base address of a hub.
func parseBase(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(strings.TrimSpace(s), "/"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("the address of the hub is not an http or https address of a host and, if need be, a path")
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	return u, nil
}
