package ref

import "strings"

// splitHost takes scheme and host off a web address, with or without the
// scheme, and off the address of a git remote.
func splitHost(t token) (rest, host token, ok bool) {
	scheme := false
	for _, prefix := range []string{"https://", "http://", "ssh://", "git://", "git+https://", "git+ssh://"} {
		if hasPrefixFold(t.text, prefix) {
			t, scheme = t.from(len(prefix)), true
			break
		}
	}
	if !scheme && strings.Contains(t.text, "://") {
		scheme = true
		t = t.from(strings.Index(t.text, "://") + len("://"))
	}
	user := strings.HasPrefix(t.text, "git@")
	if user {
		t = t.from(len("git@"))
	}
	i := strings.IndexAny(t.text, "/?#")
	if user && strings.IndexByte(t.text, ':') >= 0 {
		i = strings.IndexByte(t.text, ':')
	}
	if i < 0 {
		i = len(t.text)
	}
	host = t.to(i)
	return t.from(min(i+1, len(t.text))), host, scheme || user || isSite(host.text)
}

// page reads the path of a web address.
func (p parser) page(host, path token) (Ref, error) {
	switch site := siteOf(host.text); site {
	case ollamaSite:
		return p.ollama(withoutQuery(path))
	case githubSite:
		return githubParser{p}.page(path)
	case rawGitHubSite:
		return githubParser{p}.rawPage(path)
	case modelscopeCN, modelscopeAI:
		return modelscopeParser{p}.page(site, path)
	case civitaiSite:
		return civitaiParser{p}.page(path)
	}
	if !isHubHost(host.text) {
		why := "this address is not on huggingface.co; give owner/name, and name a mirror with --hub-url"
		if hint := otherSite(host.text); hint != "" {
			why = "not a Hugging Face address: " + hint
		}
		return p.fail(host.pos, why)
	}
	path = withoutQuery(path)
	path.text = strings.TrimRight(path.text, "/")
	if path.text == "" {
		return p.fail(path.pos, "the address names no repository; add /owner/name")
	}
	parts := split(path)
	if parts[0].text == "api" && len(parts) > 1 {
		if _, ok := kindOf(parts[1].text); ok {
			parts = parts[1:]
		}
	}
	if isSitePage(parts[0].text) {
		return p.fail(parts[0].pos, "this page of the Hub is not a repository; give the page of a model, a dataset or a space")
	}
	kind, parts, err := p.kind(parts)
	if err != nil {
		return Ref{}, err
	}
	n := idParts(parts)
	r, err := p.repository(kind, parts[:n])
	if err != nil {
		return Ref{}, err
	}
	r.Revision, err = p.pageRevision(parts[n:])
	return r.or(err)
}

// The words that follow the id in an address: those that come with a revision
// and those that do not.
const (
	withRevision    = " tree blob resolve raw commit commits revision edit blame paths-info "
	withoutRevision = " discussions settings viewer community scan refs auth-check "
)

func isWord(list string, t token) bool { return strings.Contains(list, " "+t.text+" ") }

// idParts says how many parts the id has: one for a legacy name, whose second
// part is the word of a page.
func idParts(parts []token) int {
	if len(parts) == 1 {
		return 1
	}
	isPage := func(t token) bool { return isWord(withRevision, t) || isWord(withoutRevision, t) }
	if len(parts) >= 3 && isPage(parts[1]) && !isPage(parts[2]) {
		return 1
	}
	return 2
}

// pageRevision reads the part of an address behind the id.
func (p parser) pageRevision(parts []token) (string, error) {
	switch {
	case len(parts) == 0 || isWord(withoutRevision, parts[0]):
		return "", nil
	case !isWord(withRevision, parts[0]):
		return "", p.err(parts[0].pos, "too many slashes: only tree, blob, resolve and raw follow owner/name in an address")
	case len(parts) == 1:
		return "", nil
	}
	return p.revision(joinRef(parts[1:]))
}

// joinRef puts a revision together whose slashes were not escaped
// (refs/pr/3); parts behind it belong to a path.
func joinRef(parts []token) token {
	rev := parts[0]
	if rev.text == "refs" && len(parts) >= 3 {
		rev.text = strings.Join([]string{"refs", parts[1].text, parts[2].text}, "/")
	}
	return rev
}
