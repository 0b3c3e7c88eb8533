package gate

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httputil"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/page"
)

// sent are the headers of a client that the hub gets to see. No other reaches it:
// not where the client says that it is, nor another path or method than was
// judged, nor cookies.
var sent = []string{"Accept", "Accept-Encoding", "Accept-Language", "Content-Encoding", "Content-Type", "Git-Protocol", "If-Match",
	"If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Range", "User-Agent", "X-Xet-Session-Id"}

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
	out.URL, out.Host, out.Trailer = p.to, "", nil
	header := http.Header{}
	for _, name := range sent {
		if v := pr.In.Header.Values(name); len(v) > 0 {
			header[http.CanonicalHeaderKey(name)] = slices.Clone(v)
		}
	}
	if p.tokens {
		if token := page.Bearer(pr.In); token != "" {
			header.Set("Authorization", "Bearer "+token)
		}
	}
	if p.textOnly { // whole, so that its size tells
		header.Del("Range")
		header.Set("Accept-Encoding", "identity")
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

// failed answers a request whose answer did not pass, or never came.
func (g *Gate) failed(w http.ResponseWriter, r *http.Request, err error) {
	p := passageOf(r.Context())
	switch {
	case errors.Is(err, errNotAllowed) && p.refusal.status != 0:
		g.refuse(w, r, p.refusal)
	case errors.Is(err, errNotAllowed): // of a route that nothing is refused on
		g.refuse(w, r, refusal{status: http.StatusBadGateway, message: "the hub gave an answer that the gate does not let through"})
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
