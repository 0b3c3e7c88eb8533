package ref

import (
	"net/url"
	"regexp"
	"strings"
)

// OllamaRegistry is the host of the registry that references of Ollama mean.
const OllamaRegistry = "registry.ollama.ai"

const (
	ollamaPrefix = "ollama:"
	ociPrefix    = "oci:"

	dockerHost  = "docker.io"
	noOwner     = "library" // the owner of what both registries give out themselves
	defaultTag  = "latest"
	ollamaShape = "write ollama:name:tag or ollama:owner/name:tag"
	ociShape    = "write oci:registry/name:tag or oci:registry/name@sha256:…"
)

// Registry says where a model of Ollama or of a registry of containers is asked
// for: the registry's host, the repository in it, and a tag or a digest, which
// is "latest" where the reference gives none. It is empty for other hubs.
func (r Ref) Registry() (host, repository, at string) {
	at = r.Revision
	if at == "" {
		at = defaultTag
	}
	switch r.Hub {
	case Ollama:
		owner := r.Owner
		if owner == "" {
			owner = noOwner
		}
		return OllamaRegistry, owner + "/" + r.Name, at
	case OCI:
		host, owner, below := strings.Cut(r.Owner, "/")
		if below {
			owner += "/"
		}
		return host, owner + r.Name, at
	}
	return "", "", ""
}

// ofRegistry reports whether r stands in a registry of containers.
func (r Ref) ofRegistry() bool { return r.Hub == Ollama || r.Hub == OCI }

// registryPURL is the package URL of the type for artifacts of registries.
func (r Ref) registryPURL() string {
	host, repository, _ := r.Registry()
	s, query := purlPrefix+ociType+"/"+strings.ToLower(r.Name), "?repository_url="+host+"/"+repository
	switch {
	case IsDigest(r.Revision):
		s += "@" + url.QueryEscape(r.Revision)
	case r.Revision != "":
		query += "&tag=" + url.QueryEscape(r.Revision)
	}
	return s + query
}

// ollama reads "[owner/]name[:tag][@digest]" behind "ollama:", where a host may
// stand before it, as Ollama has it.
func (p parser) ollama(t token) (Ref, error) {
	t = withoutSlashes(t)
	if rest, host, ok := splitHost(t); ok && isHubHost(host.text) {
		return p.page(host, withoutFile(rest))
	}
	parts, revision, err := p.tagged(t, ollamaShape)
	if err != nil {
		return Ref{}, err
	}
	if len(parts) > 1 && parts[0].text == OllamaRegistry {
		parts = parts[1:]
	}
	return p.inOllama(parts, revision)
}

// inOllama takes owner and name of a model in Ollama's registry.
func (p parser) inOllama(parts []token, revision string) (Ref, error) {
	switch {
	case len(parts) > 1 && isRegistry(parts[0].text):
		return p.fail(parts[0].pos, "this is a registry of its own; "+ociShape)
	case len(parts) > 2:
		return p.fail(parts[2].pos-1, "too many slashes; "+ollamaShape)
	}
	r, err := p.inRegistry(parts, ollamaShape)
	r.Hub, r.Revision = Ollama, revision
	if r.Owner == noOwner {
		r.Owner = ""
	}
	return r.or(err)
}

// oci reads "registry/name[:tag][@digest]" behind "oci:". Without a registry,
// that of Docker is meant.
func (p parser) oci(t token) (Ref, error) {
	t = withoutSlashes(t)
	if rest, host, ok := splitHost(t); ok && isHubHost(host.text) {
		return p.page(host, withoutFile(rest))
	}
	parts, revision, err := p.tagged(t, ociShape)
	if err != nil {
		return Ref{}, err
	}
	host := dockerHost
	if len(parts) > 1 && isRegistry(parts[0].text) {
		if host = strings.ToLower(parts[0].text); !registryHost.MatchString(host) {
			return p.fail(parts[0].pos, "this is no address of a registry; "+ociShape)
		}
		parts = parts[1:]
	}
	switch host {
	case OllamaRegistry:
		return p.inOllama(parts, revision)
	case "index." + dockerHost, "registry-1." + dockerHost, dockerHost:
		host = dockerHost
		if len(parts) == 1 {
			host += "/" + noOwner
		}
	}
	r, err := p.inRegistry(parts, ociShape)
	if r.Owner != "" {
		host += "/" + r.Owner
	}
	r.Hub, r.Owner, r.Revision = OCI, host, revision
	return r.or(err)
}

// inRegistry takes owner and name from the parts of a repository.
func (p parser) inRegistry(parts []token, shape string) (Ref, error) {
	var owner []string
	for i, part := range parts {
		what := "owner"
		if i == len(parts)-1 {
			what = "name"
		}
		if err := p.checkRegistryPart(what, part, shape); err != nil {
			return Ref{}, err
		}
		owner = append(owner, part.text)
	}
	last := len(owner) - 1
	return Ref{Kind: Model, Owner: strings.Join(owner[:last], "/"), Name: owner[last]}, nil
}

// tagged cuts a reference into its parts, and tag or digest off the last one. A
// digest says more than a tag beside it.
func (p parser) tagged(t token, shape string) (parts []token, revision string, err error) {
	t, digest, hasDigest := cut(t, '@')
	parts = split(trimSlash(t))
	last := len(parts) - 1
	name, tag, hasTag := cut(parts[last], ':')
	parts[last] = name
	if hasTag {
		if err := p.checkRegistryPart("tag", tag, shape); err != nil {
			return nil, "", err
		}
		revision = tag.text
	}
	if hasDigest {
		if revision = digest.text; !IsDigest(revision) {
			return nil, "", p.err(digest.pos, "the digest behind the @ is sha256: and 64 hexadecimal digits in lower case")
		}
	}
	return parts, revision, nil
}

// checkRegistryPart holds an owner, a name or a tag against what registries
// allow.
func (p parser) checkRegistryPart(what string, t token, shape string) error {
	if t.text == "" {
		return p.err(t.pos, "the "+what+" is missing; "+shape)
	}
	if err := p.checkChars(what, t); err != nil {
		return err
	}
	if t.text[0] == '.' || t.text[0] == '-' || strings.Contains(t.text, "..") {
		return p.err(t.pos, "the "+what+" must begin with a letter or a digit and hold no two dots in a row")
	}
	if isHubHost(t.text) {
		return p.err(t.pos, "the "+what+" is the address of a site; give owner/name of its repository alone")
	}
	return nil
}

var registryHost = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$`)

// isRegistry tells the host of a registry from an owner, as container tools do.
func isRegistry(s string) bool { return strings.ContainsAny(s, ".:") || s == "localhost" }

// withoutSlashes drops the slashes of "ollama://name".
func withoutSlashes(t token) token {
	if strings.HasPrefix(t.text, "//") {
		return t.from(len("//"))
	}
	return t
}

// ociPURL reads a package URL of the type oci. Its own path has the name alone:
// where it stands is told behind it.
func (p parser) ociPURL(name, version, qualifiers token) (Ref, error) {
	values, err := url.ParseQuery(qualifiers.text)
	if err != nil {
		return p.fail(qualifiers.pos, "the qualifiers of the package URL are broken; "+ociShape)
	}
	at := values.Get("repository_url")
	if at == "" {
		return p.fail(qualifiers.pos, "the package URL names no registry; add ?repository_url=registry/owner/name, or "+ociShape)
	}
	if !strings.EqualFold(at[strings.LastIndexByte(at, '/')+1:], name.text) { // only where the registry, or the owner, is
		at = strings.TrimRight(at, "/") + "/" + name.text
	}
	digest, err := p.unescape(version)
	switch {
	case err != nil:
		return Ref{}, err
	case digest.text != "":
		at += "@" + digest.text
	case values.Get("tag") != "":
		at += ":" + values.Get("tag")
	}
	return p.oci(token{strings.TrimPrefix(at, "https://"), qualifiers.pos})
}
