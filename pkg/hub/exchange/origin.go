package exchange

import (
	"errors"
	"net/url"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// parseEndpoint reads a base address.
func parseEndpoint(endpoint string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(strings.TrimSpace(endpoint), "/"))
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, errors.New("it is not an http or https address")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("it may hold a host and a path, and no user, query or fragment")
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	return u, nil
}

// Join puts path segments behind the endpoint, whose own path stays. Each part
// is one segment: a slash inside it is escaped.
func (c *Client) Join(parts ...string) *url.URL {
	u := *c.base
	raw := u.EscapedPath()
	for _, p := range parts {
		u.Path += "/" + p
		raw += "/" + hub.EscapeSegment(p)
	}
	u.RawPath = raw
	return &u
}

// IsHome reports whether an address is on the service itself: same scheme,
// host and port.
func (c *Client) IsHome(u *url.URL) bool { return c.base != nil && sameOrigin(u, c.base) }

func sameOrigin(a, b *url.URL) bool { return origin(a) == origin(b) }

// origin is scheme, host and port of an address.
func origin(u *url.URL) string {
	return u.Scheme + "://" + strings.ToLower(u.Hostname()) + ":" + port(u)
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

// PlainURL is an address without user, query and fragment.
func PlainURL(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}).String()
}
