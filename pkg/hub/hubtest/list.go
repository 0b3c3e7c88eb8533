package hubtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// maxPage is the most entries that one page of a listing has.
const maxPage = 500

// list answers a listing, page by page.
func (x *exchange) list(kind string) {
	query := x.r.URL.Query()
	var found []*Repo
	for _, r := range x.hub.Repos {
		if r.Kind == kind && (!r.Private || x.mayRead(r)) && r.matches(query.Get("author"), query["search"], query["filter"]) {
			found = append(found, r)
		}
	}
	if query.Get("sort") == "lastModified" {
		slices.SortStableFunc(found, func(a, b *Repo) int { return strings.Compare(b.modified(), a.modified()) })
	}
	from, _ := strconv.Atoi(query.Get("cursor")) // an unreadable cursor starts anew
	from = min(max(from, 0), len(found))
	limit, err := strconv.Atoi(query.Get("limit"))
	if err != nil || limit <= 0 || limit > maxPage {
		limit = maxPage
	}
	to := min(from+limit, len(found))
	if to < len(found) {
		query.Set("cursor", strconv.Itoa(to))
		x.w.Header().Set("Link", fmt.Sprintf(`<http://%s%s?%s>; rel="next"`, x.r.Host, x.r.URL.EscapedPath(), query.Encode()))
	}
	out := []map[string]any{}
	for _, r := range found[from:to] {
		out = append(out, r.short(query.Get("full") == "true" || query.Get("cardData") == "true",
			slices.Concat(query["expand"], query["expand[]"])))
	}
	x.json(out)
}

func (r *Repo) matches(author string, search, filter []string) bool {
	if author != "" && r.owner() != author {
		return false
	}
	for _, s := range search {
		if !strings.Contains(strings.ToLower(r.ID), strings.ToLower(s)) {
			return false
		}
	}
	for _, tag := range filter {
		if !slices.Contains(r.tags(), tag) {
			return false
		}
	}
	return true
}

// short returns an entry of a listing.
func (r *Repo) short(full bool, expand []string) map[string]any {
	all := r.info(false)
	if full {
		return all
	}
	fields := []string{"_id", "id", "modelId", "likes", "private", "downloads", "tags", "pipeline_tag", "library_name", "createdAt", "gated",
		"lastModified"}
	out := map[string]any{}
	for _, f := range append(fields, expand...) {
		if value, ok := all[f]; ok {
			out[f] = value
		}
	}
	return out
}

// page answers the web page of a repository: people get HTML.
func (x visit) page() {
	x.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	x.send(http.StatusOK, []byte("<!doctype html><title>"+x.repo.ID+"</title><p>A page for people."))
}
