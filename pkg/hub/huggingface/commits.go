package huggingface

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// Bounds of a history.
const (
	commitsPage = 1000     // commits that are asked for at once
	maxPages    = 20       // of the list of commits
	maxPaths    = 2000     // that the hub answers for in one request
	maxAnswer   = 16 << 20 // bytes of one answer
)

// commit is an entry of the list of commits.
type commit struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Date  string `json:"date"`
}

// apiURL is the address of a question about a commit.
func (c *Client) apiURL(snap *hub.Snapshot, verb, commit string) *url.URL {
	parts := append([]string{"api", kindPath(snap.Ref.Kind)}, strings.Split(snap.AnsweredID, "/")...)
	return c.hub.Join(append(parts, verb, commit)...)
}

// commits lists the commits up to a snapshot's, the newest first.
func (c *Client) commits(ctx context.Context, snap *hub.Snapshot) ([]commit, error) {
	u := c.apiURL(snap, "commits", snap.Commit)
	u.RawQuery = "limit=" + strconv.Itoa(commitsPage)
	var all []commit
	for range maxPages {
		var page []commit
		a, err := c.getJSON(ctx, exchange.Request{Op: "commits", ID: snap.AnsweredID, URL: u}, &page)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if u = c.nextPage(u, a.Header.Values("Link")); u == nil || len(page) == 0 {
			return all, nil
		}
	}
	return all, nil
}

var nextLink = regexp.MustCompile(`<([^<>]+)>\s*;\s*rel="?next"?`)

// nextPage reads the address of the next page, nil for none and for one at
// another place: behind a mirror it may be the original hub's, to which nothing
// may go.
func (c *Client) nextPage(from *url.URL, links []string) *url.URL {
	m := nextLink.FindStringSubmatch(strings.Join(links, ","))
	if m == nil {
		return nil
	}
	next, err := from.Parse(m[1])
	if err != nil || !c.hub.IsHome(next) {
		return nil
	}
	return next
}

// pathsInfo says of files at a commit which commit changed them last. What does
// not exist is left out.
func (c *Client) pathsInfo(ctx context.Context, snap *hub.Snapshot, commit string, paths []string) (pathStates, error) {
	var entries []struct {
		Path       string
		LastCommit *struct{ ID string }
	}
	q := exchange.Request{Op: "paths info", ID: snap.AnsweredID, URL: c.apiURL(snap, "paths-info", commit),
		Form: url.Values{"paths": paths[:min(len(paths), maxPaths)], "expand": {"True"}}}
	a, err := c.getJSON(ctx, q, &entries)
	if err != nil {
		return nil, err
	}
	out := pathStates{}
	for _, e := range entries {
		if e.LastCommit == nil || !hub.IsCommit(e.LastCommit.ID) {
			return nil, c.hub.BadAnswer(q, a, fmt.Errorf("it does not say when %.200q was changed, so this hub tells no history; compare two "+
				"commits with fineprint diff", e.Path))
		}
		out[e.Path] = e.LastCommit.ID
	}
	return out, nil
}

// getJSON asks for JSON.
func (c *Client) getJSON(ctx context.Context, q exchange.Request, into any) (*exchange.Answer, error) {
	q.Limit = maxAnswer
	a, err := c.hub.Get(ctx, q)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(a.Body, into); err != nil {
		return nil, c.hub.BadAnswer(q, a, err)
	}
	return a, nil
}

// sameIn returns a snapshot with those documents of another that are the same
// in this one, as if they had been read at its commit.
func sameIn(other, snap *hub.Snapshot) *hub.Snapshot {
	then := map[string]string{}
	for _, f := range other.Files {
		then[f.Path] = f.OID
	}
	same := &hub.Snapshot{Commit: snap.Commit, Problems: other.Problems}
	for _, f := range snap.Files {
		if f.OID == "" || f.OID != then[f.Path] {
			continue
		}
		for _, d := range other.Documents {
			if d.Path == f.Path || d.DerivedFrom != nil && d.DerivedFrom.Path == f.Path {
				moved := *d
				moved.URL = strings.Replace(d.URL, other.Commit, snap.Commit, 1)
				same.Documents = append(same.Documents, &moved)
			}
		}
	}
	return same
}
