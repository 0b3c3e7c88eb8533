package gate

import (
	"bytes"
	"crypto/cipher"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// addresses writes the addresses that clients get to see.
type addresses struct {
	up           *upstream
	home         *url.URL // the hub that the one behind the gate may be a mirror of; nil for none
	seal         cipher.AEAD
	now          func() time.Time
	proxyContent bool
}

// redirect holds the addresses in an answer's headers to what the gate knows:
// none leads a client around it, but to the content of what is allowed.
func (a *addresses) redirect(resp *http.Response, p *passage, moved bool) error {
	a.rewriteLinks(resp.Header, p)
	location := resp.Header.Get("Location")
	if location == "" || !moved {
		resp.Header.Del("Location")
		if moved {
			return errLeads
		}
		return nil
	}
	to, err := resp.Request.URL.Parse(location)
	if err != nil || to.Host == "" || to.User != nil {
		return errLeads
	}
	next, err := a.place(to, p)
	if err != nil {
		return err
	}
	if written, err := url.Parse(location); err == nil && written.Host == "" {
		next = strings.TrimPrefix(next, p.base) // a relative one stays so
	}
	resp.Header.Set("Location", next)
	return nil
}

// place is where a client may go for an address that the hub gave: through the
// gate for what the gate knows, else to content that was decided on.
func (a *addresses) place(to *url.URL, p *passage) (string, error) {
	if escaped, ours := a.up.path(to); ours {
		if parts, err := segments(escaped); err == nil {
			if at, known := Find(http.MethodGet, parts); known && at.Route.Does != Refused {
				return p.base + escaped + query(to), nil
			}
		}
		if !p.decided || p.textOnly {
			return "", errLeads
		}
		return p.base + a.ticket(to), nil // the hub keeps content at an address of its own
	}
	switch {
	case !p.decided || p.textOnly, to.Scheme != "https" && a.up.base.Scheme == "https":
		return "", errLeads
	case a.proxyContent:
		return p.base + a.ticket(to), nil
	default:
		return to.String(), nil
	}
}

func query(u *url.URL) string {
	if u.RawQuery == "" {
		return ""
	}
	return "?" + u.RawQuery
}

var linkTarget = regexp.MustCompile(`<[^<>]*>`)

// rewriteLinks puts the gate's address in place of the hub's in Link headers. A
// header that leads elsewhere goes, unless its content was decided on.
func (a *addresses) rewriteLinks(h http.Header, p *passage) {
	links := h.Values("Link")
	h.Del("Link")
	for _, value := range links {
		keep := true
		value = linkTarget.ReplaceAllStringFunc(value, func(target string) string {
			to, err := url.Parse(target[1 : len(target)-1])
			if err != nil {
				keep = false
				return ""
			}
			to = a.up.base.ResolveReference(to)
			if escaped, ours := a.hubPath(to); ours {
				return "<" + p.base + escaped + query(to) + ">"
			}
			keep = keep && p.decided && !p.textOnly
			return target
		})
		if keep {
			h.Add("Link", value)
		}
	}
}

// hubPath is the path of an address of the hub behind the gate, or of the hub
// that it mirrors.
func (a *addresses) hubPath(to *url.URL) (string, bool) {
	if escaped, ours := a.up.path(to); ours {
		return escaped, true
	}
	home := a.home
	if home != nil && to.Scheme == home.Scheme && strings.EqualFold(to.Host, home.Host) {
		return to.EscapedPath(), true
	}
	return "", false
}

// rewriteJSON puts the gate's address in place of the hub's in a small answer.
func (a *addresses) rewriteJSON(resp *http.Response, p *passage) error {
	if resp.Request.Method == http.MethodHead {
		resp.Header.Del("Content-Length")
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxJSON+1))
	resp.Body.Close()
	if err != nil || len(body) > maxJSON || resp.Header.Get("Content-Encoding") != "" && len(body) > 0 {
		return errLeads
	}
	for _, base := range []*url.URL{a.up.base, a.home} {
		if base != nil {
			body = bytes.ReplaceAll(body, []byte(base.String()+"/"), []byte(p.base+"/"))
		}
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return nil
}
