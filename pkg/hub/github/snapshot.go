package github

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Snapshot reads a repository, or a folder in one, at a revision: its list of
// files, and the documents among them. It takes three requests of the API's
// quota. Errors wrap those of package hub, or are that of ctx.
func (c *Client) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	if r.Hub != ref.GitHub || !isName(r.Owner) || !isName(r.Name) {
		return nil, fmt.Errorf("read %s: %w by the client of GitHub", r, hub.ErrUnsupported)
	}
	cached := c.memory.Cached(r)
	switch {
	case cached != nil && (c.cfg.Offline || c.site.Settled(cached)):
		cached.Ref = r
		return cached, nil
	case c.cfg.Offline:
		return nil, &hub.StatusError{Op: opInfo, ID: r.ID(), Err: hub.ErrOffline}
	}
	snap, at, err := c.list(ctx, r)
	if err != nil {
		return nil, err
	}
	cached, _ = c.memory.Same(r, snap.Commit, cached)
	repo := &fetch.Repository{Site: c.site, Snapshot: snap, Cached: cached, Addresses: at}
	if err := repo.Documents(ctx); err != nil {
		return nil, err
	}
	c.memory.Keep(snap, cached, false)
	return snap, nil
}

// Hints returns, a sentence each, what concerns a whole run.
func (c *Client) Hints() []string { return c.memory.Hints() }

// The names of exchanges in errors.
const (
	opInfo   = "code repository"
	opCommit = "commit"
	opTree   = "list of files"
)

// list makes a snapshot without documents.
func (c *Client) list(ctx context.Context, r ref.Ref) (*hub.Snapshot, *places, error) {
	name := r.Owner + "/" + r.Name
	var repo struct {
		ID       int64  `json:"id"`
		FullName string `json:"full_name"`
		Branch   string `json:"default_branch"`
		Private  bool   `json:"private"`
		Disabled bool   `json:"disabled"`
	}
	raw, err := c.get(ctx, name, &repo, question{op: opInfo})
	if err != nil {
		return nil, nil, err
	}
	if owner, renamed, ok := strings.Cut(repo.FullName, "/"); ok && isName(owner) && isName(renamed) {
		name = repo.FullName
	}
	var commit struct {
		SHA    string
		Commit struct{ Tree struct{ SHA string } }
	}
	revision := cmp.Or(r.Revision, branchOr(repo.Branch))
	if _, err := c.get(ctx, name, &commit, question{op: opCommit, query: "per_page=1", below: []string{"commits", revision}}); err != nil {
		return nil, nil, err
	}
	if !hub.IsCommit(commit.SHA) || hub.IsCommit(revision) && !strings.EqualFold(revision, commit.SHA) {
		return nil, nil, &hub.StatusError{Op: opCommit, ID: r.ID(), Err: fmt.Errorf("%w: it is not of the commit that was asked for",
			hub.ErrBadAnswer)}
	}
	snap := &hub.Snapshot{Ref: r, Endpoint: c.api.Endpoint(), AnsweredID: answered(r, name).ID(), Commit: strings.ToLower(commit.SHA),
		FetchedAt: c.cfg.Now().UTC(), Private: repo.Private, Disabled: repo.Disabled, RawInfo: raw, InfoSHA256: doc.Digest(raw)}
	if repo.ID != 0 {
		snap.HubID = strconv.FormatInt(repo.ID, 10)
	}
	l := &lister{Client: c, name: name, links: map[string]bool{}}
	if err := l.read(ctx, cmp.Or(commit.Commit.Tree.SHA, snap.Commit), r.Path); err != nil {
		return nil, nil, err
	}
	snap.Files, snap.Complete, snap.Problems = l.files, l.complete, l.problems
	return snap, &places{Client: c, name: name, commit: snap.Commit, folder: l.folder, links: l.links}, nil
}

// answered is the repository that answers for a ref: another one after it got
// another name, and the same in other letters.
func answered(r ref.Ref, name string) ref.Ref {
	if owner, name, _ := strings.Cut(name, "/"); !strings.EqualFold(owner+"/"+name, r.Owner+"/"+r.Name) {
		r.Owner, r.Name = owner, name
	}
	return r
}

// question is one question about a repository.
type question struct {
	op, query string
	below     []string // segments of the path below the repository's
}

// get asks about a repository, decodes the answer and returns its bytes.
func (c *Client) get(ctx context.Context, name string, into any, ask question) ([]byte, error) {
	u := c.api.Join(append(append([]string{"repos"}, strings.Split(name, "/")...), ask.below...)...)
	u.RawQuery = ask.query
	q := exchange.Request{Op: ask.op, ID: name, URL: u, Limit: c.cfg.MaxBytes}
	a, err := c.api.Get(ctx, q)
	if err != nil {
		return nil, ofRevision(ask.op, err)
	}
	if err := json.Unmarshal(a.Body, into); err != nil {
		return nil, c.api.BadAnswer(q, a, err)
	}
	return a.Body, nil
}

// ofRevision says of a repository that is there what its answer means: that
// there is no such revision.
func ofRevision(op string, err error) error {
	var status *hub.StatusError
	if op == opCommit && errors.As(err, &status) {
		switch status.Status {
		case http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusConflict:
			status.Err = hub.ErrRevision
		}
	}
	return err
}
