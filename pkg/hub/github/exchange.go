package github

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/go-resty/resty/v2"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// Bounds of one question.
const (
	maxHops      = 5 // redirects: renamed repositories
	tries        = 3 // after failures that pass
	firstWait    = time.Second
	maxMessage   = 200
	apiVersion   = "2022-11-28"
	defaultPause = time.Minute // where a limit does not say how long it holds
)

type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a *answer) digest() string {
	sum := sha256.Sum256(a.body)
	return hex.EncodeToString(sum[:])
}

func newHTTP(cfg Config) *resty.Client {
	transport := cfg.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	c := resty.NewWithClient(&http.Client{Transport: transport, Timeout: cfg.Timeout}).
		SetDoNotParseResponse(true).
		SetHeader("User-Agent", cfg.UserAgent).
		SetHeader("Accept", "application/vnd.github+json").
		SetHeader("X-GitHub-Api-Version", apiVersion).
		SetLogger(silent{}).
		SetRedirectPolicy(resty.RedirectPolicyFunc(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }))
	return c
}

// silent keeps resty from writing to stderr.
type silent struct{}

func (silent) Errorf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}
func (silent) Debugf(string, ...any) {}

// ask asks until there is an answer or no hope of one. Its error is nil only
// for status 200.
func (c *Client) ask(ctx context.Context, id, path string) (*answer, error) {
	fail := func(status int, message string, err error) error {
		return &hub.StatusError{Op: "code repository", ID: id, URL: c.cfg.Endpoint, Status: status, Message: message, Err: err}
	}
	if c.cfg.Offline {
		return nil, fail(0, "", hub.ErrOffline)
	}
	wait := firstWait
	for try := 1; ; try++ {
		if c.limited() {
			return nil, fail(0, "the hourly quota is used up; set GITHUB_TOKEN for a larger one", hub.ErrRateLimited)
		}
		a, err := c.follow(ctx, path)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		kind := c.fault(a, err)
		if kind == nil {
			return a, nil
		}
		if !errors.Is(kind, hub.ErrUnreachable) || try == tries {
			if a == nil {
				return nil, fail(0, "", kind)
			}
			return nil, fail(a.status, a.message(), kind)
		}
		if err := c.cfg.Sleep(ctx, wait); err != nil {
			return nil, err
		}
		wait *= 2
	}
}

// follow asks once and follows redirects that stay on the same host: the
// token must not go elsewhere, and neither must the question.
func (c *Client) follow(ctx context.Context, path string) (*answer, error) {
	target, err := url.Parse(c.cfg.Endpoint + path)
	if err != nil {
		return nil, err
	}
	for range maxHops {
		a, err := c.hop(ctx, target.String())
		if err != nil || a.status/100 != 3 {
			return a, err
		}
		next, err := target.Parse(a.header.Get("Location"))
		if err != nil || next.Scheme != c.base.Scheme || next.Host != c.base.Host {
			return nil, fmt.Errorf("%w: redirected to another host", hub.ErrBadAnswer)
		}
		target = next
	}
	return nil, fmt.Errorf("%w: too many redirects", hub.ErrBadAnswer)
}

func (c *Client) hop(ctx context.Context, address string) (*answer, error) {
	req := c.http.R().SetContext(ctx)
	if c.cfg.Token != "" {
		req.SetHeader("Authorization", "Bearer "+c.cfg.Token)
	}
	resp, err := req.Get(address)
	if err != nil {
		return nil, err
	}
	body := resp.RawBody()
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, c.cfg.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > c.cfg.MaxBytes {
		return nil, hub.ErrTooLarge
	}
	c.note(resp.Header())
	return &answer{status: resp.StatusCode(), header: resp.Header(), body: data}, nil
}

// fault names what is wrong with an exchange, nil for a good answer.
func (c *Client) fault(a *answer, err error) error {
	switch {
	case errors.Is(err, hub.ErrTooLarge), errors.Is(err, hub.ErrBadAnswer):
		return err
	case err != nil:
		return fmt.Errorf("%w: %w", hub.ErrUnreachable, err)
	case a.status == http.StatusOK:
		return nil
	case a.status == http.StatusTooManyRequests, a.status == http.StatusForbidden && (a.header.Get("Retry-After") != "" || a.header.Get("X-RateLimit-Remaining") == "0"):
		c.pause(a.header)
		return hub.ErrRateLimited
	case a.status == http.StatusUnauthorized:
		return hub.ErrUnauthorized
	case a.status == http.StatusForbidden:
		return hub.ErrForbidden
	case a.status == http.StatusNotFound:
		return hub.ErrMissingOrPrivate
	case a.status == http.StatusUnavailableForLegalReasons:
		return hub.ErrDisabled
	case a.status >= 500:
		return hub.ErrUnreachable
	default:
		return hub.ErrBadAnswer
	}
}

// message gives GitHub's own words, bounded.
func (a *answer) message() string {
	var said struct{ Message string }
	if json.Unmarshal(a.body, &said) != nil {
		return ""
	}
	return said.Message[:min(len(said.Message), maxMessage)]
}

// note takes in that an answer was the last of the quota.
func (c *Client) note(h http.Header) {
	if h.Get("X-RateLimit-Remaining") == "0" {
		c.pause(h)
	}
}

// pause stops all questions until a limit ends. Nobody waits for it: an hour
// is too long for an audit.
func (c *Client) pause(h http.Header) {
	until := c.cfg.Now().Add(defaultPause)
	if at, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil {
		until = time.Unix(at, 0)
	}
	if seconds, err := strconv.Atoi(h.Get("Retry-After")); err == nil {
		until = c.cfg.Now().Add(time.Duration(seconds) * time.Second)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if until.After(c.limitedUntil) {
		c.limitedUntil = until
	}
}

func (c *Client) limited() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.cfg.Now().Before(c.limitedUntil)
}
