package ref

import (
	"net/url"
	"path"
	"strings"
)

// purlParser reads package URLs.
type purlParser struct{ parser }

// read reads "huggingface/org/name@version?qualifiers#subpath" behind "pkg:".
func (p purlParser) read(t token) (Ref, error) {
	for strings.HasPrefix(t.text, "/") {
		t = t.from(1)
	}
	t, below, _ := cut(t, '#')
	t, qualifiers, _ := cut(t, '?')
	id, version, hasVersion := cut(t, '@')
	parts := split(trimSlash(id))
	if strings.EqualFold(parts[0].text, ociType) {
		return p.ociPURL(parts[len(parts)-1], version, qualifiers)
	}
	switch strings.ToLower(parts[0].text) {
	case githubType:
		return githubParser(p).purl(parts[1:], version, hasVersion, below)
	case genericType:
		return p.genericPURL(id, version, hasVersion)
	case purlType:
	default:
		return p.fail(parts[0].pos, "only package URLs of the types huggingface, oci, github and generic name a model: "+
			"pkg:huggingface/owner/name")
	}
	of, err := p.repositoryURL(qualifiers)
	if err != nil {
		return Ref{}, err
	}
	if len(parts) == 1 {
		return p.fail(id.end(), "the repository is missing; write pkg:huggingface/owner/name")
	}
	kind, parts, err := p.kind(parts[1:])
	if kind == Model {
		kind = of
	}
	if err == nil && len(parts) > 2 {
		err = p.err(parts[2].pos-1, "too many slashes; write pkg:huggingface/owner/name@commit")
	}
	if err != nil {
		return Ref{}, err
	}
	for i := range parts {
		if parts[i], err = p.unescape(parts[i]); err != nil {
			return Ref{}, err
		}
	}
	r, err := p.repository(kind, parts)
	if err == nil && hasVersion {
		r.Revision, err = p.revision(version)
	}
	if isCommit(r.Revision) {
		r.Revision = strings.ToLower(r.Revision)
	}
	return r.or(err)
}

// repositoryURL says what kind of repository the server of a package URL holds:
// the Hub's folder of datasets or of spaces, or models. It refuses a package
// that comes from another server than the Hub: the same name there may be
// another model.
func (p purlParser) repositoryURL(qualifiers token) (Kind, error) {
	values, err := url.ParseQuery(qualifiers.text)
	if err != nil {
		return "", p.err(qualifiers.pos, "the qualifiers of the package URL are broken; leave out everything from the ? on")
	}
	base := values.Get("repository_url")
	if base == "" {
		return Model, nil
	}
	_, host, _ := splitHost(token{base, 0})
	if !isHubHost(host.text) {
		return "", p.err(qualifiers.pos, "the package URL names another server than huggingface.co; give owner/name and name the server with "+
			"--hub-url")
	}
	if kind, ok := kindOf(path.Base(base)); ok {
		return kind, nil
	}
	return Model, nil
}

// genericPURL reads "generic/hub/name@version" behind "pkg:".
func (p purlParser) genericPURL(id, version token, hasVersion bool) (Ref, error) {
	_, at, _ := cut(id, '/')
	hub, name, _ := cut(at, '/')
	var r Ref
	var err error
	switch strings.ToLower(hub.text) {
	case ModelScope:
		r, err = modelscopeParser(p).short(name)
	case Civitai:
		r, err = civitaiParser(p).short(name)
	default:
		return p.fail(hub.pos, "a package URL of the type generic names a model of modelscope or civitai only")
	}
	if err == nil && hasVersion && r.Hub == Civitai {
		r.Revision, err = version.text, civitaiParser(p).checkNumber("version", version)
	} else if err == nil && hasVersion {
		r.Revision, err = p.revision(version)
	}
	return r.or(err)
}
