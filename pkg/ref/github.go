package ref

import (
	"net/url"
	"path"
	"strings"
	"unicode"
)

const (
	githubPrefix = "github:"
	githubType   = "github"
	githubShape  = "write github:owner/repository, with @revision and /folder behind it where they matter"
	maxFolder    = 1024 // bytes of the path of a folder in a repository
)

// githubParser reads references to GitHub.
type githubParser struct{ parser }

// short reads "owner/repository[@revision][/folder]" behind "github:". A
// revision may also stand behind a colon, as programs write it that load models
// from there.
func (p githubParser) short(t token) (Ref, error) {
	t = withoutSlashes(t)
	if rest, host, ok := splitHost(t); ok {
		return p.parser.page(host, rest)
	}
	parts := split(t)
	if len(parts) < 2 {
		return p.fail(t.end(), "the name of the repository is missing; "+githubShape)
	}
	name, revision, hasRevision := cut(parts[1], '@')
	if !hasRevision {
		name, revision, hasRevision = cut(parts[1], ':')
	}
	r, err := p.repository(parts[0], name)
	if err != nil {
		return Ref{}, err
	}
	below := parts[2:]
	if hasRevision {
		if r.Revision, below, err = p.revisionOf(append([]token{revision}, below...)); err != nil {
			return Ref{}, err
		}
	}
	r.Path, err = p.folder(below)
	return r.or(err)
}

// repository takes owner and name of a repository.
func (p githubParser) repository(owner, name token) (Ref, error) {
	name.text = strings.TrimSuffix(name.text, ".git")
	if err := p.checkPart("owner", owner, githubShape); err != nil {
		return Ref{}, err
	}
	if err := p.checkPart("name", name, githubShape); err != nil {
		return Ref{}, err
	}
	return Ref{Hub: GitHub, Kind: Model, Owner: owner.text, Name: name.text}, nil
}

// revisionOf takes a revision off the front of parts: one of them, or the three
// of a ref such as refs/tags/v1.
func (p githubParser) revisionOf(parts []token) (string, []token, error) {
	rev := joinRef(parts)
	revision, err := p.revision(rev)
	return revision, parts[strings.Count(rev.text, "/")+1:], err
}

// folder reads the path of a folder in a repository.
func (p githubParser) folder(parts []token) (string, error) {
	var out []string
	for i, part := range parts {
		if part.text == "" && i == len(parts)-1 {
			break // a slash behind it
		}
		d, err := p.unescape(part)
		if err != nil {
			return "", err
		}
		if strings.ContainsFunc(d.text, odd) || d.text == "" || d.text == "." || d.text == ".." {
			return "", p.err(part.pos, "this is no path of a folder in the repository; "+githubShape)
		}
		out = append(out, d.text)
	}
	if at := strings.Join(out, "/"); len(at) <= maxFolder {
		return at, nil
	}
	return "", p.err(parts[0].pos, "the path of the folder is too long to be one")
}

// odd tells what cannot stand in the name of a folder.
func odd(r rune) bool {
	return !unicode.IsPrint(r) || r == unicode.ReplacementChar || r == '\\' || r == '/'
}

// page reads the path of an address on github.com.
func (p githubParser) page(t token) (Ref, error) {
	parts := split(trimSlash(withoutQuery(t)))
	if len(parts) < 2 {
		return p.fail(t.end(), "the address names no repository; add /owner/repository")
	}
	r, err := p.repository(parts[0], parts[1])
	if err != nil || len(parts) < 4 {
		return r, err
	}
	word, below := parts[2].text, parts[3:]
	switch {
	case word == "releases" && below[0].text == "latest":
		return p.fail(below[0].pos, "the latest release is another one tomorrow; give the release's tag: github:owner/repository@tag")
	case word == "releases" && len(below) > 1:
		below = below[1:2]
	case word == "archive":
		below = archived(below)
	case isWord(" tree blob raw edit blame commit commits ", parts[2]):
	default:
		return r, nil
	}
	if r.Revision, below, err = p.revisionOf(below); err != nil {
		return Ref{}, err
	}
	if r.Path, err = p.folder(below); err != nil {
		return Ref{}, err
	}
	if word != "tree" {
		r.Path = folderOf(r.Path)
	}
	return r, nil
}

// archived takes the ending off the revision in the address of an archive.
func archived(parts []token) []token {
	last := &parts[len(parts)-1]
	for _, ending := range []string{".zip", ".tar.gz"} {
		last.text = strings.TrimSuffix(last.text, ending)
	}
	return parts
}

// rawPage reads the path of the address of a file's text.
func (p githubParser) rawPage(t token) (Ref, error) {
	parts := split(withoutQuery(t))
	if len(parts) < 4 {
		return p.fail(t.end(), "the address names no file; "+githubShape)
	}
	r, err := p.repository(parts[0], parts[1])
	below := parts[2:]
	if err == nil {
		r.Revision, below, err = p.revisionOf(below)
	}
	if err == nil {
		r.Path, err = p.folder(below)
	}
	r.Path = folderOf(r.Path)
	return r.or(err)
}

// folderOf is the folder of a file, empty for the top.
func folderOf(file string) string {
	if dir := path.Dir(file); dir != "." {
		return dir
	}
	return ""
}

// withoutQuery takes query and fragment off the path of an address.
func withoutQuery(t token) token {
	if i := strings.IndexAny(t.text, "?#"); i >= 0 {
		return t.to(i)
	}
	return t
}

// githubName writes a repository on GitHub, or a folder in it.
func (r Ref) githubName(revision string) string {
	s := githubPrefix + r.path()
	if revision != "" {
		s += "@" + url.PathEscape(revision)
	}
	if r.Path != "" {
		s += "/" + escapePath(r.Path)
	}
	return s
}

func escapePath(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(part), "@", "%40")
	}
	return strings.Join(parts, "/")
}

// githubPURL is the package URL of the type for repositories on GitHub.
func (r Ref) githubPURL() string {
	s := purlPrefix + githubType + "/" + strings.ToLower(r.path())
	if r.Revision != "" {
		s += "@" + url.QueryEscape(r.Revision)
	}
	if r.Path != "" {
		s += "#" + escapePath(r.Path)
	}
	return s
}

// purl reads the parts of a package URL of that type.
func (p githubParser) purl(parts []token, version token, hasVersion bool, below token) (Ref, error) {
	if len(parts) != 2 {
		return p.fail(version.pos, "a repository on GitHub has an owner and a name: pkg:github/owner/repository")
	}
	r, err := p.repository(parts[0], parts[1])
	if err == nil && hasVersion {
		r.Revision, err = p.revision(version)
	}
	if err == nil && below.text != "" {
		r.Path, err = p.folder(split(below))
	}
	return r.or(err)
}
