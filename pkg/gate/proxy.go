package gate

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"slices"
	"strings"
	"sync"
)

// Bounds of what passes without being a decided download.
const (
	maxText  = 1 << 20  // of a text of a refused repository
	maxError = 64 << 10 // of the body of an error
	maxJSON  = 64 << 10 // of an answer whose addresses are rewritten
)

// sent are the headers of a client that the hub gets to see. No other reaches it:
// not where the client says that it is, nor another path or method than was
// judged, nor cookies.
var sent = []string{"Accept", "Accept-Encoding", "Accept-Language", "Content-Encoding", "Content-Type", "Git-Protocol", "If-Match",
	"If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Range", "User-Agent", "X-Xet-Session-Id"}

// dropped are the headers of the hub that would speak for the gate: they tell a
// browser what to do with the gate's own address, or a client to go elsewhere.
var dropped = []string{"Alt-Svc", "Clear-Site-Data", "Nel", "Public-Key-Pins", "Refresh", "Report-To", "Reporting-Endpoints", "Set-Cookie",
	"Strict-Transport-Security"}

// xetInfo is in the type of answers that give addresses in JSON.
const xetInfo = "vnd.xet-fileinfo"

func (g *Gate) newProxy() *httputil.ReverseProxy {
	return &httputil.ReverseProxy{
		Rewrite:        g.rewrite,
		ModifyResponse: g.inspect,
		ErrorHandler:   g.failed,
		Transport:      roundTripper(g.roundTrip),
		BufferPool:     &buffers{},
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func (g *Gate) roundTrip(r *http.Request) (*http.Response, error) {
	if passageOf(r.Context()).content {
		return g.cfg.Content.RoundTrip(r)
	}
	return g.cfg.Transport.RoundTrip(r)
}

// rewrite makes the request to the hub: the address that was judged, and the
// headers that it may see.
func (g *Gate) rewrite(pr *httputil.ProxyRequest) {
	p := passageOf(pr.In.Context())
	out := pr.Out
	out.URL, out.Host = p.to, ""
	header := http.Header{}
	for _, name := range sent {
		if v := pr.In.Header.Values(name); len(v) > 0 {
			header[http.CanonicalHeaderKey(name)] = slices.Clone(v)
		}
	}
	if p.tokens {
		if token := bearer(pr.In); token != "" {
			header.Set("Authorization", "Bearer "+token)
		}
	}
	if strings.Contains(header.Get("Accept"), xetInfo) {
		header.Set("Accept-Encoding", "identity") // its addresses are rewritten
	}
	if pr.In.Method == http.MethodGet || pr.In.Method == http.MethodHead {
		out.Body, out.ContentLength, out.TransferEncoding = nil, 0, nil
	}
	if header.Get("User-Agent") == "" {
		header["User-Agent"] = nil // else net/http names itself
	}
	out.Header = header
}

// bearer is the token that a client shows. Git shows it as a password.
func bearer(r *http.Request) string {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return strings.TrimSpace(token)
	}
	_, password, _ := r.BasicAuth()
	return password
}

// Why an answer of the hub does not pass.
var (
	errNotAllowed = errors.New("the answer is a success that nobody decided on")
	errCommit     = errors.New("the hub answered from another commit than the one that was judged")
	errLeads      = errors.New("the hub sends the client to a place that the gate does not know")
)

// inspect lets an answer pass, or returns why it may not. It reads no body but
// small ones.
func (g *Gate) inspect(resp *http.Response) error {
	p := passageOf(resp.Request.Context())
	failed := resp.StatusCode >= http.StatusBadRequest
	moved := resp.StatusCode >= http.StatusMultipleChoices && !failed && resp.StatusCode != http.StatusNotModified
	at := cmp.Or(resp.Header.Get("X-Repo-Commit"), resp.Header.Get("Docker-Content-Digest"))
	if p.commit != "" && at != "" && !strings.EqualFold(at, p.commit) {
		g.up.forget()
		return errCommit
	}
	switch {
	case failed:
		resp.Body = limited(resp.Body, maxError)
	case p.errorsOnly && !moved, resp.StatusCode < http.StatusOK:
		return errNotAllowed
	case p.textOnly && !moved:
		if resp.ContentLength > maxText || resp.Header.Get("X-Linked-Size") != "" {
			return errNotAllowed
		}
		resp.Body = limited(resp.Body, maxText)
	}
	for _, name := range dropped {
		resp.Header.Del(name)
	}
	if err := g.addresses.redirect(resp, p, moved); err != nil {
		return err
	}
	if strings.Contains(resp.Header.Get("Content-Type"), "html") || strings.Contains(resp.Header.Get("Content-Type"), "svg") {
		resp.Header.Set("Content-Security-Policy", "sandbox") // a repository's page must not speak for the gate's own
	}
	if p.warning != "" && !failed {
		resp.Header.Add("X-Hf-Warning", p.warning)
	}
	if p.manifest != nil && p.decided && resp.StatusCode == http.StatusOK && resp.Request.Method == http.MethodGet {
		return listen(resp, p.manifest)
	}
	if strings.Contains(resp.Header.Get("Content-Type"), xetInfo) {
		return g.addresses.rewriteJSON(resp, p)
	}
	return nil
}

// limited cuts a body off after n bytes.
func limited(body io.ReadCloser, n int64) io.ReadCloser {
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(body, n), body}
}

// failed answers a request whose answer did not pass, or never came.
func (g *Gate) failed(w http.ResponseWriter, r *http.Request, err error) {
	p := passageOf(r.Context())
	switch {
	case errors.Is(err, errNotAllowed):
		g.refuse(w, r, p.refusal)
	case errors.Is(err, errCommit):
		g.refuse(w, r, refusal{status: http.StatusServiceUnavailable, after: 1, message: err.Error() + "; ask again"})
	case errors.Is(err, errLeads):
		g.refuse(w, r, refusal{status: http.StatusBadGateway, message: err.Error()})
	default:
		g.refuse(w, r, refusal{status: http.StatusBadGateway, after: 2, message: fmt.Sprintf("the hub behind the gate gave no answer: %v", err)})
	}
}

// buffers lends the proxy what it copies with.
type buffers struct{ pool sync.Pool }

const bufferSize = 32 << 10

func (b *buffers) Get() []byte {
	if buf, ok := b.pool.Get().(*[]byte); ok {
		return *buf
	}
	return make([]byte, bufferSize)
}

func (b *buffers) Put(buf []byte) { b.pool.Put(&buf) }
