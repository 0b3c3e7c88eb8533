package gate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Does says what the gate does with a request.
type Does string

// What the gate does.
const (
	Open    Does = "open"    // passed on: it shows no file of a repository
	Judged  Does = "judged"  // passed on when the repository at that commit is allowed
	Git     Does = "git"     // refused, or judged with Config.Git
	Refused Does = "refused" // never passed on
)

// Route is a form of address of the hub. In Pattern {repo} is a repository: its
// folder and id below /api, and elsewhere its id, with a folder for datasets and
// spaces; {repo.git} may end in ".git". {rev} is a revision, {path} a file or
// folder, {path?} one that may be left out, {word} a single segment.
type Route struct {
	Methods string // "GET HEAD"
	Pattern string
	Does    Does
	Why     string // of what is refused: what to do instead
}

// Asked is what a request asks for, as far as the gate is concerned.
type Asked struct {
	Route Route
	Ref   ref.Ref // of the repository; the zero Ref where the route names none
	Path  string  // of the file or folder, unescaped; empty where the route names none
	parts []string
	rev   int // where the revision stands in parts; -1 for none
}

// Target is the escaped path to ask the hub for: what was read, written anew,
// with a commit in place of the revision.
func (a Asked) Target(commit string) string {
	var b strings.Builder
	for i, p := range a.parts {
		if i == a.rev && commit != "" {
			p = commit
		}
		b.WriteString("/" + hub.EscapeSegment(p))
	}
	if b.Len() == 0 {
		return "/"
	}
	return b.String()
}

// Find looks a method and the segments of a path up in the table. ok is false
// for what the table does not know.
func Find(method string, parts []string) (Asked, bool) {
	for _, r := range routes {
		if !slices.Contains(strings.Fields(r.Methods), method) {
			continue
		}
		m := matcher{rest: parts, asked: Asked{Route: r, rev: -1}}
		if m.match(r.Pattern) {
			return m.asked, true
		}
	}
	return Asked{}, false
}

// matcher reads segments by a pattern.
type matcher struct {
	rest  []string
	api   bool // below /api, where models have a folder, too
	asked Asked
}

func (m *matcher) match(pattern string) bool {
	for token := range strings.SplitSeq(strings.TrimPrefix(pattern, "/"), "/") {
		switch token {
		case "":
		case "{repo}", "{repo.git}":
			if !m.repository(token == "{repo.git}") {
				return false
			}
		case "{rev}":
			if !m.revision() {
				return false
			}
		case "{path}", "{path?}":
			if !m.path() && token == "{path}" {
				return false
			}
		default:
			if len(m.rest) == 0 || token != "{word}" && m.rest[0] != token || strings.Contains(m.rest[0], "/") {
				return false
			}
			m.api = m.api || token == "api"
			m.take(1)
		}
	}
	return len(m.rest) == 0
}

// take moves segments to what was read.
func (m *matcher) take(n int) {
	m.asked.parts = append(m.asked.parts, m.rest[:n]...)
	m.rest = m.rest[n:]
}

// repository reads a repository: its folder, then owner and name, or a single
// name where a word of a route or nothing follows.
func (m *matcher) repository(git bool) bool {
	kind := ref.Model
	if len(m.rest) > 0 {
		folder, known := folders[m.rest[0]]
		switch {
		case known && (m.api || folder != ref.Model):
			kind = folder
			m.take(1)
		case m.api || known:
			return false
		}
	}
	n := 1
	if len(m.rest) >= 2 && !slices.Contains(verbs, m.rest[1]) {
		n = 2
	}
	if len(m.rest) < n || slices.Contains(reserved, m.rest[0]) {
		return false
	}
	id := strings.Join(m.rest[:n], "/")
	if git {
		id = strings.TrimSuffix(id, ".git")
	}
	if !idForm.MatchString(id) || strings.Count(id, "/") != n-1 {
		return false
	}
	r := ref.Ref{Hub: ref.HuggingFace, Kind: kind, Name: id}
	if n == 2 {
		r.Owner, r.Name, _ = strings.Cut(id, "/")
	}
	if parsed, err := ref.Parse(r.String()); err != nil || parsed != r {
		return false
	}
	m.asked.Ref = r
	m.take(n)
	return true
}

// idForm is what an id may be written with.
var idForm = regexp.MustCompile(`^[A-Za-z0-9._/-]+$`)

// folders are the kinds of repositories by the folders of their addresses.
var folders = map[string]ref.Kind{"models": ref.Model, "datasets": ref.Dataset, "spaces": ref.Space}

// verbs are the words that may follow the id of a repository.
var verbs = []string{"resolve", "raw", "blob", "tree", "revision", "paths-info", "refs", "commits", "auth-check", "scan", "treesize",
	"xet-read-token", "xet-write-token", "info", "git-upload-pack", "git-receive-pack", "commit", "preupload", "settings", "compare"}

// reserved are the words that begin an address of the hub and name no owner.
var reserved = []string{"api", "models", "datasets", "spaces", "kernels", "buckets", "docs", "collections", "papers", "organizations",
	"settings", "login", "join", "oauth", "_fineprint"}

// revision reads a revision: one segment, or the three of a ref whose slashes
// were not escaped.
func (m *matcher) revision() bool {
	if len(m.rest) == 0 {
		return false
	}
	rev, n := m.rest[0], 1
	if rev == "refs" && len(m.rest) >= 3 && (m.rest[1] == "pr" || m.rest[1] == "convert" || m.rest[1] == "heads") {
		rev, n = strings.Join(m.rest[:3], "/"), 3
	}
	m.asked.rev, m.asked.Ref.Revision = len(m.asked.parts), rev
	m.asked.parts = append(m.asked.parts, rev)
	m.rest = m.rest[n:]
	return true
}

// path reads the name of a file or folder. Slashes in it may be escaped.
func (m *matcher) path() bool {
	if len(m.rest) == 0 {
		return false
	}
	m.asked.Path = strings.Join(m.rest, "/")
	m.asked.parts = append(m.asked.parts, strings.Split(m.asked.Path, "/")...)
	m.rest = nil
	return true
}
