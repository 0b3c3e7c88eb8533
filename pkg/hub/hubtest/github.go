package hubtest

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// GitHub is a fake of GitHub's API, with the texts of files. Private
// repositories are for whoever brings its token.
type GitHub struct {
	standIn

	Sources []*Source
	Token   string
	// Quota is the number of requests that are answered; zero is as many as come.
	Quota int
	// MostEntries is the length from which lists of all files are cut; zero is never.
	MostEntries int

	used int
}

// githubBranch is the default branch of all repositories.
const githubBranch = "main"

// GitHubFromFS reads repositories from folders "owner/name", and tags of them
// from "owner/name@tag".
func GitHubFromFS(fsys fs.FS) (*GitHub, error) {
	sources, err := sourcesFromFS(fsys, func(string) int { return 2 })
	return &GitHub{Sources: sources}, err
}

// ServeHTTP answers as GitHub's API does.
func (g *GitHub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x, done := g.begin(w, r)
	defer done()
	if !g.within(x) || x.faulty() {
		return
	}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if len(parts) < 3 || parts[0] != "repos" {
		x.noRoute()
		return
	}
	id := parts[1] + "/" + parts[2]
	s, moved := findSource(g.Sources, id)
	switch {
	case s == nil || s.Private && (g.Token == "" || r.Header.Get("Authorization") != "Bearer "+g.Token):
		x.write(http.StatusNotFound, map[string]string{"message": "Not Found"})
	case moved:
		x.redirect(http.StatusMovedPermanently, "/repos/"+s.ID+strings.TrimPrefix(r.URL.EscapedPath(), "/repos/"+id))
	default:
		g.serve(x, s, parts[3:])
	}
}

// within counts a request against the quota.
func (g *GitHub) within(x *exchange) bool {
	g.hub.mu.Lock()
	g.used++
	left := g.Quota - g.used
	g.hub.mu.Unlock()
	if g.Quota == 0 {
		return true
	}
	x.w.Header().Set("X-RateLimit-Remaining", strconv.Itoa(max(left, 0)))
	if left >= 0 {
		return true
	}
	x.write(http.StatusForbidden, map[string]string{"message": "API rate limit exceeded"})
	return false
}

func (g *GitHub) serve(x *exchange, s *Source, below []string) {
	switch what := strings.Join(below[:min(len(below), 2)], "/"); {
	case len(below) == 0:
		info := map[string]any{"id": len(s.ID), "full_name": s.ID, "html_url": "https://github.com/" + s.ID, "default_branch": githubBranch,
			"private": s.Private, "disabled": false}
		maps.Copy(info, s.Info)
		x.json(info)
	case below[0] == "commits" && len(below) > 1:
		version, ok := s.at(strings.Join(below[1:], "/"), githubBranch)
		if !ok {
			x.write(http.StatusUnprocessableEntity, map[string]string{"message": "No commit found for SHA"})
			return
		}
		x.json(map[string]any{"sha": s.Commit(version), "commit": map[string]any{"tree": map[string]string{"sha": s.treeSHA(version, "")}}})
	case what == "git/trees" && len(below) == 3:
		g.tree(x, s, below[2])
	case below[0] == "contents" && len(below) > 1:
		g.contents(x, s, strings.Join(below[1:], "/"))
	default:
		x.noRoute()
	}
}

// contents gives the text of a file; a link is followed.
func (g *GitHub) contents(x *exchange, s *Source, name string) {
	version, ok := s.at(x.r.URL.Query().Get("ref"), githubBranch)
	if at, linked := s.Links[name]; linked {
		name = at
	}
	text, found := s.Versions[version][name]
	switch {
	case !ok || !found:
		x.write(http.StatusNotFound, map[string]string{"message": "Not Found"})
	case !strings.Contains(x.r.Header.Get("Accept"), ".raw"):
		x.noRoute() // nobody should ask for it as data
	default:
		x.send(http.StatusOK, []byte(text))
	}
}

// tree lists a folder, alone or with all that is below.
func (g *GitHub) tree(x *exchange, s *Source, sha string) {
	version, folder, ok := s.treeAt(sha)
	if !ok {
		x.write(http.StatusNotFound, map[string]string{"message": "Not Found"})
		return
	}
	all := x.r.URL.Query().Get("recursive") != ""
	list := s.entries(version, folder, all)
	cut := all && g.MostEntries > 0 && len(list) > g.MostEntries
	if cut {
		list = list[:g.MostEntries]
	}
	x.json(map[string]any{"sha": sha, "truncated": cut, "tree": list})
}

// treeAt finds the version and the folder of a tree.
func (s *Source) treeAt(sha string) (version, folder string, ok bool) {
	if v, found := s.at(sha, githubBranch); found {
		return v, "", true
	}
	for v := range s.Versions {
		for _, dir := range append(s.folders(v), "") {
			if s.treeSHA(v, dir) == sha {
				return v, dir, true
			}
		}
	}
	return "", "", false
}

func (s *Source) treeSHA(version, folder string) string {
	sum := sha1.Sum(fmt.Append(nil, s.digest(version, "tree"), folder))
	return hex.EncodeToString(sum[:])
}

// folders lists the folders of a version.
func (s *Source) folders(version string) []string {
	seen := map[string]bool{}
	for name := range s.Versions[version] {
		for i, c := range name {
			if c == '/' {
				seen[name[:i]] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

type treeEntry struct {
	Path string `json:"path"`
	Mode string `json:"mode"`
	Type string `json:"type"`
	SHA  string `json:"sha"`
	Size int64  `json:"size,omitempty"`
}

// entries lists what is below a folder, as git trees do.
func (s *Source) entries(version, folder string, all bool) []treeEntry {
	var out []treeEntry
	below := func(name string) (string, bool) {
		rest, ok := name, true
		if folder != "" {
			rest, ok = strings.CutPrefix(name, folder+"/")
		}
		return rest, ok && (all || !strings.Contains(rest, "/"))
	}
	for _, dir := range s.folders(version) {
		if name, ok := below(dir); ok {
			out = append(out, treeEntry{Path: name, Mode: "040000", Type: "tree", SHA: s.treeSHA(version, dir)})
		}
	}
	for _, file := range slices.Sorted(maps.Keys(s.Versions[version])) {
		if name, ok := below(file); ok {
			text := s.Versions[version][file]
			e := treeEntry{Path: name, Mode: "100644", Type: "blob", SHA: blobSHA1([]byte(text)), Size: int64(len(text))}
			if _, linked := s.Links[file]; linked {
				e.Mode = "120000"
			}
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b treeEntry) int { return strings.Compare(a.Path, b.Path) })
	return out
}
