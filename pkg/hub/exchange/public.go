package exchange

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// errPrivateAddress says that a link led into a private network.
var errPrivateAddress = errors.New("not a public address")

// dialTimeout bounds the connection to another site.
const dialTimeout = 10 * time.Second

// PublicTransport connects to public addresses only, for addresses that others
// wrote. The check comes after the name was resolved, on the address that is
// dialled, so a name that resolves twice in two ways gains nothing; redirects
// pass through it like everything. It uses no proxy, which would resolve names
// itself.
func PublicTransport() http.RoundTripper {
	dialer := &net.Dialer{Timeout: dialTimeout, Control: func(_, address string, _ syscall.RawConn) error {
		host, err := netip.ParseAddrPort(address)
		if err != nil || !isPublic(host.Addr()) {
			return errPrivateAddress
		}
		return nil
	}}
	return &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: maxHeaderBytes,
		TLSHandshakeTimeout: dialTimeout, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute,
	}
}

// isPublic reports whether an address is one of the internet at large.
func isPublic(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, reserved := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
		"240.0.0.0/4",
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
	} {
		if netip.MustParsePrefix(reserved).Contains(a) {
			return false
		}
	}
	return true
}
