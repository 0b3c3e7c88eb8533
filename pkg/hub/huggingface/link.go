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

// maxLinked bounds a page on another site, in bytes.
const maxLinked = 1 << 20

// places knows where the files of a repository lie and what its links mean.
type places struct {
	hub  *exchange.Client
	snap *hub.Snapshot
}

// resolve says which document a licence link means, or why it cannot be
// followed. Authors write file names, paths, pages of this or another
// repository, and addresses elsewhere.
func (p places) resolve(link hub.Link) (w wanted, fault hub.Fault) {
	switch {
	case link.Fault.Code != "":
		if f, ok := hub.Listed(p.snap.Files, hub.CleanPath(link.Text)); ok {
			return p.inRepo(f, doc.RoleLinked), hub.Fault{} // a file with an odd name
		}
		return wanted{}, link.Fault
	case link.URL != nil:
		return p.absolute(link.URL)
	}
	if f, ok := hub.Listed(p.snap.Files, link.Path); ok {
		return p.inRepo(f, doc.RoleLinked), hub.Fault{}
	}
	if host, _, ok := strings.Cut(link.Path, "/"); ok && isHost(host) {
		if l := hub.ParseLink("https://" + link.Path); l.URL != nil {
			return p.absolute(l.URL)
		}
	}
	name, parts := link.Path, strings.Split(link.Path, "/")
	if w, fault, ok := p.repoFile(parts); ok {
		return w, fault
	}
	if len(parts) > 2 && hub.IsFileWord(parts[0]) {
		name = strings.Join(parts[2:], "/")
	}
	return p.own(name)
}

// own is a file of the repository itself.
func (p places) own(name string) (wanted, hub.Fault) {
	f, ok := hub.Listed(p.snap.Files, name)
	switch {
	case ok:
		return p.inRepo(f, doc.RoleLinked), hub.Fault{}
	case !hub.SafePath(name):
		return wanted{}, hub.FaultOutside
	case p.snap.Complete:
		return wanted{}, hub.FaultNoFile
	default:
		return p.inRepo(hub.File{Path: name, Size: -1}, doc.RoleLinked), hub.Fault{}
	}
}

// isHost tells the name of a site that was written without its scheme.
func isHost(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i > 2 && !strings.ContainsFunc(s[i+1:], func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
}

// absolute reads a link with a host.
func (p places) absolute(u *url.URL) (wanted, hub.Fault) {
	u = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
	if name, ok := p.hubPath(u); ok {
		if w, fault, ok := p.repoFile(strings.Split(strings.Trim(name, "/"), "/")); ok {
			return w, fault
		}
		u.RawQuery = ""
	} else {
		rawGitHub(u)
	}
	return wanted{Wanted: hub.Wanted{File: hub.File{Path: u.String(), Size: -1}, Role: doc.RoleLinked}, url: u, site: true}, hub.Fault{}
}

// hubPath returns the path of an address on this hub, or on the public Hub,
// which a mirror stands in for.
func (p places) hubPath(u *url.URL) (string, bool) {
	if p.hub.IsHome(u) {
		return strings.CutPrefix(u.Path, p.hub.Base().Path)
	}
	switch strings.ToLower(u.Hostname()) {
	case "huggingface.co", "www.huggingface.co", "hf.co":
		return u.Path, u.Port() == ""
	default:
		return "", false
	}
}

// repoFile reads the path of a file's address:
// [kind/]owner/name/blob/revision/path.
func (p places) repoFile(parts []string) (w wanted, fault hub.Fault, ok bool) {
	kind := ref.Model
	for _, k := range []ref.Kind{ref.Dataset, ref.Space, ref.Model} {
		if len(parts) > 0 && parts[0] == kindPath(k) {
			kind, parts = k, parts[1:]
			break
		}
	}
	at := slices.IndexFunc(parts, hub.IsFileWord)
	if at < 1 || at > 2 || len(parts) < at+3 {
		return wanted{}, hub.Fault{}, false
	}
	id, revision, file := strings.Join(parts[:at], "/"), parts[at+1], parts[at+2:]
	if revision == "refs" && len(file) > 2 {
		revision, file = strings.Join(parts[at+1:at+4], "/"), parts[at+4:]
	}
	name := strings.Join(file, "/")
	r, err := ref.Parse(kindPath(kind) + "/" + id + "@" + revision)
	if err != nil || !hub.SafePath(name) {
		return wanted{}, hub.Fault{}, false
	}
	if kind == p.snap.Ref.Kind && (strings.EqualFold(id, p.snap.Ref.ID()) || strings.EqualFold(id, p.snap.AnsweredID)) {
		w, fault = p.own(name)
		return w, fault, true
	}
	u := fileURL(p.hub, kind, r.ID(), r.Revision, strings.TrimRight(name, "."))
	return wanted{Wanted: hub.Wanted{File: hub.File{Path: u.String(), Size: -1}, Role: doc.RoleLinked}, url: u}, hub.Fault{}, true
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
