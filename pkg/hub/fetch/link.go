package fetch

import (
	"net/url"
	"path"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// maxLinked bounds a page on another site, in bytes.
const maxLinked = 1 << 20

// resolve says which document a licence link means, or why it cannot be
// followed. Authors write file names, paths, pages of this or another
// repository, and addresses elsewhere.
func (r *Repository) resolve(link hub.Link) (w Wanted, fault hub.Fault) {
	switch {
	case link.Fault.Code != "":
		if f, ok := hub.Listed(r.Snapshot.Files, hub.CleanPath(link.Text)); ok {
			return r.InRepo(f, doc.RoleLinked), hub.Fault{} // a file with an odd name
		}
		return Wanted{}, link.Fault
	case link.URL != nil:
		return r.absolute(link.URL)
	}
	if f, ok := hub.Listed(r.Snapshot.Files, link.Path); ok {
		return r.InRepo(f, doc.RoleLinked), hub.Fault{}
	}
	if host, _, ok := strings.Cut(link.Path, "/"); ok && isHost(host) {
		if l := hub.ParseLink("https://" + link.Path); l.URL != nil {
			return r.absolute(l.URL)
		}
	}
	name, parts := link.Path, strings.Split(link.Path, "/")
	if w, fault, ok := r.Addresses.Linked(r, parts); ok {
		return w, fault
	}
	if len(parts) > 2 && hub.IsFileWord(parts[0]) {
		name = strings.Join(parts[2:], "/")
	}
	return r.Own(name)
}

// Own is a file of the repository itself that a link leads to.
func (r *Repository) Own(name string) (Wanted, hub.Fault) {
	f, ok := hub.Listed(r.Snapshot.Files, name)
	switch {
	case ok:
		return r.InRepo(f, doc.RoleLinked), hub.Fault{}
	case !hub.SafePath(name):
		return Wanted{}, hub.FaultOutside
	case r.Snapshot.Complete:
		return Wanted{}, hub.FaultNoFile
	default:
		return r.InRepo(hub.File{Path: name, Size: -1}, doc.RoleLinked), hub.Fault{}
	}
}

// isHost tells the name of a site that was written without its scheme.
func isHost(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i > 2 && !strings.ContainsFunc(s[i+1:], func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
}

// absolute reads a link with a host.
func (r *Repository) absolute(u *url.URL) (Wanted, hub.Fault) {
	u = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
	if name, ok := r.Addresses.OnHub(u); ok {
		if w, fault, ok := r.Addresses.Linked(r, strings.Split(strings.Trim(name, "/"), "/")); ok {
			return w, fault
		}
		u.RawQuery = ""
	}
	rawGitHub(u)
	return Wanted{Wanted: hub.Wanted{File: hub.File{Path: u.String(), Size: -1}, Role: doc.RoleLinked}, URL: u, Site: true}, hub.Fault{}
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
