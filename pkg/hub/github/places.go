package github

import (
	"net/url"
	"path"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
)

// places knows where the files of a repository lie, and what addresses on GitHub
// mean.
type places struct {
	*Client
	name, commit string
	folder       string          // whose files are listed; "" for the top
	links        map[string]bool // files that lead to others
}

// inRepository is the path of a listed file in the repository.
func (p *places) inRepository(name string) string {
	if above, ok := strings.CutPrefix(name, "/"); ok {
		return above
	}
	return path.Join(p.folder, name)
}

// File is the address of a file's text. That of a link is the API's, which
// follows it.
func (p *places) File(name string) *url.URL {
	name = p.inRepository(name)
	repository, parts := strings.Split(p.name, "/"), strings.Split(name, "/")
	if !p.byAPI && !p.links[name] {
		return p.site.Hub.Join(append(append(repository, p.commit), parts...)...)
	}
	u := p.api.Join(append(append([]string{"repos"}, append(repository, "contents")...), parts...)...)
	u.RawQuery = url.Values{"ref": {p.commit}}.Encode()
	return u
}

// Page is the address of the repository's page.
func (p *places) Page() string { return "https://github.com/" + p.name }

// OnHub returns the path of an address on GitHub.
func (p *places) OnHub(u *url.URL) (string, bool) {
	switch strings.ToLower(u.Hostname()) {
	case "github.com", "www.github.com":
		return u.Path, u.Port() == ""
	default:
		return "", false
	}
}

// Linked reads the path of a file's address in the same repository:
// owner/name/blob/revision/path.
func (p *places) Linked(of *fetch.Repository, parts []string) (w fetch.Wanted, fault hub.Fault, ok bool) {
	if len(parts) < 5 || !strings.EqualFold(parts[0]+"/"+parts[1], p.name) || !hub.IsFileWord(parts[2]) {
		return fetch.Wanted{}, hub.Fault{}, false
	}
	name := strings.Join(parts[4:], "/")
	if below, in := strings.CutPrefix(name, p.folder+"/"); p.folder != "" && in {
		name = below
	} else if p.folder != "" {
		name = "/" + name
	}
	w, fault = of.Own(name)
	return w, fault, true
}
