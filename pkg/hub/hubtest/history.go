package hubtest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Version is a commit before the last one: what stood in the repository then.
type Version struct {
	Title string
	Date  time.Time
	Files map[string][]byte
}

// versions lists the repository as it was at each of its commits, the newest
// first.
func (r *Repo) versions() []*Repo {
	out := []*Repo{r}
	for i := len(r.History) - 1; i >= 0; i-- {
		then, v := *r, r.History[i]
		then.Files, then.Title, then.Modified, then.History, then.Revisions = v.Files, v.Title, v.Date, r.History[:i], nil
		out = append(out, &then)
	}
	return out
}

// at returns the repository as it was at a revision, nil when it has none of
// that name.
func (r *Repo) at(revision string) *Repo {
	if revision == "main" || revision == "HEAD" || slices.Contains(r.Revisions, revision) {
		return r
	}
	for _, v := range r.versions() {
		if commit := v.Commit(); revision == commit || len(revision) >= 7 && strings.HasPrefix(commit, revision) {
			return v
		}
	}
	return nil
}

// changed returns the repository as it was at the last commit that changed a
// file.
func (r *Repo) changed(name string) *Repo {
	all := r.versions()
	last := all[0]
	for _, v := range all[1:] {
		content, ok := v.Files[name]
		if ok != (r.Files[name] != nil) || string(content) != string(r.Files[name]) {
			break
		}
		last = v
	}
	return last
}

// defaultTitle is that of a commit without one.
const defaultTitle = "Add files"

// commits answers the list of commits, a page at a time.
func (x visit) commits() {
	all := x.repo.versions()
	query := x.r.URL.Query()
	limit, page := 50, 0
	if n, err := strconv.Atoi(query.Get("limit")); err == nil && n > 0 {
		limit = n
	}
	if n, err := strconv.Atoi(query.Get("p")); err == nil && n > 0 {
		page = n
	}
	x.w.Header().Set("X-Total-Count", strconv.Itoa(len(all)))
	from, to := min(page*limit, len(all)), min((page+1)*limit, len(all))
	if to < len(all) {
		x.w.Header().Set("Link", fmt.Sprintf(`<http://%s%s?limit=%d&p=%d>; rel="next"`, x.r.Host, x.r.URL.EscapedPath(), limit, page+1))
	}
	out := []map[string]any{}
	for _, v := range all[from:to] {
		out = append(out, map[string]any{
			"id": v.Commit(), "title": cmp.Or(v.Title, defaultTitle), "message": "", "date": v.modified(),
			"authors": []map[string]string{{"user": "tester", "avatar": ""}},
		})
	}
	x.json(out)
}
