package ref

import (
	"net/url"
	"strings"
)

const (
	modelscopePrefix = "modelscope:"
	modelscopeShape  = "write modelscope:owner/name or modelscope:datasets/owner/name"
	genericType      = "generic"

	modelscopeCN = "modelscope.cn"
	modelscopeAI = "modelscope.ai"
)

// ModelScope says where a repository of that hub is asked for: the site, which
// is empty where the reference names none, and owner and name.
func (r Ref) ModelScope() (site, id string) {
	if owner, ok := strings.CutPrefix(r.Owner, modelscopeAI+"/"); ok {
		return modelscopeAI, owner + "/" + r.Name
	}
	return "", r.path()
}

// OnModelScopeAI returns r as a repository of the hub's second site.
func (r Ref) OnModelScopeAI() Ref {
	if site, _ := r.ModelScope(); r.Hub == ModelScope && site == "" {
		r.Owner = modelscopeAI + "/" + r.Owner
	}
	return r
}

// modelscopeParser reads references to ModelScope.
type modelscopeParser struct{ parser }

// short reads "[site/][datasets/]owner/name[@revision]" behind
// "modelscope:".
func (p modelscopeParser) short(t token) (Ref, error) {
	t = withoutSlashes(t)
	if rest, host, ok := splitHost(t); ok && modelscopeSite(host.text) != "" && strings.HasPrefix(t.text, "http") {
		return p.parser.page(host, rest)
	}
	id, rev, hasRev := cut(t, '@')
	parts := split(trimSlash(id))
	site := modelscopeSite(parts[0].text)
	if site != "" {
		parts = parts[1:]
	}
	r, err := p.repository(site, parts)
	if err == nil && hasRev {
		r.Revision, err = p.revision(rev)
	}
	return r.or(err)
}

// repository takes kind, owner and name of a repository on a site.
func (p modelscopeParser) repository(site string, parts []token) (Ref, error) {
	if len(parts) == 0 {
		return p.fail(len(p.input), "the repository is missing; "+modelscopeShape)
	}
	if parts[0].text == "studios" {
		return p.fail(parts[0].pos, "fineprint does not read studios; give a model or a dataset")
	}
	kind, parts, err := p.kind(parts)
	switch {
	case err != nil:
		return Ref{}, err
	case kind == Space:
		return p.fail(parts[0].pos, "ModelScope has no spaces; "+modelscopeShape)
	case len(parts) < 2:
		return p.fail(parts[0].end(), "the name is missing; "+modelscopeShape)
	case len(parts) > 2:
		return p.fail(parts[2].pos-1, "too many slashes; "+modelscopeShape)
	}
	for i, what := range []string{"owner", "name"} {
		if err := p.checkPart(what, parts[i], modelscopeShape); err != nil {
			return Ref{}, err
		}
		if modelscopeSite(parts[i].text) != "" {
			return p.fail(parts[i].pos, "the "+what+" is the address of a site; "+modelscopeShape)
		}
	}
	r := Ref{Hub: ModelScope, Kind: kind, Owner: parts[0].text, Name: parts[1].text}
	if site == modelscopeAI {
		r = r.OnModelScopeAI()
	}
	return r, nil
}

// modelscopeSite names the site of a host, empty for one of another hub.
func modelscopeSite(host string) string {
	switch s := siteOf(host); s {
	case modelscopeCN, modelscopeAI:
		return s
	}
	return ""
}

// page reads the path of an address on ModelScope.
func (p modelscopeParser) page(site string, t token) (Ref, error) {
	t, query, _ := cut(t, '?')
	parts := split(trimSlash(withoutQuery(t)))
	if len(parts) > 2 && parts[0].text == "api" {
		parts = parts[2:] // and the version of the interface
	}
	if _, ok := kindOf(parts[0].text); !ok && parts[0].text != "studios" || len(parts) < 3 {
		return p.fail(parts[0].pos, "this page of ModelScope is no repository; give the page of a model or a dataset")
	}
	r, err := p.repository(site, parts[:3])
	if err != nil {
		return Ref{}, err
	}
	switch below := parts[3:]; {
	case len(below) > 1 && isWord(" resolve tree ", below[0]):
		r.Revision, err = p.revision(below[1])
	case len(below) > 2 && below[0].text == "file" && below[1].text == "view":
		r.Revision, err = p.revision(below[2])
	default:
		values, _ := url.ParseQuery(query.text)
		if rev := values.Get("Revision") + values.Get("revision"); rev != "" {
			r.Revision, err = p.revision(token{url.PathEscape(rev), query.pos})
		}
	}
	return r.or(err)
}

// modelscopeID names a repository on ModelScope without its revision.
func (r Ref) modelscopeID() string {
	site, id := r.ModelScope()
	if r.Kind == Dataset {
		id = kindFolder(Dataset) + "/" + id
	}
	if site != "" {
		id = site + "/" + id
	}
	return modelscopePrefix + id
}

// genericPURL is the package URL of what has no type of its own: the hub is its
// namespace.
func (r Ref) genericPURL() string {
	s := purlPrefix + genericType + "/" + strings.Replace(r.ID(), ":", "/", 1)
	if r.Revision != "" {
		s += "@" + url.QueryEscape(r.Revision)
	}
	return s
}
