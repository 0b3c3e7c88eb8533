package hubtest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// files answers the addresses of files and pages.
func (x *exchange) files(kind string, p []string) {
	if len(p) == 0 || p[0] == "" {
		x.noRoute()
		return
	}
	prefix := "/"
	if kind != "models" {
		prefix += kind + "/"
	}
	v, rest, ok := x.enter(kind, p, prefix)
	switch {
	case !ok:
	case len(rest) == 0:
		v.page()
	case len(rest) >= 3 && rest[0] == "resolve":
		v.resolve(rest[1], strings.Join(rest[2:], "/"))
	case len(rest) >= 3 && rest[0] == "raw":
		v.raw(rest[1], strings.Join(rest[2:], "/"))
	case len(rest) >= 2 && (rest[0] == "blob" || rest[0] == "tree"):
		v.page()
	case rest[0] == "lfs-content" && len(rest) >= 2:
		v.large(strings.Join(rest[1:], "/"))
	default:
		x.noRoute()
	}
}

// file answers when the caller may not read the file or it does not exist; else
// it is the repository as it was.
func (x visit) file(revision, name string) (visit, bool) {
	x, ok := x.then(revision)
	if !ok {
		return visit{}, false
	}
	x.w.Header().Set("X-Repo-Commit", x.repo.Commit())
	if _, ok := x.repo.Files[name]; !ok && !x.repo.isLarge(name) {
		x.fail(http.StatusNotFound, "EntryNotFound", "Entry not found")
		return visit{}, false
	}
	return x, true
}

// resolve answers with a redirect: small files to the hub's own cache, large
// ones to the host that keeps them.
func (x visit) resolve(revision, name string) {
	x, ok := x.file(revision, name)
	if !ok {
		return
	}
	h := x.w.Header()
	h.Set("Accept-Ranges", "bytes")
	if x.repo.isLarge(name) {
		h.Set("X-Linked-Size", fmt.Sprint(x.repo.size(name)))
		h.Set("X-Linked-Etag", `"`+x.repo.contentSHA256(name)+`"`)
		base := x.hub.CDN
		if base == "" {
			base = "http://" + x.r.Host
		}
		x.redirect(http.StatusFound, base+x.prefix()+x.repo.ID+"/lfs-content/"+escapePath(name)+"?signed=1")
		return
	}
	etag := blobSHA1(x.repo.Files[name])
	h.Set("ETag", `"`+etag+`"`)
	address := fmt.Sprintf("/api/resolve-cache/%s/%s/%s/%s?%s=&etag=%s", x.repo.Kind, x.repo.ID, x.repo.Commit(), escapePath(name),
		url.QueryEscape(x.r.URL.EscapedPath()), url.QueryEscape(`"`+etag+`"`))
	x.redirect(http.StatusTemporaryRedirect, address)
}

func (x visit) prefix() string {
	if x.repo.Kind == "models" {
		return "/"
	}
	return "/" + x.repo.Kind + "/"
}

func escapePath(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

func (x *exchange) resolveCache(kind, id, revision, name string) {
	repo, moved := x.hub.find(kind, id)
	if repo == nil || moved {
		x.fail(http.StatusNotFound, "RepoNotFound", "Repository not found")
		return
	}
	if v, ok := (visit{x, repo}).file(revision, name); ok {
		x.content(name, `"`+blobSHA1(v.repo.Files[name])+`"`, bytes.NewReader(v.repo.Files[name]))
	}
}

// raw answers with the file as git has it: a pointer for a large one.
func (x visit) raw(revision, name string) {
	x, ok := x.file(revision, name)
	if !ok {
		return
	}
	data := x.repo.Files[name]
	if x.repo.isLarge(name) {
		data = fmt.Appendf(nil, "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n", x.repo.contentSHA256(name),
			x.repo.size(name))
	}
	x.content(name, `"`+blobSHA1(data)+`"`, bytes.NewReader(data))
}

// large answers with an LFS file: its bytes when the hub has them, else as
// many zeros as the file claims to have.
func (x visit) large(name string) {
	if data, ok := x.repo.Files[name]; ok {
		x.content(name, `"`+x.repo.contentSHA256(name)+`"`, bytes.NewReader(data))
		return
	}
	x.content(name, `"`+x.repo.contentSHA256(name)+`"`, io.NewSectionReader(zeros{}, 0, x.repo.size(name)))
}

type zeros struct{}

func (zeros) ReadAt(p []byte, _ int64) (int, error) { clear(p); return len(p), nil }

// content serves bytes with ranges and conditions.
func (x *exchange) content(name, etag string, data io.ReadSeeker) {
	h := x.w.Header()
	h.Set("ETag", etag)
	h.Set("Content-Type", contentType(name))
	h.Set("Content-Disposition", fmt.Sprintf("inline; filename*=UTF-8''%s", url.PathEscape(name)))
	s := &statusWriter{ResponseWriter: x.w}
	http.ServeContent(s, x.r, "", time.Time{}, data)
	x.status = s.status
}

func contentType(name string) string {
	if strings.HasSuffix(name, ".json") {
		return "application/json"
	}
	return "text/plain; charset=utf-8"
}

// statusWriter remembers the status that net/http chose.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (s *statusWriter) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}
