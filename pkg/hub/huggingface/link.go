package huggingface

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Bounds of what a card may point to.
const (
	maxLinks  = 4
	maxLink   = 2048
	maxLinked = 1 << 20 // bytes of a page on another site
)

// linked lists the documents that the card's license_link points to.
func (c *Client) linked(snap *hub.Snapshot) []wanted {
	var list []wanted
	for i, link := range texts(snap.Info.CardData["license_link"]) {
		if i == maxLinks {
			snap.Problems = append(snap.Problems, doc.NewProblem("too-many-links", "the card has more licence links than are followed; look at the others yourself"))
			break
		}
		if link = strings.TrimSpace(link); link == "" {
			continue
		}
		w, ok := c.resolveLink(snap, link)
		if !ok {
			snap.Problems = append(snap.Problems, doc.NewProblem("link-not-read", "the card's licence link cannot be followed: "+exchange.Inert(link)+"; read it yourself"))
			continue
		}
		list = append(list, w)
	}
	return list
}

// texts returns a string, or the strings of a list.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	default:
		return nil
	}
}

// resolveLink says which document a licence link means. Authors write file
// names, paths, pages of this or another repository, and addresses elsewhere.
func (c *Client) resolveLink(snap *hub.Snapshot, link string) (wanted, bool) {
	if len(link) > maxLink || strings.ContainsFunc(link, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return wanted{}, false
	}
	lower := strings.ToLower(link)
	switch {
	case strings.HasPrefix(lower, "http://"), strings.HasPrefix(lower, "https://"):
		return c.absolute(snap, link)
	case strings.HasPrefix(link, "//"):
		return c.absolute(snap, "https:"+link)
	case strings.Contains(strings.SplitN(link, "/", 2)[0], ":"): // mailto:, file:, ftp:
		return wanted{}, false
	}
	name := cleanPath(link)
	if w, ok := c.listed(snap, name); ok {
		return w, true
	}
	if host, _, ok := strings.Cut(link, "/"); ok && isHost(host) {
		return c.absolute(snap, "https://"+link)
	}
	parts := strings.Split(name, "/")
	if w, ok := c.repoFile(snap, parts); ok {
		return w, true
	}
	if len(parts) > 2 && isFileWord(parts[0]) {
		name = strings.Join(parts[2:], "/")
		if w, ok := c.listed(snap, name); ok {
			return w, true
		}
	}
	if !hub.SafePath(name) {
		return wanted{}, false
	}
	return c.inRepo(snap, name, doc.RoleLinked, -1), true
}

// cleanPath takes fragment, query, escapes and decoration off a path.
func cleanPath(link string) string {
	link, _, _ = strings.Cut(link, "#")
	link, _, _ = strings.Cut(link, "?")
	if s, err := url.PathUnescape(link); err == nil {
		link = s
	}
	link = strings.TrimLeft(link, "/")
	for strings.HasPrefix(link, "./") {
		link = strings.TrimLeft(link[len("./"):], "/")
	}
	return strings.TrimRight(link, "/ ")
}

// listed finds a file of the repository, in any letter case and without a
// stray dot behind it.
func (c *Client) listed(snap *hub.Snapshot, name string) (wanted, bool) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for _, n := range []string{name, strings.TrimRight(name, ".")} {
			i := slices.IndexFunc(snap.Files, func(f hub.File) bool { return same(f.Path, n) })
			if i >= 0 {
				f := snap.Files[i]
				return c.inRepo(snap, f.Path, doc.RoleLinked, f.Size), true
			}
		}
	}
	return wanted{}, false
}

// isHost tells the name of a site that was written without its scheme.
func isHost(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i > 2 && !strings.ContainsFunc(s[i+1:], func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
}

// absolute reads a link with a host.
func (c *Client) absolute(snap *hub.Snapshot, link string) (wanted, bool) {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil {
		return wanted{}, false
	}
	u.Fragment, u.RawFragment = "", ""
	if p, ok := c.hubPath(u); ok {
		parts := strings.Split(strings.Trim(p, "/"), "/")
		if w, ok := c.repoFile(snap, parts); ok {
			return w, true
		}
		u.RawQuery = ""
		return wanted{path: u.String(), role: doc.RoleLinked, url: u, size: -1, site: true}, true
	}
	rawGitHub(u)
	return wanted{path: u.String(), role: doc.RoleLinked, url: u, size: -1, site: true}, true
}

// hubPath returns the path of an address on this hub, or on the public Hub,
// which a mirror stands in for.
func (c *Client) hubPath(u *url.URL) (string, bool) {
	if c.hub.IsHome(u) {
		return strings.CutPrefix(u.Path, c.hub.Base().Path)
	}
	switch strings.ToLower(u.Hostname()) {
	case "huggingface.co", "www.huggingface.co", "hf.co":
		return u.Path, u.Port() == ""
	default:
		return "", false
	}
}

// isFileWord tells the word that stands before a revision in the address of a
// file; the pages among them lead to the file itself.
func isFileWord(s string) bool {
	return s == "blob" || s == "resolve" || s == "raw" || s == "tree"
}

// repoFile reads the path of a file's address:
// [kind/]owner/name/blob/revision/path.
func (c *Client) repoFile(snap *hub.Snapshot, parts []string) (wanted, bool) {
	kind := ref.Model
	for _, k := range []ref.Kind{ref.Dataset, ref.Space, ref.Model} {
		if len(parts) > 0 && parts[0] == kindPath(k) {
			kind, parts = k, parts[1:]
			break
		}
	}
	at := slices.IndexFunc(parts, isFileWord)
	if at < 1 || at > 2 || len(parts) < at+3 {
		return wanted{}, false
	}
	id, revision, file := strings.Join(parts[:at], "/"), parts[at+1], parts[at+2:]
	if revision == "refs" && len(file) > 2 {
		revision, file = strings.Join(parts[at+1:at+4], "/"), parts[at+4:]
	}
	name := strings.Join(file, "/")
	r, err := ref.Parse(kindPath(kind) + "/" + id + "@" + revision)
	if err != nil || !hub.SafePath(name) {
		return wanted{}, false
	}
	if kind == snap.Ref.Kind && (strings.EqualFold(id, snap.Ref.ID()) || strings.EqualFold(id, snap.AnsweredID)) {
		if w, ok := c.listed(snap, name); ok {
			return w, true
		}
		return c.inRepo(snap, name, doc.RoleLinked, -1), true
	}
	u := c.fileURL(kind, r.ID(), r.Revision, strings.TrimRight(name, "."))
	return wanted{path: u.String(), role: doc.RoleLinked, url: u, size: -1}, true
}

// rawGitHub turns the page of a file on GitHub into the address of its text.
func rawGitHub(u *url.URL) {
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if host != "github.com" || len(parts) < 5 || parts[2] != "blob" && parts[2] != "raw" {
		return
	}
	u.Scheme, u.Host, u.RawQuery, u.RawPath = "https", "raw.githubusercontent.com", "", ""
	u.Path = "/" + path.Join(append(parts[:2:2], parts[3:]...)...)
}
