package huggingface

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// errPrivateAddress says that a link led into a private network.
var errPrivateAddress = errors.New("not a public address")

// dialTimeout bounds the connection to another site.
const dialTimeout = 10 * time.Second

// publicTransport connects to public addresses only. The check comes after the
// name was resolved, on the address that is dialled, so a name that resolves
// twice in two ways gains nothing; redirects pass through it like everything.
// It uses no proxy, which would resolve names itself.
func publicTransport() http.RoundTripper {
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
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
	} {
		if netip.MustParsePrefix(reserved).Contains(a) {
			return false
		}
	}
	return true
}

// pageText makes a document of the words on a web page.
func pageText(w wanted, page []byte) *doc.Document {
	d := doc.New(w.path+"#text", w.role, w.url.String(), []byte(plainText(page)))
	sum := sha256.Sum256(page)
	d.DerivedFrom = &doc.Derivation{Path: w.path, SHA256: hex.EncodeToString(sum[:]), How: "html text"}
	return d
}

// plainText returns the text of a page, a line for every block. Tags that are
// not closed and the like do not matter: it reads tokens, not a tree.
func plainText(page []byte) string {
	var b strings.Builder
	hidden := 0
	flat := strings.NewReplacer("\n", " ", "\r", " ")
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tidy(b.String())
		case html.TextToken:
			if hidden == 0 {
				b.WriteString(flat.Replace(z.Token().Data))
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch {
			case isHidden(name):
				hidden++
			case atom.Lookup(name) == atom.Body:
				hidden = 0 // the end tag of the head may be left out
			}
			b.WriteString(breakOf(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			if isHidden(name) && hidden > 0 {
				hidden--
			}
			b.WriteString(breakOf(name))
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			b.WriteString(breakOf(name))
		}
	}
}

// isHidden tells the elements whose text nobody reads.
func isHidden(name []byte) bool {
	switch atom.Lookup(name) {
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template, atom.Svg:
		return true
	default:
		return false
	}
}

// breakOf is the line break that an element makes.
func breakOf(name []byte) string {
	switch atom.Lookup(name) {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Table, atom.Section, atom.Article, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Pre, atom.Blockquote:
		return "\n\n"
	case atom.Br, atom.Tr, atom.Dt, atom.Dd:
		return "\n"
	case atom.Td, atom.Th:
		return " "
	default:
		return ""
	}
}

// tidy folds blanks, and more than one empty line into one.
func tidy(s string) string {
	var b strings.Builder
	empty := 0
	for line := range strings.Lines(s) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			empty++
			continue
		}
		switch {
		case b.Len() == 0:
		case empty > 0:
			b.WriteString("\n\n")
		default:
			b.WriteString("\n")
		}
		b.WriteString(line)
		empty = 0
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}
