package hubtest

import (
	"fmt"
	"net/http"
	"strings"
)

// visit is a request about one repository.
type visit struct {
	*exchange
	repo *Repo
}

// api answers what is asked of the repository behind its id.
func (x visit) api(rest []string) {
	if len(rest) > 1 {
		x.at(rest[0], rest[1], strings.Join(rest[2:], "/"))
		return
	}
	switch strings.Join(rest, "") {
	case "":
		x.info()
	case "refs":
		x.refs()
	case "auth-check":
		if x.open() {
			x.json(map[string]any{})
		}
	case "scan":
		x.json(x.repo.security())
	default:
		x.noRoute()
	}
}

// at answers what is asked of a revision.
func (x visit) at(verb, revision, path string) {
	var answer func(visit)
	switch {
	case verb == "tree":
		answer = func(v visit) { v.tree(path) }
	case path != "":
	case verb == "revision":
		answer = visit.info
	case verb == "commits":
		answer = visit.commits
	case verb == "paths-info" && x.r.Method == http.MethodPost:
		answer = visit.pathsInfo
	}
	if answer == nil {
		x.noRoute()
	} else if then, ok := x.then(revision); ok {
		answer(then)
	}
}

// then answers when the caller may not read the repository's files or the
// revision does not exist; else it is the repository as it was.
func (x visit) then(revision string) (visit, bool) {
	if !x.open() {
		return visit{}, false
	}
	repo := x.repo.at(revision)
	if repo == nil {
		x.fail(http.StatusNotFound, "RevisionNotFound", "Invalid rev id: "+revision)
		return visit{}, false
	}
	return visit{x.exchange, repo}, true
}

// open answers when the caller may not read the repository's files.
func (x visit) open() bool {
	if x.repo.Disabled {
		x.fail(http.StatusForbidden, "", "Access to this resource is disabled.")
		return false
	}
	if x.repo.Gated != "" && !x.mayRead(x.repo) {
		status, hint := http.StatusUnauthorized, "You must have access to it and be authenticated to access it. Please log in."
		if x.token() != "" {
			status, hint = http.StatusForbidden, "You are not in the authorized list."
		}
		x.fail(status, "GatedRepo", fmt.Sprintf("Access to %s %s is restricted. %s", x.repo.singular(), x.repo.ID, hint))
		return false
	}
	return true
}
