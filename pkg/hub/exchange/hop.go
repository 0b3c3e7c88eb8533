package exchange

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

var (
	errTooManyHops = errors.New("too many redirects")
	errBadLocation = errors.New("redirected to an address that cannot be followed")
	errOtherRange  = errors.New("other bytes came than those that were asked for; it may not give parts of files")
	errEchoed      = errors.New("the answer repeats the token, which no hub does; do not trust this one with it")
)

// exchange asks once and follows redirects. The token goes along only as long
// as scheme, host and port stay those of the first request: file hosts are
// often sub-domains or other ports, and none of them may have it.
func (c *Client) exchange(ctx context.Context, q Request) (*Answer, error) {
	token, target := "", q.URL
	if c.IsHome(target) {
		token = c.cfg.Token
	}
	a := &Answer{Authorized: token != ""}
	for range c.cfg.MaxHops + 1 {
		resp, err := c.hop(ctx, q, target, token)
		if err != nil {
			return nil, err
		}
		a.hops = append(a.hops, resp.Header)
		if c.IsHome(target) {
			c.warnings.take(resp.Header.Values(c.cfg.Protocol.Warning))
		}
		next, err := c.location(target, resp)
		if err != nil || next == nil {
			return a, c.finish(a, resp, err, q)
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
func (c *Client) hop(ctx context.Context, q Request, target *url.URL, token string) (*http.Response, error) {
	bucket := c.cfg.Protocol.Bucket(target)
	paced := c.IsHome(target) // a file host's quota is not the service's
	if paced {
		if err := c.quotas.take(ctx, bucket); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	b := c.breakers.of(target)
	ctx, done := b.guard(ctx)
	r := c.http.R().SetContext(ctx)
	if token != "" {
		r.SetHeader("Authorization", c.cfg.scheme()+" "+token)
		if c.cfg.Protocol.Cookie != "" {
			r.SetHeader("Cookie", c.cfg.Protocol.Cookie+"="+token)
		}
	}
	if q.Head > 0 {
		r.SetHeader("Range", fmt.Sprintf("bytes=%d-%d", q.From, q.From+q.Head-1))
		r.SetHeader("Accept-Encoding", "identity")
	}
	method := http.MethodGet
	if q.Form != nil {
		method = http.MethodPost
		r.SetFormDataFromValues(q.Form)
	}
	began := c.cfg.Now()
	resp, err := r.Execute(method, target.String())
	done()
	err = connectionError(ctx, err)
	c.cfg.Trace(hub.Step{Did: hub.Asked, What: c.Inert(method + " " + PlainURL(target)), Status: statusOf(resp), Took: c.cfg.Now().Sub(began),
		Token: token != "", Err: err})
	b.heard(err)
	if paced {
		var header http.Header
		if err == nil {
			header = resp.RawResponse.Header
		}
		err = errors.Join(err, c.quotas.done(context.WithoutCancel(ctx), bucket, header))
	}
	if err != nil {
		if resp != nil && resp.RawResponse != nil { // it was answered, and counting it failed
			_ = resp.RawResponse.Body.Close()
		}
		cancel()
		return nil, err
	}
	resp.RawResponse.Body = timedBody{resp.RawResponse.Body, cancel}
	return resp.RawResponse, nil
}

// statusOf is the status of an answer, 0 when there is none.
func statusOf(resp *resty.Response) int {
	if resp == nil {
		return 0
	}
	return resp.StatusCode()
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
func (c *Client) location(from *url.URL, resp *http.Response) (*url.URL, error) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	next, err := from.Parse(resp.Header.Get("Location"))
	bad := fmt.Errorf("%w: %w", hub.ErrBadAnswer, errBadLocation)
	switch {
	case err != nil || resp.Header.Get("Location") == "" || next.Host == "" || next.User != nil:
		return nil, bad
	case next.Scheme != "https" && (next.Scheme != "http" || from.Scheme != "http"):
		return nil, bad
	case c.cfg.StayHome && !sameOrigin(from, next):
		return nil, bad
	case c.holdsToken(next.Host + next.Path):
		return nil, fmt.Errorf("%w: %w", hub.ErrBadAnswer, errEchoed)
	}
	return next, nil
}

// finish reads the last answer. One that repeats the token is not taken: its
// bytes would go into reports and into the cache.
func (c *Client) finish(a *Answer, resp *http.Response, err error, q Request) error {
	defer resp.Body.Close()
	if err != nil {
		return err
	}
	a.Status, a.Header = resp.StatusCode, resp.Header
	if !a.ok() {
		a.Body, _ = readBody(resp, maxFaultBody) // the status says enough
		return nil
	}
	switch {
	case q.From > 0 && !strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", q.From)):
		return fmt.Errorf("%w: %w", hub.ErrBadAnswer, errOtherRange)
	case q.Head > 0:
		a.Body, a.Whole, err = readHead(resp, q.Head)
	case q.Read != nil:
		return c.stream(resp, q)
	default:
		a.Body, err = readBody(resp, q.Limit)
		a.Whole = true
	}
	if err == nil && c.bytesHoldToken(a.Body) {
		err = fmt.Errorf("%w: %w", hub.ErrBadAnswer, errEchoed)
	}
	return err
}

// ok reports whether the answer is what was asked for.
func (a *Answer) ok() bool { return a.Status == http.StatusOK || a.Status == http.StatusPartialContent }

// maxFaultBody is how much of an error's body is read for its message.
const maxFaultBody = 64 << 10

// readBody reads at most limit bytes, however many the server sends or a
// compressed body unfolds to. Where the server tells the length, the bytes are
// kept once.
func readBody(resp *http.Response, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, hub.ErrTooLarge
	}
	body := make([]byte, 0, max(resp.ContentLength, minBody)+1)
	for {
		n, err := resp.Body.Read(body[len(body):min(int64(cap(body)), limit+1)])
		body = body[:len(body)+n]
		switch {
		case int64(len(body)) > limit:
			return nil, hub.ErrTooLarge
		case err == io.EOF:
			return body, nil
		case err != nil:
			return nil, connectionError(context.Background(), err)
		case len(body) == cap(body):
			body = append(body, 0)[:len(body)]
		}
	}
}

// minBody is the room for an answer whose length is not told.
const minBody = 4 << 10

// readHead reads the first bytes. whole tells that there are no more.
func readHead(resp *http.Response, head int64) (body []byte, whole bool, err error) {
	body, err = io.ReadAll(io.LimitReader(resp.Body, head))
	if err != nil {
		return nil, false, connectionError(context.Background(), err)
	}
	return body, int64(len(body)) < head, nil
}

// discard reads the little that stands in a redirect so that its connection
// can be used again.
func discard(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, 4<<10) // only saves a connection
	_ = body.Close()
}

// connectionError tells a failed connection without the address that net/http
// puts into its errors, whose query may hold a signature.
func connectionError(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(context.Cause(ctx), errSilent) {
		err = errSilent
	}
	if in, ok := errors.AsType[*url.Error](err); ok {
		err = in.Err
	}
	return fmt.Errorf("%w: %w", hub.ErrUnreachable, err)
}
