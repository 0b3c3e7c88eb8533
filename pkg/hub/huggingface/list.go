package huggingface

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Listing asks for a list of the hub's repositories.
type Listing struct {
	Kind   ref.Kind
	Author string // their owner; empty for all
	Search string // a part of their names
	// Since leaves out what has not been modified since, and begins with what was
	// modified last. The zero time begins with the most downloaded.
	Since time.Time
	// Limit is how many a page is asked for; zero is a thousand. A hub that has
	// too much to do may answer for fewer.
	Limit int
	// Page is where to go on: Next of the page before. Empty is the beginning.
	Page string
}

// Listed is one repository of a list.
type Listed struct {
	Ref       ref.Ref // without a revision
	Commit    string  // of its default branch; empty where the hub does not say
	Downloads int64
	Modified  time.Time
}

// ListPage is a page of a list. Next is the address of the page behind it, empty
// for the last.
type ListPage struct {
	Repositories []Listed
	Nameless     []string // what stands where a name should, and is none that can be asked for
	Next         string
}

// pageSize is how many repositories a page is asked for; the hub may give fewer.
const pageSize = 1000

// List reads one page of a list of repositories: name, commit and downloads of a
// thousand in one request.
func (c *Client) List(ctx context.Context, l Listing) (*ListPage, error) {
	at, err := c.listURL(l)
	if err != nil {
		return nil, err
	}
	var found []struct {
		ID           string    `json:"id"`
		SHA          string    `json:"sha"`
		Downloads    int64     `json:"downloads"`
		LastModified time.Time `json:"lastModified"`
	}
	answer, err := c.getJSON(ctx, exchange.Request{Op: "list", ID: string(l.Kind), URL: at}, &found)
	if err != nil {
		return nil, err
	}
	page := &ListPage{Repositories: make([]Listed, 0, len(found))}
	if next := c.nextPage(at, answer.Header.Values("Link")); next != nil {
		page.Next = next.String()
	}
	for _, one := range found {
		if !one.LastModified.IsZero() && one.LastModified.Before(l.Since) {
			page.Next = "" // the rest is older still
			break
		}
		r, err := listedRef(l.Kind, one.ID)
		if err != nil {
			page.Nameless = append(page.Nameless, one.ID)
			continue
		}
		page.Repositories = append(page.Repositories, Listed{r, one.SHA, one.Downloads, one.LastModified})
	}
	return page, nil
}

func listedRef(kind ref.Kind, id string) (ref.Ref, error) {
	if kind != ref.Model {
		id = kindPath(kind) + "/" + id
	}
	return ref.Parse(id)
}

// listURL is the address of a page. One to go on at has to be the hub's own.
func (c *Client) listURL(l Listing) (*url.URL, error) {
	if l.Page != "" {
		at, err := url.Parse(l.Page)
		if err != nil || !c.hub.IsHome(at) {
			return nil, fmt.Errorf("go on at %q: %w of this hub", l.Page, hub.ErrUnsupported)
		}
		return at, nil
	}
	at := c.hub.Join("api", kindPath(l.Kind))
	query := url.Values{"limit": {strconv.Itoa(cmp.Or(l.Limit, pageSize))}, "expand[]": {"sha", "downloads", "lastModified"},
		"sort": {"downloads"}}
	if !l.Since.IsZero() {
		query.Set("sort", "lastModified")
	}
	query.Set("direction", "-1")
	if l.Author != "" {
		query.Set("author", l.Author)
	}
	if l.Search != "" {
		query.Set("search", l.Search)
	}
	at.RawQuery = query.Encode()
	return at, nil
}
