package huggingface

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-resty/resty/v2"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// request is one thing to ask for, whatever number of redirects it takes.
type request struct {
	op    string // "model info", "file": for errors
	id    string
	url   *url.URL
	limit int64 // of the body
	token string
	via   *resty.Client
	paced bool // counts against the hub's rate limits
}

// answer is what came back at the end of the redirects.
type answer struct {
	status int
	header http.Header // of the last hop, with X-Repo-Commit of the first that had it
	body   []byte
}

// maxHops bounds the redirects of one request.
const maxHops = 10

var (
	errTooManyHops = errors.New("too many redirects")
	errBadLocation = errors.New("redirected to an address that cannot be followed")
	errEchoed      = errors.New("the answer repeats the token, which no hub does; do not trust this one with it")
)

// exchange asks once and follows redirects. The token goes along only as long
// as scheme, host and port stay those of the first request: file hosts are
// often sub-domains or other ports, and none of them may have it.
func (c *Client) exchange(ctx context.Context, q request) (*answer, error) {
	token, target, commit := q.token, q.url, ""
	for range maxHops + 1 {
		resp, err := c.hop(ctx, q, target, token)
		if err != nil {
			return nil, err
		}
		if sameOrigin(target, c.base) {
			c.warnings.take(resp.Header)
		}
		if commit == "" {
			commit = resp.Header.Get("X-Repo-Commit")
		}
		next, err := location(target, resp)
		if err == nil && next != nil && c.holdsToken(next.Host+next.Path) {
			err = fmt.Errorf("%w: %w", hub.ErrBadAnswer, errEchoed)
		}
		if err != nil || next == nil {
			return c.finish(resp, err, q.limit, commit)
		}
		discard(resp.Body)
		if !sameOrigin(target, next) {
			token = ""
		}
		target = next
	}
	return nil, fmt.Errorf("%w: %w", hub.ErrBadAnswer, errTooManyHops)
}

// hop sends one request.
func (c *Client) hop(ctx context.Context, q request, target *url.URL, token string) (*http.Response, error) {
	bucket := bucketOf(target)
	paced := q.paced && sameOrigin(target, c.base) // a file host's quota is not the hub's
	if paced {
		if err := c.limits.take(ctx, bucket); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	r := q.via.R().SetContext(ctx)
	if token != "" {
		r.SetHeader("Authorization", "Bearer "+token)
	}
	resp, err := r.Get(target.String())
	if paced {
		var header http.Header
		if err == nil {
			header = resp.RawResponse.Header
		}
		c.limits.done(bucket, header)
	}
	if err != nil {
		cancel()
		return nil, connectionError(err)
	}
	resp.RawResponse.Body = timedBody{resp.RawResponse.Body, cancel}
	return resp.RawResponse, nil
}

// timedBody ends a request's time limit when its body is closed.
type timedBody struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (b timedBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// location returns where a redirect leads, nil when the answer is none.
func location(from *url.URL, resp *http.Response) (*url.URL, error) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	next, err := from.Parse(resp.Header.Get("Location"))
	if err != nil || resp.Header.Get("Location") == "" || next.Host == "" || next.User != nil {
		return nil, fmt.Errorf("%w: %w", hub.ErrBadAnswer, errBadLocation)
	}
	if next.Scheme != "https" && (next.Scheme != "http" || from.Scheme != "http") {
		return nil, fmt.Errorf("%w: %w", hub.ErrBadAnswer, errBadLocation)
	}
	return next, nil
}

// finish reads the last answer. One that repeats the token is not taken: its
// bytes would go into reports and into the cache.
func (c *Client) finish(resp *http.Response, err error, limit int64, commit string) (*answer, error) {
	defer resp.Body.Close()
	if err != nil {
		return nil, err
	}
	a := &answer{status: resp.StatusCode, header: resp.Header}
	if commit != "" {
		a.header.Set("X-Repo-Commit", commit)
	}
	if a.status != http.StatusOK {
		limit = maxFaultBody
	}
	a.body, err = readBody(resp, limit)
	if a.status != http.StatusOK && err != nil {
		err = nil // the status says enough
	}
	if err == nil && a.status == http.StatusOK && c.holdsToken(string(a.body)) {
		err = fmt.Errorf("%w: %w", hub.ErrBadAnswer, errEchoed)
	}
	return a, err
}

// maxFaultBody is how much of an error's body is read for its message.
const maxFaultBody = 64 << 10

// readBody reads at most limit bytes, however many the server sends or a
// compressed body unfolds to.
func readBody(resp *http.Response, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, hub.ErrTooLarge
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	switch {
	case err != nil:
		return nil, connectionError(err)
	case int64(len(body)) > limit:
		return nil, hub.ErrTooLarge
	default:
		return body, nil
	}
}

// discard reads the little that stands in a redirect so that its connection
// can be used again.
func discard(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, 4<<10) // only saves a connection
	_ = body.Close()
}

// connectionError tells a failed connection without the address that net/http
// puts into its errors, whose query may hold a signature.
func connectionError(err error) error {
	var in *url.Error
	if errors.As(err, &in) {
		err = in.Err
	}
	return fmt.Errorf("%w: %w", hub.ErrUnreachable, err)
}

func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	default:
		return "80"
	}
}
