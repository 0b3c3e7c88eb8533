package gate

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
)

// Bounds of what passes without being a decided download.
const (
	maxText  = 1 << 20  // of a text of a refused repository
	maxError = 64 << 10 // of the body of an error, or of a redirect
	maxJSON  = 64 << 10 // of an answer whose addresses are rewritten
)

// dropped are the headers of the hub that would speak for the gate: they tell a
// browser what to do with the gate's own address, or a client to go elsewhere.
var dropped = []string{"Alt-Svc", "Clear-Site-Data", "Nel", "Public-Key-Pins", "Refresh", "Report-To", "Reporting-Endpoints", "Set-Cookie",
	"Strict-Transport-Security"}

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
	if err := within(resp, p, failed, moved); err != nil {
		if errors.Is(err, errCommit) {
			g.up.forget()
		}
		return err
	}
	tame(resp.Header)
	if err := g.addresses.redirect(resp, p, moved); err != nil {
		return err
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

// within holds an answer to what may be let through for its request.
func within(resp *http.Response, p *passage, failed, moved bool) error {
	at := cmp.Or(resp.Header.Get("X-Repo-Commit"), resp.Header.Get("Docker-Content-Digest"))
	switch {
	case p.commit != "" && at != "" && !strings.EqualFold(at, p.commit):
		return errCommit
	case failed, moved:
		resp.Body = limited(resp.Body, maxError)
	case p.errorsOnly, resp.StatusCode < http.StatusOK:
		return errNotAllowed
	case p.textOnly:
		if resp.ContentLength > maxText || resp.StatusCode == http.StatusPartialContent || resp.Header.Get("Content-Encoding") != "" ||
			resp.Header.Get("X-Linked-Size") != "" {
			return errNotAllowed
		}
		resp.Body = limited(resp.Body, maxText)
	}
	return nil
}

// tame takes out of an answer's headers what would speak for the gate. A page of
// a repository must not run at the address of the gate's own; one without a type
// would be given that of a page on its way.
func tame(h http.Header) {
	for _, name := range dropped {
		h.Del(name)
	}
	kind := strings.ToLower(h.Get("Content-Type"))
	if kind == "" || slices.ContainsFunc([]string{"html", "svg", "xml", "multipart"},
		func(s string) bool { return strings.Contains(kind, s) }) {
		h.Set("Content-Security-Policy", "sandbox")
	}
}

// limited cuts a body off after n bytes.
func limited(body io.ReadCloser, n int64) io.ReadCloser {
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(body, n), body}
}
